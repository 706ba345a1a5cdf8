package fr.jalon.plan;

import static fr.jalon.plan.Some.FRANCE;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Refusal;
import fr.jalon.plan.Schedule.Placed;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

@Label("Ce qui vaut pour tout calendrier d’un plan")
class SchedulePropertiesTest {

    private static final String SEED = "20261220";
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    record Plan(List<Work> works, Frame frame) {
        /** Nothing where it is refused. */
        Optional<Schedule> schedule() {
            try {
                return Optional.of(
                        frame.launch() == null
                                ? Schedule.forward(works, frame.start(), frame.end(), FRANCE)
                                : Schedule.backward(works, frame.launch(), frame.start(), FRANCE));
            } catch (Refusal narrow) {
                return Optional.empty();
            }
        }

        LocalDate day(Repair.Deadline what) {
            return switch (what) {
                case LAUNCH -> frame.launch().day();
                case READY -> frame.launch().ready();
                case END -> frame.end();
            };
        }

        DayByDay dayByDay() {
            return new DayByDay(works, frame, FRANCE);
        }
    }

    @Property(tries = 10_000, seed = SEED)
    @Label("Un calcul naïf, jour après jour, trouve les mêmes jours et les mêmes marges")
    void agreesWithDays(@ForAll("plans") Plan plan) {
        Passes passes =
                new Draft(plan.works(), plan.frame(), new Days(plan.frame().start(), FRANCE)).passes();
        DayByDay expected = plan.dayByDay();
        for (int at = 0; at < plan.works().size(); at++) {
            String id = plan.works().get(at).id();
            assertThat(Days.date(passes.earliest[at])).as("earliest " + id).isEqualTo(expected.earliest.get(id));
            assertThat(Days.date(passes.latest[at])).as("latest " + id).isEqualTo(expected.latest.get(id));
            assertThat(Days.date(passes.last[at])).as("last " + id).isEqualTo(expected.last.get(id));
            assertThat(passes.slack(at)).as("slack " + id).isEqualTo(expected.slack(id));
        }
    }

    @Property(tries = 3_000, seed = SEED)
    @Label("Ce qui est possible ne rompt aucune dépendance, et rien ne peut être posé un jour mieux")
    void isTight(@ForAll("plans") Plan plan) {
        Optional<Schedule> found = plan.schedule().filter(Schedule::isPossible);
        if (found.isEmpty()) return;
        Schedule schedule = found.get();
        DayByDay days = plan.dayByDay();
        boolean isBack = plan.frame().launch() != null;
        for (Placed placed : schedule.placed()) {
            Work work = placed.work();
            for (After after : work.after())
                assertThat(keeps(days, schedule, placed, after, 0)).isTrue();
            if (work.place() != null) continue;
            boolean isLate = placed.first().equals(placed.latest());
            boolean isSoon = work.after().stream().anyMatch(after -> !keeps(days, schedule, placed, after, -1))
                    || days.plus(work, placed.first(), -1).isBefore(plan.frame().start());
            assertThat(isBack ? isLate || isSoon : isSoon).as(work.id()).isTrue();
            assertThat(placed.earliest()).isBeforeOrEqualTo(placed.first());
            assertThat(placed.latest()).isAfterOrEqualTo(placed.first());
        }
    }

    /** Whether a work that is moved by so many days begins late enough after another, as a person would count. */
    private static boolean keeps(DayByDay days, Schedule schedule, Placed placed, After after, int moved) {
        Work work = placed.work();
        LocalDate other = schedule.placed(after.id()).last();
        LocalDate begin = days.plus(work, placed.first(), moved);
        if (work.duration() == 0 || after.lag() < 0)
            return !days.plus(work, begin, Math.max(0, work.duration() - 1))
                    .isBefore(days.plus(work, other, after.lag() + work.duration()));
        int between = 0;
        for (LocalDate day = other.plusDays(1); day.isBefore(begin); day = day.plusDays(1))
            if (days.counts(work, day)) between++;
        return begin.isAfter(other) && between >= after.lag();
    }

    @Property(tries = 2_000, seed = SEED)
    @Label("En avançant et en remontant, la même fenêtre a les mêmes marges, et rien n’attend sans raison")
    void countsTheSameBothWays(@ForAll("free") Plan plan) {
        Schedule on = Schedule.forward(plan.works(), plan.frame().start(), null, FRANCE);
        LocalDate end =
                on.placed().stream().map(Placed::last).max(LocalDate::compareTo).orElseThrow();
        Schedule back =
                Schedule.backward(plan.works(), Launch.dueOn(end), plan.frame().start(), FRANCE);
        for (Placed placed : on.placed()) {
            Placed same = back.placed(placed.work().id());
            assertThat(same.slack()).isEqualTo(placed.slack()).isNotNegative();
            assertThat(same.earliest()).isEqualTo(placed.earliest()).isEqualTo(placed.first());
            assertThat(same.latest()).isEqualTo(placed.latest()).isEqualTo(same.first());
            assertThat(same.critical()).isEqualTo(placed.critical());
        }
        assertThat(on.criticalChain()).isNotEmpty().allMatch(Placed::critical);
        assertThat(on.criticalChain().get(on.criticalChain().size() - 1).last()).isEqualTo(end);
    }

