package fr.jalon.experiment;

import fr.jalon.Refusal;
import fr.jalon.chain.Chain;
import fr.jalon.engine.identity.Groups;
import fr.jalon.experiment.DossierPrint.Reader;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Amendments, decisions and their dossier over HTTP. */
@RestController
@RequestMapping("/api/teams/{team}")
class ValidationController {

    private static final String REQUIRED = "ce champ est obligatoire";

    /**
     * New terms of a contract; what is left out stays as it is.
     *
     * @param from the day from which they hold; today where it is left out
     */
    record Change(
            @Nullable Double targetConversionRate,
            @Nullable Long minimumVisits,
            @Nullable Double spendCap,
            @Nullable Double maximumCostPerConversion,

            @Size(max = 500, message = "500 caractères au plus") @Nullable
            String conversionMeans,

            @Nullable LocalDate from,

            @NotBlank(message = REQUIRED) @Size(max = 2000, message = "2000 caractères au plus")
            String reason) {
        ContractChange terms() {
            return new ContractChange(
                    targetConversionRate, minimumVisits, spendCap, maximumCostPerConversion, conversionMeans);
        }
    }

    private final Teams teams;
    private final Weeks weeks;
    private final Decisions decisions;
    private final Dossiers dossiers;
    private final DossierPrint print;

    ValidationController(Teams teams, Weeks weeks, Decisions decisions, Dossiers dossiers, DossierPrint print) {
        this.teams = teams;
        this.weeks = weeks;
        this.decisions = decisions;
        this.dossiers = dossiers;
        this.print = print;
    }

    @PostMapping("/amendments")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('facilitators')")
    Amendment amend(@PathVariable String team, @Valid @RequestBody Change change, Authentication facilitator) {
        return weeks.amend(
                teams.writtenBy(facilitator, team).id(),
                change.terms(),
                change.from(),
                change.reason().strip(),
                facilitator.getName());
    }

    @GetMapping(
            path = "/dossier",
            produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_PDF_VALUE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<?> dossier(
            @PathVariable String team,
            @RequestParam(defaultValue = "html") String format,
            @RequestParam(defaultValue = "1") int page,
            Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        Reader reader = new Reader(null, viewer.getAuthorities().stream().anyMatch(group -> group.getAuthority()
                .equals(Groups.FACILITATORS)));
        return switch (format) {
            case "html" ->
                ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                        .body(print.html(dossiers.of(seen, page, DossierPrint.CORRECTIONS), reader));
            case "pdf" ->
                ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_PDF)
                        .header(HttpHeaders.CONTENT_DISPOSITION, DossierPrint.fileName(seen, page))
                        .body(print.pdf(() -> dossiers.of(seen, page, DossierPrint.CORRECTIONS), reader));
            case "json" ->
                ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(dossiers.of(seen, page, Integer.MAX_VALUE));
            default -> throw Refusal.malformed(Map.of("format", "« format » : html, pdf ou json est attendu."));
        };
    }

    @GetMapping("/decisions/verification")
    Chain.Verification verification(@PathVariable String team, Authentication viewer) {
        return decisions.verify(teams.seenOrDeleted(viewer, team).id());
    }

    @GetMapping("/decisions")
    List<Decision> decisions(@PathVariable String team, Authentication viewer) {
        return decisions.of(teams.seenOrDeleted(viewer, team).id());
    }
}
