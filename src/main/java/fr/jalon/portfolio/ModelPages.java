package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.Models;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Journeys drawn on their models: one of a team, or all of a cohort's of a kind. */
@Controller
class ModelPages {

    private static final String TEAM = "/equipes/{team}/modele/{journey}";
    private static final String COHORT = "/cohortes/{cohort}/modele";
    private static final String XML = MediaType.APPLICATION_XML_VALUE + ";charset=UTF-8";

    private final Teams teams;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Models models;
    private final ModelView view;

    ModelPages(Teams teams, Journeys journeys, Kinds kinds, Models models, ModelView view) {
        this.teams = teams;
        this.journeys = journeys;
        this.kinds = kinds;
        this.models = models;
        this.view = view;
    }

    @GetMapping(TEAM)
    String ofTeam(
            @PathVariable String team,
            @PathVariable String journey,
            @RequestParam(required = false) @Nullable String process,
            Authentication viewer,
            Model model) {
        Journey seen = seen(viewer, team, journey);
        model.addAttribute("page", view.of(teams.team(team), seen, models.ofJourney(seen.id(), process)));
        return "model-team";
    }

    @GetMapping(path = TEAM + "/xml", produces = XML)
    @ResponseBody
    String xmlOfTeam(
            @PathVariable String team,
            @PathVariable String journey,
            @RequestParam(required = false) @Nullable String process,
            Authentication viewer) {
        return models.ofJourney(seen(viewer, team, journey).id(), process).xml();
    }

    /** What is passed and where it stands, by activity. */
    @GetMapping(path = TEAM + "/marques", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Models.State> marksOfTeam(
            @PathVariable String team,
            @PathVariable String journey,
            @RequestParam(required = false) @Nullable String process,
            Authentication viewer) {
        Journey seen = seen(viewer, team, journey);
        return models.marks(seen.id(), process == null ? seen.kind() : process);
    }

    @GetMapping(COHORT)
    @PreAuthorize(Groups.FOR_STAFF)
    String ofCohort(
            @PathVariable String cohort,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String process,
            Authentication viewer,
            Model model) {
        JourneyKind<?, ?> named = kind(kind);
        model.addAttribute("page", view.of(teams.seenIn(viewer, cohort), named, models.latest(named.key(), process)));
        return "model-cohort";
    }

    @GetMapping(path = COHORT + "/xml", produces = XML)
    @ResponseBody
    @PreAuthorize(Groups.FOR_STAFF)
    String xmlOfCohort(
            @PathVariable String cohort,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String process) {
        teams.cohort(cohort);
        return models.latest(kind(kind).key(), process).xml();
    }

    /** How many teams stand in an activity. */
    @GetMapping(path = COHORT + "/marques", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    @PreAuthorize(Groups.FOR_STAFF)
    Map<String, Integer> marksOfCohort(
            @PathVariable String cohort,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String process,
            Authentication viewer) {
        JourneyKind<?, ?> named = kind(kind);
        return view.counts(teams.seenIn(viewer, cohort), named, process == null ? named.key() : process);
    }

    private Journey seen(Authentication viewer, String team, String journey) {
        String id = teams.seenBy(viewer, team).id();
        return journeys.find(journey)
                .filter(each -> each.team().equals(id))
                .orElseThrow(() -> Refusal.unknown("Le parcours « " + journey + " » est inconnu."));
    }

    private JourneyKind<?, ?> kind(@Nullable String key) {
        List<String> keys = kinds.all().stream().map(JourneyKind::key).toList();
        return kinds.all().stream()
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Refusal.malformed(
                        Map.of("kind", "« kind » : choisissez parmi " + String.join(", ", keys) + ".")));
    }
}
