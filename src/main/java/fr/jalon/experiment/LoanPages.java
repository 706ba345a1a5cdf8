package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where facilitators lend a team's decision dossier by a link, see who has one, and revoke it. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class LoanPages {

    /** In days. */
    static final int LONGEST = 90;

    private static final int USUAL = 14;
    private static final int LONGEST_NAME = 120;
    /** As many as anybody keeps an eye on. */
    private static final int MOST = 50;

    private static final String TWICE = "Ce prêt était déjà enregistré : son lien n’a été montré qu’une fois. S’il est "
            + "perdu, révoquez le prêt, puis recommencez.";

    /**
     * A loan in force as it is shown.
     *
     * @param by the name of whoever lent it; null once there is no such account any more
     * @param until its last day
     */
    record Shown(Loan loan, @Nullable String by, LocalDate until) {}

    private final Teams teams;
    private final Decisions decisions;
    private final LoanRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final Clock clock;
    private final String publicUrl;

    LoanPages(
            Teams teams,
            Decisions decisions,
            LoanRows rows,
            Accounts accounts,
            ParisCalendar paris,
            Clock clock,
            @Value("${jalon.public-url}") String publicUrl) {
        this.teams = teams;
        this.decisions = decisions;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GetMapping("/equipes/{team}/prets")
    ModelAndView all(@PathVariable String team, @RequestParam(defaultValue = "") String fait) {
        return page(teams.team(team), newId(), Map.of(), Map.of())
                .addObject("done", fait.isEmpty() ? null : "Ce prêt est révoqué : son lien ne mène plus à rien.");
    }

    /**
     * The form brings the id of the loan to be, so that it is lent once however often it is sent, and how many
     * decisions its reader has seen.
     */
    @PostMapping("/equipes/{team}/prets")
    ModelAndView lend(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam Map<String, String> typed,
            Authentication lender) {
        Team lent = teams.team(team);
        int taken = decisions.of(lent.id()).size();
        if (taken == 0)
            throw Refusal.conflict("Aucune décision n’est rendue : il n’y a pas encore de dossier à prêter.");
        Map<String, String> faults = new LinkedHashMap<>();
        String borrower = typed.getOrDefault("borrower", "").strip();
        if (borrower.isEmpty()) faults.put("borrower", "Ce champ est obligatoire.");
        else if (borrower.length() > LONGEST_NAME) faults.put("borrower", LONGEST_NAME + " caractères au plus.");
        LocalDate until = until(typed.getOrDefault("until", ""), faults);
        if (!seen.equals(String.valueOf(taken))) {
            faults.put(
                    "", "Entre-temps, une décision a été rendue : relisez ce que le prêt montrera, puis recommencez.");
        }
        if (rows.inForce(lent.id()).size() >= MOST) {
            faults.put("", MOST + " prêts de ce dossier sont en cours : révoquez d’abord ceux qui ne servent plus.");
        }
        String loan = isNew(id) ? id : newId();
        if (until == null || !faults.isEmpty()) return page(lent, loan, typed, faults);
        String secret = Token.next();
        boolean isLent = rows.insert(
                new Loan(
                        loan,
                        lent.id(),
                        taken,
                        borrower,
                        lender.getName(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        paris.instantOf(until.plusDays(1).atStartOfDay()).toInstant(),
                        0,
                        null),
                Token.hash(secret));
        ModelAndView page = page(lent, newId(), Map.of(), Map.of());
        return isLent
                ? page.addObject("link", publicUrl + "/dossiers/" + secret).addObject("borrower", borrower)
                : page.addObject("done", TWICE);
    }

    @PostMapping("/equipes/{team}/prets/{loan}/fin")
    String revoke(@PathVariable String team, @PathVariable String loan) {
        Team lent = teams.team(team);
        if (!rows.revoke(lent.id(), loan)) throw Refusal.unknown("Ce prêt est inconnu.");
        return "redirect:/equipes/" + lent.id() + "/prets?fait=fin";
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static boolean isNew(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private @Nullable LocalDate until(String typed, Map<String, String> faults) {
        LocalDate first = paris.today().plusDays(1);
        LocalDate last = paris.today().plusDays(LONGEST);
        try {
            LocalDate until = LocalDate.parse(typed);
            if (!until.isBefore(first) && !until.isAfter(last)) return until;
            faults.put("until", "Du " + French.day(first) + " au " + French.day(last) + ".");
        } catch (DateTimeParseException malformed) {
            faults.put("until", "Une date est attendue.");
        }
        return null;
    }

    private ModelAndView page(Team team, String id, Map<String, String> typed, Map<String, String> faults) {
        List<Loan> loans = rows.inForce(team.id());
        Map<String, String> names =
                accounts.names(loans.stream().map(Loan::lentBy).distinct().toList());
        LocalDate today = paris.today();
        Map<String, String> values =
                new LinkedHashMap<>(Map.of("until", today.plusDays(USUAL).toString()));
        values.putAll(typed);
        return new ModelAndView("loans", faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .addObject("team", team)
                .addObject("cohort", teams.cohort(team.cohort()))
                .addObject("id", id)
                .addObject("decisions", decisions.of(team.id()).size())
                .addObject(
                        "loans",
                        loans.stream()
                                .map(loan ->
                                        new Shown(loan, names.get(loan.lentBy()), LentDossierPage.lastDay(loan, paris)))
                                .toList())
                .addObject("typed", values)
                .addObject("faults", faults)
                .addObject("today", today)
                .addObject("first", today.plusDays(1))
                .addObject("last", today.plusDays(LONGEST))
                .addObject("paris", paris);
    }
}
