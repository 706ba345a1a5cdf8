package fr.jalon.silence;

import fr.jalon.engine.decision.OwnTables;
import fr.jalon.engine.time.FrenchDays;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.Journey.Life;
import fr.jalon.journey.Journey.Pause;
import fr.jalon.journey.Journey.Place;
import fr.jalon.journey.Journey.Who;
import fr.jalon.silence.Silence.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Teams that live through a journey day by day, each in the manner of its archetype, and what the rule says of each on
 * every working morning. Nothing but the seed decides.
 */
public final class RehearsedTeams {

    /**
     * How a team lives.
     *
     * @param share of all teams, in percent
     * @param gaps how many in a thousand of the gaps between two signs of life last one, two and three working days
     */
    public enum Archetype {
        STEADY("régulière", 30, 920, 78, 2),
        ONE_EVENING("tout en un soir", 12, 0, 0, 0),
        ONE_ACTIVE("un seul membre actif", 10, 760, 235, 5),
        WEEKENDS_OFF("rien le week-end", 14, 930, 68, 2),
        AT_A_GATE("attend un jalon", 8, 920, 78, 2),
        ON_HOLIDAY("en vacances", 6, 920, 78, 2),
        REFUSED("bloquée après un refus", 6, 920, 78, 2),
        GONE("partie sans un mot", 6, 920, 78, 2),
        SLOW("lente mais vivante", 8, 300, 688, 12);

        private final String label;
        private final int share;
        private final int[] gaps;

        Archetype(String label, int share, int... gaps) {
            this.label = label;
            this.share = share;
            this.gaps = gaps;
        }

        public String label() {
            return label;
        }

        boolean stalls() {
            return this == REFUSED || this == GONE;
        }
    }

    /** A kind of journey: its first day, and how many working days each of its slots lasts. */
    public record Course(String name, LocalDate first, List<Integer> slots) {

        /** Two weeks of phases, one of them of figures, around the eleventh of November. */
        public static final Course FORTNIGHT = new Course("quinzaine", LocalDate.of(2026, 11, 2), List.of(2, 2, 1, 5));

        /** Three months, one gate a month, with the five public holidays of spring. */
        public static final Course QUARTER = new Course("trimestre", LocalDate.of(2026, 3, 16), List.of(20, 20, 20));

        int days() {
            return slots.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** When a team that does everything in one evening does it. */
    public enum Evening {
        EARLY,
        LAST
    }

    /**
     * What came of one team.
     *
     * @param found working days from its stall to the first morning on which it was raised; null where it never was
     * @param fortnights of ten mornings each, in which it went on; of them those with a false alarm, and those with one
     *     that reached the staff
     */
    record Outcome(Archetype archetype, Integer found, int fortnights, int alarmed, int alarmedStaff) {}

    /** All of one archetype together. */
    public record Tally(int teams, int found, int fortnights, int alarmed, int alarmedStaff) {

        Tally and(Outcome one) {
            boolean isFound = one.found() != null && one.found() <= IN_TIME;
            return new Tally(
                    teams + 1,
                    found + (isFound ? 1 : 0),
                    fortnights + one.fortnights(),
                    alarmed + one.alarmed(),
                    alarmedStaff + one.alarmedStaff());
        }

        Tally and(Tally other) {
            return new Tally(
                    teams + other.teams,
                    found + other.found,
                    fortnights + other.fortnights,
                    alarmed + other.alarmed,
                    alarmedStaff + other.alarmedStaff);
        }
    }

    /** What came of all teams, by archetype. */
    public record Result(Map<Archetype, Tally> tallies) {

        /** Of the teams that stalled, the share that was raised within three working days. */
        public double found() {
            Tally stalled = sum(true);
            return (double) stalled.found() / stalled.teams();
        }

        /** Of the fortnights of teams that went on, the share with an alarm, whomever it reached. */
        public double falseAlarms() {
            Tally sound = sum(false);
            return (double) sound.alarmed() / sound.fortnights();
        }

        /** The same, counting what reached the staff alone. */
        public double falseAlarmsOfStaff() {
            Tally sound = sum(false);
            return (double) sound.alarmedStaff() / sound.fortnights();
        }

        private Tally sum(boolean stalled) {
            return tallies.entrySet().stream()
                    .filter(each -> each.getKey().stalls() == stalled)
                    .map(Map.Entry::getValue)
                    .reduce(NOTHING, Tally::and);
        }
    }

    public static final int TEAMS = 1000;

    private static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);
    private static final int IN_TIME = 3;
    private static final int FORTNIGHT = 10;
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final LocalTime OPENING = LocalTime.of(9, 0);

