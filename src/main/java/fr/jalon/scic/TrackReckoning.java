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
import fr.jalon.scic.Grants.Prerequisite;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What of a track cannot be in time by its own plan: a step, or a funder's deadline, that comes before what it cannot
 * do without can be there, though that is done as early as possible; or before it is planned to be there, where
 * somebody has put it off by itself.
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
                                            "grant-" + each.id(),
                                            title(each),
                                            0,
                                            each.grant().funder(),
                                            true,
                                            waits,
                                            new Place.Fixed(each.deadline())),
                                    first,
                                    repair -> repaired(repair, each.grant()))
                            .map(late -> outOfReach(late, each));
                });
        Map<String, List<String>> before = plans.rightBefore(Tracks.PROCESS);
        Stream<Impossible> planned = Stream.concat(
                left.values().stream()
                        .filter(item -> item.actualStart() == null)
                        .flatMap(item -> lateFor(item, left, before.getOrDefault(item.id(), List.of()))),
                applications.stream()
                        .filter(each -> isAwaited(each, today))
                        .flatMap(each -> lateFor(each, left, usual(left.values()))));
        Map<String, Impossible> worst = new LinkedHashMap<>();
        Stream.of(steps, files, planned)
                .flatMap(Function.identity())
                .forEach(each -> worst.merge(
                        due(each), each, (one, other) -> one.missingDays() < other.missingDays() ? other : one));
        return worst.values().stream()
                .sorted(Comparator.comparingInt(Impossible::missingDays).reversed())
                .toList();
    }

    /** Each thing that is due is told once, with what it lacks most. */
    private static String due(Impossible impossible) {
        return impossible.chain().get(impossible.chain().size() - 1);
    }

    /** By how many days most of what has not begun was put off. */
    private static long usual(Collection<Item> left) {
        return left.stream()
                .filter(item -> item.actualStart() == null)
                .collect(Collectors.groupingBy(TrackReckoning::shift, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    private static long shift(Item item) {
        return ChronoUnit.DAYS.between(item.baselineEnd(), item.plannedEnd());
    }

    /**
     * A step that was put off further than another is done after that one begins, which cannot do without it. Where the
     * plan has had them overlap from the start, nobody is told of it.
     */
    private static Stream<Impossible> lateFor(Item item, Map<String, Item> left, List<String> needed) {
        return needed.stream()
                .flatMap(step -> Stream.ofNullable(left.get(step)))
                .filter(step -> shift(step) > shift(item))
                .filter(step -> step.plannedEnd().isAfter(item.plannedStart()))
                .map(step -> late(
                        step,
                        item.title(),
                        List.of(TEAM),
                        item.plannedStart(),
                        "commence le " + French.day(item.plannedStart()),
                        "déplacer «\u00a0" + item.title() + "\u00a0» au " + French.day(step.plannedEnd())));
    }

    /** What a file needs was put off further than the rest, and comes after its deadline. */
    private Stream<Impossible> lateFor(GrantApplication file, Map<String, Item> left, long usual) {
        return needed(file.grant()).stream()
                .flatMap(step -> Stream.ofNullable(left.get(step)))
                .filter(step -> shift(step) > usual)
                .filter(step -> step.plannedEnd().isAfter(file.deadline().plusDays(1)))
                .map(step -> late(
                        step,
                        title(file),
                        List.of(TEAM, file.grant().funder()),
                        file.deadline().plusDays(1),
                        "a son échéance le " + French.day(file.deadline()),
                        next(file.grant(), step.plannedEnd())))
                .map(late -> outOfReach(late, file));
    }

    private static Impossible late(
            Item step, String due, List<String> people, LocalDate day, String what, String later) {
        return new Impossible(
                List.of(step.title(), due),
                people,
                (int) ChronoUnit.DAYS.between(day, step.plannedEnd()),
                day.minusDays(length(step)),
                List.of("finir «\u00a0" + step.title() + "\u00a0» le " + French.day(day) + " au plus tard", later),
                "«\u00a0" + step.title() + "\u00a0» est prévu pour le " + French.day(step.plannedEnd())
                        + ", mais «\u00a0" + due + "\u00a0» ne peut s’en passer et " + what + ".");
    }

    /** A funder's day is no step's: missed, it is lost, and that is said. */
    private Impossible outOfReach(Impossible late, GrantApplication file) {
        List<String> needed = needed(file.grant()).stream()
                .map(Grants.Prerequisite::ofStep)
                .map(Grants.Prerequisite::label)
                .toList();
        String said =
                "%s Cette échéance de %s est hors de portée\u00a0: il faudrait, le %s au plus tard, ceci\u00a0: %s."
                        .formatted(
                                late.said(),
                                file.grant().funder(),
                                French.day(file.deadline()),
                                String.join("\u00a0; ", needed));
        return new Impossible(late.chain(), late.people(), late.missingDays(), late.since(), late.repairs(), said);
    }

    private static String title(GrantApplication file) {
        return "Déposer le dossier de " + file.title();
    }

    /** What others wait for is told with them. */
    private static boolean isAwaitedByNone(Item item, Map<String, Item> left, Map<String, List<String>> after) {
        return after.entrySet().stream()
                .noneMatch(each ->
                        left.containsKey(each.getKey()) && each.getValue().contains(item.id()));
    }

    private static boolean isAwaited(GrantApplication application, LocalDate today) {
        return application.isAwaited() && !application.deadline().isBefore(today);
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
        return repair instanceof Repair.Move move ? next(grant, move.to()) : repair.said();
    }

    private static String next(Grant grant, LocalDate from) {
        return "viser l’échéance suivante de " + grant.funder() + ", le "
                + French.day("d MMMM uuuu", grant.deadline(from)) + ", " + Grants.TO_CONFIRM;
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
