package fr.jalon.journey;

import fr.jalon.engine.StaffTasks;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Team;
import java.util.Set;

/**
 * All that the rest of Jalon must know of a kind of journey; each slice that has one registers a bean.
 *
 * @param <O> what opens one over HTTP, and with what: a record whose constraints are checked before
 * @param <D> the dates that move one, as the same
 */
public interface JourneyKind<O, D> extends StaffTasks {

    /** The key of its process, and the name that others open it by. */
    String key();

    /** What people call it. */
    String title();

    Class<O> opening();

    Class<D> dates();

    /** The groups whose members may start one. */
    default Set<String> openers() {
        return Set.of(Groups.FACILITATORS);
    }

    /** Tasks that run beside the others, so that nobody is awaited for them. */
    default Set<String> beside() {
        return Set.of();
    }

    /**
     * Opens one for a team.
     *
     * @return its id
     * @throws fr.jalon.Refusal if the team may not have one now, or the opening makes no sense
     */
    String open(Team team, O opening, String by);

    /** How it is told, from its first step to its last. */
    Timeline timeline(Journey journey);

    /**
     * Moves what has not been lived.
     *
     * @throws fr.jalon.Refusal for days that are lived, or that make no sense
     */
    void move(Journey journey, D dates);

    /** Shows itself to whoever tries Jalon. */
    default void demonstrate(Demonstration stage) {}

    /** Ends an open one because its team leaves; what is owed to others goes on. */
    void withdraw(Journey journey, String reason);
}
