package fr.jalon.experiment;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who recorded, corrected, amended, decided, and lent the dossier. */
@Component
class SignedFigures implements KeptAboutPeople {

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
}
