package fr.jalon.team;

import fr.jalon.engine.identity.PasswordPage;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.mail.Messenger;
import fr.jalon.team.Newcomers.Newcomer;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final Newcomers newcomers;
    private final Teams teams;
    private final Clock clock;
    private final ParisCalendar paris;
    private final PasswordPage password;

    InvitationPages(Invitations invitations, Newcomers newcomers, Teams teams, Clock clock, ParisCalendar paris) {
        this.invitations = invitations;
        this.newcomers = newcomers;
        this.teams = teams;
        this.clock = clock;
        this.paris = paris;
        this.password = new PasswordPage("invitation", "member", invitations::memberOf, invitations::accept);
    }

    @GetMapping("/invitation/{token}")
    ModelAndView choose(@PathVariable String token) {
        return password.show(token);
    }

    @PostMapping("/invitation/{token}")
    ModelAndView chosen(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        return this.password.chosen(token, password, again);
    }

    /** Who waits, cohort by cohort; the links are shown once, as they are made. */
    @GetMapping("/invitations")
    @PreAuthorize("hasAuthority('facilitators')")
    String waiting(@RequestParam Optional<String> cohort, Model page) {
        Optional<Cohort> chosen =
                cohort.map(teams::cohort).or(() -> teams.cohorts(false).stream().findFirst());
        return show(chosen, chosen.map(each -> newcomers.of(each.id())).orElse(List.of()), Set.of(), page);
    }

    /**
     * New links for one member, or for all of a cohort that wait; earlier links are no longer valid. The form says
     * which invitations it replaces, so that a page that is loaded anew replaces nothing twice, and carries along the
     * tokens shown a moment before: the server keeps none.
     */
    @PostMapping("/invitations")
    @PreAuthorize("hasAuthority('facilitators')")
    String renew(
            @RequestParam String cohort,
            @RequestParam Optional<String> replaced,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") List<String> shown,
            Model page) {
        Cohort chosen = teams.cohort(cohort);
        List<Newcomer> waiting = newcomers.of(cohort);
        List<Newcomer> people = replaced.map(invitation -> waiting.stream()
                        .filter(each -> each.invitation().equals(invitation))
                        .toList())
                .orElseGet(() -> seen.equals(state(waiting)) ? waiting : List.of());
        Set<String> tokens = new LinkedHashSet<>(shown);
        tokens.addAll(invitations.reissue(people));
        if (people.isEmpty()) {
            page.addAttribute(
                    "outdated",
                    replaced.isPresent()
                            ? "Rien n’a été renouvelé : ce lien a déjà été remplacé par un autre, "
                                    + "affiché une seule fois, ou l’invitation ne vaut plus."
                            : "Rien n’a été renouvelé : la liste a changé depuis que cette page a été "
                                    + "affichée. Relisez-la, puis recommencez s’il le faut.");
        }
        return show(Optional.of(chosen), newcomers.of(cohort), tokens, page);
    }

    /** An archived cohort is listed where it is the one that was asked for. */
    private String show(Optional<Cohort> cohort, List<Newcomer> waiting, Set<String> tokens, Model page) {
        Map<String, String> byInvitation =
                tokens.stream().collect(Collectors.toMap(Token::hash, Function.identity(), (one, same) -> one));
        Map<String, String> shown = new LinkedHashMap<>();
        waiting.stream()
                .filter(each -> byInvitation.containsKey(each.invitation()))
                .forEach(each -> shown.put(each.member(), byInvitation.get(each.invitation())));
        Map<String, String> links = new LinkedHashMap<>();
        shown.forEach((member, token) -> links.put(member, invitations.link(token)));
        Set<Cohort> cohorts = new LinkedHashSet<>(teams.cohorts(false));
        cohort.ifPresent(cohorts::add);
        page.addAttribute("cohorts", cohorts);
        page.addAttribute("cohort", cohort.orElse(null));
        page.addAttribute("waiting", waiting);
        page.addAttribute("seen", state(waiting));
        page.addAttribute("shown", shown.values());
        page.addAttribute("links", links);
        page.addAttribute(
                "held",
                waiting.stream()
                        .filter(each -> each.mail() == Messenger.Standing.HELD)
                        .count());
        page.addAttribute("now", OffsetDateTime.now(clock));
        page.addAttribute("paris", paris);
        return "invitations";
    }

    /** What changes as soon as one of the invitations is replaced or used. */
    private static String state(List<Newcomer> waiting) {
        return Token.hash(waiting.stream().map(Newcomer::invitation).sorted().collect(Collectors.joining()));
    }
}
