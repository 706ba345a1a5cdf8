package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** The applications for grants of a team's track, and one more of them. */
@Controller
class FundingPages {

    /** An application as the page tells it. */
    record Line(String funder, String action, String status, String deadline, String next) {}

    /** The public money of a year in words, and whether it passes what the law lets pass. */
    record Year(String inWords, boolean isAbove) {}

    /** One more application, to a line of the calendar. */
    record Wanted(
            @NotBlank(message = "ce champ est obligatoire") String funder,
            @NotNull(message = "ce champ est obligatoire") LocalDate deadline) {}

    record Opened(String id) {}

    private final Teams teams;
    private final Journeys journeys;
    private final Tracks tracks;
    private final GrantRows grants;
    private final ParisCalendar paris;

    FundingPages(Teams teams, Journeys journeys, Tracks tracks, GrantRows grants, ParisCalendar paris) {
        this.teams = teams;
        this.journeys = journeys;
        this.tracks = tracks;
        this.grants = grants;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/financements")
    ModelAndView page(@PathVariable String team, @RequestParam(defaultValue = "") String fait, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return page(seen, viewer, "", "", Map.of()).addObject("done", fait.isEmpty() ? null : "La demande est prévue.");
    }

    /** The same sent twice is done once. */
    @PostMapping("/equipes/{team}/financements")
    ModelAndView apply(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String funder,
            @RequestParam(defaultValue = "") String deadline,
            Authentication who) {
        Team theirs = teams.writtenBy(who, team);
        Map<String, String> faults = new LinkedHashMap<>();
        LocalDate day = null;
        try {
            day = LocalDate.parse(deadline);
        } catch (DateTimeParseException malformed) {
            faults.put("deadline", "Choisissez le jour de l’échéance.");
        }
        if (Grants.CALENDAR.stream().noneMatch(line -> line.id().equals(funder)))
            faults.put("funder", "Choisissez un financeur.");
        if (faults.isEmpty() && day != null) {
            try {
                tracks.apply(journey(theirs), funder, day);
                return new ModelAndView("redirect:/equipes/" + theirs.id() + "/financements?fait=demande");
            } catch (Refusal refused) {
                faults.putAll(refused.errors());
                faults.putIfAbsent("refused", refused.getMessage());
            }
        }
        return page(theirs, who, funder, deadline, faults);
    }

    @PostMapping("/api/teams/{team}/grants")
    @ResponseStatus(HttpStatus.CREATED)
    @ResponseBody
    Opened apply(@PathVariable String team, @Valid @RequestBody Wanted wanted, Authentication who) {
        return new Opened(tracks.apply(journey(teams.writtenBy(who, team)), wanted.funder(), wanted.deadline()));
    }

    private Journey journey(Team team) {
        return journeys.latest(team.id(), Tracks.PROCESS)
                .orElseThrow(() ->
                        Refusal.unknown("L’équipe « " + team.id() + " » n’a pas encore de parcours vers la SCIC."));
    }

    private ModelAndView page(
            Team team, Authentication viewer, String funder, String deadline, Map<String, String> faults) {
        Journey journey = journey(team);
        boolean mayWrite =
                Groups.of(viewer).contains(team.group()) || Groups.of(viewer).contains(Groups.FACILITATORS);
        List<GrantApplication> applications = grants.applications(journey.id());
        return new ModelAndView("fundings", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("journey", journey)
                .addObject("lines", applications.stream().map(this::line).toList())
                .addObject(
                        "years",
                        PublicMoney.of(applications).stream()
                                .map(year -> new Year(French.capitalised(year.inWords()), year.room() < 0))
                                .toList())
                .addObject("notice", LegalNotice.PUBLIC_MONEY)
                .addObject("funders", Grants.CALENDAR)
                .addObject("mayApply", mayWrite && journey.isOpen() && !journey.isPaused())
                .addObject("funder", funder)
                .addObject("deadline", deadline)
                .addObject("faults", faults);
    }

    private Line line(GrantApplication application) {
        LocalDate today = paris.today();
        return new Line(
                application.title(),
                application.grant().action(),
                application.status().label(),
                French.date(application.deadline()),
                next(application, today));
    }

    private static String next(GrantApplication application, LocalDate today) {
        @Nullable LocalDate next = application.isAwaited() ? null : application.nextDeadline(today);
        return next == null ? "" : French.date(next) + ", à confirmer";
    }
}
