package fr.jalon.journey;

import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who has paused a journey, and who has said that its team is blocked. */
@Component
class SignedPauses implements KeptAboutPeople {

    @Override
    public List<Signature> signatures() {
        return List.of(JourneyRows.PAUSED, JourneyRows.BLOCKED);
    }
}