    private static final WorkingDays WORKING = FrenchDays.working("metropole");
    private static final ParisCalendar PARIS = FrenchDays.paris(Clock.systemUTC());
    private static final SilenceRule RULE = new SilenceRule(OwnTables.read(), WORKING, PARIS);

    private RehearsedTeams() {}

    /**
     * Has a thousand teams live through a course.
     *
     * @param noise how often what is unusual happens, as a multiple of what the archetypes say
     */
    public static Result rehearse(Course course, long seed, Evening evening, int noise) {
        Random random = new Random(seed);
        Map<Archetype, Tally> tallies = new EnumMap<>(Archetype.class);
        for (Archetype archetype : Archetype.values()) {
            int teams = TEAMS * archetype.share / 100;
            for (int i = 0; i < teams; i++) {
                Outcome outcome = new Team(course, archetype, evening, noise, random).live();
                tallies.merge(archetype, NOTHING.and(outcome), Tally::and);
            }
        }
        return new Result(tallies);
    }

    /** One team, from its first day to the last of its course. */
    private static final class Team {

        private final Course course;
        private final Archetype archetype;
        private final Evening evening;
        private final int noise;
        private final Random random;

        private final List<LocalDate> mornings = new ArrayList<>();
        private final Collection<Integer> alarms = new TreeSet<>();
        private final Collection<Integer> alarmsOfStaff = new TreeSet<>();

        private int slot;
        private Instant awaited;
        private Instant atGate;
        private Instant due;
        private Instant lastSign;
        private Instant paused;
        /** By the number of the working day on which each happens. */
        private int nextSign;

        private int doneOn;
        private int gateHeldOn;
        private int holidayFrom = Integer.MAX_VALUE;
        private int holidayUntil;
        private boolean isAnnounced;
        private int leavesOn = Integer.MAX_VALUE;
        private int refusedAt = -1;
        private int strayOn = -1;
        private boolean isGone;
        private int stalledOn = -1;

        Team(Course course, Archetype archetype, Evening evening, int noise, Random random) {
            this.course = course;
            this.archetype = archetype;
            this.evening = evening;
            this.noise = noise;
            this.random = random;
            LocalDate day = WORKING.onOrAfter(course.first());
            // Room for gates that are held late.
            for (int i = 0; i < course.days() + FORTNIGHT; i++, day = WORKING.plus(day, 1)) mornings.add(day);
            int days = course.days();
            if (archetype == Archetype.ON_HOLIDAY) {
                holidayFrom = 1 + random.nextInt(days - 3);
                holidayUntil = holidayFrom + 3 + random.nextInt(5);
                isAnnounced = !chance(100);
            }
            if (archetype == Archetype.GONE) leavesOn = 1 + random.nextInt(days - 2);
            if (archetype == Archetype.REFUSED)
                refusedAt = random.nextInt(course.slots().size() - 1);
        }

        /** Something unusual, so many times in a thousand. */
        private boolean chance(int perMille) {
            return random.nextInt(1000) < perMille * noise;
        }

        Outcome live() {
            open(0);
            for (int day = 0; day < mornings.size() && slot < course.slots().size(); day++) {
                look(day);
                act(day);
            }
            return outcome();
        }

        /** What the rule says in the morning. */
        private void look(int day) {
            Instant now = at(day, MORNING);
            Pause pause = paused == null ? null : new Pause(paused, "Vacances", "fanny");
            List<Awaited> whom = pause != null
                    ? List.of()
                    : awaited != null
                            ? List.of(new Awaited(Who.TEAM, awaited))
                            : atGate != null ? List.of(new Awaited(Who.FACILITATOR, atGate)) : List.of();
            Journey journey = new Journey(
                    "j",
                    "k",
                    "t",
                    "c/t",
                    "Parcours",
                    new Life(at(0, OPENING), null, null, null),
                    new Place("s", pause == null ? due : null, new Gate("gate", due), whom, lastSign),
                    pause,
                    null);
            Level level = RULE.of(journey, now).level();
            if (level == Level.NONE) return;
            alarms.add(day);
            if (level != Level.TEAM) alarmsOfStaff.add(day);
        }

