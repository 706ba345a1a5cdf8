package fr.jalon.scic;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.plan.Impossible;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Reckoning;
import fr.jalon.plan.Repair;
import fr.jalon.plan.Schedule;
import fr.jalon.plan.Work;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.Grants.Prerequisite;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What of a track cannot be in time by its own plan: a step, or a funder's deadline, that comes before what it cannot
 * do without can be there, though that is done as early as possible.
 */
@Component
class TrackReckoning implements Reckoning {

    private static final String TABLE = "grant-prerequisites";
    private static final String TEAM = "l’équipe";

    private final Plans plans;
    private final GrantRows grants;
    private final DecisionTables tables;
    private final WorkingDays days;
    private final ParisCalendar paris;

    TrackReckoning(Plans plans, GrantRows grants, DecisionTables tables, WorkingDays days, ParisCalendar paris) {
        this.plans = plans;
        this.grants = grants;
        this.tables = tables;
        this.days = days;
        this.paris = paris;
    }

    @Override
    public String kind() {
        return Tracks.PROCESS;
    }

    @Override
    public List<Impossible> impossible(Plan plan, List<Item> items) {
        return impossible(
                items, grants.applications(plan.id()), Objects.requireNonNullElse(plan.pausedOn(), paris.today()));
    }

    /** The same, asking the database nothing. */
    List<Impossible> impossible(List<Item> items, List<GrantApplication> applications, LocalDate today) {
        Map<String, Item> left = new LinkedHashMap<>();
        items.stream().filter(Item::isLeft).forEach(item -> left.put(item.id(), item));
        Map<String, List<String>> after = plans.after(Tracks.PROCESS);
        LocalDate first = items.stream()
                .map(Item::plannedStart)
                .min(Comparator.naturalOrder())
                .filter(start -> start.isAfter(today))
                .orElse(today);
        Stream<Impossible> steps = left.values().stream()
                .filter(item -> item.actualStart() == null && isAwaitedByNone(item, left, after))
                .flatMap(item -> {
                    Chain chain = new Chain(left, after, today);
                    List<After> waits = chain.add(after.getOrDefault(item.id(), List.of()));
                    return chain.impossible(
                            work(
                                    item.id(),
                                    item.title(),
                                    length(item),
                                    TEAM,
                                    false,
                                    waits,
                                    new Place.Fixed(item.plannedStart())),
                            first,
                            Repair::said);
                });
        Stream<Impossible> files = applications.stream()
                .filter(each -> isAwaited(each, today))
                .flatMap(each -> {
                    Chain chain = new Chain(left, after, today);
                    List<After> waits = chain.add(needed(each.grant()));
                    return chain.impossible(
                            work(
                                    "grant-" + each.grant().id(),
                                    "Déposer le dossier de " + each.grant().funder(),
                                    0,
                                    each.grant().funder(),
                                    true,
                                    waits,
                                    new Place.Fixed(each.deadline())),
                            first,
                            repair -> repaired(repair, each.grant()));
                });
        return Stream.concat(steps, files)
                .sorted(Comparator.comparingInt(Impossible::missingDays).reversed())
                .toList();
    }

    /** What others wait for is told with them. */
    private static boolean isAwaitedByNone(Item item, Map<String, Item> left, Map<String, List<String>> after) {
        return after.entrySet().stream()
                .noneMatch(each ->
                        left.containsKey(each.getKey()) && each.getValue().contains(item.id()));
    }

    private static boolean isAwaited(GrantApplication application, LocalDate today) {
        return (application.status() == Status.PLANNED || application.status() == Status.PREPARED)
                && !application.deadline().isBefore(today);
    }

    /** The steps that give what the table asks of a file for which nothing is there yet. */
    private List<String> needed(Grant grant) {
        return tables
                .askOwn(
                        TABLE,
                        "bpmn/scic/" + TABLE + ".dmn",
                        "grant",
                        Grants.facts(grant, new Grants.Readiness(false, false, false)))
                .stream()
                .map(each -> Prerequisite.valueOf(String.valueOf(each.get("prerequisite"))))
                .flatMap(each -> each.step().stream())
                .toList();
    }

    /** A funder's day does not move: the next one is taken. */
    private static String repaired(Repair repair, Grant grant) {
        return repair instanceof Repair.Move move
                ? "viser l’échéance suivante de " + grant.funder() + ", le "
                        + French.day("d MMMM uuuu", grant.deadline(move.to())) + ", " + Grants.TO_CONFIRM
                : repair.said();
    }

    private static int length(Item item) {
        return (int) Math.max(1, ChronoUnit.DAYS.between(item.plannedStart(), item.plannedEnd()));
    }

    private static Work work(
            String id,
            String title,
            int length,
            String who,
            boolean optional,
            List<After> after,
            @Nullable Place place) {
        return new Work(id, title, length, true, who, optional, after, place);
    }

    /** What is left of what one thing waits for, as early as possible. */
    private final class Chain {

        private final Map<String, Work> works = new LinkedHashMap<>();
        private final Map<String, Item> left;
        private final Map<String, List<String>> after;
        private final LocalDate today;

        Chain(Map<String, Item> left, Map<String, List<String>> after, LocalDate today) {
            this.left = left;
            this.after = after;
            this.today = today;
        }

        /** Adds some steps with all before them; what is done is waited for no more. */
        List<After> add(List<String> steps) {
            List<After> waits = new ArrayList<>();
            for (String step : steps) {
                Item item = left.get(step);
                if (item == null) continue;
                waits.add(new After(step, 0));
                if (works.containsKey(step)) continue;
                List<After> before = item.actualStart() == null ? add(after.getOrDefault(step, List.of())) : List.of();
                works.put(step, work(step, item.title(), remaining(item), TEAM, false, before, null));
            }
            return waits;
        }

        /** What has begun takes what is left of its time, a day at least. */
        private int remaining(Item item) {
            LocalDate began = item.actualStart();
            long lived = began == null ? 0 : Math.max(0, ChronoUnit.DAYS.between(began, today));
            return (int) Math.max(1, length(item) - lived);
        }

        Stream<Impossible> impossible(Work due, LocalDate first, Function<Repair, String> repaired) {
            if (due.after().isEmpty()) return Stream.of();
            List<Work> all = new ArrayList<>(works.values());
            all.add(due);
            return Schedule.forward(all, first, null, days::isWorking).impossible().stream()
                    .map(dates -> Impossible.of(dates, today, repaired));
        }
    }
}
