package fr.jalon.portfolio;

import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where each person begins. */
@Controller
class HomePages {

    private final Teams teams;

    HomePages(Teams teams) {
        this.teams = teams;
    }

    /** Administrators go to Cockpit, other staff to their cohorts, members to their team. */
    @GetMapping("/")
    String home(Authentication person) {
        Set<String> groups = Groups.of(person);
        if (groups.contains(Groups.ADMINISTRATORS)) return "redirect:" + Webapps.COCKPIT;
        if (Groups.areOfStaff(groups)) return "redirect:/cohortes?home";
        return "redirect:" + (groups.stream().anyMatch(Groups::isOfTeam) ? "/equipes" : Webapps.TASKLIST);
    }

    /** The team of somebody who has one; a choice for whoever has several. */
    @GetMapping("/equipes")
    String teams(Authentication person, Model model) {
        List<Team> mine = teams.of(person);
        if (mine.size() == 1) return "redirect:/equipes/" + mine.get(0).id();
        model.addAttribute("teams", mine);
        return "teams";
    }
}
