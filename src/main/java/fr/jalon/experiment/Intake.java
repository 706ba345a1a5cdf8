package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.link.TaggedLink;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private final Accounts accounts;

    Intake(
            ExperimentRows rows,
            FigureRows recordings,
            ParisCalendar calendar,
            ApplicationEventPublisher events,
            Accounts accounts) {
        this.rows = rows;
        this.recordings = recordings;
        this.calendar = calendar;
        this.events = events;
        this.accounts = accounts;
    }

    @Transactional
    void record(ExperimentId id, LocalDate day, List<MetricRow> figures, @Nullable Long visitors, String by) {
        rows.lock(id);
        Map<LocalDate, Map<String, MetricRow>> recorded = recordings.of(id);
        List<MetricRow> completed = completed(figures, recorded.getOrDefault(day, Map.of()));
        completed.forEach(row -> row.fault().ifPresent(fault -> {
            throw Refusal.malformed(Map.of("metrics", "Canal « " + row.channel() + " » : " + fault + "."));
        }));
        write(
                rows.get(id),
                Map.of(day, completed),
                recorded,
                MetricsFile.Reading.NONE,
                by,
                inWords(doubts(id, day, completed)));
        count(rows.get(id), visitors, by);
    }

    /** What is hard to believe of rows of a day once they are completed by what is recorded, in words by channel. */
    Map<String, String> doubtsOfAdditions(ExperimentId id, LocalDate day, List<MetricRow> figures) {
        return inWords(doubts(id, day, completed(figures, recordings.of(id).getOrDefault(day, Map.of()))));
    }

    private static List<MetricRow> completed(List<MetricRow> figures, Map<String, MetricRow> recorded) {
        return figures.stream()
                .map(row -> recorded.containsKey(row.channel()) ? row.completedBy(recorded.get(row.channel())) : row)
                .toList();
    }

    /** What is hard to believe of rows of a day that are not recorded as they are. */
    List<Doubt> doubts(ExperimentId id, LocalDate day, List<MetricRow> figures) {
        Map<LocalDate, Map<String, MetricRow>> recorded = recordings.of(id);
        Map<String, MetricRow> now = recorded.getOrDefault(day, Map.of());
        Map<String, MetricRow> before = recorded.getOrDefault(day.minusDays(1), Map.of());
        Map<String, BigDecimal> budgets = rows.budgets(id);
        return figures.stream()
                .filter(row -> !row.givesNothing() && !row.equals(now.get(row.channel())))
                .flatMap(row -> Doubt.of(row, before.get(row.channel()), budgets.get(row.channel())).stream())
                .toList();
    }

    /** By channel. */
    static Map<String, String> inWords(List<Doubt> doubts) {
        return doubts.stream()
                .collect(Collectors.groupingBy(
                        Doubt::channel, Collectors.mapping(Doubt::named, Collectors.joining("\u00a0; "))));
    }

    /**
     * Records what somebody has written of a day, and confirms with it whatever is hard to believe.
     *
     * @param visitors the unique visitors of the week, where they are written with it
     */
    @Transactional
    void confirm(String team, LocalDate day, List<MetricRow> figures, @Nullable Long visitors, String by) {
        Experiment experiment = openDay(team, day, by);
        figures.forEach(Intake::refuseFault);
        refuseChanges(experiment, Map.of(day, figures), recordings.of(experiment.id()));
        Map<String, String> confirmed = inWords(doubts(experiment.id(), day, figures));
        write(
                experiment,
                Map.of(day, figures),
                recordings.of(experiment.id()),
                MetricsFile.Reading.NONE,
                by,
                confirmed);
        count(experiment, visitors, by);
        events.publishEvent(new MetricsRecorded(experiment.id(), new TreeSet<>(Set.of(day))));
    }

    @Transactional
    boolean record(String team, LocalDate day, MetricRow row, String by) {
        Experiment experiment = openDay(team, day, by);
        refuseFault(row);
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
     * Records the unique visitors of a team's present week; tells whether none were known, and whoever waits for them.
     */
    @Transactional
    boolean count(String team, long visitors, String by) {
        Experiment experiment = openWeek(team, by);
        count(experiment, visitors, by);
        List<WeekDay> week = rows.days(experiment.id());
        events.publishEvent(new MetricsRecorded(
                experiment.id(), new TreeSet<>(Set.of(week.get(week.size() - 1).day()))));
        return experiment.uniqueVisitors() == null;
    }

    /**
     * Records the unique visitors of the week, where any are given; those that are known hold together with whatever
     * else has been recorded.
     */
    private void count(Experiment experiment, @Nullable Long given, String by) {
        Long known = experiment.uniqueVisitors();
        Long visitors = given == null ? known : given;
        if (visitors == null) return;
        if (!experiment.countsUniques()) {
            throw Refusal.conflict("Le contrat de cette semaine prend pour base les visites de chaque jour\u00a0: "
                    + "il ne demande pas de visiteurs uniques.");
        }
        ExperimentId id = experiment.id();
        if (given == null) {
            Visitors.fault(visitors, experiment, rows.days(id), recordings.of(id))
                    .ifPresent(fault -> {
                        throw Refusal.invalid(
                                "visits",
                                "Avec ces visites, les " + French.number(visitors) + " " + Visitors.NAME + " seraient "
                                        + fault + ". Corrigez-les ensemble, sur la page des chiffres du jour.");
                    });
            return;
        }
        faultOfVisitors(experiment, recordings.of(id), given).ifPresent(fault -> {
            throw Refusal.invalid("visitors", "Visiteurs uniques de la semaine\u00a0: " + fault + ".");
        });
        if (visitors.equals(known)) return;
        if (experiment.closedAt() != null && known != null) {
            throw Refusal.conflict("La semaine est close\u00a0: on n’y ajoute que ce qui manque, "
                    + "et ses visiteurs uniques y sont déjà.");
        }
        int number = rows.visitors(experiment).size() + 1;
        if (number > MOST_CORRECTIONS) {
            throw Refusal.conflict("Les visiteurs uniques ont déjà été corrigés %d fois, et ne changent plus."
                    .formatted(MOST_CORRECTIONS));
        }
        rows.count(id, visitors, number, by);
    }

    /** Why so many unique visitors cannot be with these rows of a day beside all that is recorded, if they cannot. */
    Optional<String> faultOfVisitors(ExperimentId id, LocalDate day, List<MetricRow> figures, long visitors) {
        Map<LocalDate, Map<String, MetricRow>> all = new LinkedHashMap<>(recordings.of(id));
        Map<String, MetricRow> known = all.getOrDefault(day, Map.of());
        Map<String, MetricRow> now = new LinkedHashMap<>(known);
        completed(figures, known).forEach(row -> now.put(row.channel(), row));
        all.put(day, now);
        return faultOfVisitors(rows.get(id), all, visitors);
    }

    private Optional<String> faultOfVisitors(
            Experiment experiment, Map<LocalDate, Map<String, MetricRow>> figures, long visitors) {
        List<WeekDay> days = rows.days(experiment.id());
        boolean isKnown = Long.valueOf(visitors).equals(experiment.uniqueVisitors());
        return (isKnown ? Optional.<String>empty() : Visitors.tooEarly(experiment, days, figures))
                .or(() -> Visitors.fault(visitors, experiment, days, figures));
    }

    /** Keeps that a channel runs until today and no longer; one that is stopped already stays so. */
    @Transactional
    void stop(ExperimentId id, Collection<String> channels) {
        rows.lock(id);
        Map<String, LocalDate> stopped = new LinkedHashMap<>(rows.get(id).stopped());
        channels.forEach(channel -> stopped.putIfAbsent(channel, calendar.today()));
        rows.stop(id, stopped);
    }

    /** Undoes the stop of a channel: what its days lack is asked for again. */
    @Transactional
    void resume(String team, String channel, String by) {
        Experiment experiment = openWeek(team, by);
        Map<String, LocalDate> stopped = new LinkedHashMap<>(experiment.stopped());
        if (stopped.remove(channel) != null) rows.stop(experiment.id(), stopped);
    }

    /** Figures of a channel after its last day are none, or its stop was a mistake. */
    private static void refuseStopped(Experiment experiment, Map<LocalDate, List<MetricRow>> figures) {
        if (experiment.stopped().isEmpty()) return;
        figures.forEach((day, given) ->
                given.forEach(row -> experiment.faultOfStop(row, day).ifPresent(fault -> {
                    throw Refusal.invalid("channel", "Canal « " + row.channel() + " » : " + fault + ".");
                })));
    }

    private static void refuseFault(MetricRow row) {
        row.fault().ifPresent(fault -> {
            throw Refusal.invalid("clicks", "Canal « " + row.channel() + " » : " + fault + ".");
        });
    }

    private Experiment openDay(String team, LocalDate day, String by) {
        Experiment experiment = openWeek(team, by);
        if (rows.days(experiment.id()).stream().noneMatch(each -> each.day().equals(day))) {
            throw Refusal.invalid(
                    "date", "Le %s n’est pas un jour de la semaine de validation.".formatted(French.day(day)));
        }
        if (day.isAfter(calendar.today())) {
            throw Refusal.invalid("date", "Le %s n’est pas encore passé.".formatted(French.day(day)));
        }
        return experiment;
    }

    /**
     * Records a file of figures into the team's present week, all of it or nothing, and tells whoever waits for it.
     *
     * @param channel the channel of the whole file, where the file does not name any
     * @throws Refusal if there is no open week, or any line is faulty: each is named
     */
    @Transactional
    Receipt record(String team, byte[] file, Optional<String> channel, String by) {
        Experiment experiment = openWeek(team, by);
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

    /**
     * The team's present week, where figures may be recorded: until it is closed, and then, as long as no
     * recommendation rests on them, by a facilitator at its gate.
     */
    private Experiment openWeek(String team, String by) {
        Experiment experiment = rows.present(team);
        rows.lock(experiment.id());
        Experiment now = rows.get(experiment.id());
        closed(now, by).ifPresent(why -> {
            throw Refusal.conflict(why);
        });
        return now;
    }

    /** Why a person cannot record figures of a week now, in a French sentence; empty where they can. */
    Optional<String> closed(Experiment week, String by) {
        if (week.promise() == null)
            return Optional.of("La semaine n’est pas encore ouverte : le contrat se fige avant toute mesure.");
        if (week.closedAt() != null && !isFilledAtItsGate(week, by))
            return Optional.of("La semaine est close : ses chiffres ne changent plus.");
        return Optional.ofNullable(week.paused());
    }

    private boolean isFilledAtItsGate(Experiment week, String by) {
        return week.advice() == null
                && rows.isAtItsGate(week.id())
                && accounts.groupsOf(by).contains(Groups.FACILITATORS);
    }

    /** Of a closed week only what is missing is still taken. */
    private static void refuseChanges(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded) {
        if (experiment.closedAt() == null) return;
        figures.forEach((day, given) -> {
            Map<String, MetricRow> known = recorded.getOrDefault(day, Map.of());
            List<String> names = List.copyOf(known.keySet());
            for (MetricRow row : given) {
                MetricRow former = known.get(experiment.nameOf(row.channel(), names));
                if (former != null && !former.completedBy(row).equals(row.of(former.channel()))) {
                    throw Refusal.conflict(("La semaine est close\u00a0: on n’y ajoute que ce qui manque, "
                                    + "et des chiffres de « %s » le %s y sont déjà.")
                            .formatted(former.channel(), French.day(day)));
                }
            }
        });
    }

    private Receipt receive(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded,
            MetricsFile.Reading reading,
            String by) {
        refuseChanges(experiment, figures, recorded);
        Receipt receipt = write(experiment, figures, recorded, reading, by, Map.of());
        count(experiment, null, by);
        events.publishEvent(new MetricsRecorded(experiment.id(), receipt.days()));
        return receipt;
    }

    private Receipt write(
            Experiment experiment,
            Map<LocalDate, List<MetricRow>> figures,
            Map<LocalDate, Map<String, MetricRow>> recorded,
            MetricsFile.Reading reading,
            String by,
            Map<String, String> confirmed) {
        List<String> names = recorded.values().stream()
                .flatMap(day -> day.keySet().stream())
                .distinct()
                .toList();
        refuseTooManyChannels(experiment, figures, names);
        refuseStopped(experiment, figures);
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
        recordings.add(experiment.id(), added, by, confirmed);
        recordings.correct(experiment.id(), corrected, by, confirmed);
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
            experiment.channels().stream()
                    .filter(channel -> !experiment.isStopped(channel, day))
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
                        .map(channel -> "« %s » le %s".formatted(channel, French.day(day.getKey()))))
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
