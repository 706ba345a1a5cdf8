package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.Slug;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cohorts, teams and who belongs to them, each for those who may know it. */
@Service
public class Teams {

    static final int MOST_MEMBERS = 20;

    private final TeamRows rows;
    private final CoachRows coaches;
    private final Accounts accounts;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Teams(TeamRows rows, CoachRows coaches, Accounts accounts, Clock clock, ApplicationEventPublisher events) {
        this.rows = rows;
        this.coaches = coaches;
        this.accounts = accounts;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Creates a cohort; without guides or tools of its own it gets the project's.
     *
     * @param begins the latest cohort comes first in lists
     * @throws Refusal if the id exists
     */
    @Transactional
    public void create(Cohort cohort, LocalDate begins) {
        rows.insert(cohort, begins);
    }

    /**
     * Refuses a name that a cohort has already, whatever its case and accents: for those who choose no id beside it.
     *
     * @throws Refusal naming that cohort
     */
    public void refuseNameOfAnother(String name) {
        String wanted = comparable(name);
        cohorts().stream()
                .map(Cohort::name)
                .filter(taken -> comparable(taken).equals(wanted))
                .findFirst()
                .ifPresent(taken -> {
                    throw Refusal.conflict("Une cohorte s’appelle déjà « " + taken + " » : choisissez un autre nom.");
                });
    }

    /** Names without a letter or figure of our alphabet are compared as they are. */
    static String comparable(String name) {
        String slug = Slug.of(name);
        return slug.isEmpty() ? name.strip() : slug;
    }

    /**
     * A cohort by its id.
     *
     * @throws Refusal if there is none
     */
    public Cohort cohort(String id) {
        return rows.cohort(id).orElseThrow(() -> unknownCohort(id));
    }

    private static Refusal unknownCohort(String id) {
        return Refusal.unknown("La cohorte « " + id + " » est inconnue.");
    }

    /** Every cohort, the latest first. */
    public List<Cohort> cohorts() {
        return rows.cohorts();
    }

    /** The cohorts that are archived or those that are not, the latest first. */
    public List<Cohort> cohorts(boolean areArchived) {
        Set<String> archived = rows.archived();
        return cohorts().stream()
                .filter(cohort -> archived.contains(cohort.id()) == areArchived)
                .toList();
    }

    public boolean isArchived(Cohort cohort) {
        return rows.archived().contains(cohort.id());
    }

    /**
     * Has nothing begin for a team whose cohort is archived.
     *
     * @throws Refusal for one
     */
    public void refuseArchived(Team team) {
        Cohort cohort = cohort(team.cohort());
        if (isArchived(cohort)) {
            throw Refusal.conflict("La cohorte « " + cohort.name() + " » est archivée : rouvrez-la d’abord.");
        }
    }

    /** Takes a cohort out of the lists of what goes on, or puts it back; whatever is its own stays. */
    @Transactional
    public void archive(Cohort cohort, boolean isArchived) {
        if (isArchived(cohort) == isArchived) return;
        rows.archive(cohort.id(), isArchived ? OffsetDateTime.now(clock) : null);
        if (isArchived) events.publishEvent(new CohortArchived(cohort.id()));
    }

    /** Has the teams of a cohort meet somewhere else. */
    @Transactional
    void meet(Cohort cohort, Cohort.Meeting meeting) {
        rows.meet(cohort.id(), meeting);
    }

    /** The ids of the cohorts that a person calls theirs. */
    public Set<String> cohortsOf(String person) {
        return rows.cohortsOf(person);
    }

    /** The same of everybody who calls any theirs, in one query. */
    public Map<String, Set<String>> cohortsOfAll() {
        return rows.cohortsOfAll();
    }

    /** The ids of the teams that coaches are given, by coach; in one query. */
    public Map<String, Set<String>> teamsOfCoaches() {
        return rows.teamsOfCoaches();
    }

    /** Has a person call a cohort theirs, or no longer. */
    @Transactional
    public void choose(String person, Cohort cohort, boolean isTheirs) {
        rows.forgo(person, cohort.id());
        if (isTheirs) rows.choose(person, cohort.id());
    }

    /**
     * A team by its id, or by the name of its group.
     *
     * @throws Refusal if there is none
     */
    public Team team(String id) {
        return rows.find(id).orElseThrow(() -> unknown(id));
    }

    /** The teams of a cohort, by id. */
    public List<Team> teamsOf(String cohort) {
        return rows.teamsOf(cohort);
    }

    /** The teams of which somebody is a member, by name. */
    public List<Team> of(Authentication member) {
        return rows.ofGroups(Groups.of(member).stream().filter(Groups::isOfTeam).toList());
    }

    /**
     * The same, and those of the cohorts that somebody of the staff accompanies, as far as they are listed for them.
     */
    public List<Team> around(Authentication person) {
        Access access = Access.of(person);
        Set<Team> all = new LinkedHashSet<>(of(person));
        if (Groups.areOfStaff(access.groups())) {
            Map<Team, String> around = rows.around(person.getName());
            Map<String, Map<String, String>> given = new HashMap<>();
            around.forEach((team, coach) -> {
                Map<String, String> ofCohort = given.computeIfAbsent(team.cohort(), fresh -> new HashMap<>());
                if (!coach.isEmpty()) ofCohort.put(team.id(), coach);
            });
            around.keySet().stream()
                    .filter(team -> access.sees(team, () -> given.getOrDefault(team.cohort(), Map.of())))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    /** A team with the name of its cohort. */
    public record Listed(String cohortId, String cohort, String id, String name) {}

    /** All teams, those of the latest cohort first, by name; in one query. */
    public List<Listed> all() {
        return rows.all(false);
    }

    /** The same, and those of which only figures are left, by names that are nobody's. */
    public List<Listed> evenDeleted() {
        return rows.all(true);
    }

    /** Some of them; what is unknown is left out. In one query. */
    public List<Listed> listed(Collection<String> teams) {
        return rows.listed(teams);
    }

    /** Those whose cohort is not archived: what can be begun with. */
    public List<Listed> current() {
        Set<String> archived = rows.archived();
        return all().stream()
                .filter(team -> !archived.contains(team.cohortId()))
                .toList();
    }

    /** Who belongs to a team, by id. */
    public List<Person> membersOf(Team team) {
        return accounts.membersOf(team.group());
    }

    /** Who belongs to a team, and the coach whom it is given to. */
    public List<Person> companyOf(Team team) {
        String coach = homeOf(team).coach();
        Circle people = accounts.circle(
                coach == null ? List.of(team.group()) : List.of(team.group(), Groups.COACHES), List.of());
        return Stream.concat(
                        people.membersOf(team.group()).stream(),
                        people.membersOf(Groups.COACHES).stream()
                                .filter(each -> each.id().equals(coach)))
                .toList();
    }

    /**
     * A team for someone who may see it.
     *
     * @throws Refusal as for a team that does not exist
     */
    public Team seenBy(Authentication viewer, String id) {
        Access access = Access.of(viewer);
        return rows.find(id)
                .filter(team -> access.sees(team, () -> coaches.in(team.cohort())))
                .orElseThrow(() -> unknown(id));
    }

    /**
     * The same, also of a team whose cohort is deleted, for those for whom every team is listed: its decisions are
     * left.
     */
    public Team seenOrDeleted(Authentication viewer, String id) {
        return Optional.of(id)
                .filter(known -> Access.of(viewer).listsAll())
                .flatMap(rows::deleted)
                .orElseGet(() -> seenBy(viewer, id));
    }

    /** A cohort, and the ids of the members of its teams. */
    public record Seen(Cohort cohort, Map<Team, List<String>> members) {}

    /**
     * A cohort with the teams that are listed for someone, by id: all of them for the staff, to a coach what is theirs.
     * In one query.
     *
     * @throws Refusal if there is none
     */
    public Seen seenIn(Authentication viewer, String cohort) {
        return seen(viewer, cohort, false);
    }

    /** The same, also of a cohort that is deleted: nothing but figures is left of that one. */
    public Seen comparedIn(Authentication viewer, String cohort) {
        return seen(viewer, cohort, true);
    }

    private Seen seen(Authentication viewer, String cohort, boolean evenDeleted) {
        Access access = Access.of(viewer);
        TeamRows.Peopled all = rows.peopled(cohort, evenDeleted).orElseThrow(() -> unknownCohort(cohort));
        Map<Team, List<String>> seen = new LinkedHashMap<>(all.members());
        seen.keySet().removeIf(team -> !access.listsAll() && !access.sees(team, all::coaches));
        return new Seen(all.cohort(), seen);
    }

    /**
     * Where a team belongs.
     *
     * @param coach whom it is given to, by id; null where it is given to nobody
     */
    public record Home(Cohort cohort, @Nullable String coach) {}

    /** Whom each team is given to, by the team's id; in one query. */
    public Map<String, String> coaches() {
        return coaches.all();
    }

    public Home homeOf(Team team) {
        return rows.homeOf(team.id());
    }

    /**
     * A team for someone who may write for it.
     *
     * @throws Refusal as for a team that does not exist
     */
    public Team writtenBy(Authentication writer, String id) {
        return rows.find(id).filter(Access.of(writer)::writesFor).orElseThrow(() -> unknown(id));
    }

    /** Whether somebody who sees a team may write for it. */
    public boolean isWrittenBy(Authentication viewer, Team team) {
        return Access.of(viewer).writesFor(team);
    }

    private static Refusal unknown(String id) {
        return Refusal.unknown("L’équipe « " + id + " » est inconnue.");
    }
}
