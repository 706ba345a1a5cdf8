package fr.jalon.scic;

import fr.jalon.plan.Item;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a track's people are to know of a morning: by a name that stays the same as long as the day that it is about
 * does, what they read. Rules, by the days that are left: a task seven days before it is due, and late once its day has
 * passed, again each thirty days; a file thirty, fourteen and three days before its funder's deadline; a review, and
 * the assembly, fourteen and three days before.
 */
final class TrackMatters {

    private static final int SOON = 7;
    private static final int AGAIN = 30;
    private static final int[] DEADLINES = {3, 14, 30};
    private static final int[] MEETINGS = {3, 14};

    /** A task that waits. */
    record Waiting(String id, String name, LocalDate due) {}

    private final LocalDate today;
    private final Map<String, String> late = new LinkedHashMap<>();
    private final Map<String, String> ahead = new LinkedHashMap<>();

    TrackMatters(LocalDate today) {
        this.today = today;
    }

    /** What is late, by name. */
    Map<String, String> late() {
        return late;
    }

    /** What comes near, by name. */
    Map<String, String> ahead() {
        return ahead;
    }

    TrackMatters tasks(List<Waiting> tasks) {
        for (Waiting task : tasks) {
            long left = ChronoUnit.DAYS.between(today, task.due());
            if (left < 0) {
                late.put(
                        "late/" + task.id() + "/" + task.due() + "/" + -left / AGAIN,
                        task.name() + ", en retard de " + French.days(-left) + " (pour le " + French.date(task.due())
                                + ")");
            } else if (left <= SOON) {
                ahead.put("soon/" + task.id() + "/" + task.due(), task.name() + ", " + in(task.due()));
            }
        }
        return this;
    }

    TrackMatters grants(List<GrantApplication> applications) {
        applications.stream().filter(GrantApplication::isAwaited).forEach(each -> level(each.deadline(), DEADLINES)
                .ifPresent(level -> ahead.put(
                        "grant/" + each.id() + "/" + each.deadline() + "/" + level,
                        "Dossier à déposer chez " + each.title() + ", " + in(each.deadline()))));
        return this;
    }

    /** @param reviews each on its day, held or not */
    TrackMatters reviews(List<Item> reviews) {
        reviews.stream().filter(Item::isLeft).forEach(each -> level(each.plannedEnd(), MEETINGS)
                .ifPresent(level -> ahead.put(
                        each.id() + "/" + each.plannedEnd() + "/" + level,
                        each.title() + ", " + in(each.plannedEnd()))));
        return this;
    }

    /** @param day null where none is convened */
    TrackMatters assembly(@Nullable LocalDate day) {
        if (day != null)
            level(day, MEETINGS)
                    .ifPresent(level -> ahead.put("assembly/" + day + "/" + level, "Assemblée générale, " + in(day)));
        return this;
    }

    private OptionalInt level(LocalDate day, int... levels) {
        long left = ChronoUnit.DAYS.between(today, day);
        return left < 0
                ? OptionalInt.empty()
                : IntStream.of(levels).filter(level -> left <= level).findFirst();
    }

    private String in(LocalDate day) {
        long left = ChronoUnit.DAYS.between(today, day);
        return "pour le " + French.date(day) + (left == 0 ? " (aujourd’hui)" : " (dans " + French.days(left) + ")");
    }
}
