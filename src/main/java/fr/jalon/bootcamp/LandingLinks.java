package fr.jalon.bootcamp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.form.Notebook;
import fr.jalon.journey.Journeys;
import fr.jalon.link.GivenLinks;
import fr.jalon.link.TaggedLink;
import fr.jalon.team.Team;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The links to a team's landing page, one a channel, as its latest bootcamp has configured them. */
@Component
class LandingLinks implements GivenLinks {

    private static final String PAGE = "landingPageUrl";
    private static final String CHANNELS = "channels";

    private final Journeys journeys;
    private final BootcampRows rows;
    private final Notebook notebook;
    private final ObjectMapper json;

    LandingLinks(Journeys journeys, BootcampRows rows, Notebook notebook, ObjectMapper json) {
        this.journeys = journeys;
        this.rows = rows;
        this.notebook = notebook;
        this.json = json;
    }

    @Override
    public Optional<Given> of(Team team) {
        return journeys.latest(team.id(), Bootcamps.PROCESS)
                .map(journey -> new Given(
                        "La page d’atterrissage",
                        "Un lien par canal de la campagne\u00a0: l’outil de mesure sait d’où vient chaque visite. "
                                + "Publiez celui du canal, et son code QR sur vos affiches.",
                        "Les liens viennent dès que la page d’atterrissage et les canaux de la campagne sont donnés.",
                        links(rows.of(journey.id()))));
    }

    private List<TaggedLink> links(Bootcamp bootcamp) {
        Map<String, JsonNode> answers = notebook.latest(bootcamp.id(), Set.of(PAGE, CHANNELS));
        JsonNode page = answers.get(PAGE);
        JsonNode channels = answers.get(CHANNELS);
        if (page == null || channels == null) return List.of();
        return bootcamp.links(
                page.asText(), json.convertValue(channels, new TypeReference<List<Map<String, Object>>>() {}));
    }
}
