package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records the figures that come in, by form, by program or by file, within bounds. */
@Service
class Intake {

    /** Of what one channel brought on one day: enough for a program that sends hourly that day, and daily after it. */
    static final int MOST_CORRECTIONS = 50;

    private final ExperimentRows rows;
    private final FigureRows recordings;
    private final ParisCalendar calendar;
    private final ApplicationEventPublisher events;

    Intake(ExperimentRows rows, FigureRows recordings, ParisCalendar calendar, ApplicationEventPublisher events) {
        this.rows = rows;
        this.recordings = recordings;
        this.calendar = calendar;
        this.events = events;
    }

    @Transactional
    void record(ExperimentId id, LocalDate day, List<MetricRow> figures, String by) {
        rows.lock(id);
        Map<LocalDate, Map<String, MetricRow>> recorded = recordings.of(id);
        Map<String, MetricRow> before = recorded.getOrDefault(day, Map.of());
        List<MetricRow> completed = figures.stream()
                .map(row -> before.containsKey(row.channel()) ? row.completedBy(before.get(row.channel())) : row)
                .toList();
        completed.forEach(row -> row.fault().ifPresent(fault -> {
            throw Refusal.malformed(Map.of("metrics", "Canal « " + row.channel() + " » : " + fault + "."));
        }));
        write(rows.get(id), Map.of(day, completed), recorded, MetricsFile.Reading.NONE, by);
    }

    @Transactional
    boolean record(String team, LocalDate day, MetricRow row, String by) {
        Experiment experiment = openWeek(team);
        if (rows.days(experiment.id()).stream().noneMatch(each -> each.day().equals(day))) {
            throw Refusal.invalid(
                    "date", "Le %s n’est pas un jour de la semaine de validation.".formatted(French.date(day)));
        }
        if (day.isAfter(calendar.today())) {
            throw Refusal.invalid("date", "Le %s n’est pas encore passé.".formatted(French.date(day)));
        }
        row.fault().ifPresent(fault -> {
            throw Refusal.invalid("clicks", "Canal « " + row.channel() + " » : " + fault + ".");
        });
        return receive(
                                experiment,
                                Map.of(day, List.of(row)),
                                recordings.of(experiment.id()),
                                MetricsFile.Reading.NONE,
                                by)
                        .added()
                > 0;
    }

    /**
     * Records a file of figures into the team's present week, all of it or nothing, and tells whoever waits for it.
     *
     * @param channel the channel of the whole file, where the file does not name any
     * @throws Refusal if there is no open week, or any line is faulty: each is named
     */
    @Transactional
    Receipt record(String team, byte[] file, Optional<String> channel, String by) {
        Experiment experiment = openWeek(team);
        Map<LocalDate, Map<String, MetricRow>> recorded = recordings.of(experiment.id());
        Map<LocalDate, List<MetricRow>> figures = new LinkedHashMap<>();
        MetricsFile.Content content = MetricsFile.read(
                file,
                channel,
                new MetricsFile.Known(
                        experiment.channels(),
                        rows.days(experiment.id()).stream().map(WeekDay::day).toList(),
                        calendar.today(),
                        recorded));
        content.entries().forEach(entry -> figures.computeIfAbsent(entry.day(), day -> new ArrayList<>())
                .add(entry.row()));
        return receive(experiment, figures, recorded, content.reading(), by);
    }

    private Experiment openWeek(String team) {
        Experiment experiment = rows.present(team);
        rows.lock(experiment.id());
        Experiment now = rows.get(experiment.id());
        if (now.promise() == null) {
            throw Refusal.conflict("La semaine n’est pas encore ouverte : le contrat se fige avant toute mesure.");
        }
        if (now.closedAt() != null) throw Refusal.conflict("La semaine est close : ses chiffres ne changent plus.");
        if (now.paused() != null) throw Refusal.conflict(now.paused());
        return experiment;
    }

    private Receipt receive(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded,
            MetricsFile.Reading reading,
            String by) {
        Receipt receipt = write(experiment, figures, recorded, reading, by);
        events.publishEvent(new MetricsRecorded(experiment.id(), receipt.days()));
        return receipt;
    }

