package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.DossierPrint.Reader;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** A decision dossier as whoever was lent it reads it, without an account. */
@Controller
class LentDossierPage {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final LoanRows rows;
    private final Teams teams;
    private final Dossiers dossiers;
    private final DossierPrint print;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final ITemplateEngine templates;

    LentDossierPage(
            LoanRows rows,
            Teams teams,
            Dossiers dossiers,
            DossierPrint print,
            Accounts accounts,
            ParisCalendar paris,
            ITemplateEngine templates) {
        this.rows = rows;
        this.teams = teams;
        this.dossiers = dossiers;
        this.print = print;
        this.accounts = accounts;
        this.paris = paris;
        this.templates = templates;
    }

    /** The day after which a loan has ended. */
    static LocalDate lastDay(Loan loan, ParisCalendar paris) {
        return paris.wallClock(loan.expiresAt()).toLocalDate().minusDays(1);
    }

    /** Whatever is wrong with a secret, the answer is the same. Only the first page counts as an opening. */
    @GetMapping("/dossiers/{secret}")
    ResponseEntity<?> read(
            @PathVariable String secret,
            @RequestParam(defaultValue = "html") String format,
            @RequestParam(defaultValue = "1") int page) {
        Optional<Loan> opened = rows.opened(Token.hash(secret));
        if (opened.isEmpty() || teams.listed(List.of(opened.get().team())).isEmpty()) {
            return secretly(HttpStatus.NOT_FOUND)
                    .contentType(HTML)
                    .body(templates.process("loan-ended", new Context(Locale.FRANCE)));
        }
        Loan loan = opened.get();
        Team team = teams.team(loan.team());
        Reader reader = Reader.lent(
                loan.borrower(), accounts.names(List.of(loan.lentBy())).get(loan.lentBy()), lastDay(loan, paris));
        ResponseEntity<?> answer =
                switch (format) {
                    case "html" ->
                        secretly(HttpStatus.OK).contentType(HTML).body(print.html(dossier(loan, team, page), reader));
                    case "pdf" ->
                        secretly(HttpStatus.OK)
                                .contentType(MediaType.APPLICATION_PDF)
                                .header(HttpHeaders.CONTENT_DISPOSITION, DossierPrint.fileName(team, page))
                                .body(print.pdf(() -> dossier(loan, team, page), reader));
                    default -> throw Refusal.malformed(Map.of("format", "« format » : html ou pdf est attendu."));
                };
        if (page == 1) rows.countOpening(loan.id());
        return answer;
    }

    private Dossier dossier(Loan loan, Team team, int page) {
        return dossiers.upTo(loan.decisions(), team, page, DossierPrint.CORRECTIONS);
    }

    /** What keeps the secret in the address from other sites and from search engines. */
    private static ResponseEntity.BodyBuilder secretly(HttpStatus status) {
        return ResponseEntity.status(status)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex");
    }
}
