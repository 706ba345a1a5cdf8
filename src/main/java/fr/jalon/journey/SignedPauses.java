package fr.jalon.journey;

import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who has paused a journey, who has said that its team is blocked, and what stays of a journey for good. */
@Component
class SignedPauses implements KeptAboutPeople, KeptOfTeams {

    @Override
    public List<Signature> signatures() {
        return List.of(JourneyRows.PAUSED, JourneyRows.BLOCKED);
    }

    /** What a journey was, when, and how it ended, is counted for good. */
    @Override
    public List<Rest> rests() {
        return List.of(new Rest("journey", "team in (:teams)", """
                journey_key = id, title = 'Parcours effacé', reason = null, step = null, late_from = null,
                next_gate = null, next_gate_at = null, team_since = null, coach_since = null,
                facilitator_since = null, last_sign_at = null, paused_at = null, paused_reason = null,
                paused_by = null, blocked_at = null, blocked_until = null, blocked_reason = null, blocked_by = null
                """));
    }
}
