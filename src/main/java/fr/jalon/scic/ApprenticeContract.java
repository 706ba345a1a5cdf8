package fr.jalon.scic;

import fr.jalon.engine.time.WorkingDays;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two contracts of « alternance », and by when the employer sends each to the OPCO. Read on 29 November 2026: Code
 * du travail, art. L6224-1 and D6224-1 (apprenticeship: at the latest within the five « jours ouvrables » that follow
 * the first day of work), art. D6325-1 (professionalisation: within the five days that follow, of any kind).
 */
public enum ApprenticeContract {
    APPRENTICESHIP("apprentissage", "Apprentissage"),
    PROFESSIONALISATION("professionnalisation", "Professionnalisation");

    private static final int DAYS = 5;

    /** Where the rule stands, as people read it. */
    static final String SOURCE =
            "Code du travail, art. L6224-1 et D6224-1 : cinq jours ouvrables (le samedi compte, pas le dimanche ni les"
                    + " jours fériés) après le début d’un contrat d’apprentissage ; art. D6325-1 : cinq jours, quels"
                    + " qu’ils soient, après celui d’un contrat de professionnalisation. Vérifié le 29 novembre 2026.";

    private final String key;
    private final String label;

    ApprenticeContract(String key, String label) {
        this.key = key;
        this.label = label;
    }

    /** As a form and a file carry it. */
    public String key() {
        return key;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }

    static Optional<ApprenticeContract> of(String key) {
        return Stream.of(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /** The last day on which it is filed in time. */
    LocalDate fileBy(LocalDate start, WorkingDays days) {
        return this == APPRENTICESHIP ? days.plusOpenDays(start, DAYS) : start.plusDays(DAYS);
    }
}
