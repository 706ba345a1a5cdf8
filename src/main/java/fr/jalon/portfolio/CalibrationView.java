package fr.jalon.portfolio;

import fr.jalon.experiment.Calibration;
import fr.jalon.experiment.Calibration.Change;
import fr.jalon.experiment.Calibration.Outcome;
import fr.jalon.experiment.Calibration.Programme;
import fr.jalon.experiment.Foreseen;
import fr.jalon.statistics.Pooled;
import fr.jalon.statistics.Prior;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often verdicts were followed and forecasts held, cohort by cohort and together; and the programme's own prior.
 */
@Component
class CalibrationView {

    /** As many as anybody reads; the others are counted. */
    private static final int MOST_CHANGES = 30;
    /** A percentage of fewer says more than they do. */
    private static final int ENOUGH_FOR_A_RATE = 5;

    private static final Map<String, String> DECIDED = decided();

    private static Map<String, String> decided() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("GO", "poursuivre");
        words.put("PIVOT", "pivoter");
        words.put("STOP", "arrêter");
        words.put("INSUFFICIENT_DATA", "données insuffisantes");
        return words;
    }

    /** So many of so many. */
    record Share(int of, int by) {

        @Override
        public String toString() {
            return by == 0
                    ? "–"
                    : of + " sur " + by
                            + (by < ENOUGH_FOR_A_RATE ? "" : " (" + French.decimal(100.0 * of / by, 0, 0) + "\u00a0%)");
        }
    }

    /** A count by cohort, the last one that of all where there are several. */
    record Row(String name, List<Share> shares) {}

    /** A recommendation that would have been another. */
    record Changed(
            String team, String cohort, int iteration, String target, String counts, String given, String other) {}

    /**
     * The programme's own prior.
     *
     * @param missing how many weeks it takes before there is one
     * @param own in words; null where there is none
     * @param more how many changes are not shown
     */
    record Own(
            int weeks,
            int missing,
            String visits,
            String conversions,
            @Nullable String rate,
            @Nullable String own,
            int judged,
            List<Changed> changes,
            int more) {}

    /**
     * @param rows how often verdicts were followed and forecasts held
     * @param verdicts how often each recommendation led to each decision, where any did
     */
    record Page(List<Row> rows, List<Row> verdicts, Own programme) {

        List<Row> all() {
            return Stream.concat(rows.stream(), verdicts.stream()).toList();
        }

        /** Whether there is anything to count yet. */
        public boolean isKnown() {
            return rows.stream().flatMap(row -> row.shares().stream()).anyMatch(share -> share.by() > 0);
        }
    }

    private final Calibration calibration;
    private final Teams teams;

    CalibrationView(Calibration calibration, Teams teams) {
        this.calibration = calibration;
        this.teams = teams;
    }

    Page of(List<Cohort> cohorts, List<List<Team>> members) {
        Map<String, Integer> column = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            for (Team team : members.get(i)) column.put(team.id(), i);
        }
        Calibration.Known known = calibration.of(column.keySet());
        List<List<Outcome>> columns = new ArrayList<>();
        IntStream.range(0, cohorts.size())
                .forEach(i -> columns.add(known.outcomes().stream()
                        .filter(each -> Objects.equals(column.get(each.team()), i))
                        .toList()));
        if (cohorts.size() > 1) columns.add(known.outcomes());
        return new Page(rows(columns), verdicts(columns), own(known.programme()));
    }

    private static List<Row> rows(List<List<Outcome>> columns) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "Recommandations suivies",
                columns,
                each -> isDecided(each) && !"INSUFFICIENT_DATA".equals(each.recommendation()),
                each -> Objects.equals(each.recommendation(), each.decision())));
        rows.add(row(
                "Décisions prises sur des données insuffisantes",
                columns,
                CalibrationView::isDecided,
                each -> "INSUFFICIENT_DATA".equals(each.recommendation())));
        for (Foreseen.Measure measure : Foreseen.Measure.values()) {
            rows.add(new Row(
                    "Prévisions dans l’intervalle\u00a0: " + measure.label(),
                    columns.stream()
                            .map(column -> column.stream()
                                    .flatMap(each -> each.forecasts().stream())
                                    .filter(each -> each.measure() == measure && each.within() != null)
                                    .collect(Collectors.toList()))
                            .map(all -> new Share(
                                    (int) all.stream()
                                            .filter(each -> Boolean.TRUE.equals(each.within()))
                                            .count(),
                                    all.size()))
                            .toList()));
        }
        return rows;
    }

    private static boolean isDecided(Outcome each) {
        return each.recommendation() != null && each.decision() != null;
    }

    private static List<Row> verdicts(List<List<Outcome>> columns) {
        List<Row> rows = new ArrayList<>();
        DECIDED.forEach((recommendation, recommended) -> DECIDED.forEach((decision, decided) -> {
            Row row = row(
                    "Recommandé\u00a0: " + recommended + "\u00a0; décidé\u00a0: " + decided,
                    columns,
                    CalibrationView::isDecided,
                    each -> recommendation.equals(each.recommendation()) && decision.equals(each.decision()));
            if (row.shares().stream().anyMatch(share -> share.of() > 0)) rows.add(row);
        }));
        return rows;
    }

    private static Row row(
            String name, List<List<Outcome>> columns, Predicate<Outcome> counts, Predicate<Outcome> holds) {
        return new Row(
                name,
                columns.stream()
                        .map(column -> column.stream().filter(counts).toList())
                        .map(some -> new Share((int) some.stream().filter(holds).count(), some.size()))
                        .toList());
    }

    private Own own(Programme programme) {
        Pooled pooled = programme.pooled();
        Map<String, Teams.Listed> names = programme.changes().isEmpty()
                ? Map.of()
                : teams.evenDeleted().stream().collect(Collectors.toMap(Teams.Listed::id, each -> each));
        return new Own(
                pooled.weeks(),
                pooled.missing(),
                French.number(pooled.trials()),
                French.number(pooled.successes()),
                pooled.rate().map(French::percent).orElse(null),
                pooled.rate().map(Prior::of).map(Calibration::inWords).orElse(null),
                programme.judged(),
                programme.changes().stream()
                        .limit(MOST_CHANGES)
                        .map(each -> changed(each, names.get(each.team())))
                        .toList(),
                Math.max(0, programme.changes().size() - MOST_CHANGES));
    }

    private static Changed changed(Change each, Teams.@Nullable Listed team) {
        return new Changed(
                team == null ? each.team() : team.name(),
                team == null ? "" : team.cohort(),
                each.iteration(),
                French.rate(each.target()),
                French.number(each.conversions()) + " sur " + French.number(each.visits()),
                each.given(),
                each.other());
    }
}
