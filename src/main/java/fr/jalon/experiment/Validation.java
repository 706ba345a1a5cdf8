package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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

/** The validation week of an experiment, from the contract to the decision. It is handed the week's days. */
@Service
public class Validation {

    /** As many as anybody compares; more names are a sign of a column that holds something else. */
    static final int MOST_CHANNELS = 20;
    /** Four weeks, extensions included. */
    static final int MOST_DAYS = 28;

    static final int MOST_AMENDMENTS = 20;
    /** Of what one channel brought on one day: enough for a program that sends hourly that day, and daily after it. */
    static final int MOST_CORRECTIONS = 50;

    private final ExperimentRows rows;
    private final Decisions decisions;
    private final Canonical canonical;
    private final Clock clock;
    private final ParisCalendar calendar;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;

    Validation(
            ExperimentRows rows,
            Decisions decisions,
            Canonical canonical,
            Clock clock,
            ParisCalendar calendar,
            Accounts accounts,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.decisions = decisions;
        this.canonical = canonical;
        this.clock = clock;
        this.calendar = calendar;
        this.accounts = accounts;
        this.events = events;
    }

    /**
     * Opens an experiment with the days of its week, or gives one that has not begun other days.
     *
     * @param organic those of the channels that cost nothing
     */
    @Transactional
    public void plan(ExperimentId id, String team, List<String> channels, Set<String> organic, List<LocalDate> days) {
        if (rows.find(id).isEmpty()) rows.open(id, team, channels, organic);
        movePlan(id, days);
    }

    /** Gives an experiment that has not begun other days. */
    @Transactional
    public void movePlan(ExperimentId id, List<LocalDate> days) {
        if (!days(id).isEmpty()) rows.removeDays(id);
        rows.addDays(id, days, 0);
    }

    /**
     * Adds days to a week that has ended: figures are taken again.
     *
     * @throws Refusal if it would be longer than four weeks
     */
    @Transactional
    public void extend(ExperimentId id, List<LocalDate> days) {
        int lived = days(id).size();
        if (lived + days.size() > MOST_DAYS) {
            throw Refusal.invalid(
                    "extraDays",
                    "La semaine compte déjà %d jours, et %d au plus, prolongations comprises : %s"
                            .formatted(
                                    lived,
                                    MOST_DAYS,
                                    lived >= MOST_DAYS
                                            ? "elle ne se prolonge plus ; passez à la restitution."
                                            : "prolongez-la de " + (MOST_DAYS - lived) + " au plus."));
        }
        rows.reopen(id);
        rows.addDays(id, days, days(id).size());
    }

    /** The days of the week, in order. */
    public List<WeekDay> days(ExperimentId id) {
        return rows.days(id);
    }

    /** Keeps that a morning ended before its work was done. */
    @Transactional
    public void markIncomplete(ExperimentId id, int number) {
        rows.markIncomplete(id, number);
    }

    /** Freezes the contract with its hash; what is frozen already stays. */
    @Transactional
    public void freeze(ExperimentId id, Contract contract) {
        rows.freeze(id, contract, canonical.hash(contract));
    }

    /** The contract as it was frozen, once it is. */
    public Optional<Contract> frozen(ExperimentId id) {
        return rows.find(id).map(Experiment::frozen);
    }

    /** The contracts in force that can be amended: frozen, and nothing recommended yet. */
    public Map<ExperimentId, Contract> amendable() {
        return rows.amendable().stream().collect(Collectors.toMap(Experiment::id, Experiment::contract));
    }

