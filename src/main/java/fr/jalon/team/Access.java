package fr.jalon.team;

import fr.jalon.engine.identity.Groups;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * What somebody may do with a team: its members and the staff see it, its members and facilitators write for it. Where
 * teams of a cohort are given to coaches, a coach sees of that cohort those alone that are theirs.
 *
 * @param name the id of their account
 * @param groups that one is in
 */
record Access(String name, Set<String> groups) {

    static Access of(Authentication somebody) {
        return new Access(somebody.getName(), Groups.of(somebody));
    }

    /** @param given the coaches of its cohort, by team; asked for where they matter alone */
    boolean sees(Team team, Supplier<Map<String, String>> given) {
        return listsAll() || writesFor(team) || groups.contains(Groups.COACHES) && isTheirs(team, given.get());
    }

    private boolean isTheirs(Team team, Map<String, String> given) {
        return given.isEmpty() || name.equals(given.get(team.id()));
    }

    /** Whether every team of a cohort is listed for them. */
    boolean listsAll() {
        return groups.contains(Groups.FACILITATORS) || groups.contains(Groups.ADMINISTRATORS);
    }

    boolean writesFor(Team team) {
        return groups.contains(team.group()) || groups.contains(Groups.FACILITATORS);
    }
}
