package fr.jalon.scic;

import fr.jalon.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SCIC into which an association means to transform itself, as {@code prepare-scic} describes it. A project may
 * break the law, {@link LegalGuards} says where; it may not be impossible.
 *
 * @param capital what the statutes or the subscriptions make of it on the day, in euros
 * @param variableCapital whether the statutes let the capital vary
 * @param categories categories of members, by what ties them to the cooperative
 * @param colleges colleges of voters; empty where every member votes in the general assembly itself
 * @param publicCapitalPercent capital held together by local authorities, their groups and territorial public
 *     establishments, in percent
 * @param reservePercent results put into indivisible reserves each year, legal and statutory together, in percent
 * @param reservesReachCapital whether all reserves together have reached the capital
 * @param oneMemberOneVote whether each member has one vote, in the assembly or in the college it belongs to
 * @param analogousActivity whether the SCIC goes on with an activity analogous to the association's
 * @param formerReservesKept whether the association's reserves are neither distributed nor turned into capital
 * @param newLegalPerson whether a new legal person would be founded
 * @param cooperativeProject what the statutes say of the cooperative project; null where they are silent
 */
public record ScicProject(
        Form form,
        double capital,
        boolean variableCapital,
        List<Category> categories,
        List<College> colleges,
        double publicCapitalPercent,
        double reservePercent,
        boolean reservesReachCapital,
        boolean oneMemberOneVote,
        boolean analogousActivity,
        boolean formerReservesKept,
        boolean newLegalPerson,
        @Nullable String cooperativeProject) {

    /** The company forms that a SCIC can take (loi n° 47-1775, art. 19 quinquies), each with the capital it needs. */
    public enum Form {
        /** Half of what another société anonyme needs (loi n° 47-1775, art. 27). */
        SA(18_500),
        SAS(1),
        SARL(1);

        private final int minimumCapital;

        Form(int minimumCapital) {
            this.minimumCapital = minimumCapital;
        }

        /** In euros; one where the members choose freely. */
        public int minimumCapital() {
            return minimumCapital;
        }
    }

    /** What ties a category of members to the cooperative (loi n° 47-1775, art. 19 septies). */
    public enum Kind {
        EMPLOYEES,
        PRODUCERS,
        BENEFICIARIES,
        PUBLIC,
        VOLUNTEERS,
        OTHER
    }

    /** Members of one kind under the name that the statutes give them. */
    public record Category(Kind kind, String name) {}

    /** Members who vote together; their share of all votes in percent. */
    public record College(String name, double votePercent) {}

    /** @throws Refusal if a figure or a name makes no sense */
    public ScicProject {
        Map<String, String> errors = new LinkedHashMap<>();
        categories = categories == null ? List.of() : List.copyOf(categories);
        colleges = colleges == null ? List.of() : List.copyOf(colleges);
        if (form == null) errors.put("legalForm", "Forme de la société : choisissez SA, SAS ou SARL.");
        if (categories.stream().anyMatch(category -> category.kind() == null || isBlank(category.name()))) {
            errors.put("categories", "Catégories d’associés : chacune a un nom et une nature.");
        }
        if (colleges.stream().anyMatch(college -> isBlank(college.name()) || !isPercent(college.votePercent()))) {
            errors.put("colleges", "Collèges : chacun a un nom et une part des voix de 0 à 100 %.");
        } else if (colleges.stream()
                        .map(college -> college.name().strip().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < colleges.size()) {
            errors.put("colleges", "Collèges : deux collèges portent le même nom.");
        }
        if (!(capital > 0)) errors.put("capital", "Capital : un montant en euros est attendu.");
        if (!isPercent(publicCapitalPercent)) {
            errors.put("publicCapitalPercent", "Part publique du capital : un pourcentage de 0 à 100 est attendu.");
        }
        if (!isPercent(reservePercent)) {
            errors.put("reservePercent", "Mise en réserve : un pourcentage de 0 à 100 est attendu.");
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
    }

    /** Whether producers stand in for employees, which the law allows only where nobody is employed. */
    public boolean producersReplaceEmployees() {
        return has(Kind.PRODUCERS) && !has(Kind.EMPLOYEES);
    }

    boolean has(Kind kind) {
        return categories.stream().anyMatch(category -> category.kind() == kind);
    }

    /** Categories that differ: one a kind, but each name among the others. */
    long distinctCategories() {
        return categories.stream()
                .map(category -> category.kind() == Kind.OTHER
                        ? category.name().strip().toLowerCase(Locale.ROOT)
                        : category.kind())
                .distinct()
                .count();
    }

    /** What must be put into indivisible reserves: 15 % until the reserves reach the capital, and half of the rest. */
    double neededReservePercent() {
        return reservesReachCapital ? 50 : 57.5;
    }

    boolean describesItself() {
        return !isBlank(cooperativeProject);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value <= 100;
    }
}
