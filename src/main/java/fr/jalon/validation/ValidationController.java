package fr.jalon.validation;

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
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Metrics, evidence and decisions over HTTP. */
@RestController
@RequestMapping("/api/teams/{team}")
class ValidationController {

  private static final String REQUIRED = "ce champ est obligatoire";
  private static final String NEGATIVE = "un nombre positif ou nul est attendu";
  private static final String ABSURD = "ce nombre est hors de toute mesure";

  /** As in the form that configures the campaigns. */
  private static final String CHANNEL = "[^,;/\\s](?:[^,;/]*[^,;/\\s])?";
  private static final String CHANNEL_MESSAGE = "un nom sans virgule, point-virgule ni barre oblique est attendu";

  record Figures(
      @NotNull(message = REQUIRED) @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) Long impressions,
      @NotNull(message = REQUIRED) @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) Long clicks,
      @NotNull(message = REQUIRED) @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) Long visits,
      @NotNull(message = REQUIRED) @PositiveOrZero(message = NEGATIVE) @Max(value = 1_000_000_000, message = ABSURD) Long conversions,
      @NotNull(message = REQUIRED) @PositiveOrZero(message = NEGATIVE) @DecimalMax(value = "1000000", message = ABSURD)
      @Digits(integer = 7, fraction = 2, message = "deux décimales au plus") BigDecimal spend) {}

  private final Teams teams;
  private final Validation validation;

  ValidationController(Teams teams, Validation validation) {
    this.teams = teams;
    this.validation = validation;
  }

  @PutMapping("/metrics/{date}/{channel}")
  ResponseEntity<Figures> record(@PathVariable String team, @PathVariable LocalDate date,
      @PathVariable @Size(max = 40, message = "40 caractères au plus")
      @Pattern(regexp = CHANNEL, message = CHANNEL_MESSAGE) String channel, @Valid @RequestBody Figures figures, Authentication writer) {
    MetricRow row = new MetricRow(channel, figures.impressions(), figures.clicks(), figures.visits(),
        figures.conversions(), figures.spend());
    boolean isNew = validation.record(teams.writtenBy(writer, team).id(), date, row, writer.getName());
    return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(figures);
  }

  @GetMapping("/evidence")
  Evidence evidence(@PathVariable String team, Authentication viewer) {
    return validation.evidence(teams.seenBy(viewer, team).id());
  }

  @GetMapping("/decisions")
  List<Decision> decisions(@PathVariable String team, Authentication viewer) {
    return validation.decisions(teams.seenBy(viewer, team).id());
  }
}
