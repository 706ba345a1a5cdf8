package fr.jalon.team;

import fr.jalon.engine.identity.Groups;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What somebody may do with a team: its members, coaches and facilitators see it, its members and facilitators write
 * for it.
 *
 * @param groups that one is in
 */
record Access(Set<String> groups) {

    static Access of(Authentication somebody) {
        return new Access(somebody.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet()));
    }

    boolean sees(Team team) {
        return writesFor(team) || groups.contains(Groups.COACHES);
    }

    boolean writesFor(Team team) {
        return groups.contains(team.group()) || groups.contains(Groups.FACILITATORS);
    }
}
