package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** What a week has measured: the figures of its days, what they lack, and the evidence that they make. */
@Service
class Measures {

    private final ExperimentRows rows;
    private final FigureRows figures;
    private final ParisCalendar calendar;

    Measures(ExperimentRows rows, FigureRows figures, ParisCalendar calendar) {
        this.rows = rows;
        this.figures = figures;
        this.calendar = calendar;
    }

    List<String> missing(ExperimentId id, LocalDate day) {
        Experiment experiment = rows.get(id);
        List<String> missing =
                new ArrayList<>(experiment.lacking(day, figures.of(id).getOrDefault(day, Map.of())));
        if (asksUniques(experiment, day) && experiment.uniqueVisitors() == null) missing.add(Visitors.NAME);
        return missing;
    }

    /** Whether the figures of a day come with the unique visitors of the week: those of its last day do. */
    boolean asksUniques(ExperimentId id, LocalDate day) {
        return asksUniques(rows.get(id), day);
    }

    private boolean asksUniques(Experiment experiment, LocalDate day) {
        List<WeekDay> week = rows.days(experiment.id());
        return experiment.countsUniques()
                && !week.isEmpty()
                && week.get(week.size() - 1).day().equals(day);
    }

    Optional<String> faultOfStop(ExperimentId id, LocalDate day, MetricRow row) {
        return rows.get(id).faultOfStop(row, day);
    }

    /** The last day of those of the channels that were stopped. */
    Map<String, LocalDate> stopped(ExperimentId id) {
        return rows.get(id).stopped();
    }

    Optional<WeekDay> firstLacking(ExperimentId id) {
        if (rows.days(id).isEmpty()) return Optional.empty();
        return lacking(rows.get(id), figures.of(id)).findFirst();
    }

    List<LocalDate> daysMissing(ExperimentId id) {
        return daysMissing(rows.get(id), figures.of(id));
    }

    private List<LocalDate> daysMissing(Experiment experiment, Map<LocalDate, Map<String, MetricRow>> recorded) {
        LocalDate today = calendar.today();
        return lacking(experiment, recorded)
                .map(WeekDay::day)
                .filter(day -> day.isBefore(today))
                .toList();
    }

    /** The days of the week on which a channel lacks a figure. */
    private Stream<WeekDay> lacking(Experiment experiment, Map<LocalDate, Map<String, MetricRow>> recorded) {
        return rows.days(experiment.id()).stream().filter(day -> !experiment
                .lacking(day.day(), recorded.getOrDefault(day.day(), Map.of()))
                .isEmpty());
    }

    Set<String> organicChannels(ExperimentId id) {
        return rows.get(id).organic();
    }

    List<MetricRow> rowsToFill(ExperimentId id, LocalDate day) {
        Map<String, MetricRow> all = new LinkedHashMap<>();
        Experiment experiment = rows.get(id);
        experiment.channels().stream()
                .filter(name -> !experiment.isStopped(name, day))
                .forEach(name -> all.put(name, MetricRow.empty(name)));
        all.putAll(figures.of(id).getOrDefault(day, Map.of()));
        return List.copyOf(all.values());
    }

    Standing standing(ExperimentId id) {
        Experiment experiment = rows.get(id);
        return new Standing(
                evidence(experiment),
                Optional.ofNullable(experiment.promise()).map(Promise::contract),
                Optional.ofNullable(experiment.contract()),
                rows.amendments(experiment),
                rows.days(id));
    }

    /** The evidence of a team's latest week; what is a verdict only once the team has made its own proposal. */
    Evidence evidence(String team) {
        return seen(rows.latest(team)
                .orElseThrow(() -> Refusal.unknown("L’équipe n’a pas encore de semaine de validation.")));
    }

    /** What was amended of the contract of a team's latest week, the oldest first. */
    List<Amendment> amendments(String team) {
        return rows.latest(team).map(rows::amendments).orElse(List.of());
    }

    /** The evidence of an experiment as it may be seen. */
    Evidence seen(Experiment experiment) {
        Evidence evidence = evidence(experiment);
        Advice advice = experiment.advice();
        return advice == null
                ? evidence.withoutVerdict()
                : evidence.recommending(advice.recommendation(), advice.recommendationReason());
    }