    /**
     * Changes a frozen contract from now on; the promise itself is kept beside the change.
     *
     * @throws Refusal if the contract is not frozen, a recommendation rests on it, it has been amended often, or
     *     nothing changes
     */
    @Transactional
    public Amendment amend(ExperimentId id, ContractChange change, String reason, String by) {
        rows.lock(id);
        Experiment experiment = experiment(id);
        if (experiment.frozen() == null) {
            throw Refusal.conflict("Le contrat n’est pas encore figé : l’équipe peut encore le corriger elle-même.");
        }
        if (experiment.recommendation() != null) {
            throw Refusal.conflict("Une recommandation repose déjà sur ce contrat : il ne s’amende plus.");
        }
        Contract contract = change.of(experiment.contract());
        if (contract.equals(experiment.contract())) {
            throw Refusal.conflict("Cet amendement ne change rien au contrat : indiquez au moins une nouvelle valeur.");
        }
        int number = rows.amendments(experiment).size() + 1;
        if (number > MOST_AMENDMENTS) {
            throw Refusal.conflict(
                    ("Ce contrat a déjà été amendé %d fois, et ne s’amende plus : terminez la semaine sur "
                                    + "celui-ci, ou pivotez.")
                            .formatted(MOST_AMENDMENTS));
        }
        rows.amend(id, number, contract, reason, by);
        return rows.amendments(experiment(id)).get(number - 1);
    }

    /** Amends the contract of a team's present week. */
    @Transactional
    Amendment amend(String team, ContractChange change, String reason, String by) {
        return amend(present(team).id(), change, reason, by);
    }

    /** Whether every channel of the experiment has the figures that it needs for that day. */
    public boolean isComplete(ExperimentId id, LocalDate day) {
        return missingChannels(id, day).isEmpty();
    }

    /** The channels of the experiment that lack a figure that they need for that day. */
    public List<String> missingChannels(ExperimentId id, LocalDate day) {
        return experiment(id).lacking(rows.figures(id).getOrDefault(day, Map.of()));
    }

    /** What has been recorded for a day, with an empty row for each channel that still lacks one. */
    public List<MetricRow> rowsToFill(ExperimentId id, LocalDate day) {
        Map<String, MetricRow> all = new LinkedHashMap<>();
        experiment(id).channels().forEach(name -> all.put(name, MetricRow.empty(name)));
        all.putAll(rows.figures(id).getOrDefault(day, Map.of()));
        return List.copyOf(all.values());
    }

    /**
     * Records rows of a day; the same row twice is one row, a corrected one keeps its former values. What a row does
     * not give stays as it is: a form may have been opened before a file came.
     *
     * @throws Refusal if a row cannot be with what is recorded
     */
    @Transactional
    public void record(ExperimentId id, LocalDate day, List<MetricRow> figures, String by) {
        rows.lock(id);
        Map<LocalDate, Map<String, MetricRow>> recorded = rows.figures(id);
        Map<String, MetricRow> before = recorded.getOrDefault(day, Map.of());
        List<MetricRow> completed = figures.stream()
                .map(row -> before.containsKey(row.channel()) ? row.completedBy(before.get(row.channel())) : row)
                .toList();
        completed.forEach(row -> row.fault().ifPresent(fault -> {
            throw Refusal.malformed(Map.of("metrics", "Canal « " + row.channel() + " » : " + fault + "."));
        }));
        write(experiment(id), Map.of(day, completed), recorded, null, by);
    }

    /**
     * Records one row that comes over HTTP into the team's present week, and tells whoever waits for it.
     *
     * @return whether the row is new
     * @throws Refusal if there is no such week or day, the week is closed, or the row cannot be
     */
    @Transactional
    public boolean record(String team, LocalDate day, MetricRow row, String by) {
        Experiment experiment = openWeek(team);
        if (days(experiment.id()).stream().noneMatch(each -> each.day().equals(day))) {
            throw Refusal.invalid(
                    "date", "Le %s n’est pas un jour de la semaine de validation.".formatted(French.date(day)));
        }
        if (day.isAfter(calendar.today())) {
            throw Refusal.invalid("date", "Le %s n’est pas encore passé.".formatted(French.date(day)));
        }
        row.fault().ifPresent(fault -> {
            throw Refusal.invalid("clicks", "Canal « " + row.channel() + " » : " + fault + ".");
        });
        return receive(experiment, Map.of(day, List.of(row)), rows.figures(experiment.id()), null, by)
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
        Map<LocalDate, Map<String, MetricRow>> recorded = rows.figures(experiment.id());
        Map<LocalDate, List<MetricRow>> figures = new LinkedHashMap<>();
        MetricsFile.Content content = MetricsFile.read(
                file,
                channel,
                new MetricsFile.Known(
                        experiment.channels(),
                        days(experiment.id()).stream().map(WeekDay::day).toList(),
                        calendar.today(),
                        recorded));
        content.entries().forEach(entry -> figures.computeIfAbsent(entry.day(), day -> new ArrayList<>())
                .add(entry.row()));
        return receive(experiment, figures, recorded, content.reading(), by);
    }

