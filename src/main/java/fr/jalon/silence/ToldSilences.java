package fr.jalon.silence;

import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import org.springframework.stereotype.Component;

/** How far the silences of teams have been told. */
@Component
class ToldSilences implements KeptOfTeams {

    @Override
    public List<Part> parts() {
        return List.of(new Part("silence_told", "journey in (:journeys)"));
    }
}
