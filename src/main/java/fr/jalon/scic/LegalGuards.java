package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.scic.LegalNotice.Moment;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Holds a project of SCIC against {@link LegalRule}. What it finds is no legal advice and says so. */
public final class LegalGuards {

    private LegalGuards() {}

    /** A rule that a project breaks. */
    public record Violation(LegalRule rule) {

        /** The rule, its source, whether that was read, and what to correct. */
        public String sentence() {
            return "%s (%s, %s) %s"
                    .formatted(
                            rule.sentence(), rule.source(), rule.verification().inWords(), rule.remedy());
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

    /** The rules that the project breaks, in the order of {@link LegalRule}. */
    public static List<Violation> check(ScicProject project) {
        return Stream.of(LegalRule.values())
                .filter(rule -> !rule.holdsFor(project))
                .map(Violation::new)
                .toList();
    }

    /** The broken rules that nobody has confirmed, or that nobody can. */
    public static List<Violation> unconfirmed(ScicProject project, Collection<Confirmation> confirmations) {
        return check(project).stream()
                .filter(violation -> !violation.rule().isConfirmable()
                        || confirmations.stream().noneMatch(confirmed -> confirmed.rule() == violation.rule()))
                .toList();
    }

    /**
     * Lets a project pass that breaks no rule but confirmed ones.
     *
     * @param beside where a rule's refusal is read, by the field that the rule speaks of
     * @throws Refusal with the broken rules by where they are read
     */
    public static void require(
            ScicProject project, Collection<Confirmation> confirmations, UnaryOperator<String> beside) {
        Map<String, String> errors = new LinkedHashMap<>();
        List<Violation> broken = unconfirmed(project, confirmations);
        for (Violation violation : broken) {
            errors.merge(
                    beside.apply(violation.rule().field()),
                    violation.sentence(),
                    (first, second) -> first + " " + second);
        }
        if (errors.isEmpty()) return;
        String advice = broken.stream().anyMatch(each -> each.rule().isConfirmable())
                ? LegalRule.ADVICE
                        + " S’il lit autrement une règle qui s’interprète, notez-le sous « À confirmer par un "
                        + "juriste » : qui, et quand."
                : LegalRule.ADVICE;
        errors.merge("lawyerConfirmations", Wording.typeset(advice), (first, second) -> first + " " + second);
        throw Refusal.malformed(errors);
    }

    /**
     * The day by which a cooperative review is due, five years after the last one or the launch (loi n° 47-1775, art.
     * 25-1).
     */
    public static LocalDate nextReview(LocalDate lastOrLaunch) {
        return lastOrLaunch.plusYears(5);
    }

    /** The same of the first one, or the end of the fifth accounting year where that comes before. */
    public static LocalDate firstReview(LocalDate launch, Optional<LocalDate> firstYearEnd) {
        LocalDate years = nextReview(launch);
        return firstYearEnd
                .map(end -> end.plusYears(4))
                .filter(fifth -> fifth.isBefore(years))
                .orElse(years);
    }

    /**
     * What to know at a moment.
     *
     * @param project absent before it is described
     * @param statutesForeseeArticle28Bis whether the association's statutes foresee its transformation
     */
    public static List<LegalNotice> notices(
            Moment moment, Optional<ScicProject> project, boolean statutesForeseeArticle28Bis) {
        return LegalNotice.at(moment).stream()
                .filter(notice -> switch (notice) {
                    case ARTICLE_28_BIS -> !statutesForeseeArticle28Bis;
                    case PRODUCERS_WITHOUT_EMPLOYEES ->
                        project.filter(ScicProject::producersReplaceEmployees).isPresent();
                    default -> true;
                })
                .toList();
    }
}
