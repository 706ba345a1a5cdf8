package fr.jalon.portfolio;

import com.fasterxml.jackson.databind.JsonMappingException;
import fr.jalon.Refusal;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.plan.Item;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;

/**
 * What all deeds on ticked teams or journeys have in common: each is tried first and taken back, and shown; once
 * confirmed it is done, each row for itself, and told.
 */
@Component
class Deeds {

    /**
     * A team that a deed concerns, or one of its journeys.
     *
     * @param changes what the deed changes, in words
     * @param refusal why it cannot be done; null where it can
     */
    record Row(
            Team team,
            @Nullable Journey journey,
            List<String> changes,
            @Nullable String refusal) {

        /** The journey of a row that has one. */
        Journey open() {
            return Objects.requireNonNull(journey);
        }
    }

    /** The rows are told apart by themselves, however they were chosen. */
    private static final Set<String> NOT_ASKED = Set.of("sure", "seen", "_csrf", "team", "journey", "everyone");

    private static final int LONGEST_REASON = 1000;

    private final Teams teams;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Words words;
    private final TransactionTemplate transaction;

    Deeds(Teams teams, Journeys journeys, Kinds kinds, Words words, TransactionTemplate transaction) {
        this.teams = teams;
        this.journeys = journeys;
        this.kinds = kinds;
        this.words = words;
        this.transaction = transaction;
    }

    /** The ticked journeys of a cohort; others are passed over. */
    List<Row> journeys(String cohort, MultiValueMap<String, String> asked, Model model) {
        Map<String, Team> members = members(cohort);
        List<Row> rows = new ArrayList<>();
        for (Journey journey : ticked(asked)) {
            Team team = members.get(journey.team());
            if (team != null) rows.add(new Row(team, journey, List.of(), null));
        }
        return shown(cohort, rows, model);
    }

    /** The ticked teams of a cohort, and those of ticked journeys; all of them where {@code everyone} is asked for. */
    List<Row> teams(String cohort, MultiValueMap<String, String> asked, Model model) {
        Map<String, Team> members = members(cohort);
        Set<String> chosen = new LinkedHashSet<>(asked.getOrDefault("team", List.of()));
        ticked(asked).forEach(journey -> chosen.add(journey.team()));
        List<Row> rows = members.values().stream()
                .filter(team -> asked.containsKey("everyone") || chosen.contains(team.id()))
                .map(team -> new Row(team, null, List.of(), null))
                .toList();
        return shown(cohort, rows, model);
    }

    /** What was typed into a field; the page keeps it. */
    static String typed(MultiValueMap<String, String> asked, String name, Model model) {
        String typed = Objects.requireNonNullElse(asked.getFirst(name), "")
                .replace("\r\n", "\n")
                .strip();
        model.addAttribute(name, typed);
        return typed;
    }

    /** Why it is done, which every deed that asks must be told; empty where it cannot be, and the page says so. */
    static Optional<String> reason(MultiValueMap<String, String> asked, Model model) {
        String reason = typed(asked, "reason", model);
        if (!reason.isEmpty() && reason.length() <= LONGEST_REASON) return Optional.of(reason);
        String fault = reason.isEmpty() ? "Dites pourquoi." : LONGEST_REASON + " caractères au plus.";
        model.addAttribute("errors", Map.of("reason", fault));
        return Optional.empty();
    }

    private Iterable<Journey> ticked(MultiValueMap<String, String> asked) {
        return journeys.find(asked.getOrDefault("journey", List.of())).values();
    }

    private Map<String, Team> members(String cohort) {
        Map<String, Team> members = new LinkedHashMap<>();
        teams.teamsOf(cohort).forEach(team -> members.put(team.id(), team));
        return members;
    }

    private List<Row> shown(String cohort, List<Row> rows, Model model) {
        model.addAttribute("cohort", teams.cohort(cohort));
        model.addAttribute("rows", rows);
        model.addAttribute("errors", Map.of());
        return rows;
    }

    /**
     * Tries a deed on each row and takes it back, or does it where it is confirmed and nothing has changed since it was
     * tried.
     *
     * @param deed does it, and says what it has changed
     */
    String act(
            String page,
            List<Row> rows,
            MultiValueMap<String, String> asked,
            Model model,
            Function<Row, List<String>> deed) {
        String seen = state(rows, asked);
        boolean isStale = asked.containsKey("sure") && !seen.equals(asked.getFirst("seen"));
        boolean isSure = asked.containsKey("sure") && !isStale;
        Map<String, String> errors = new LinkedHashMap<>();
        List<Row> told =
                rows.stream().map(row -> act(row, deed, isSure, errors)).toList();
        model.addAttribute("rows", told);
        model.addAttribute("errors", errors);
        model.addAttribute("seen", seen);
        model.addAttribute("stale", isStale);
        model.addAttribute(
                isSure ? "done" : "tried",
                told.stream().filter(row -> row.refusal() == null).count());
        return page;
    }

