package fr.jalon.link;

import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import org.springframework.stereotype.Component;

/** The links of teams, and who has made them; of who follows them nothing is kept. */
@Component
class SignedLinks implements KeptAboutPeople, KeptOfTeams {

    @Override
    public List<Signature> signatures() {
        return List.of(LinkRows.MADE);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("shared_link", "team in (:teams)", "Liens partagés, avec leurs visites"));
    }
}
