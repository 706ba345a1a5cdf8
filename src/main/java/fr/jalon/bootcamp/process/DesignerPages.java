package fr.jalon.bootcamp.process;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.form.Notebook;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Design;
import fr.jalon.experiment.Sketch;
import fr.jalon.experiment.Validation;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a contract could tell and would cost, while it is being written: nothing is stored, the address says it all. */
@Controller
class DesignerPages {

    /** The fields that the page has in common with the contract's form. */
    private static final Set<String> ANSWERS = Set.of(
            "targetConversionRate",
            "minimumVisits",
            "spendCap",
            "maximumCostPerConversion",
            "forecastCostPerClick",
            "signalStrength",
            IdeaToDecision.VISITS_BASE,
            "conversionMeans");

    private final Teams teams;
    private final BootcampRows bootcamps;
    private final Notebook notebook;
    private final Validation validation;
    private final Verdicts verdicts;

    DesignerPages(Teams teams, BootcampRows bootcamps, Notebook notebook, Validation validation, Verdicts verdicts) {
        this.teams = teams;
        this.bootcamps = bootcamps;
        this.notebook = notebook;
        this.validation = validation;
        this.verdicts = verdicts;
    }

    @GetMapping("/equipes/{team}/contrat")
    String design(
            @PathVariable String team, @RequestParam Map<String, String> typed, Authentication viewer, Model model) {
        Team seen = teams.seenBy(viewer, team);
        boolean isAsked = typed.containsKey("targetConversionRate");
        Sketch sketch = Sketch.of(isAsked ? typed : known(seen));
        Optional<Design> design = sketch.design();
        Map<String, String> faults = new HashMap<>(isAsked ? sketch.faults() : Map.of());
        design.ifPresent(one -> faults.putAll(verdicts.faults(one)));
        model.addAttribute("team", seen);
        model.addAttribute("typed", sketch.typed());
        model.addAttribute("faults", faults);
        model.addAttribute("outlook", design.map(verdicts::outlook).orElse(null));
        return "designer";
    }

    /** The contract in force, or what the team has answered so far. */
    private Map<String, String> known(Team team) {
        return bootcamps.latestOf(team.id()).map(this::known).orElse(Map.of());
    }

    private Map<String, String> known(Bootcamp bootcamp) {
        Set<String> names = new HashSet<>(ANSWERS);
        names.add(IdeaToDecision.CHANNELS);
        Map<String, JsonNode> answers = notebook.latest(bootcamp.id(), names);
        Map<String, String> known = new LinkedHashMap<>();
        answers.forEach((name, answer) -> {
            if (answer.isNumber()) known.put(name, said(answer.decimalValue()));
            else if (answer.isTextual()) known.put(name, answer.asText());
        });
        JsonNode channels = answers.get(IdeaToDecision.CHANNELS);
        if (channels != null) {
            BigDecimal budget = BigDecimal.ZERO;
            for (JsonNode channel : channels)
                budget = budget.add(channel.path("dailyBudget").decimalValue());
            if (budget.signum() > 0) known.put("dailyBudget", said(budget));
            boolean isPaid = channels.findValuesAsText("kind").contains("PAID");
            known.put("channels", isPaid ? "PAID" : "ORGANIC");
        }
        if (validation.frozen(bootcamp.experiment()).isPresent()) {
            validation.standing(bootcamp.experiment()).contract().ifPresent(contract -> known.putAll(terms(contract)));
        }
        return known;
    }

    private static Map<String, String> terms(Contract contract) {
        return Map.of(
                "targetConversionRate",
                said(BigDecimal.valueOf(contract.targetConversionRate())),
                "minimumVisits",
                String.valueOf(contract.minimumVisits()),
                "spendCap",
                said(BigDecimal.valueOf(contract.spendCap())),
                "maximumCostPerConversion",
                said(BigDecimal.valueOf(contract.maximumCostPerConversion())),
                "conversionMeans",
                contract.conversionMeans(),
                IdeaToDecision.VISITS_BASE,
                contract.basis().name());
    }

    /** As a person types it. */
    private static String said(BigDecimal figure) {
        return figure.stripTrailingZeros().toPlainString().replace('.', ',');
    }
}