    private Receipt write(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded,
            MetricsFile.Reading reading,
            String by) {
        List<String> names = recorded.values().stream()
                .flatMap(day -> day.keySet().stream())
                .distinct()
                .toList();
        refuseTooManyChannels(experiment, figures, names);
        Set<String> newChannels = new TreeSet<>();
        Set<LocalDate> doubtful = new TreeSet<>();
        Map<LocalDate, List<MetricRow>> added = new LinkedHashMap<>();
        Map<LocalDate, List<MetricRow>> corrected = new LinkedHashMap<>();
        int unchanged = 0;
        for (var day : figures.entrySet()) {
            for (MetricRow given : day.getValue()) {
                MetricRow row = given.of(experiment.nameOf(given.channel(), names));
                MetricRow former = recorded.getOrDefault(day.getKey(), Map.of()).get(row.channel());
                if (!experiment.channels().contains(row.channel()) && !names.contains(row.channel()))
                    newChannels.add(row.channel());
                if (row.isDoubtful()) doubtful.add(day.getKey());
                if (row.equals(former)) unchanged++;
                else
                    (former == null ? added : corrected)
                            .computeIfAbsent(day.getKey(), key -> new ArrayList<>())
                            .add(row);
            }
        }
        refuseTooManyCorrections(experiment.id(), corrected);
        recordings.add(experiment.id(), added, by);
        recordings.correct(experiment.id(), corrected, by);
        return new Receipt(
                count(added),
                count(corrected),
                unchanged,
                new TreeSet<>(figures.keySet()),
                newChannels,
                doubtful,
                reading,
                gaps(experiment, figures, recorded));
    }

    /**
     * What is still unknown of the days that came in: of configured channels what they need, of others that came
     * whatever they lack.
     */
    private static List<Receipt.Gap> gaps(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded) {
        Map<Receipt.Gap, List<LocalDate>> gaps = new LinkedHashMap<>();
        new TreeMap<>(figures).forEach((day, rows) -> {
            Map<String, MetricRow> known = new LinkedHashMap<>();
            experiment
                    .channels()
                    .forEach(channel -> known.put(
                            channel, recorded.getOrDefault(day, Map.of()).get(channel)));
            rows.forEach(row -> known.put(row.channel(), row));
            known.forEach((channel, row) -> {
                List<String> lacking = experiment.lacking(channel, row).stream()
                        .map(MetricsColumn::key)
                        .toList();
                if (!lacking.isEmpty()) {
                    gaps.computeIfAbsent(new Receipt.Gap(channel, lacking, List.of()), gap -> new ArrayList<>())
                            .add(day);
                }
            });
        });
        return gaps.entrySet().stream()
                .map(gap -> new Receipt.Gap(gap.getKey().channel(), gap.getKey().figures(), gap.getValue()))
                .toList();
    }

    /** What an experiment had before there was a bound stays, and can be corrected; nothing new comes beside it. */
    private static void refuseTooManyChannels(
            Experiment experiment, Map<LocalDate, List<MetricRow>> figures, List<String> recorded) {
        Set<String> known = Stream.concat(experiment.channels().stream(), recorded.stream())
                .map(TaggedLink::source)
                .collect(Collectors.toSet());
        long added = figures.values().stream()
                .flatMap(List::stream)
                .map(MetricRow::channel)
                .distinct()
                .filter(channel -> !known.contains(TaggedLink.source(channel)))
                .count();
        if (added > 0 && known.size() + added > Validation.MOST_CHANNELS) {
            throw Refusal.invalid(
                    "channel",
                    ("Avec cet envoi, l’expérience aurait %s canaux, et %d au plus : elle en a %d, l’envoi en ajoute"
                                    + " %s. Donnez un seul nom aux campagnes d’un même canal, ou "
                                    + "n’envoyez que les canaux qui comptent ; rien n’a été enregistré.")
                            .formatted(
                                    French.number(known.size() + added),
                                    Validation.MOST_CHANNELS,
                                    known.size(),
                                    French.number(added)));
        }
    }

    private void refuseTooManyCorrections(ExperimentId id, Map<LocalDate, List<MetricRow>> corrected) {
        if (corrected.isEmpty()) return;
        Map<LocalDate, Set<String>> worn = recordings.correctedAsOftenAs(id, MOST_CORRECTIONS);
        List<String> again = corrected.entrySet().stream()
                .flatMap(day -> day.getValue().stream()
                        .map(MetricRow::channel)
                        .filter(worn.getOrDefault(day.getKey(), Set.of())::contains)
                        .map(channel -> "« %s » le %s".formatted(channel, French.date(day.getKey()))))
                .toList();
        if (again.isEmpty()) return;
        throw Refusal.conflict(("Ces chiffres ont déjà été corrigés %d fois, et ne changent plus : %s. Retirez-les de "
                        + "l’envoi ; dites ce"
                        + " qu’il faudrait y lire dans ce que l’équipe a appris.")
                .formatted(
                        MOST_CORRECTIONS,
                        again.size() <= 5
                                ? String.join(", ", again)
                                : String.join(", ", again.subList(0, 5)) + " et " + (again.size() - 5) + " autres"));
    }

    private static int count(Map<LocalDate, List<MetricRow>> figures) {
        return figures.values().stream().mapToInt(List::size).sum();
    }
}
