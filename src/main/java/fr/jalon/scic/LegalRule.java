package fr.jalon.scic;

import static fr.jalon.scic.ScicProject.Kind.BENEFICIARIES;
import static fr.jalon.scic.ScicProject.Kind.EMPLOYEES;
import static fr.jalon.scic.ScicProject.Kind.PRODUCERS;

import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * What the law asks of an association that becomes a SCIC without founding a new legal person. The texts are those of
 * loi n° 47-1775 of 10 September 1947 as it stood on {@link #VERIFIED_ON}; a source that was not read word for word
 * says « à vérifier ».
 */
public enum LegalRule {

    /** Of one kind, categories count once: the law wants diversity, not names. */
    THREE_CATEGORIES(
            "categories",
            "art. 19 septies, al. 2",
            "La SCIC compte au moins trois catégories d’associés de natures différentes.",
            project -> project.distinctCategories() >= 3),
    /** Producers stand in only where the cooperative employs nobody; see {@link LegalGuards#warnings}. */
    EMPLOYEES_OR_PRODUCERS(
            "categories",
            "art. 19 septies, al. 2",
            "Les salariés ou, à défaut de salariés, les producteurs de biens ou de services forment une "
                    + "catégorie d’associés.",
            project -> project.has(EMPLOYEES) || project.has(PRODUCERS)),
    BENEFICIARIES_TAKE_PART(
            "categories",
            "art. 19 septies, al. 2",
            "Les personnes qui bénéficient habituellement des activités de la coopérative forment une "
                    + "catégorie d’associés.",
            project -> project.has(BENEFICIARIES)),
    PUBLIC_CAPITAL(
            "publicCapitalPercent",
            "art. 19 septies, al. 4, dans sa rédaction issue de la loi n° 2014-856 du 31 juillet 2014, art. 33",
            "Les collectivités territoriales, leurs groupements et les établissements publics "
                    + "territoriaux détiennent ensemble au plus 50 % du capital.",
            project -> project.publicCapitalPercent() <= 50),
    ONE_MEMBER_ONE_VOTE(
            "oneMemberOneVote",
            "art. 9 et 19 octies",
            "Chaque associé dispose d’une voix, en assemblée générale ou dans son collège, quel que soit son capital.",
            ScicProject::oneMemberOneVote),
    COLLEGES(
            "colleges",
            "art. 19 octies (minimum de trois collèges : à vérifier)",
            "S’il y a des collèges, ils sont au moins trois, chacun détient de 10 % à 50 % des voix, et "
                    + "leur somme fait 100 %.",
            LegalRule::weighsCollegesFairly),
    RESERVES(
            "reservePercent",
            "art. 16, al. 2 (15 % tant que les réserves n’atteignent pas le capital) et art. 19 nonies "
                    + "(la moitié du reste)",
            "Au moins 57,5 % des résultats vont aux réserves impartageables : 15 % de réserve légale, "
                    + "puis la moitié du reste.",
            project -> project.reservePercent() >= 57.5),
    ANALOGOUS_ACTIVITY(
            "analogousActivity",
            "art. 28 bis, al. 1",
            "La SCIC poursuit une activité analogue à celle de l’association.",
            ScicProject::analogousActivity),
    NO_NEW_LEGAL_PERSON(
            "newLegalPerson",
            "art. 28 bis, al. 1",
            "La transformation n’entraîne pas la création d’une personne morale nouvelle.",
            project -> !project.newLegalPerson()),
    FORMER_RESERVES(
            "formerReservesKept",
            "art. 28 bis (numéro d’alinéa à vérifier)",
            "Les réserves et les fonds associatifs antérieurs à la transformation ne sont ni distribués "
                    + "ni incorporés au capital.",
            ScicProject::formerReservesKept);

    /** The day on which the texts were last read. */
    public static final LocalDate VERIFIED_ON = LocalDate.of(2026, 11, 21);

    /** What every rule advises beside itself. */
    public static final String ADVICE =
            "Jalon ne remplace pas un conseil\u00a0: faites relire le projet par un avocat ou un juriste.";

    private final String field;
    private final String source;
    private final String sentence;
    private final Predicate<ScicProject> holds;

    LegalRule(String field, String article, String sentence, Predicate<ScicProject> holds) {
        this.field = field;
        this.source = Wording.typeset("Loi n° 47-1775 du 10 septembre 1947, " + article);
        this.sentence = Wording.typeset(sentence);
        this.holds = holds;
    }

    /** The field of {@code prepare-scic} that the rule speaks of. */
    public String field() {
        return field;
    }

    /** The rule as a French sentence. */
    public String sentence() {
        return sentence;
    }

    /** The law and its article. */
    public String source() {
        return source;
    }

    /** The day on which the source was last read. */
    public LocalDate verifiedOn() {
        return VERIFIED_ON;
    }

    /** To ask a lawyer. */
    public String advice() {
        return ADVICE;
    }

    /** Whether the project keeps the rule. */
    public boolean holdsFor(ScicProject project) {
        return holds.test(project);
    }

    /** Shares are typed with two decimals: their sum may miss 100 % by as much as rounding does. */
    private static boolean weighsCollegesFairly(ScicProject project) {
        if (project.colleges().isEmpty()) return true;
        double sum = project.colleges().stream()
                .mapToDouble(ScicProject.College::votePercent)
                .sum();
        return project.colleges().size() >= 3
                && Math.abs(sum - 100) <= 0.005 * project.colleges().size() + 1e-9
                && project.colleges().stream()
                        .allMatch(college -> college.votePercent() >= 10 && college.votePercent() <= 50);
    }
}