    /** The evidence of an experiment beside its promise, without any recommendation. */
    Evidence evidence(Experiment experiment) {
        Map<LocalDate, Map<String, MetricRow>> recorded = figures.of(experiment.id());
        Promise promise = experiment.promise();
        return Evidence.of(
                experiment.team(),
                experiment.id().iteration(),
                new Evidence.Terms(
                        promise == null ? null : judged(experiment, promise),
                        promise == null ? Belief.PROMISE : promise.belief(),
                        promise == null ? null : promise.rules(),
                        experiment.isExtended(),
                        experiment.channels(),
                        experiment.organic(),
                        experiment.uniqueVisitors()),
                recorded.entrySet().stream()
                        .map(day -> new Evidence.Day(
                                day.getKey(), List.copyOf(day.getValue().values())))
                        .toList(),
                daysMissing(experiment, recorded));
    }

    private List<LocalDate> past(ExperimentId id) {
        LocalDate today = calendar.today();
        return rows.days(id).stream()
                .map(WeekDay::day)
                .filter(day -> day.isBefore(today))
                .toList();
    }

    /**
     * The contract that the week is judged by: as it was frozen, or amended before any figure was known. To weeks of
     * the former rules it is the one in force.
     */
    private Contract judged(Experiment experiment, Promise promise) {
        if (promise.belief() == Belief.NOTHING || experiment.amendments() == 0) return promise.contractInForce();
        Optional<Instant> first = figures.firstRecorded(experiment.id());
        Contract judged = promise.contract();
        for (Amendment amendment : rows.amendments(experiment)) {
            if (first.isEmpty() || amendment.amendedAt().isBefore(first.get())) judged = amendment.contract();
        }
        return judged;
    }

    /** The week before its judges. */
    Hearing hearing(ExperimentId id) {
        Experiment experiment = rows.get(id);
        Promise promise = experiment.promised();
        Contract judged = judged(experiment, promise);
        Contract inForce = promise.contractInForce();
        return new Hearing(
                caseOf(experiment, judged),
                inForce.equals(judged) ? Optional.empty() : Optional.of(caseOf(experiment, inForce)),
                promise.belief(),
                experiment.isExtended(),
                promise.rules());
    }

    /** What asks for a written reason when the week is decided. */
    Demands demands(Experiment experiment) {
        Promise promise = experiment.promised();
        return promise.belief() == Belief.NOTHING
                ? new Demands(List.of(), List.of())
                : Demands.of(
                        judged(experiment, promise),
                        experiment.amendments() > 0,
                        experiment.organic(),
                        evidence(experiment),
                        rows.days(experiment.id()).stream().map(WeekDay::day).toList(),
                        experiment.stopped(),
                        rows.former(experiment.id()).orElse(null));
    }

    /** What is believed of an experiment before any figure, as those who read a verdict see it. */
    String prior(Experiment experiment) {
        Promise promise = experiment.promised();
        return promise.belief().inWords(judged(experiment, promise).target());
    }

    private Case caseOf(Experiment experiment, Contract contract) {
        return caseOf(experiment, contract, figures.of(experiment.id()), past(experiment.id()));
    }

    /**
     * A week before the table.
     *
     * @param recorded its figures by day and channel
     * @param past those of its days that are over
     */
    static Case caseOf(
            Experiment experiment,
            Contract contract,
            Map<LocalDate, Map<String, MetricRow>> recorded,
            List<LocalDate> past) {
        Map<LocalDate, List<String>> gaps = new LinkedHashMap<>();
        for (LocalDate day : past) {
            List<String> lacking = experiment.lackingOf(contract, day, recorded.getOrDefault(day, Map.of()));
            if (!lacking.isEmpty()) gaps.put(day, lacking);
        }
        Map<LocalDate, Map<String, MetricRow>> counted = new LinkedHashMap<>();
        recorded.forEach((day, channels) -> {
            Map<String, MetricRow> some = new LinkedHashMap<>(channels);
            if (contract.counted() != null) some.keySet().retainAll(contract.counted());
            counted.put(day, some);
        });
        return new Case(
                contract,
                experiment.promised().belief(),
                experiment.isExtended(),
                experiment.organic(),
                gaps,
                counted,
                experiment.uniqueVisitors());
    }
}