    @Property(tries = 2_000, seed = SEED)
    @Label("Déplacer l’échéance de n jours ouvrés déplace d’autant ce qui compte les jours ouvrés")
    void movesWithTheLaunch(@ForAll("working") Plan plan, @ForAll @IntRange(min = -60, max = 200) int by) {
        LocalDate due = plan.frame().launch().ready();
        DayByDay days = plan.dayByDay();
        Work any = plan.works().get(0);
        LocalDate from = days.plus(any, due, 0);
        Schedule here = Schedule.backward(plan.works(), Launch.dueOn(from), FIRST, FRANCE);
        Schedule there = Schedule.backward(plan.works(), Launch.dueOn(days.plus(any, from, by)), FIRST, FRANCE);
        for (Placed placed : here.placed()) {
            Placed moved = there.placed(placed.work().id());
            assertThat(moved.first()).isEqualTo(days.plus(any, placed.first(), by));
            assertThat(moved.last()).isEqualTo(days.plus(any, placed.last(), by));
        }
    }

    @Property(tries = 1_000, seed = SEED)
    @Label("Chaque remède annoncé remédie, et rien de moindre")
    void repairs(@ForAll("plans") Plan plan) {
        Optional<Schedule> found = plan.schedule().filter(schedule -> !schedule.isPossible());
        if (found.isEmpty()) return;
        Schedule schedule = found.get();
        List<ImpossibleDates> impossible = schedule.impossible();
        assertThat(impossible).isNotEmpty();
        for (ImpossibleDates dates : impossible) {
            assertThat(dates.missing()).isPositive();
            // What stands where it stands can leave no room for any single remedy.
            if (plan.works().stream().allMatch(work -> work.place() == null))
                assertThat(dates.repairs()).isNotEmpty();
            assertThat(dates.latestStart()).isBefore(dates.earliestStart());
            for (Repair repair : dates.repairs()) {
                assertThat(remedies(schedule, dates, repair)).as(repair.said()).isTrue();
                assertThat(less(plan, repair)).noneMatch(less -> remedies(schedule, dates, less));
            }
        }
    }

    private static boolean remedies(Schedule schedule, ImpossibleDates dates, Repair repair) {
        try {
            Schedule after = schedule.with(repair);
            return dates.chain().stream()
                    .map(Work::id)
                    .filter(id -> after.placed().stream()
                            .anyMatch(placed -> placed.work().id().equals(id)))
                    .noneMatch(id -> after.placed(id).isImpossible());
        } catch (Refusal narrow) {
            return false;
        }
    }

    private static List<Repair> less(Plan plan, Repair repair) {
        if (repair instanceof Repair.WorkOn on && on.days().size() > 1)
            return on.days().stream()
                    .<Repair>map(day -> new Repair.WorkOn(
                            on.days().stream().filter(other -> other != day).toList()))
                    .toList();
        if (repair instanceof Repair.Postpone postpone) {
            Repair sooner = new Repair.Postpone(postpone.what(), postpone.to().minusDays(1));
            return postpone.to().minusDays(1).isAfter(plan.day(postpone.what())) ? List.of(sooner) : List.of();
        }
        if (repair instanceof Repair.Shorten shorten && shorten.cuts().size() == 1) {
            Repair.Cut cut = shorten.cuts().get(0);
            return List.of(new Repair.Shorten(List.of(new Repair.Cut(cut.work(), cut.by() - 1))));
        }
        return List.of();
    }

    @Provide
    Arbitrary<Plan> plans() {
        return Arbitraries.randomValue(random -> plan(random, true, true));
    }

    @Provide
    Arbitrary<Plan> free() {
        return Arbitraries.randomValue(random -> plan(random, false, true));
    }

    @Provide
    Arbitrary<Plan> working() {
        return Arbitraries.randomValue(random -> {
            Plan plan = plan(random, false, false);
            LocalDate due = plan.frame().start().plusDays(200);
            return new Plan(plan.works(), new Frame(plan.frame().start(), Launch.dueOn(due), null));
        });
    }

    private static Plan plan(Random random, boolean dated, boolean everyDay) {
        LocalDate start = FIRST.plusDays(random.nextInt(2_500));
        LocalDate day = start.plusDays(random.nextInt(45));
        boolean isBack = dated && random.nextInt(3) > 0;
        Launch launch = isBack ? new Launch(day, 1 + random.nextInt(5), day.minusDays(random.nextInt(6))) : null;
        Frame frame = new Frame(start, launch, isBack || !dated || random.nextBoolean() ? null : day);
        int count = 1 + random.nextInt(8);
        List<Work> works = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            List<After> after = IntStream.range(0, at)
                    .filter(other -> random.nextInt(3) == 0)
                    .mapToObj(other -> new After("w" + other, random.nextInt(6) == 0 ? random.nextInt(5) - 1 : 0))
                    .toList();
            works.add(new Work(
                    "w" + at,
                    "W" + at,
                    random.nextInt(6),
                    everyDay && random.nextInt(3) == 0,
                    null,
                    random.nextInt(4) == 0,
                    after,
                    dated && random.nextInt(4) == 0 ? place(random, frame) : null));
        }
        Collections.shuffle(works, random);
        return new Plan(works, frame);
    }

    private static @Nullable Place place(Random random, Frame frame) {
        if (random.nextBoolean()) return new Place.Fixed(frame.start().plusDays(random.nextInt(60) - 5));
        Point[] points = {Point.READY, Point.LAUNCH, Point.LAST_DAY};
        return new Place.Offset(
                frame.launch() == null ? Point.START : points[random.nextInt(3)], random.nextInt(25) - 12);
    }
}
