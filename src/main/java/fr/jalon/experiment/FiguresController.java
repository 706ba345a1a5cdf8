package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.Refusal;
import fr.jalon.team.Teams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures and the evidence that they make over HTTP. */
@RestController
@RequestMapping("/api/teams/{team}")
class FiguresController {

    private static final String NEGATIVE = "un nombre positif ou nul est attendu";
    private static final String CENTS = "deux décimales au plus";
    private static final String ABSURD = "ce nombre est hors de toute mesure";

    private static final String CHANNEL_MESSAGE =
            "un nom sans virgule, point-virgule ni barre oblique, ni caractère invisible, est attendu";

    /** A figure that is left out is unknown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figures(
            @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) @Nullable
            Long impressions,

            @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) @Nullable
            Long clicks,

            @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) @Nullable
            Long visits,

            @PositiveOrZero(message = NEGATIVE)
            @DecimalMax(value = "1000000000", message = ABSURD)
            @Digits(integer = 10, fraction = 2, message = CENTS)
            @Nullable
            BigDecimal conversions,

            @PositiveOrZero(message = NEGATIVE)
            @DecimalMax(value = "1000000", message = ABSURD)
            @Digits(integer = 7, fraction = 2, message = CENTS)
            @Nullable
            BigDecimal spend) {}

    /** Evidence beside what was amended of its contract. */
    record Told(
            @JsonUnwrapped Evidence evidence,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Amendment> amendments) {}

    /** How long a file waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Each reads with a connection in its hand: so few leave the others to everybody else. */
    private final Semaphore files = new Semaphore(2, true);

    private final Teams teams;
    private final Intake intake;
    private final Measures measures;

    FiguresController(Teams teams, Intake intake, Measures measures) {
        this.teams = teams;
        this.intake = intake;
        this.measures = measures;
    }

    @PutMapping("/metrics/{date}/{channel}")
    ResponseEntity<Figures> record(
            @PathVariable String team,
            @PathVariable LocalDate date,
            @PathVariable
                    @Size(max = MetricRow.LONGEST_CHANNEL, message = "40 caractères au plus")
                    @Pattern(regexp = MetricRow.CHANNEL, message = CHANNEL_MESSAGE)
                    String channel,
            @Valid @RequestBody Figures figures,
            Authentication writer) {
        MetricRow row = new MetricRow(
                channel,
                figures.impressions(),
                figures.clicks(),
                figures.visits(),
                figures.conversions(),
                figures.spend());
        if (row.givesNothing()) {
            throw Refusal.malformed(Map.of(
                    "figures",
                    "Aucun chiffre n’est donné : impressions, clics, visites, conversions ou"
                            + " dépense, un au moins est attendu."));
        }
        boolean isNew = intake.record(teams.writtenBy(writer, team).id(), date, row, writer.getName());
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Figures(row.impressions(), row.clicks(), row.visits(), row.conversions(), row.spend()));
    }

    /** The unique visitors of the week, over the channels that count. */
    record Uniques(
            @NotNull(message = "ce champ est obligatoire")
            @PositiveOrZero(message = NEGATIVE)
            @Max(value = 1_000_000_000, message = ABSURD)
            Long visitors) {}

    @PutMapping("/unique-visitors")
    ResponseEntity<Uniques> count(
            @PathVariable String team, @Valid @RequestBody Uniques uniques, Authentication writer) {
        boolean isNew = intake.count(teams.writtenBy(writer, team).id(), uniques.visitors(), writer.getName());
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(uniques);
    }

    /** A whole file or nothing of it; {@code channel} names the channel of a file that does not. */
    @PostMapping(path = "/metrics", consumes = "text/csv")
    Receipt record(
            @PathVariable String team,
            @RequestParam Optional<String> channel,
            @RequestBody(required = false) byte @Nullable [] file,
            Authentication writer) {
        String written = teams.writtenBy(writer, team).id();
        if (!isFree(files))
            throw Refusal.busy(
                    "D’autres fichiers se lisent en ce moment : attendez quelques secondes, puis renvoyez le vôtre.");
        try {
            return intake.record(written, file == null ? new byte[0] : file, channel, writer.getName());
        } finally {
            files.release();
        }
    }

    private static boolean isFree(Semaphore places) {
        try {
            return places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @GetMapping("/evidence")
    Told evidence(@PathVariable String team, Authentication viewer) {
        String seen = teams.seenBy(viewer, team).id();
        return new Told(measures.evidence(seen), measures.amendments(seen));
    }
}
