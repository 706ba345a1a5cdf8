package fr.jalon.scic;

import static java.util.Objects.requireNonNull;

import fr.jalon.plan.Item;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a track's people are to know of a morning: by a name that stays the same as long as the day that it is about
 * does, what they read; what they have been told is left out. Rules, by the days that are left: a task seven days
 * before it is due, and late once its day has passed, again each thirty days; a contract once, when it should have been
 * filed; a file thirty, fourteen and three days before its funder's deadline; a review, and the assembly, fourteen and
 * three days before.
 */
final class TrackMatters {

    private static final int SOON = 7;
    private static final int AGAIN = 30;
    private static final int[] DEADLINES = {3, 14, 30};
    private static final int[] MEETINGS = {3, 14};

    /** A task that waits. */
    record Waiting(String id, String step, String name, LocalDate due) {}

    private final LocalDate today;
    private final Set<String> told;
    private final Map<String, String> late = new LinkedHashMap<>();
    private final Map<String, String> ahead = new LinkedHashMap<>();

    /** @param told the names of what they know */
    TrackMatters(LocalDate today, Set<String> told) {
        this.today = today;
        this.told = told;
    }

    /** How it is named that a step, or a task, is late, for thirty days. */
    static String late(String what, LocalDate due, LocalDate today) {
        return "late/" + what + "/" + due + "/" + Math.max(0, ChronoUnit.DAYS.between(due, today)) / AGAIN;
    }

    private void add(Map<String, String> matters, String name, String said) {
        if (!told.contains(name)) matters.put(name, said);
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
            if (left > SOON) continue;
            if (left >= 0) add(ahead, "soon/" + task.id() + "/" + task.due(), task.name() + ", " + in(task.due()));
            else if (!told.contains(late(task.step(), task.due(), today)))
                add(late, late(task.id(), task.due(), today), task.name() + ", " + since(task.due()));
        }
        return this;
    }

    /** @param fileBy the last day to file each contract, whose kind is known */
    TrackMatters contracts(Map<Apprentice, LocalDate> fileBy) {
        fileBy.forEach((each, day) -> add(
                late,
                "contract/" + each.id() + "/" + day,
                "Contrat à envoyer à l’OPCO\u00a0: %s chez %s, %s"
                        .formatted(requireNonNull(each.contract()).key(), each.employer(), since(day))));
        return this;
    }

    TrackMatters grants(List<GrantApplication> applications) {
        applications.stream().filter(GrantApplication::isAwaited).forEach(each -> level(each.deadline(), DEADLINES)
                .ifPresent(level -> add(
                        ahead,
                        "grant/" + each.id() + "/" + each.deadline() + "/" + level,
                        "Dossier à déposer chez " + each.title() + ", " + in(each.deadline()))));
        return this;
    }

    /** @param reviews each on its day, held or not */
    TrackMatters reviews(List<Item> reviews) {
        reviews.stream().filter(Item::isLeft).forEach(each -> level(each.plannedEnd(), MEETINGS)
                .ifPresent(level -> add(
                        ahead,
                        each.id() + "/" + each.plannedEnd() + "/" + level,
                        each.title() + ", " + in(each.plannedEnd()))));
        return this;
    }

    /** @param day null where none is convened */
    TrackMatters assembly(@Nullable LocalDate day) {
        if (day != null)
            level(day, MEETINGS)
                    .ifPresent(level -> add(ahead, "assembly/" + day + "/" + level, "Assemblée générale, " + in(day)));
        return this;
    }

    private OptionalInt level(LocalDate day, int... levels) {
        long left = ChronoUnit.DAYS.between(today, day);
        return left < 0
                ? OptionalInt.empty()
                : IntStream.of(levels).filter(level -> left <= level).findFirst();
    }

    private String since(LocalDate day) {
        return French.late(ChronoUnit.DAYS.between(day, today)) + " (pour le " + French.date(day) + ")";
    }

    private String in(LocalDate day) {
        long left = ChronoUnit.DAYS.between(today, day);
        return "pour le " + French.date(day) + (left == 0 ? " (aujourd’hui)" : " (dans " + French.days(left) + ")");
    }
}
