package fr.jalon.plan;

import fr.jalon.text.French;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done, as it is scheduled. It takes whole days: one of three days is done on its first day, its last,
 * and one between. A milestone takes none; it is reached on one day, when that day's work is done, so that what follows
 * begins on the next. A safety margin is a work of its own.
 *
 * @param duration the days that it takes, in its calendar; 0 of a milestone
 * @param everyDay whether it counts every day, as publications and meetings do, or working days alone
 * @param who does it, a role or a name as it is to be said; absent where nobody is named
 * @param optional whether the plan makes sense without it
 * @param after what must be done before it
 * @param place where it stands; absent where that follows from the others
 */
public record Work(
        String id,
        String title,
        int duration,
        boolean everyDay,
        @Nullable String who,
        boolean optional,
        List<After> after,
        @Nullable Place place) {

    /**
     * A work that must be done before.
     *
     * @param lag the days between the two, in the calendar of the one that waits; it begins as many days earlier than
     *     it could where they are negative
     */
    public record After(String id, int lag) {}

    /** Where a work begins, whatever comes before it. */
    public sealed interface Place {

        /**
         * So many days after a day of the plan, or before it, in the work's calendar: the nth working day after a
         * Saturday is the nth of the next week. 0 is the day itself, or else the first after it.
         */
        record Offset(Point from, int days) implements Place {

            /** As it is said after « compté »: {@code à partir du lancement : 13 jours avant}. */
            public String said() {
                String count = French.days(Math.abs((long) days));
                return "à partir " + from.label + "\u00a0: "
                        + (days == 0 ? "le jour même" : count + (days < 0 ? " avant" : " après"));
            }
        }

        /** A day; where nobody works on it, and the work counts working days, the first after it. */
        record Fixed(LocalDate day) implements Place {}
    }

    /** The days that a plan has of its own. */
    public enum Point {
        /** The first day of a plan that counts on. */
        START("du début"),
        /** The day by which all is prepared. */
        READY("du jour où tout est prêt"),
        LAUNCH("du lancement"),
        /** The last day of what was launched. */
        LAST_DAY("du dernier jour");

        private final String label;

        Point(String label) {
            this.label = label;
        }

        /** As it is said after what counts from it: {@code du lancement}. */
        String label() {
            return label;
        }
    }

    public Work {
        after = List.copyOf(after);
    }

    /** An id for something new, of its title's letters; taken from then on. */
    public static String freshId(String title, Set<String> taken) {
        String slug = Slug.of(title);
        String base = slug.length() < 2 ? "item" : slug.substring(0, Math.min(50, slug.length()));
        String id = base;
        for (int number = 2; !taken.add(id); number++) id = base + "-" + number;
        return id;
    }

    Work lasting(int days) {
        return new Work(id, title, days, everyDay, who, optional, after, place);
    }

    /** The same behind others. */
    public Work waitingFor(List<After> others) {
        return new Work(id, title, duration, everyDay, who, optional, others, place);
    }

    Work fixedOn(LocalDate day) {
        return new Work(id, title, duration, everyDay, who, optional, after, new Place.Fixed(day));
    }

    /** {@code « Rédiger les textes »}. */
    String quoted() {
        return "« " + title + " »";
    }
}
