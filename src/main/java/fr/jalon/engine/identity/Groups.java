package fr.jalon.engine.identity;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** The groups that people belong to. */
public final class Groups {

    public static final String ADMINISTRATORS = "camunda-admin";
    public static final String FACILITATORS = "facilitators";
    public static final String COACHES = "coaches";

    /** For {@code @PreAuthorize}. */
    public static final String FOR_ADMINISTRATORS = "hasAuthority('" + ADMINISTRATORS + "')";

    /** The same for whoever accompanies teams. */
    public static final String FOR_STAFF =
            "hasAnyAuthority('" + FACILITATORS + "', '" + COACHES + "', '" + ADMINISTRATORS + "')";

    /** Those whose members see more than a team of their own. */
    public static final Set<String> STAFF = Set.of(ADMINISTRATORS, FACILITATORS, COACHES);

    private static final String TEAM = "team-";

    private Groups() {}

    /** Those that somebody who is logged in belongs to; nobody belongs to none. */
    public static Set<String> of(@Nullable Authentication somebody) {
        return somebody == null ? Set.of() : AuthorityUtils.authorityListToSet(somebody.getAuthorities());
    }

    /** Whether one of these is a group of the staff. */
    public static boolean areOfStaff(Collection<String> groups) {
        return groups.stream().anyMatch(STAFF::contains);
    }

    /** The group of a team: {@code team-<slug>}. A slug that already carries the prefix is not given it twice. */
    public static String ofTeam(String team) {
        return team.startsWith(TEAM) ? team : TEAM + team;
    }

    /** Whether whoever has these groups is a member of a team, and of no group of the staff. */
    public static boolean areOfMember(Collection<String> groups) {
        return groups.stream().anyMatch(Groups::isOfTeam) && !areOfStaff(groups);
    }

    /** Whether a group is that of a team. */
    public static boolean isOfTeam(String group) {
        return group.startsWith(TEAM);
    }
}
