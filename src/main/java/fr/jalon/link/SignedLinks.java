package fr.jalon.link;

import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who has made a link; of who follows it nothing is kept. */
@Component
class SignedLinks implements KeptAboutPeople {

    @Override
    public List<Signature> signatures() {
        return List.of(LinkRows.MADE);
    }
}
