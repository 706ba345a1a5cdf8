package fr.jalon.portfolio;

import fr.jalon.engine.Instances.Incident;
import fr.jalon.engine.Instances.Instance;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Timeline.Span;
import fr.jalon.journey.Timeline.State;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.portfolio.CockpitView.Fact;
import fr.jalon.portfolio.CockpitView.Row;
import fr.jalon.portfolio.CockpitView.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators read in Cockpit, in French. */
@Component
class CockpitWords {

    /** Of a message that the engine wrote. */
    private static final int LONGEST = 200;

    private static final Map<State, String> STATES = Map.of(
            State.DONE, "terminée", State.HERE, "en cours", State.AHEAD, "à venir", State.LEFT_OUT, "sans suite");

    private final Words words;

    CockpitWords(Words words) {
        this.words = words;
    }

    @Nullable
    String late(Journey journey) {
        return words.late(journey);
    }

    String awaited(Journey journey) {
        return words.awaited(journey.place().awaited());
    }

    String lastSign(Journey journey) {
        Instant sign = journey.place().lastSign();
        return sign == null ? "aucun" : words.ago(sign);
    }

    String phase(String name, Instance instance, boolean areVersions) {
        return name
                + (instance.isSuspended() ? " (en pause)" : "")
                + (areVersions ? " (version " + instance.version() + ")" : "");
    }

    String moment(Instant at) {
        return words.moment(at);
    }

    /** What failed, since when, why, and what to do. */
    String incident(Incident incident, String name) {
        String what = incident.isTimer() ? "Le minuteur" : "L’étape automatique";
        String message =
                incident.message() == null ? "" : incident.message().strip().replaceAll("\\s+", " ");
        String why = message.isEmpty()
                ? "sans message"
                : message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message.replaceFirst("\\.$", "");
        return ("%s « %s » a échoué (%s) : %s. Le parcours attend ici : corrigez la cause, puis relancez par la"
                        + " flèche ronde de l’onglet « Incidents ».")
                .formatted(what, name, words.moment(incident.since()), why)
                .replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»")
                .replace(" :", "\u00a0:");
    }

    /** What is worth knowing of an instance first. */
    List<Fact> facts(Row row, Instance instance, @Nullable Journey journey, @Nullable String blocked) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Cohorte", row.cohort());
        add(facts, "Parcours", journey == null ? null : journey.title());
        add(facts, "Ouvert", words.moment(instance.start()));
        add(facts, "Phase", row.phase());
        add(facts, "Retard", row.late());
        add(facts, "Attendu", row.awaited());
        add(facts, "Dernier signe de vie", row.lastSign());
        if (journey != null && journey.place().gate() != null)
            add(facts, "Prochain jalon", words.moment(journey.place().gate().at()));
        add(
                facts,
                "Pause",
                !instance.isSuspended()
                        ? null
                        : journey == null || journey.pause() == null
                                ? "suspendue dans le moteur"
                                : "depuis " + words.moment(journey.pause().since()) + " : "
                                        + journey.pause().reason());
        add(facts, "Blocage", blocked);
        add(facts, "Incident", row.incident());
        add(facts, "Clos", row.closed());
        add(facts, "Issue", row.outcome());
        return facts;
    }

    private static void add(List<Fact> facts, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) facts.add(new Fact(label, value));
    }

    /** The steps of a journey, planned and lived. */
    List<Slot> slots(List<Step> steps) {
        return steps.stream()
                .map(step -> new Slot(
                        step.title(),
                        STATES.get(step.state()) + (step.late() ? ", en retard" : ""),
                        span(step.planned()),
                        step.actual() == null ? "" : span(step.actual())))
                .toList();
    }

    private String span(Span span) {
        return words.span(span.start(), span.end());
    }
}
