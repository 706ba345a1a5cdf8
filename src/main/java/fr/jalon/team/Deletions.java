package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.KeptOfTeams;
import fr.jalon.engine.identity.KeptOfTeams.Beside;
import fr.jalon.engine.identity.KeptOfTeams.Part;
import fr.jalon.mail.Messenger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cohorts that have had their time: what goes of them and what stays, team by team, each in a transaction of its own.
 * Callers have checked who asks, and that it is time.
 */
@Service
public class Deletions {

    /** At a time: databases take so many ids in one statement, and more. */
    private static final int PORTION = 500;

    /** An archived cohort, and since when it is. */
    public record Old(String cohort, Instant archivedAt) {}

    /** A cohort on its way out. */
    public record UnderWay(String cohort, String name, Instant askedAt, int teams, int erased) {}

    /** A cohort of which only figures are left. */
    public record Deleted(String id, String name) {}

    /**
     * The members of some teams.
     *
     * @param all by id
     * @param alone those of them who are of no other group: their accounts go with the teams
     */
    public record Members(Set<String> all, Set<String> alone) {}

    private final DeletionRows rows;
    private final List<KeptOfTeams> slices;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deletions(
            DeletionRows rows,
            List<KeptOfTeams> slices,
            Accounts accounts,
            Messenger messenger,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.slices = slices;
        this.accounts = accounts;
        this.messenger = messenger;
        this.events = events;
        this.clock = clock;
    }

    /** The archived cohorts that began up to a day, the oldest first. */
    public List<Old> archived(LocalDate until) {
        return rows.archived(until);
    }

    /** An archived cohort whose deletion nobody has asked for. */
    public Optional<Old> archived(String cohort) {
        return rows.archived(cohort);
    }

    public List<UnderWay> underWay() {
        return rows.underWay();
    }

    public List<Deleted> deleted() {
        return rows.deleted();
    }

    /** The ids of the teams of a cohort, whether it is marked or not. */
    public List<String> teamsOf(String cohort) {
        return rows.teamsOf(cohort);
    }

    /**
     * Marks an archived cohort: from now on nobody sees it.
     *
     * @throws Refusal if it is marked already
     */
    @Transactional
    public void mark(String cohort) {
        if (!rows.mark(cohort, clock.instant()))
            throw Refusal.conflict("La suppression de cette cohorte est déjà demandée, ou elle n’est plus archivée.");
        erase(slices.stream().flatMap(slice -> slice.ofCohort().stream()), Map.of("cohort", cohort));
        events.publishEvent(new CohortMarked(cohort, rows.teamsOf(cohort)));
    }

    /** How much would go with some teams, by what it is. */
    public Map<String, Long> counts(List<String> teams, List<String> journeys) {
        Map<String, Long> counts = new LinkedHashMap<>();
        List<Part> told = slices.stream()
                .flatMap(slice -> Stream.concat(slice.parts().stream(), slice.searched().stream()))
                .filter(part -> part.what() != null)
                .toList();
        for (Part part : told) {
            portions(teams, journeys)
                    .forEach(named -> counts.merge("" + part.what(), rows.count(part, named), Long::sum));
        }
        return counts;
    }

    private static List<Map<String, Object>> portions(List<String> teams, List<String> journeys) {
        Stream<Map<String, Object>> byTeam = portions(teams).map(some -> DeletionRows.named(some, List.of()));
        Stream<Map<String, Object>> byJourney = portions(journeys).map(some -> DeletionRows.named(List.of(), some));
        return Stream.concat(byTeam, byJourney).toList();
    }

    private static Stream<List<String>> portions(List<String> ids) {
        return Stream.iterate(0, from -> from < ids.size(), from -> from + PORTION)
                .map(from -> ids.subList(from, Math.min(ids.size(), from + PORTION)));
    }

    /** Who belongs to some teams. */
    public Members members(List<String> teams) {
        Map<String, Set<String>> within = new HashMap<>();
        portions(teams).forEach(some -> rows.groupsByMember(some)
                .forEach((member, groups) -> within.computeIfAbsent(member, fresh -> new LinkedHashSet<>())
                        .addAll(groups)));
        Map<String, Set<String>> all = new HashMap<>();
        portions(List.copyOf(within.keySet())).forEach(some -> all.putAll(accounts.groupsOf(some)));
        return new Members(
                within.keySet(),
                within.entrySet().stream()
                        .filter(member -> all.containsKey(member.getKey())
                                && member.getValue().containsAll(all.get(member.getKey())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** The first team behind another that waits to be erased; nobody else erases it before the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Team> next(String cohort, String behind) {
        return rows.next(cohort, behind);
    }

    /** Erases what slices keep of a team, and its name; its group is for the caller. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Team team, Collection<String> journeys) {
        Map<String, Object> named = DeletionRows.named(List.of(team.id()), journeys);
        // Whoever stays was once invited to this team.
        rows.groupsByMember(List.of(team.id()))
                .keySet()
                .forEach(member -> messenger.forget(InvitationLetters.KIND, member));
        erase(slices.stream().flatMap(slice -> slice.parts().stream()), named);
        slices.stream().flatMap(slice -> slice.rests().stream()).forEach(rest -> rows.rewrite(rest, named));
        rows.erase(team, clock.instant());
    }

    private void erase(Stream<Part> parts, Map<String, ?> named) {
        parts.forEach(part -> rows.delete(part, named));
    }

    /**
     * Ends what is left to do once every team of a cohort is erased; answers whether it was for the caller to do.
     *
     * @param journeys the ids of those of its teams
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(String cohort, List<String> journeys) {
        Optional<Instant> archived = rows.toEnd(cohort);
        if (archived.isEmpty()) return false;
        portions(rows.teamsOf(cohort), journeys).forEach(portion -> {
            Map<String, Object> named = new HashMap<>(portion);
            named.put("archived", archived.get().atOffset(ZoneOffset.UTC));
            erase(slices.stream().flatMap(slice -> slice.searched().stream()), named);
        });
        rows.end(cohort, clock.instant());
        return true;
    }

    /** The instances that belong to a cohort beside its teams, by their process and the variable that names it. */
    public List<Beside> beside() {
        return slices.stream().flatMap(slice -> slice.besideCohort().stream()).toList();
    }
}
