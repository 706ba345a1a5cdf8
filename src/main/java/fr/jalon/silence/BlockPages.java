package fr.jalon.silence;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the members of a team say that they are blocked, and that they go on again. */
@Controller
class BlockPages {

    private static final int LONGEST = 500;

    private final Teams teams;
    private final Journeys journeys;
    private final Blocks blocks;
    private final ParisCalendar paris;

    BlockPages(Teams teams, Journeys journeys, Blocks blocks, ParisCalendar paris) {
        this.teams = teams;
        this.journeys = journeys;
        this.blocks = blocks;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/blocage/{journey}")
    ModelAndView form(@PathVariable String team, @PathVariable String journey, Authentication member) {
        Team theirs = own(team, member);
        return page(theirs, journey(theirs, journey), "", null);
    }

    @PostMapping("/equipes/{team}/blocage/{journey}")
    ModelAndView say(
            @PathVariable String team,
            @PathVariable String journey,
            @RequestParam(defaultValue = "") String reason,
            Authentication member) {
        Team theirs = own(team, member);
        Journey of = journey(theirs, journey);
        String said = reason.strip().replaceAll("\\s+", " ");
        if (said.isEmpty()) return page(theirs, of, reason, "Dites en une phrase ce qui vous arrête.");
        if (said.length() > LONGEST) return page(theirs, of, reason, LONGEST + " caractères au plus.");
        if (!blocks.say(theirs, of, said, member.getName()) && !isSaid(of, said))
            return page(
                    theirs,
                    of,
                    reason,
                    "Votre équipe s’est déjà dite bloquée. Pour donner une autre raison, dites d’abord que vous avancez"
                            + " de nouveau.");
        return done(theirs);
    }

    /** Whether the same is said already: the form was sent twice. */
    private boolean isSaid(Journey journey, String reason) {
        Journey.Blocked blocked = journeys.journey(journey.id()).blocked();
        return blocked != null && blocked.reason().equals(reason);
    }

    @PostMapping("/equipes/{team}/blocage/{journey}/fin")
    ModelAndView end(@PathVariable String team, @PathVariable String journey, Authentication member) {
        Team theirs = own(team, member);
        blocks.end(journey(theirs, journey));
        return done(theirs);
    }

    private Team own(String id, Authentication member) {
        Team team = teams.seenBy(member, id);
        if (!Groups.of(member).contains(team.group())) throw new AccessDeniedException("not a member");
        return team;
    }

    private Journey journey(Team team, String id) {
        return journeys.find(id)
                .filter(journey -> journey.team().equals(team.id()))
                .orElseThrow(() -> Refusal.unknown("Le parcours « " + id + " » est inconnu."));
    }

    private static ModelAndView done(Team team) {
        return new ModelAndView("redirect:/equipes/" + team.id());
    }

    private ModelAndView page(Team team, Journey journey, String typed, @Nullable String fault) {
        if (journey.isPaused() || !journey.isOpen())
            throw Refusal.conflict("Le parcours « " + journey.title() + " » est en pause, ou clos.");
        return new ModelAndView("block", fault == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("journey", journey)
                .addObject("blocked", journeys.blocked(journey))
                .addObject("until", French.plainDay(blocks.lastDay(), paris.today()))
                .addObject("days", French.count(Blocks.DAYS))
                .addObject("longest", LONGEST)
                .addObject("typed", typed)
                .addObject("fault", fault);
    }
}
