package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds a project of SCIC against {@link LegalRule}. What it finds is no legal advice and says so. */
public final class LegalGuards {

    private LegalGuards() {}

    /** A rule that a project breaks. */
    public record Violation(LegalRule rule) {

        /** The rule, its source, and when that was read. */
        public String sentence() {
            return "%s (%s, vérifié le %s)"
                    .formatted(rule.sentence(), rule.source(), French.day("d MMMM uuuu", rule.verifiedOn()));
        }
    }

    /** A lawyer's word, « à confirmer par un juriste »: the rule is set aside, and who said so when is kept. */
    public record Confirmation(LegalRule rule, String who, LocalDate on) {

        /** @throws Refusal if it does not say which rule, who and when */
        public Confirmation {
            Map<String, String> errors = new LinkedHashMap<>();
            if (rule == null) errors.put("rule", "À confirmer par un juriste : choisissez la règle.");
            if (who == null || who.isBlank()) errors.put("who", "À confirmer par un juriste : dites qui le confirme.");
            if (on == null) errors.put("on", "À confirmer par un juriste : dites à quelle date.");
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        }
    }

    /** What a team should know though nothing is broken; source, date and advice as for a rule. */
    public record Warning(String id, String sentence, String source, LocalDate verifiedOn, String advice) {}

    /** The rules that the project breaks, in the order of {@link LegalRule}. */
    public static List<Violation> check(ScicProject project) {
        return Stream.of(LegalRule.values())
                .filter(rule -> !rule.holdsFor(project))
                .map(Violation::new)
                .toList();
    }

    /** The broken rules that nobody has confirmed. */
    public static List<Violation> unconfirmed(ScicProject project, Collection<Confirmation> confirmations) {
        return check(project).stream()
                .filter(violation ->
                        confirmations.stream().noneMatch(confirmed -> confirmed.rule() == violation.rule()))
                .toList();
    }

    /**
     * Lets a project pass that breaks no rule but confirmed ones.
     *
     * @throws Refusal with the broken rules by the field they speak of
     */
    public static void require(ScicProject project, Collection<Confirmation> confirmations) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Violation violation : unconfirmed(project, confirmations)) {
            errors.merge(violation.rule().field(), violation.sentence(), (first, second) -> first + " " + second);
        }
        if (errors.isEmpty()) return;
        errors.put(
                "lawyerConfirmations",
                LegalRule.ADVICE
                        + " S’il confirme une règle autrement, notez-le sous « À confirmer par un "
                        + "juriste » : qui, et quand.");
        throw Refusal.malformed(errors);
    }

    /**
     * The day by which a cooperative review is due, five years after the last one or the launch (loi n° 47-1775, art.
     * 25-1).
     */
    public static LocalDate nextReview(LocalDate lastOrLaunch) {
        return lastOrLaunch.plusYears(5);
    }

    /**
     * What to know beside the rules.
     *
     * @param project absent before it is described
     * @param statutesForeseeArticle28Bis whether the association's statutes foresee its transformation
     * @param launch dates the cooperative review; absent before it is known
     */
    public static List<Warning> warnings(
            Optional<ScicProject> project, boolean statutesForeseeArticle28Bis, Optional<LocalDate> launch) {
        List<Warning> warnings = new ArrayList<>();
        if (!statutesForeseeArticle28Bis) {
            warnings.add(warning(
                    "ARTICLE_28_BIS",
                    "Les statuts de l’association ne prévoient pas sa transformation en société "
                            + "coopérative : la loi renvoie à leurs règles ; s’ils se taisent, "
                            + "comptez sur l’unanimité ou modifiez-les d’abord.",
                    "Loi n° 47-1775 du 10 septembre 1947, art. 28 bis ; CA Paris, 16 janvier "
                            + "2018, n° 16/05764 (portée à vérifier)"));
        }
        if (project.filter(ScicProject::producersReplaceEmployees).isPresent()) {
            warnings.add(warning(
                    "PRODUCERS_WITHOUT_EMPLOYEES",
                    "Les producteurs ne remplacent les salariés que si la coopérative "
                            + "n’emploie personne : dès la première embauche, ouvrez une catégorie aux salariés.",
                    "Loi n° 47-1775 du 10 septembre 1947, art. 19 septies, al. 2"));
        }
        warnings.add(warning(
                "PREFECT_APPROVAL",
                "L’« agrément SCIC » du préfet n’existe plus depuis 2012 : aucune demande n’est à déposer.",
                "Loi n° 2012-387 du 22 mars 2012, art. 26, qui abroge l’ancien art. 19 terdecies "
                        + "de la loi n° 47-1775"));
        warnings.add(warning(
                "ESUS",
                "L’agrément « entreprise solidaire d’utilité sociale » (ESUS) est facultatif et se demande à part.",
                "Code du travail, art. L. 3332-17-1 ; loi n° 2014-856 du 31 juillet 2014, art. 11"));
        warnings.add(warning(
                "COOPERATIVE_REVIEW",
                "La SCIC se soumet tous les cinq ans à une révision coopérative, quelle que soit sa taille"
                        + launch.map(day ->
                                        " : la première au plus tard le " + French.day("d MMMM uuuu", nextReview(day)))
                                .orElse("")
                        + ". Trois exercices déficitaires, de lourdes pertes ou les statuts peuvent l’avancer.",
                "Loi n° 47-1775 du 10 septembre 1947, art. 19 duodecies et 25-1, issus de la loi "
                        + "n° 2014-856 du 31 juillet 2014, art. 25"));
        return List.copyOf(warnings);
    }

    private static Warning warning(String id, String sentence, String source) {
        return new Warning(
                id, Wording.typeset(sentence), Wording.typeset(source), LegalRule.VERIFIED_ON, LegalRule.ADVICE);
    }
}
