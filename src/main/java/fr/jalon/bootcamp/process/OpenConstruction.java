package fr.jalon.bootcamp.process;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Validation;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Learnt;
import fr.jalon.journey.Learnt.Fact;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Has the construction of a service follow what was decided to go on, with what the team has learnt. */
@Component
class OpenConstruction implements JavaDelegate {

    private static final String KIND = "construction";

    /** What the team has answered that a construction begins with, by its field. */
    private static final Map<String, String> ANSWERED = answered();

    private static final String CHANNELS = "channels";

    private final Week week;
    private final Validation validation;
    private final Notebook notebook;
    private final Teams teams;
    private final Accounts accounts;
    private final ObjectProvider<Kinds> kinds;

    OpenConstruction(
            Week week,
            Validation validation,
            Notebook notebook,
            Teams teams,
            Accounts accounts,
            ObjectProvider<Kinds> kinds) {
        this.week = week;
        this.validation = validation;
        this.notebook = notebook;
        this.teams = teams;
        this.accounts = accounts;
        this.kinds = kinds;
    }

    private static Map<String, String> answered() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("selectedIdea", "Idée retenue");
        labels.put("problem", "Problème résolu");
        labels.put("audience", "Pour qui");
        labels.put("promise", "Promesse");
        labels.put("landingPageUrl", "Landing page");
        labels.put(CHANNELS, "Canaux");
        labels.put("learnings", "Ce que l’équipe a appris");
        return labels;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp bootcamp = week.journey(execution);
        kinds.getObject()
                .follow(
                        KIND,
                        teams.team(bootcamp.team()),
                        new Learnt(bootcamp.id(), facts(bootcamp)),
                        accounts.current());
    }

    private List<Fact> facts(Bootcamp bootcamp) {
        Map<String, JsonNode> answers = notebook.latest(bootcamp.id(), ANSWERED.keySet());
        List<Fact> facts = new ArrayList<>();
        ANSWERED.forEach((field, label) -> {
            JsonNode answer = answers.get(field);
            if (answer != null) facts.add(new Fact(label, field.equals(CHANNELS) ? channels(answer) : answer.asText()));
        });
        facts.add(new Fact(
                "Résultat de la semaine",
                measured(validation.standing(bootcamp.experiment()).evidence())));
        return facts;
    }

    private static String channels(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path("channel").asText())
                .collect(Collectors.joining(", "));
    }

    private static String measured(Evidence evidence) {
        return French.number(evidence.totals().visits()) + " visites, "
                + French.number(evidence.totals().conversions()) + " conversions, taux de conversion\u00a0: "
                + French.percent(evidence.ratios().conversionRate());
    }
}
