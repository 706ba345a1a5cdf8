package fr.jalon.bootcamp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Refusal;
import fr.jalon.drawing.QrSquare;
import fr.jalon.engine.form.Notebook;
import fr.jalon.experiment.TaggedLink;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The links to a team's landing page, one a channel, to copy and to put on a poster. */
@Controller
class LinkPages {

    private static final String PAGE = "landingPageUrl";
    private static final String CHANNELS = "channels";

    /** @param picture the link as a QR code */
    record Shown(String channel, String link, String picture) {}

    private final Teams teams;
    private final Journeys journeys;
    private final BootcampRows rows;
    private final Notebook notebook;
    private final ObjectMapper json;

    LinkPages(Teams teams, Journeys journeys, BootcampRows rows, Notebook notebook, ObjectMapper json) {
        this.teams = teams;
        this.journeys = journeys;
        this.rows = rows;
        this.notebook = notebook;
        this.json = json;
    }

    @GetMapping("/equipes/{team}/liens")
    String all(@PathVariable String team, Authentication viewer, Model model) {
        Team seen = teams.seenBy(viewer, team);
        model.addAttribute("team", seen);
        model.addAttribute("cohort", teams.cohort(seen.cohort()));
        model.addAttribute(
                "links",
                links(seen).stream()
                        .map(each -> new Shown(each.channel(), each.link(), drawn(each)))
                        .toList());
        return "links";
    }

    /** A QR code alone, to download; the channels are counted from 1. */
    @GetMapping(path = "/equipes/{team}/liens/{number}.svg", produces = "image/svg+xml")
    ResponseEntity<String> picture(@PathVariable String team, @PathVariable String number, Authentication viewer) {
        List<TaggedLink> links = links(teams.seenBy(viewer, team));
        TaggedLink link = IntStream.rangeClosed(1, links.size())
                .filter(each -> number.equals(String.valueOf(each)))
                .mapToObj(each -> links.get(each - 1))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("Ce lien est inconnu."));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"qr-" + TaggedLink.source(link.channel()) + ".svg\"")
                .body(drawn(link));
    }

    private static String drawn(TaggedLink link) {
        return QrSquare.svg(link.link(), "Code QR du lien pour " + link.channel());
    }

    /** None before the team has a landing page and channels. */
    private List<TaggedLink> links(Team team) {
        return journeys.latest(team.id(), Bootcamps.PROCESS)
                .map(journey -> links(rows.of(journey.id())))
                .orElse(List.of());
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