    private Experiment openWeek(String team) {
        Experiment experiment = present(team);
        rows.lock(experiment.id());
        Experiment now = experiment(experiment.id());
        if (now.frozen() == null) {
            throw Refusal.conflict("La semaine n’est pas encore ouverte : le contrat se fige avant toute mesure.");
        }
        if (now.closedAt() != null) throw Refusal.conflict("La semaine est close : ses chiffres ne changent plus.");
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
        rows.add(experiment.id(), added, by);
        rows.correct(experiment.id(), corrected, by);
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
        if (added > 0 && known.size() + added > MOST_CHANNELS) {
            throw Refusal.invalid(
                    "channel",
                    ("Avec cet envoi, l’expérience aurait %s canaux, et %d au plus : elle en a %d, l’envoi en ajoute"
                                    + " %s. Donnez un seul nom aux campagnes d’un même canal, ou "
                                    + "n’envoyez que les canaux qui comptent ; rien n’a été enregistré.")
                            .formatted(
                                    French.number(known.size() + added),
                                    MOST_CHANNELS,
                                    known.size(),
                                    French.number(added)));
        }
    }

    private void refuseTooManyCorrections(ExperimentId id, Map<LocalDate, List<MetricRow>> corrected) {
        if (corrected.isEmpty()) return;
        Map<LocalDate, Set<String>> worn = rows.correctedAsOftenAs(id, MOST_CORRECTIONS);
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

    /** Closes the week, if there is one and it is open: figures no longer change. */
    @Transactional
    public void close(ExperimentId id) {
        rows.close(id);
    }

    /** What the week has measured so far beside what was promised, without any verdict. */
    public Standing standing(ExperimentId id) {
        Experiment experiment = experiment(id);
        return new Standing(
                evidence(experiment),
                Optional.ofNullable(experiment.frozen()),
                Optional.ofNullable(experiment.contract()),
                rows.amendments(experiment),
                days(id));
    }

    /**
     * The evidence of a team's latest week; with the recommendation once the team has made its own proposal.
     *
     * @throws Refusal if no week has been prepared
     */
    public Evidence evidence(String team) {
        Experiment experiment = rows.latest(team)
                .orElseThrow(() -> Refusal.unknown("L’équipe n’a pas encore de semaine de validation."));
        return evidence(experiment).recommending(experiment.recommendation(), experiment.reason());
    }

    private Evidence evidence(Experiment experiment) {
        Map<LocalDate, Map<String, MetricRow>> recorded = rows.figures(experiment.id());
        LocalDate today = calendar.today();
        List<LocalDate> missing = days(experiment.id()).stream()
                .map(WeekDay::day)
                .filter(day -> day.isBefore(today))
                .filter(day -> !experiment
                        .lacking(recorded.getOrDefault(day, Map.of()))
                        .isEmpty())
                .toList();
        return Evidence.of(
                experiment.team(),
                experiment.id().iteration(),
                experiment.contract(),
                experiment.organic(),
                recorded.entrySet().stream()
                        .map(day -> new Evidence.Day(
                                day.getKey(), List.copyOf(day.getValue().values())))
                        .toList(),
                missing);
    }

    /**
     * Keeps what the team proposed and what the decision table recommended then.
     *
     * @param thresholds the rules of the table
     */
    @Transactional
    public void recommend(
            ExperimentId id,
            Proposal proposal,
            String recommendation,
            String reason,
            String tableVersion,
            List<Map<String, String>> thresholds) {
        rows.recommend(id, proposal, recommendation, reason, tableVersion, canonical.write(thresholds));
    }

    /** Writes the decision for good, chained to the team's previous one. */
    @Transactional
    public void decide(ExperimentId id, String decision, String reason, String by) {
        Experiment experiment = experiment(id);
        List<Decision> before = decisions.of(experiment.team());
        String previous =
                before.isEmpty() ? null : before.get(before.size() - 1).hash();
        decisions.write(
                id.journey(),
                new Decision(
                        experiment.team(),
                        id.iteration(),
                        before.size() + 1,
                        decision,
                        experiment.recommendation(),
                        experiment.reason(),
                        experiment.proposal().decision(),
                        experiment.proposal().reason(),
                        experiment.proposal().learnings(),
                        reason,
                        by,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        experiment.tableVersion(),
                        canonical.write(experiment.frozen()),
                        canonical.write(evidence(experiment)),
                        canonical.write(rows.amendments(experiment)),
                        experiment.thresholds(),
                        previous,
                        null));
    }

    /** A team's decisions, the oldest first. */
    public List<Decision> decisions(String team) {
        return decisions.of(team);
    }

    /** Whether the hash chain of a team's decisions holds, and where it breaks. */
    Chain.Verification verify(String team) {
        return Chain.verify(decisions.of(team), canonical);
    }

    /**
     * What supports the decisions of a team, {@link Dossier#ITERATIONS} iterations a page; the recommendation only
     * after the team's own proposal.
     *
     * @param page from 1, which holds the latest iterations
     * @param corrections how many of an iteration's, the latest; the others are only counted
     * @throws Refusal if no week has been prepared, or there is no such page
     */
    @Transactional(readOnly = true)
    Dossier dossier(Team team, int page, int corrections) {
        List<Experiment> all = rows.of(team.id());
        if (all.isEmpty()) throw Refusal.unknown("L’équipe n’a pas encore de semaine de validation.");
        int pages = (all.size() + Dossier.ITERATIONS - 1) / Dossier.ITERATIONS;
        if (page < 1 || page > pages) {
            throw Refusal.unknown("Ce dossier n’a pas de page %d : il en a %d.".formatted(page, pages));
        }
        int end = all.size() - (page - 1) * Dossier.ITERATIONS;
        List<Experiment> experiments = all.subList(Math.max(0, end - Dossier.ITERATIONS), end);
        List<Decision> taken = decisions.of(team.id());
        List<Dossier.Iteration> iterations = new ArrayList<>();
        for (Experiment experiment : experiments) {
            Optional<Decision> decision = decisions.of(experiment.id());
            Evidence evidence = decision.map(each -> canonical.read(each.evidence(), Evidence.class))
                    .orElseGet(() -> evidence(experiment));
            iterations.add(new Dossier.Iteration(
                    experiment.id().iteration(),
                    experiment.frozen(),
                    experiment.frozenAt(),
                    experiment.contractHash(),
                    experiment.contract(),
                    rows.amendments(experiment),
                    days(experiment.id()),
                    rows.recordings(experiment.id(), corrections),
                    rows.corrections(experiment.id()),
                    evidence,
                    experiment.proposal(),
                    experiment.recommendation(),
                    experiment.reason(),
                    experiment.tableVersion(),
                    experiment.thresholds(),
                    decision.orElse(null)));
        }
        Set<String> people =
                iterations.stream().flatMap(Dossier.Iteration::people).collect(Collectors.toSet());
        return new Dossier(
                team.id(),
                team.name(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                accounts.names(people),
                page,
                pages,
                iterations,
                Chain.verify(taken, canonical));
    }

    private Experiment experiment(ExperimentId id) {
        return rows.find(id).orElseThrow(() -> new IllegalStateException("no experiment " + id));
    }

    private Experiment present(String team) {
        return rows.latest(team)
                .orElseThrow(() -> Refusal.conflict("La semaine de validation de l’équipe n’est pas encore préparée."));
    }
}
