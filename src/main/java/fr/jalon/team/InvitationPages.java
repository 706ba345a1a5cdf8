package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.ParisCalendar;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page where a new member chooses a password, and the one where facilitators see who has not yet. */
@Controller
class InvitationPages {

  private final Invitations invitations;
  private final Teams teams;
  private final Clock clock;
  private final ParisCalendar paris;

  InvitationPages(Invitations invitations, Teams teams, Clock clock, ParisCalendar paris) {
    this.invitations = invitations;
    this.teams = teams;
    this.clock = clock;
    this.paris = paris;
  }

  @GetMapping("/invitation/{token}")
  ModelAndView choose(@PathVariable String token) {
    return page(token, null);
  }

  @PostMapping("/invitation/{token}")
  ModelAndView chosen(@PathVariable String token, @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again) {
    if (!password.equals(again)) return page(token, "Les deux mots de passe diffèrent : écrivez deux fois le même.");
    try {
      invitations.accept(token, password);
      return new ModelAndView("redirect:/login?welcome");
    } catch (Refusal refused) {
      return page(token, refused.kind() == Refusal.Kind.UNKNOWN ? null : refused.getMessage());
    }
  }

  private ModelAndView page(String token, String error) {
    Optional<String> member = invitations.memberOf(token);
    ModelAndView page = new ModelAndView("invitation", member.isEmpty() ? HttpStatus.NOT_FOUND
        : error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY);
    page.addObject("member", member.orElse(null));
    page.addObject("error", error);
    return page;
  }

  /** Who waits, cohort by cohort; the links are shown once, as they are made. */
  @GetMapping("/invitations")
  @PreAuthorize("hasAuthority('facilitators')")
  String waiting(@RequestParam Optional<String> cohort, Model page) {
    return waiting(cohort, Map.of(), page);
  }

  /** New links for one member, or for all of a cohort that wait; earlier links are no longer valid. */
  @PostMapping("/invitations")
  @PreAuthorize("hasAuthority('facilitators')")
  String renew(@RequestParam String cohort, @RequestParam Optional<String> member, Model page) {
    Map<String, String> links = new LinkedHashMap<>();
    List<String> chosen = member.map(List::of)
        .orElseGet(() -> invitations.waiting(cohort).stream().map(Invitations.Waiting::member).toList());
    chosen.forEach(each -> links.put(each, invitations.link(invitations.reissue(cohort, each))));
    return waiting(Optional.of(cohort), links, page);
  }

  private String waiting(Optional<String> wanted, Map<String, String> links, Model page) {
    List<Cohort> cohorts = teams.cohorts();
    Optional<Cohort> cohort = wanted.map(teams::cohort).or(() -> cohorts.stream().findFirst());
    page.addAttribute("cohorts", cohorts);
    page.addAttribute("cohort", cohort.orElse(null));
    page.addAttribute("waiting", cohort.map(each -> invitations.waiting(each.id())).orElse(List.of()));
    page.addAttribute("links", links);
    page.addAttribute("now", OffsetDateTime.now(clock));
    page.addAttribute("paris", paris);
    return "invitations";
  }
}
