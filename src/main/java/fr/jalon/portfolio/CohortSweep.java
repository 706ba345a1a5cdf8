package fr.jalon.portfolio;

import fr.jalon.engine.PastInstances;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.person.People;
import fr.jalon.team.Deletions;
import fr.jalon.team.Deletions.Members;
import fr.jalon.team.Deletions.UnderWay;
import fr.jalon.team.Team;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has cohorts go whose deletion was asked for: team by team, each in a transaction of its own, so that whatever ends
 * half way is taken up again. May run on every node: each takes teams that no other has.
 */
@Service
class CohortSweep {

    /** Teams in a round, those that fail not counted: others run by the same clock. */
    private static final int MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger(CohortSweep.class);

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final CohortSweep sweep;

        Clockwork(CohortSweep sweep) {
            this.sweep = sweep;
        }

        @Scheduled(fixedDelayString = "${jalon.cohorts.sweep:PT1M}", initialDelayString = "${jalon.cohorts.sweep:PT1M}")
        void round() {
            sweep.round();
        }
    }

    private final Deletions deletions;
    private final Journeys journeys;
    private final PastInstances past;
    private final People people;
    private final Accounts accounts;
    private final TransactionTemplate transaction;

    CohortSweep(
            Deletions deletions,
            Journeys journeys,
            PastInstances past,
            People people,
            Accounts accounts,
            TransactionTemplate transaction) {
        this.deletions = deletions;
        this.journeys = journeys;
        this.past = past;
        this.people = people;
        this.accounts = accounts;
        this.transaction = transaction;
    }

    void round() {
        int left = MOST;
        for (UnderWay cohort : deletions.underWay()) {
            left -= teams(cohort.cohort(), left);
            if (left <= 0) return;
            if (isEnded(cohort.cohort()))
                LOG.info("cohort {} is deleted, with its {} teams", cohort.cohort(), cohort.teams());
        }
    }

    /** Erases teams; one that fails is tried again in the next round. Answers how many it were. */
    private int teams(String cohort, int atMost) {
        String behind = "";
        for (int erased = 0; erased < atMost; ) {
            String from = behind;
            Team[] at = new Team[1];
            try {
                transaction.executeWithoutResult(status -> {
                    Optional<Team> next = deletions.next(cohort, from);
                    next.ifPresent(team -> {
                        at[0] = team;
                        erase(team);
                    });
                });
                if (at[0] == null) return erased;
                erased++;
            } catch (RuntimeException failed) {
                if (at[0] == null) throw failed;
                LOG.warn("team {} of cohort {} is not erased yet", at[0].id(), cohort, failed);
            }
            behind = at[0].id();
        }
        return atMost;
    }

    private void erase(Team team) {
        List<Journey> lived = journeys.of(List.of(team.id()));
        List<String> ids = lived.stream().map(Journey::id).toList();
        Set<String> roots = new HashSet<>(past.of(team.id(), ids));
        roots.addAll(ids);
        past.erase(roots);
        Members members = deletions.members(List.of(team.id()));
        for (String member : new TreeSet<>(members.all())) {
            if (members.alone().contains(member)) people.erase(member);
            else if (accounts.exists(member)) accounts.leave(member, team.group());
        }
        deletions.erase(team, ids);
        accounts.deleteGroup(team.group());
        past.eraseGroups(List.of(team.group()));
    }

    private boolean isEnded(String cohort) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<String> lived = journeys.of(deletions.teamsOf(cohort)).stream()
                    .map(Journey::id)
                    .toList();
            if (!deletions.end(cohort, lived)) return false;
            Set<String> beside = new HashSet<>();
            deletions.beside().forEach(each -> beside.addAll(past.saying(each.process(), each.variable(), cohort)));
            past.erase(beside);
            return true;
        }));
    }
}