        /** What happens on the day, and on the days up to the next working one. */
        private void act(int day) {
            if (day >= holidayFrom && day < holidayUntil) {
                if (isAnnounced && paused == null) paused = at(day, OPENING);
                return;
            }
            if (day == holidayUntil) resume(day);
            if (awaited == null) {
                if (day >= gateHeldOn) hold(day);
                return;
            }
            if (!isGone && day >= leavesOn) {
                isGone = true;
                strayOn = chance(30) ? day + 1 : -1;
                stalledOn = lastSign == null || lastSign.isBefore(awaited) ? dayOf(awaited) : dayOf(lastSign);
            }
            if (isGone) {
                if (day == strayOn) lastSign = at(day, someHour());
                return;
            }
            if (day >= nextSign) sign(day);
            if (day >= doneOn) finish(day);
        }

        private void sign(int day) {
            lastSign = at(day, someHour());
            boolean onWeekends = archetype != Archetype.WEEKENDS_OFF && archetype != Archetype.SLOW;
            LocalDate saturday = mornings.get(day).plusDays(1);
            if (onWeekends && !WORKING.isWorking(saturday) && random.nextInt(10) < 3)
                lastSign = instant(saturday, someHour());
            int drawn = random.nextInt(1000);
            int rare = archetype.gaps[2] * noise;
            nextSign = day + (drawn < rare ? 3 : drawn < rare + archetype.gaps[1] ? 2 : 1);
        }

        /** The team has done what was asked: it waits for its gate. */
        private void finish(int day) {
            lastSign = at(day, someHour());
            awaited = null;
            due = null;
            atGate = lastSign;
            int wait = archetype == Archetype.AT_A_GATE ? 3 + random.nextInt(6) : 1 + random.nextInt(2);
            gateHeldOn = day + wait;
        }

        private void hold(int day) {
            atGate = null;
            if (slot == refusedAt) {
                awaited = at(day, OPENING);
                due = at(Math.min(day + 2, mornings.size() - 1), LocalTime.NOON);
                isGone = true;
                stalledOn = day;
                strayOn = chance(30) ? day + 1 : -1;
                return;
            }
            slot++;
            if (slot < course.slots().size()) open(day);
        }

        private void open(int day) {
            int length = course.slots().get(slot);
            awaited = at(day, OPENING);
            int last = day + length - 1;
            due = at(Math.min(last, mornings.size() - 1), LocalTime.of(23, 0));
            doneOn = archetype == Archetype.ONE_EVENING ? evening(day, last) : chance(50) ? last + 1 : last;
            nextSign = archetype == Archetype.ONE_EVENING ? Integer.MAX_VALUE : day;
        }

        /** Mostly the first that there is; one in a hundred comes after the third. */
        private int evening(int day, int last) {
            if (evening == Evening.LAST) return last;
            if (chance(10)) return day + 3;
            int drawn = random.nextInt(10);
            return Math.min(day + (drawn < 6 ? 0 : drawn < 9 ? 1 : 2), Math.max(last, day));
        }

        private void resume(int day) {
            if (paused == null) return;
            int waited = holidayUntil - holidayFrom;
            paused = null;
            if (awaited == null) return;
            awaited = at(day, OPENING);
            doneOn += waited;
            nextSign = Math.max(nextSign, day);
            due = at(Math.min(doneOn, mornings.size() - 1), LocalTime.of(23, 0));
        }

        private Outcome outcome() {
            int lived = stalledOn >= 0 ? stalledOn + 1 : mornings.size();
            int fortnights = archetype.stalls() ? 0 : course.days() / FORTNIGHT;
            return new Outcome(
                    archetype,
                    stalledOn < 0
                            ? null
                            : alarms.stream()
                                    .filter(day -> day > stalledOn)
                                    .findFirst()
                                    .map(day -> day - stalledOn)
                                    .orElse(null),
                    fortnights,
                    with(alarms, fortnights, lived),
                    with(alarmsOfStaff, fortnights, lived));
        }

        /** In how many fortnights there was one; what comes after the last belongs to it. */
        private static int with(Collection<Integer> days, int fortnights, int lived) {
            return (int) IntStream.range(0, fortnights)
                    .filter(i -> days.stream()
                            .filter(day -> day < lived)
                            .anyMatch(day -> Math.min(day / FORTNIGHT, fortnights - 1) == i))
                    .count();
        }

        private int dayOf(Instant at) {
            LocalDate day = PARIS.wallClock(at).toLocalDate();
            int found = mornings.indexOf(WORKING.onOrBefore(day));
            return Math.max(found, 0);
        }

        private LocalTime someHour() {
            return LocalTime.of(9 + random.nextInt(14), random.nextInt(60));
        }

        private Instant at(int day, LocalTime hour) {
            return instant(mornings.get(day), hour);
        }

        private static Instant instant(LocalDate day, LocalTime hour) {
            return PARIS.instantOf(day.atTime(hour)).toInstant();
        }
    }
}
