package fr.jalon.engine;

import java.util.Set;

/** What a slice has in store for facilitators' first list in Tasklist, beside the gates. */
public interface StaffTasks {

    /** The ids of tasks in which a facilitator decides or checks. */
    Set<String> decisions();
}
