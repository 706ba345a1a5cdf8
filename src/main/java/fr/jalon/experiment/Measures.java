package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    List<String> missingChannels(ExperimentId id, LocalDate day) {
        return rows.get(id).lacking(figures.of(id).getOrDefault(day, Map.of()));
    }

    Optional<WeekDay> firstLacking(ExperimentId id) {
        List<WeekDay> week = rows.days(id);
        if (week.isEmpty()) return Optional.empty();
        Map<LocalDate, Map<String, MetricRow>> recorded = figures.of(id);
        Experiment experiment = rows.get(id);
        return week.stream()
                .filter(day -> !experiment
                        .lacking(recorded.getOrDefault(day.day(), Map.of()))
                        .isEmpty())
                .findFirst();
    }

    List<MetricRow> rowsToFill(ExperimentId id, LocalDate day) {
        Map<String, MetricRow> all = new LinkedHashMap<>();
        rows.get(id).channels().forEach(name -> all.put(name, MetricRow.empty(name)));
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

    Evidence evidence(String team) {
        Experiment experiment = rows.latest(team)
                .orElseThrow(() -> Refusal.unknown("L’équipe n’a pas encore de semaine de validation."));
        Evidence evidence = evidence(experiment);
        Advice advice = experiment.advice();
        return advice == null
                ? evidence
                : evidence.recommending(advice.recommendation(), advice.recommendationReason());
    }

    /** The evidence of an experiment, without any verdict. */
    Evidence evidence(Experiment experiment) {
        Map<LocalDate, Map<String, MetricRow>> recorded = figures.of(experiment.id());
        LocalDate today = calendar.today();
        List<LocalDate> missing = rows.days(experiment.id()).stream()
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
}
