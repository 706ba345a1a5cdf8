package fr.jalon.portfolio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.Refusal;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Kinds.Field;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What a facilitator does with the journeys of a cohort, one or many: it is tried first and taken back, and shown; once
 * confirmed it is done, each journey for itself, and told.
 */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class DeedPages {

    /**
     * A journey that a deed concerns.
     *
     * @param changes what the deed changes, in words
     * @param refusal why it cannot be done; null where it can
     */
    record Row(
            Team team,
            Journey journey,
            List<String> changes,
            @Nullable String refusal) {}

    private static final Set<String> NOT_ASKED = Set.of("sure", "seen", "_csrf");

    private final Teams teams;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Words words;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    DeedPages(
            Teams teams,
            Journeys journeys,
            Kinds kinds,
            Words words,
            ObjectMapper json,
            TransactionTemplate transaction) {
        this.teams = teams;
        this.journeys = journeys;
        this.kinds = kinds;
        this.words = words;
        this.json = json;
        this.transaction = transaction;
    }

    /** Asks for new dates, those of the first journey given. */
    @GetMapping("/cohortes/{cohort}/dates")
    String dates(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        List<Row> rows = rows(cohort, asked, model);
        if (!rows.isEmpty()) {
            Journey first = rows.get(0).journey();
            model.addAttribute("fields", Kinds.fields(kinds.of(first).dates()));
            model.addAttribute("values", kinds.dates(first));
        }
        return "deed-dates";
    }

    @PostMapping("/cohortes/{cohort}/dates")
    String move(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication mover,
            Model model) {
        List<Row> rows = rows(cohort, asked, model);
        if (rows.isEmpty()) return "deed-dates";
        List<Field> fields = Kinds.fields(kinds.of(rows.get(0).journey()).dates());
        ObjectNode dates = json.createObjectNode();
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : fields) {
            String value =
                    Objects.requireNonNullElse(asked.getFirst(field.name()), "").strip();
            values.put(field.name(), value);
            if (!value.isEmpty()) dates.put(field.name(), value);
        }
        model.addAttribute("fields", fields);
        model.addAttribute("values", values);
        return act("deed-dates", rows, asked, model, journey -> kinds.move(journey, dates, mover));
    }

    @GetMapping("/cohortes/{cohort}/retrait")
    String withdrawal(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        rows(cohort, asked, model);
        return "deed-withdrawal";
    }

    @PostMapping("/cohortes/{cohort}/retrait")
    String withdraw(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = rows(cohort, asked, model);
        String reason = Objects.requireNonNullElse(asked.getFirst("reason"), "").strip();
        model.addAttribute("reason", reason);
        if (reason.isEmpty() || reason.length() > 1000) {
            model.addAttribute(
                    "errors", Map.of("reason", reason.isEmpty() ? "Dites pourquoi." : "1000 caractères au plus."));
            return "deed-withdrawal";
        }
        return act("deed-withdrawal", rows, asked, model, journey -> kinds.withdraw(journey, reason, who));
    }

    /** The ticked journeys of a cohort; others are passed over. */
    private List<Row> rows(String id, MultiValueMap<String, String> asked, Model model) {
        Cohort cohort = teams.cohort(id);
        Map<String, Team> members = teams.teamsOf(id).stream().collect(Collectors.toMap(Team::id, Function.identity()));
        List<Row> rows = new ArrayList<>();
        for (Journey journey :
                journeys.find(asked.getOrDefault("journey", List.of())).values()) {
            Team team = members.get(journey.team());
            if (team != null) rows.add(new Row(team, journey, List.of(), null));
        }
        model.addAttribute("cohort", cohort);
        model.addAttribute("rows", rows);
        model.addAttribute("errors", Map.of());
        return rows;
    }

    /**
     * Tries a deed on each journey and takes it back, or does it where it is confirmed and nothing has changed since it
     * was tried.
     */
    private String act(
            String page, List<Row> rows, MultiValueMap<String, String> asked, Model model, Consumer<Journey> deed) {
        String seen = state(rows, asked);
        boolean isStale = asked.containsKey("sure") && !seen.equals(asked.getFirst("seen"));
        boolean isSure = asked.containsKey("sure") && !isStale;
        List<Row> told = rows.stream().map(row -> act(row, deed, isSure)).toList();
        model.addAttribute("rows", told);
        model.addAttribute("seen", seen);
        model.addAttribute("stale", isStale);
        model.addAttribute(
                isSure ? "done" : "tried",
                told.stream().filter(row -> row.refusal() == null).count());
        return page;
    }

    private Row act(Row row, Consumer<Journey> deed, boolean isSure) {
        try {
            List<String> changes = Objects.requireNonNull(transaction.execute(status -> {
                List<Step> before =
                        kinds.of(row.journey()).timeline(row.journey()).steps();
                deed.accept(row.journey());
                Journey moved = journeys.journey(row.journey().id());
                List<Step> after = kinds.of(moved).timeline(moved).steps();
                if (!isSure) status.setRollbackOnly();
                return changes(before, after);
            }));
            return new Row(row.team(), row.journey(), changes, null);
        } catch (Refusal refusal) {
            return new Row(row.team(), row.journey(), List.of(), refusal.getMessage());
        } catch (HttpMessageNotReadableException malformed) {
            return new Row(row.team(), row.journey(), List.of(), "Une date est mal formée.");
        }
    }

    private List<String> changes(List<Step> before, List<Step> after) {
        Map<String, Step> known = before.stream().collect(Collectors.toMap(Step::id, Function.identity()));
        List<String> changes = new ArrayList<>();
        for (Step step : after) {
            Step old = known.get(step.id());
            if (old == null || old.planned().equals(step.planned())) continue;
            changes.add("%s : %s → %s"
                    .formatted(
                            step.title(),
                            words.day(old.planned().start()),
                            words.day(step.planned().start())));
        }
        return changes;
    }

    /** Changes whenever one of the journeys has moved, gone on or ended, or something else is asked for. */
    private String state(List<Row> rows, MultiValueMap<String, String> asked) {
        StringBuilder state = new StringBuilder();
        for (Row row : rows) {
            Journey journey = row.journey();
            state.append(journey.id()).append(kinds.dates(journey));
            state.append(journey.isOpen()).append(journey.place().step());
        }
        asked.forEach((name, values) -> {
            if (!NOT_ASKED.contains(name)) state.append(name).append(values);
        });
        return Token.hash(state.toString());
    }
}
