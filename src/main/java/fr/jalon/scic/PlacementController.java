package fr.jalon.scic;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Apprentices.Counts;
import fr.jalon.team.Teams;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Apprentices and revenue over HTTP, for those who write for a team. */
@RestController
class PlacementController {

    /** Days as {@code 2026-09-01}, the contract as {@code apprentissage} or {@code professionnalisation}. */
    record Body(
            @Nullable String name,
            @Nullable String email,
            @Nullable String employer,
            @Nullable String contract,
            @Nullable String startsOn,
            @Nullable String endsOn,
            @Nullable String brokenOn,
            @Nullable String filedOn,
            @Nullable Integer version) {

        Map<String, String> typed() {
            Map<String, String> typed = new HashMap<>();
            typed.put(ApprenticeFields.NAME, orEmpty(name));
            typed.put(ApprenticeFields.EMAIL, orEmpty(email));
            typed.put(ApprenticeFields.EMPLOYER, orEmpty(employer));
            typed.put(ApprenticeFields.CONTRACT, orEmpty(contract));
            typed.put(ApprenticeFields.STARTS, orEmpty(startsOn));
            typed.put(ApprenticeFields.ENDS, orEmpty(endsOn));
            typed.put(ApprenticeFields.BROKEN, orEmpty(brokenOn));
            typed.put(ApprenticeFields.FILED, orEmpty(filedOn));
            return typed;
        }

        private static String orEmpty(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    record Added(String id) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            String id,
            @Nullable String name,
            @Nullable String email,
            String employer,
            @Nullable String contract,
            String state,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable LocalDate brokenOn,
            @Nullable LocalDate filedOn,
            @Nullable LocalDate fileBy,
            int version) {}

    record Listed(Counts counts, List<Told> apprentices) {}

    /** Euros by month; the sum of the last twelve, and which of these are missing. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sold(Map<YearMonth, BigDecimal> months, @Nullable BigDecimal lastYear, List<YearMonth> missing) {}

    record Amount(@Nullable BigDecimal amount) {}

    private final Teams teams;
    private final Tracks tracks;
    private final Apprentices apprentices;
    private final Revenues revenues;
    private final ParisCalendar paris;

    PlacementController(Teams teams, Tracks tracks, Apprentices apprentices, Revenues revenues, ParisCalendar paris) {
        this.teams = teams;
        this.tracks = tracks;
        this.apprentices = apprentices;
        this.revenues = revenues;
        this.paris = paris;
    }

    @GetMapping("/api/teams/{team}/apprentices")
    Listed all(@PathVariable String team, Authentication viewer) {
        String track = tracks.latest(teams.seenBy(viewer, team)).id();
        List<Apprentice> all = apprentices.of(track);
        return new Listed(
                apprentices.counts(all, apprentices.declared(track)),
                all.stream().map(this::told).toList());
    }

    @PostMapping("/api/teams/{team}/apprentices")
    @ResponseStatus(HttpStatus.CREATED)
    Added add(@PathVariable String team, @RequestBody Body body, Authentication writer) {
        String track = tracks.latest(teams.writtenBy(writer, team)).id();
        String id = UUID.randomUUID().toString();
        apprentices.add(track, new ApprenticeFields(body.typed(), paris.today()).fresh(id), writer.getName());
        return new Added(id);
    }

    /** Without a version, whatever it was meanwhile. */
    @PutMapping("/api/teams/{team}/apprentices/{apprentice}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(
            @PathVariable String team, @PathVariable String apprentice, @RequestBody Body body, Authentication writer) {
        String track = tracks.latest(teams.writtenBy(writer, team)).id();
        Apprentice known = apprentices.find(track, apprentice);
        int seen = body.version() == null ? known.version() : body.version();
        apprentices.change(
                track, new ApprenticeFields(body.typed(), paris.today()).changed(known, seen), writer.getName());
    }

    @DeleteMapping("/api/teams/{team}/apprentices/{apprentice}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String team, @PathVariable String apprentice, Authentication writer) {
        apprentices.remove(tracks.latest(teams.writtenBy(writer, team)).id(), apprentice);
    }

    @GetMapping("/api/teams/{team}/revenue")
    Sold revenue(@PathVariable String team, Authentication viewer) {
        Track track = tracks.latest(teams.seenBy(viewer, team));
        Revenue revenue = revenues.of(track);
        return revenue.lastYear(track.startDay(), paris.today())
                .map(year -> new Sold(revenue.inOrder(), year.sum(), year.missing()))
                .orElse(new Sold(revenue.inOrder(), null, List.of()));
    }

    /** A month without an amount is one that is not entered. */
    @PutMapping("/api/teams/{team}/revenue/{month}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enter(@PathVariable String team, @PathVariable String month, @RequestBody Amount body, Authentication writer) {
        Track track = tracks.latest(teams.writtenBy(writer, team));
        BigDecimal amount = body.amount();
        if (amount != null && amount.signum() < 0)
            throw Refusal.invalid("amount", "Un montant en euros, à partir de 0, est attendu.");
        revenues.enter(track, Map.of(month, amount == null ? "" : amount.toPlainString()), writer.getName());
    }

    private Told told(Apprentice each) {
        ApprenticeContract contract = each.contract();
        return new Told(
                each.id(),
                each.name(),
                each.email(),
                each.employer(),
                contract == null ? null : contract.key(),
                each.on(paris.today()).name(),
                each.startsOn(),
                each.endsOn(),
                each.brokenOn(),
                each.filedOn(),
                apprentices.fileBy(each),
                each.version());
    }
}
