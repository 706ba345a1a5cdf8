package fr.jalon.scic;

import static fr.jalon.scic.ScicProject.Kind.BENEFICIARIES;
import static fr.jalon.scic.ScicProject.Kind.EMPLOYEES;
import static fr.jalon.scic.ScicProject.Kind.PRODUCERS;

import java.util.function.Predicate;

/**
 * What the law asks of an association that becomes a SCIC without founding a new legal person. Every rule is asked at
 * every {@link Door}. A lawyer may set aside those that need reading, or whose source was not read word for word; a
 * figure or a prohibition of the law itself nobody sets aside.
 */
public enum LegalRule {
    MINIMUM_CAPITAL(
            "capital",
            Law.COOPERATION + "art. 27, al. 2 (SA) ; code de commerce, art. L. 227-1 (SAS) ; loi n° 2003-721 (SARL)",
            "Le capital atteint au moins 18\u00a0500 € pour une SA coopérative, la moitié des 37\u00a0000 € "
                    + "d’une autre SA ; il est libre pour une SAS ou une SARL, à partir de 1 €.",
            "Relevez le capital, ou choisissez une SAS ou une SARL.",
            Law.FAQ_CAPITAL,
            false,
            project -> project.capital() >= project.form().minimumCapital()),
    VARIABLE_CAPITAL(
            "variableCapital",
            Law.COOPERATION + "art. 19 quinquies",
            "La SCIC est une société à capital variable.",
            "Prévoyez dans les statuts un capital variable.",
            Law.FAQ_CAPITAL,
            false,
            ScicProject::variableCapital),
    /** Of one kind, categories count once: the law wants diversity, not names. */
    THREE_CATEGORIES(
            "categories",
            Law.COOPERATION + "art. 19 septies, al. 2",
            "La SCIC compte au moins trois catégories d’associés de natures différentes.",
            "Ajoutez une catégorie d’une autre nature.",
            Law.ESS_ARTICLE_33,
            false,
            project -> project.distinctCategories() >= 3),
    /** Producers stand in only where the cooperative employs nobody; see {@link LegalNotice}. */
    EMPLOYEES_OR_PRODUCERS(
            "categories",
            Law.COOPERATION + "art. 19 septies, al. 2",
            "Les salariés ou, à défaut de salariés, les producteurs de biens ou de services forment une "
                    + "catégorie d’associés.",
            "Ajoutez la catégorie des salariés ou, si personne n’est employé, celle des producteurs.",
            Law.ESS_ARTICLE_33,
            false,
            project -> project.has(EMPLOYEES) || project.has(PRODUCERS)),
    BENEFICIARIES_TAKE_PART(
            "categories",
            Law.COOPERATION + "art. 19 septies, al. 2",
            "Les personnes qui bénéficient habituellement des activités de la coopérative forment une "
                    + "catégorie d’associés.",
            "Ajoutez la catégorie des bénéficiaires.",
            Law.ESS_ARTICLE_33,
            false,
            project -> project.has(BENEFICIARIES)),
    PUBLIC_CAPITAL(
            "publicCapitalPercent",
            Law.COOPERATION + "art. 19 septies, al. 4, dans sa rédaction issue de la loi n° 2014-856 du 31 juillet "
                    + "2014, art. 33, et de la loi n° 2022-217 du 21 février 2022, art. 221",
            "Les collectivités territoriales, leurs groupements et les établissements publics "
                    + "territoriaux détiennent ensemble au plus 50 % du capital, avances incorporées comprises.",
            "Ramenez leur part à 50 % au plus.",
            Verification.read("texte de l’article 33 de la loi n° 2014-856 ; article 221 de la loi n° 2022-217, cité "
                    + "par entreprises.coop"),
            false,
            project -> project.publicCapitalPercent() <= 50),
    ONE_MEMBER_ONE_VOTE(
            "oneMemberOneVote",
            Law.COOPERATION + "art. 1er, al. 3, et 19 octies",
            "Chaque associé dispose d’une voix, en assemblée générale ou dans son collège, quel que soit son capital.",
            "Donnez une voix à chaque associé.",
            Verification.read("Légifrance, version au 11 novembre 2024, pour l’article 1er ; les-scic.coop"),
            false,
            ScicProject::oneMemberOneVote),
    COLLEGES(
            "colleges",
            Law.COOPERATION + "art. 19 octies",
            "S’il y a des collèges, chacun détient de 10 % à 50 % des voix, et leur somme fait 100 %.",
            "Répartissez les voix autrement, ou renoncez aux collèges.",
            Verification.read("commentaire d’avocats qui cite l’article (avocatsetpartenaires.fr), texte non relu"),
            true,
            LegalRule::weighsCollegesFairly),
    THREE_COLLEGES(
            "colleges",
            Law.COOPERATION + "art. 19 octies",
            "S’il y a des collèges, ils sont au moins trois.",
            "Ajoutez un collège, ou renoncez aux collèges.",
            Verification.missing("l’article, tel que les sources lues le citent, borne les parts et ne dit pas le "
                    + "nombre ; cherché de nouveau le 30 novembre 2026 sur Légifrance, les-scic.coop et dans des "
                    + "statuts publiés, sans trouver le texte en vigueur ; Jalon garde la lecture prudente, à "
                    + "confirmer"),
            true,
            project -> project.colleges().isEmpty() || project.colleges().size() >= 3),
    RESERVES(
            "reservePercent",
            Law.COOPERATION + "art. 16, al. 2 (15 % tant que les réserves n’atteignent pas le capital), et art. 19 "
                    + "nonies (la moitié du reste)",
            "Au moins 57,5 % des résultats vont aux réserves impartageables : 15 % de réserve légale, "
                    + "puis la moitié du reste ; au moins 50 % une fois que les réserves atteignent le capital.",
            "Relevez la part mise en réserve.",
            Verification.read("Légifrance, version en vigueur depuis le 19 juillet 2001, pour l’article 16 ; "
                    + "les-scic.coop pour l’article 19 nonies"),
            true,
            project -> project.reservePercent() >= project.neededReservePercent()),
    ANALOGOUS_ACTIVITY(
            "analogousActivity",
            Law.COOPERATION + "art. 28 bis, al. 1",
            "La SCIC poursuit une activité analogue à celle de l’association.",
            "Gardez l’activité, ou modifiez d’abord l’objet de l’association dans ses statuts.",
            Law.ARTICLE_28_BIS,
            true,
            ScicProject::analogousActivity),
    NO_NEW_LEGAL_PERSON(
            "newLegalPerson",
            Law.COOPERATION + "art. 28 bis, al. 1",
            "La transformation n’entraîne pas la création d’une personne morale nouvelle.",
            "Transformez l’association elle-même : créer une autre société est un autre projet.",
            Law.ARTICLE_28_BIS,
            false,
            project -> !project.newLegalPerson()),
    FORMER_RESERVES(
            "formerReservesKept",
            Law.COOPERATION + "art. 28 bis, al. 2",
            "Les réserves et les fonds associatifs antérieurs à la transformation ne sont ni distribués "
                    + "ni incorporés au capital.",
            "Laissez-les dans la coopérative.",
            Verification.readAnew("texte de l’article dans les données de Légifrance que diffuse Etalab, rédaction de "
                    + "2001 ; fiche de la Maison des associations de Rennes"),
            false,
            ScicProject::formerReservesKept),
    COOPERATIVE_PROJECT(
            "cooperativeProject",
            "Décret n° 2015-1381 du 29 octobre 2015, art. 1er",
            "Les statuts décrivent le projet coopératif, son utilité sociale et les conditions particulières dans "
                    + "lesquelles la société exerce son activité.",
            "Écrivez le projet coopératif tel que les statuts le diront.",
            Verification.read("notice du décret sur Légifrance ; article 1er cité par les-scic.coop et cersa.org"),
            false,
            ScicProject::describesItself);

