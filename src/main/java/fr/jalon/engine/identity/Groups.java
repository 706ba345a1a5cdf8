package fr.jalon.engine.identity;

import java.util.Collection;
import java.util.Set;

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

    /** The group of a team: {@code team-<slug>}. A slug that already carries the prefix is not given it twice. */
    public static String ofTeam(String team) {
        return team.startsWith(TEAM) ? team : TEAM + team;
    }

    /** Whether whoever has these groups is a member of a team, and of no group of the staff. */
    public static boolean areOfMember(Collection<String> groups) {
        return groups.stream().anyMatch(Groups::isOfTeam) && groups.stream().noneMatch(STAFF::contains);
    }

    /** Whether a group is that of a team. */
    public static boolean isOfTeam(String group) {
        return group.startsWith(TEAM);
    }
}
