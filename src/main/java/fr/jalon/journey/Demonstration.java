package fr.jalon.journey;

import fr.jalon.engine.Processes.OpenTask;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The stage on which a kind shows itself: an empty database that lives through the past until now. */
public interface Demonstration {

    /** What a clock in Paris shows; the demonstration ends at it. */
    LocalDateTime now();

    /** Does something when the past has come to a moment, behind what was told for it before. */
    void at(LocalDateTime moment, Runnable happens);

    void cohort(String id, String name, LocalDate begins);

    /** @param members each as {@code id first-name last-name} */
    void team(String cohort, String id, String name, String... members);

    /** Who opens journeys. */
    String facilitator();

    /**
     * Has the open tasks of a journey done, and those that follow, by whom they are for, until none is chosen.
     *
     * @param member who does the team's
     * @param adapted what becomes of the plausible answers to a task
     */
    void work(
            String journey,
            String member,
            Predicate<OpenTask> chosen,
            BiFunction<OpenTask, Map<String, Object>, Map<String, Object>> adapted);

    /** With plausible answers as they are. */
    default void work(String journey, String member, Predicate<OpenTask> chosen) {
        work(journey, member, chosen, (task, answers) -> answers);
    }
}
