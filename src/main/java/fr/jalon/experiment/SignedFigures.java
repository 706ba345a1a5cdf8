package fr.jalon.experiment;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who recorded, corrected, amended, decided, and lent the dossier; and what stays of an experiment for good. */
@Component
class SignedFigures implements KeptAboutPeople, KeptOfTeams {

    private final DecisionRows decisions;

    SignedFigures(DecisionRows decisions) {
        this.decisions = decisions;
    }

    @Override
    public List<Signature> signatures() {
        List<Signature> all = new ArrayList<>(FigureRows.SIGNED);
        all.add(ExperimentRows.COUNTED);
        all.add(ExperimentRows.AMENDED);
        all.add(DecisionRows.DECIDED);
        all.add(LoanRows.LENT);
        return all;
    }

    @Override
    public List<Kept> kept(Person person) {
        int signed = decisions.signedBy(person.id());
        return signed == 0
                ? List.of()
                : List.of(new Kept(
                        "L’identifiant dans " + (signed == 1 ? "une décision" : signed + " décisions"),
                        "Une décision rendue fait preuve\u00a0: elle est scellée par une chaîne "
                                + "d’empreintes et la base refuse de la modifier."
                                + " On y lit qui l’a prise et qui a signé ses avenants, par identifiant "
                                + "seulement\u00a0; le rapprochement avec le"
                                + " reste de l’historique demeure donc possible pour ces décisions."));
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("dossier_loan", "team in (:teams)", "Dossiers prêtés"));
    }

    /** Verdicts, forecasts and the programme's own prior are counted from figures for good. */
    @Override
    public List<Rest> rests() {
        String ofTeams = "journey in (select journey from experiment where team in (:teams))";
        return List.of(
                new Rest(
                        "amendment",
                        ofTeams,
                        "amended_by = :nobody, reason = 'Texte effacé', conversion_means = 'Texte effacé'"),
                new Rest("metric", ofTeams, "recorded_by = :nobody, confirmed = null"),
                new Rest(
                        "metric_correction",
                        ofTeams,
                        "recorded_by = :nobody, corrected_by = :nobody, confirmed = null"),
                new Rest("unique_visitors", ofTeams, "recorded_by = :nobody"),
                new Rest("experiment", "team in (:teams)", """
                        conversion_means = case when conversion_means is null then null else 'Texte effacé' end,
                        proposal_reason = null, learnings = null, lower_target_reason = null, paused = null
                        """));
    }
}
