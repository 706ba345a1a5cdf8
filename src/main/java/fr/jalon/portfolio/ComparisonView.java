package fr.jalon.portfolio;

import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.JourneyKind.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** What became of cohorts, side by side: how far their teams came, how long it took them, how it ended. */
@Component
class ComparisonView {

    /** More would be no comparison any more. */
    static final int MOST = 6;

    /** How many journeys of a cohort have begun a stage, ended it, ended it late; and in how many days, the median. */
    record Reached(int begun, int done, int late, String days) {

        @Override
        public String toString() {
            return begun == 0
                    ? "–"
                    : counted(begun, "commencé") + ", " + counted(done, "achevé")
                            + (late == 0 ? "" : ", dont " + late + " en retard");
        }
    }

    private static String counted(int count, String what) {
        return count + "\u00a0" + what + (count > 1 ? "s" : "");
    }

    /** A stage and what the cohorts made of it, in their order. */
    record Row(String stage, List<Reached> reached) {}

    /** An outcome and how often each cohort had it. */
    record Ended(String outcome, List<Long> counts) {}

    record Table(String title, List<Integer> journeys, List<Row> rows, List<Ended> ended) {}

    /** @param leftOut how many were asked for beyond as many as stand side by side */
    record Page(
            List<Cohort> cohorts,
            int leftOut,
            List<Integer> teams,
            List<Table> tables,
            CalibrationView.Page calibration) {

        /** What is not shown of what was asked for; empty where all is. */
        public String missing() {
            if (leftOut == 0) return "";
            return "Six cohortes au plus tiennent côte à côte\u00a0: "
                    + (leftOut == 1
                            ? "la dernière de celles qui sont choisies n’y est pas."
                            : "les " + French.number(leftOut) + " dernières de celles qui sont choisies n’y sont pas.");
        }
    }

    private final Teams teams;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Plans plans;
    private final CalibrationView calibration;

    ComparisonView(Teams teams, Journeys journeys, Kinds kinds, Plans plans, CalibrationView calibration) {
        this.teams = teams;
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.calibration = calibration;
    }

    /**
     * Some cohorts, {@link #MOST} at most, side by side, with the teams of each that somebody sees; of one that is
     * deleted, the figures that are left.
     *
     * @throws fr.jalon.Refusal if one is unknown
     */
    Page of(Authentication viewer, List<String> ids) {
        List<String> asked = ids.stream().distinct().toList();
        List<Teams.Seen> seen = asked.stream()
                .limit(MOST)
                .map(id -> teams.comparedIn(viewer, id))
                .toList();
        List<Cohort> cohorts = seen.stream().map(Teams.Seen::cohort).toList();
        List<Integer> sizes = new ArrayList<>();
        List<List<Journey>> all = new ArrayList<>();
        List<Map<String, List<Item>>> items = new ArrayList<>();
        List<List<Team>> members = new ArrayList<>();
        for (Teams.Seen each : seen) {
            List<Team> some = List.copyOf(each.members().keySet());
            List<Journey> of = journeys.of(some.stream().map(Team::id).toList());
            members.add(some);
            sizes.add(some.size());
            all.add(of);
            items.add(plans.items(of.stream().map(Journey::id).toList()));
        }
        List<Table> tables = kinds.all().stream()
                .map(kind -> table(kind, all, items))
                .filter(table -> table.journeys().stream().anyMatch(count -> count > 0))
                .toList();
        return new Page(cohorts, asked.size() - cohorts.size(), sizes, tables, calibration.of(cohorts, members));
    }

    private Table table(JourneyKind<?, ?> kind, List<List<Journey>> all, List<Map<String, List<Item>>> items) {
        List<List<Journey>> some = all.stream()
                .map(cohort -> cohort.stream()
                        .filter(journey -> journey.kind().equals(kind.key()))
                        .toList())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Stage stage : kind.stages()) {
            List<Reached> reached = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                Map<String, List<Item>> planned = items.get(i);
                reached.add(reached(
                        stage,
                        some.get(i).stream()
                                .map(journey -> planned.getOrDefault(journey.id(), List.of()))
                                .toList()));
            }
            rows.add(new Row(stage.title(), reached));
        }
        return new Table(kind.title(), some.stream().map(List::size).toList(), rows, ended(kind, some));
    }

    private static Reached reached(Stage stage, List<List<Item>> journeys) {
        int begun = 0;
        int late = 0;
        List<Long> days = new ArrayList<>();
        for (List<Item> items : journeys) {
            List<Item> of = items.stream()
                    .filter(item -> stage.steps().contains(item.id()))
                    .toList();
            if (of.stream().noneMatch(item -> item.actualStart() != null)) continue;
            begun++;
            if (of.stream().anyMatch(item -> item.actualEnd() == null)) continue;
            if (of.stream().anyMatch(item -> item.isLateOn(item.plannedEnd().plusDays(1)))) late++;
            days.add(ChronoUnit.DAYS.between(
                            of.stream()
                                    .map(Item::actualStart)
                                    .min(Comparator.naturalOrder())
                                    .orElseThrow(),
                            of.stream()
                                    .map(Item::actualEnd)
                                    .max(Comparator.naturalOrder())
                                    .orElseThrow())
                    + 1);
        }
        return new Reached(begun, days.size(), late, days.isEmpty() ? "–" : French.days(median(days)));
    }

    /** The middle one; of an even number the lower of both. */
    private static long median(List<Long> days) {
        return days.stream().sorted().skip((days.size() - 1) / 2).findFirst().orElseThrow();
    }

    private static List<Ended> ended(JourneyKind<?, ?> kind, List<List<Journey>> some) {
        Map<String, List<Long>> counts = new TreeMap<>();
        for (int i = 0; i < some.size(); i++) {
            Map<String, Long> of = some.get(i).stream()
                    .collect(Collectors.groupingBy(
                            journey -> journey.isOpen() ? "En cours" : kind.outcome(journey), Collectors.counting()));
            for (Map.Entry<String, Long> each : of.entrySet()) {
                List<Long> row = counts.computeIfAbsent(
                        each.getKey(), fresh -> new ArrayList<>(Collections.nCopies(some.size(), 0L)));
                row.set(i, each.getValue());
            }
        }
        return counts.entrySet().stream()
                .map(each -> new Ended(each.getKey(), each.getValue()))
                .toList();
    }
}