    private Row act(Row row, Function<Row, List<String>> deed, boolean isSure, Map<String, String> errors) {
        try {
            List<String> changes = Objects.requireNonNull(transaction.execute(status -> {
                List<String> changed = deed.apply(row);
                if (!isSure) status.setRollbackOnly();
                return changed;
            }));
            return new Row(row.team(), row.journey(), changes, null);
        } catch (Refusal refusal) {
            refusal.errors().forEach(errors::putIfAbsent);
            return new Row(row.team(), row.journey(), List.of(), refusal.getMessage());
        } catch (HttpMessageNotReadableException malformed) {
            if (malformed.getCause() instanceof JsonMappingException faulty) {
                faulty.getPath().forEach(at -> errors.putIfAbsent(at.getFieldName(), "Une date est mal formée."));
            }
            return new Row(row.team(), row.journey(), List.of(), "Une date est mal formée.");
        }
    }

    /** Does something to a journey, and says what of it has moved by it, step by step. */
    List<String> moves(Journey journey, Runnable deed) {
        Map<String, Step> known =
                kinds.timeline(journey).steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));
        Map<String, Item> dated = dated(journey);
        deed.run();
        Journey moved = journeys.journey(journey.id());
        List<String> changes = new ArrayList<>();
        for (Step step : kinds.timeline(moved).steps()) {
            Step old = known.get(step.id());
            if (old == null || old.planned().equals(step.planned())) continue;
            boolean isEnd = old.planned().start().equals(step.planned().start());
            changes.add("%s%s : %s → %s"
                    .formatted(
                            step.title(),
                            isEnd ? ", fin" : "",
                            words.day(isEnd ? end(old) : old.planned().start()),
                            words.day(isEnd ? end(step) : step.planned().start())));
        }
        dated(moved).forEach((id, item) -> {
            Item old = dated.get(id);
            if (old != null && !old.plannedEnd().equals(item.plannedEnd()))
                changes.add(item.title() + " : " + words.day(old.plannedEnd()) + " → " + words.day(item.plannedEnd()));
        });
        if (!changes.isEmpty()) changes.addAll(warnings(moved));
        return changes;
    }

    /** What has a day beside its plan, by id. */
    private Map<String, Item> dated(Journey journey) {
        return kinds.of(journey).dated(List.of(journey)).getOrDefault(journey.id(), List.of()).stream()
                .collect(Collectors.toMap(Item::id, Function.identity(), (first, same) -> first, LinkedHashMap::new));
    }

    /** What speaks against the dates of a journey, as it is said among what a deed changes. */
    List<String> warnings(Journey journey) {
        return kinds.warnings(journey).stream()
                .map(each -> "Attention\u00a0: " + each)
                .toList();
    }

    private static LocalDate end(Step step) {
        return Objects.requireNonNullElse(step.planned().end(), step.planned().start());
    }

    /** Changes whenever a journey has moved, gone on, opened or ended, or something else is asked for. */
    private String state(List<Row> rows, MultiValueMap<String, String> asked) {
        StringBuilder state = new StringBuilder();
        Map<String, List<Journey>> all = journeys
                .of(rows.stream().map(row -> row.team().id()).toList())
                .stream()
                .collect(Collectors.groupingBy(Journey::team));
        for (Row row : rows) {
            state.append(row.team().id());
            List<Journey> some =
                    row.journey() == null ? all.getOrDefault(row.team().id(), List.of()) : List.of(row.journey());
            for (Journey journey : some) {
                state.append(journey.id())
                        .append(journey.isOpen())
                        .append(journey.place().step())
                        .append(journey.pause());
                if (row.journey() != null)
                    state.append(kinds.dates(journey))
                            .append(kinds.timeline(journey).steps().stream()
                                    .map(Step::planned)
                                    .toList());
            }
        }
        asked.forEach((name, values) -> {
            if (!NOT_ASKED.contains(name)) state.append(name).append(values);
        });
        return Token.hash(state.toString());
    }
}
