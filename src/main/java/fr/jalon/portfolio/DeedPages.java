package fr.jalon.portfolio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Kinds.Field;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.portfolio.Deeds.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
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

    private final Deeds deeds;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Words words;
    private final ObjectMapper json;

    DeedPages(Deeds deeds, Journeys journeys, Kinds kinds, Words words, ObjectMapper json) {
        this.deeds = deeds;
        this.journeys = journeys;
        this.kinds = kinds;
        this.words = words;
        this.json = json;
    }

    /** Asks for new dates, those of the first journey given. */
    @GetMapping("/cohortes/{cohort}/dates")
    String dates(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        if (!rows.isEmpty()) {
            Journey first = rows.get(0).open();
            model.addAttribute("fields", kinds.moving(first));
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
        List<Row> rows = deeds.journeys(cohort, asked, model);
        if (rows.isEmpty()) return "deed-dates";
        List<Field> fields = kinds.moving(rows.get(0).open());
        ObjectNode dates = typed(fields, asked, model);
        return deeds.act("deed-dates", rows, asked, model, row -> {
            Journey journey = row.open();
            return deeds.moves(journey, () -> kinds.move(journey, dates, mover));
        });
    }

    @GetMapping("/cohortes/{cohort}/retrait")
    String withdrawal(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        deeds.journeys(cohort, asked, model);
        return "deed-withdrawal";
    }

    @PostMapping("/cohortes/{cohort}/retrait")
    String withdraw(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.journeys(cohort, asked, model);
        Optional<String> reason = Deeds.reason(asked, model);
        if (reason.isEmpty()) return "deed-withdrawal";
        return deeds.act("deed-withdrawal", rows, asked, model, row -> {
            kinds.withdraw(row.open(), reason.get(), who);
            return List.of();
        });
    }

    /** Asks what kind of journey to open, then what that kind asks for. */
    @GetMapping("/cohortes/{cohort}/ouverture")
    String opening(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        deeds.teams(cohort, asked, model);
        kind(asked, model).ifPresent(kind -> {
            model.addAttribute("fields", Kinds.opening(kind));
            model.addAttribute("values", Map.of());
        });
        return "deed-opening";
    }

    @PostMapping("/cohortes/{cohort}/ouverture")
    String open(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication opener,
            Model model) {
        List<Row> rows = deeds.teams(cohort, asked, model);
        Optional<JourneyKind<?, ?>> kind = kind(asked, model);
        if (rows.isEmpty() || kind.isEmpty()) return "deed-opening";
        ObjectNode opening = typed(Kinds.opening(kind.get()), asked, model);
        return deeds.act("deed-opening", rows, asked, model, row -> {
            Journey opened = journeys.journey(kinds.open(row.team(), kind.get().key(), opening, opener));
            List<Step> steps = kinds.timeline(opened).steps();
            if (steps.isEmpty()) return List.of("Rien n’est encore au plan : l’équipe dresse la liste");
            return Stream.concat(
                            Stream.of(steps.get(0), steps.get(steps.size() - 1))
                                    .map(step -> step.title() + " : "
                                            + words.day(step.planned().start())),
                            deeds.warnings(opened).stream())
                    .toList();
        });
    }

    /** The kind that is chosen among those that facilitators open. */
    private Optional<JourneyKind<?, ?>> kind(MultiValueMap<String, String> asked, Model model) {
        List<JourneyKind<?, ?>> offered = new ArrayList<>(kinds.all());
        offered.removeIf(kind -> !kind.openers().contains(Groups.FACILITATORS));
        Optional<JourneyKind<?, ?>> chosen = offered.stream()
                .filter(kind -> kind.key().equals(asked.getFirst("kind")))
                .findFirst();
        model.addAttribute("kinds", offered);
        chosen.ifPresent(kind -> model.addAttribute("kind", kind));
        return chosen;
    }

    /** What was typed into these fields, without what was left empty; the page keeps it. */
    private ObjectNode typed(List<Field> fields, MultiValueMap<String, String> asked, Model model) {
        ObjectNode typed = json.createObjectNode();
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : fields) {
            String value =
                    Objects.requireNonNullElse(asked.getFirst(field.name()), "").strip();
            values.put(field.name(), value);
            if (field.type().equals("number") && value.matches("-?\\d{1,9}"))
                typed.put(field.name(), Integer.parseInt(value));
            else if (field.type().equals("checkbox")) typed.put(field.name(), value.equals("true"));
            else if (!value.isEmpty()) typed.put(field.name(), value);
        }
        model.addAttribute("fields", fields);
        model.addAttribute("values", values);
        return typed;
    }
}