    /** What every rule advises beside itself. */
    public static final String ADVICE =
            "Jalon ne remplace pas un conseil\u00a0: faites relire le projet par un avocat ou un juriste.";

    private final String field;
    private final String source;
    private final String sentence;
    private final String remedy;
    private final Verification verification;
    private final boolean confirmable;
    private final Predicate<ScicProject> holds;

    LegalRule(
            String field,
            String source,
            String sentence,
            String remedy,
            Verification verification,
            boolean confirmable,
            Predicate<ScicProject> holds) {
        this.field = field;
        this.source = Wording.typeset(source);
        this.sentence = Wording.typeset(sentence);
        this.remedy = Wording.typeset(remedy);
        this.verification = verification;
        this.confirmable = confirmable;
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

    /** What to correct where the rule is broken, as a French sentence. */
    public String remedy() {
        return remedy;
    }

    /** Whether the source was read. */
    public Verification verification() {
        return verification;
    }

    /** Whether a lawyer's word sets the rule aside; any other refuses whatever anybody says. */
    public boolean isConfirmable() {
        return confirmable;
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
        return Math.abs(sum - 100) <= 0.005 * project.colleges().size() + 1e-9
                && project.colleges().stream()
                        .allMatch(college -> college.votePercent() >= 10 && college.votePercent() <= 50);
    }

    /** Texts that several rules stand on. */
    private static final class Law {

        static final String COOPERATION = "Loi n° 47-1775 du 10 septembre 1947, ";
        static final Verification FAQ_CAPITAL =
                Verification.read("les-scic.coop, questions sur le capital, qui cite les articles");
        static final Verification ESS_ARTICLE_33 =
                Verification.read("texte de l’article 33 de la loi n° 2014-856 du 31 juillet 2014");
        static final Verification ARTICLE_28_BIS = Verification.readAnew("texte de l’article dans les données de "
                + "Légifrance que diffuse Etalab, rédaction de 2001 ; les-scic.coop, qui le cite");

        private Law() {}
    }
}
