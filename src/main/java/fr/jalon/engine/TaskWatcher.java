package fr.jalon.engine;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees user tasks open and end, of every process, in the transaction in which they do. */
public interface TaskWatcher {

    /**
     * A task that opens or ends.
     *
     * @param root the id of the outermost process instance
     * @param definition the task's id in the model
     * @param groups whom the model lets do it
     * @param at the engine's time
     * @param byMember whether a member of a team has just completed it
     */
    record Seen(String root, String definition, Set<String> groups, Instant at, boolean byMember) {}

    /**
     * A gate that somebody holds just now.
     *
     * @param root the id of the outermost process instance
     * @param task the task's own id
     * @param verdict REACHED, REWORK, EXTEND or STOP
     * @param comment what was said with it, perhaps of an earlier verdict; null for nothing
     */
    record Judged(
            String root,
            String task,
            String verdict,
            @Nullable String comment) {}

    void opened(Seen task);

    /** A gate has been held; its task ends, too. */
    void judged(Judged gate);

    /** Completed, or taken away. */
    void ended(Seen task);

    /** A member of a team has written something beside a task's completion. */
    void written(String root, Instant at);
}
