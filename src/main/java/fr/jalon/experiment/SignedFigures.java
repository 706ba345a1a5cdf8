package fr.jalon.experiment;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who recorded, corrected, amended and decided. */
@Component
class SignedFigures implements KeptAboutPeople {

    private static final String OWNER = "experiment o on o.journey = s.journey and o.iteration = s.iteration";
    private static final String DAY = "cast(s.on_day as varchar(10)) || ', ' || s.channel";

    private final DecisionRows decisions;

    SignedFigures(DecisionRows decisions) {
        this.decisions = decisions;
    }

    @Override
    public List<Signature> signatures() {
        return List.of(
                new Signature("metric", "recorded_by", "recorded_at", OWNER, DAY, false),
                new Signature("metric_correction", "recorded_by", "recorded_at", OWNER, DAY, false),
                new Signature("metric_correction", "corrected_by", "corrected_at", OWNER, DAY, false),
                new Signature("amendment", "amended_by", "amended_at", OWNER, "s.reason", false),
                new Signature("decision", "decided_by", "decided_at", OWNER, "s.decision", true));
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
}
