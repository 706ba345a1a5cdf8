package fr.jalon.team;

import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.MembershipEnded;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives teams to coaches, who then see these alone of their cohort. */
@Service
class Coaching {

    private final CoachRows rows;
    private final TeamRows teams;
    private final Accounts accounts;

    Coaching(CoachRows rows, TeamRows teams, Accounts accounts) {
        this.rows = rows;
        this.teams = teams;
        this.accounts = accounts;
    }

    /** Those who can be given teams, by id. */
    List<Person> coaches() {
        return accounts.membersOf(Groups.COACHES);
    }

    /** The same by their id and by their address, in lower case. */
    Map<String, String> named() {
        Map<String, String> named = new HashMap<>();
        for (Person coach : coaches()) {
            if (coach.email() != null) named.put(coach.email().toLowerCase(Locale.ROOT), coach.id());
        }
        coaches().forEach(coach -> named.put(coach.id().toLowerCase(Locale.ROOT), coach.id()));
        return named;
    }

    /** The ids of the coaches of a cohort, by team. */
    Map<String, String> in(String cohort) {
        return rows.in(cohort);
    }

    /** Gives each of some teams to a coach, or to nobody where that is empty. */
    @Transactional
    void give(Map<String, String> coaches) {
        coaches.forEach((team, coach) -> {
            teams.lock(team);
            if (coach.isEmpty()) rows.take(team);
            else rows.give(team, coach);
        });
    }

    /** Whoever is no coach any more has no team to accompany. */
    @EventListener
    void ended(MembershipEnded event) {
        if (event.group().equals(Groups.COACHES)) rows.takeAll(event.account());
    }

    /** Nothing is left to an account that is gone, neither its teams nor its cohorts. */
    @EventListener
    void settled(AccountSettled event) {
        if (!event.isGone()) return;
        rows.takeAll(event.account());
        teams.forgoAll(event.account());
    }
}
