package fr.jalon.scic;

import static fr.jalon.scic.LegalRule.ANALOGOUS_ACTIVITY;
import static fr.jalon.scic.LegalRule.BENEFICIARIES_TAKE_PART;
import static fr.jalon.scic.LegalRule.COLLEGES;
import static fr.jalon.scic.LegalRule.FORMER_RESERVES;
import static fr.jalon.scic.LegalRule.NO_NEW_LEGAL_PERSON;
import static fr.jalon.scic.LegalRule.ONE_MEMBER_ONE_VOTE;
import static fr.jalon.scic.LegalRule.PUBLIC_CAPITAL;
import static fr.jalon.scic.LegalRule.RESERVES;
import static fr.jalon.scic.LegalRule.THREE_CATEGORIES;
import static fr.jalon.scic.ScicProject.Form.SAS;
import static fr.jalon.scic.ScicProject.Kind.BENEFICIARIES;
import static fr.jalon.scic.ScicProject.Kind.EMPLOYEES;
import static fr.jalon.scic.ScicProject.Kind.OTHER;
import static fr.jalon.scic.ScicProject.Kind.PRODUCERS;
import static fr.jalon.scic.ScicProject.Kind.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Refusal;
import fr.jalon.scic.LegalGuards.Confirmation;
import fr.jalon.scic.LegalGuards.Violation;
import fr.jalon.scic.ScicProject.Category;
import fr.jalon.scic.ScicProject.College;
import fr.jalon.scic.ScicProject.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Les règles de la transformation en SCIC")
class LegalGuardsTest {

    private static final LocalDate DAY = LocalDate.of(2027, 1, 12);

    @Test
    @DisplayName("Un projet en règle n’enfreint rien")
    void findsNothing() {
        assertThat(LegalGuards.check(project().built())).isEmpty();
        assertThatCode(() -> LegalGuards.require(project().built(), List.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(nullValues = "–", textBlock = """
      EMPLOYEES BENEFICIARIES PUBLIC,        –
      EMPLOYEES BENEFICIARIES VOLUNTEERS,    –
      PRODUCERS BENEFICIARIES OTHER,         –
      EMPLOYEES BENEFICIARIES OTHER OTHER,   –
      EMPLOYEES BENEFICIARIES,               THREE_CATEGORIES
      EMPLOYEES BENEFICIARIES BENEFICIARIES, THREE_CATEGORIES
      EMPLOYEES PUBLIC VOLUNTEERS,           BENEFICIARIES_TAKE_PART
      BENEFICIARIES PUBLIC VOLUNTEERS,       EMPLOYEES_OR_PRODUCERS
      PUBLIC VOLUNTEERS OTHER,               EMPLOYEES_OR_PRODUCERS BENEFICIARIES_TAKE_PART
      –,                                     THREE_CATEGORIES EMPLOYEES_OR_PRODUCERS BENEFICIARIES_TAKE_PART
      """)
    @DisplayName("Trois catégories, dont les bénéficiaires et les salariés ou les producteurs")
    void countsCategories(String kinds, String broken) {
        Draft draft = project();
        draft.categories = kinds == null
                ? List.of()
                : IntStream.range(0, kinds.split(" ").length)
                        .mapToObj(i -> new Category(Kind.valueOf(kinds.split(" ")[i]), "Catégorie " + i))
                        .toList();
        assertThat(rules(draft))
                .containsExactlyElementsOf(
                        broken == null
                                ? List.of()
                                : Stream.of(broken.split(" "))
                                        .map(LegalRule::valueOf)
                                        .toList());
    }

    @Test
    @DisplayName("Deux catégories « autres » du même nom n’en font qu’une")
    void countsNamesOnce() {
        Draft draft = project();
        draft.categories =
                List.of(new Category(OTHER, "Mécènes"), new Category(OTHER, " mécènes"), new Category(EMPLOYEES, "S"));
        assertThat(rules(draft)).containsExactly(THREE_CATEGORIES, BENEFICIARIES_TAKE_PART);
    }

    @ParameterizedTest(name = "{0} % de capital public, {1} % en réserve : {2}")
    @CsvSource(nullValues = "–", textBlock = """
       0,     57.5,   –
      50,     100,    –
      50.01,  57.5,   PUBLIC_CAPITAL
      50,     57.499, RESERVES
      100,    0,      PUBLIC_CAPITAL RESERVES
      """)
    @DisplayName("Au plus la moitié du capital aux collectivités, au moins 57,5 % des résultats en réserve")
    void knowsBorders(double capital, double reserves, String broken) {
        Draft draft = project();
        draft.publicCapital = capital;
        draft.reserves = reserves;
        assertThat(rules(draft))
                .containsExactlyElementsOf(
                        broken == null
                                ? List.of()
                                : Stream.of(broken.split(" "))
                                        .map(LegalRule::valueOf)
                                        .toList());
    }

    @Test
    @DisplayName("57,5 % sont les 15 % de réserve légale et la moitié du reste")
    void derivesTheReserves() {
        assertThat(15 + (100 - 15) / 2.0).isEqualTo(57.5);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(nullValues = "–", textBlock = """
      –,                    true
      50 40 10,             true
      33.33 33.33 33.34,    true
      33.33 33.33 33.33,    true
      33.3 33.3 33.3,       false
      50 50,                false
      100,                  false
      50.01 39.99 10,       false
      50 40.01 9.99,        false
      40 30 20,             false
      40 40 30,             false
      10 10 10 10 10 10 10 10 10 10, true
      """)
    @DisplayName("Les collèges : trois au moins, de 10 à 50 % des voix chacun, 100 % ensemble")
    void weighsColleges(String shares, boolean lawful) {
        Draft draft = project();
        draft.colleges = shares == null
                ? List.of()
                : IntStream.range(0, shares.split(" ").length)
                        .mapToObj(i -> new College("Collège " + i, Double.parseDouble(shares.split(" ")[i])))
                        .toList();
        assertThat(rules(draft)).containsExactlyElementsOf(lawful ? List.of() : List.of(COLLEGES));
    }

    @Test
    @DisplayName("Une voix par associé, activité analogue, même personne morale, réserves intactes")
    void asksYesOrNo() {
        Draft draft = project();
        draft.oneVote = false;
        draft.analogous = false;
        draft.newPerson = true;
        draft.reservesKept = false;
        assertThat(rules(draft))
                .containsExactly(ONE_MEMBER_ONE_VOTE, ANALOGOUS_ACTIVITY, NO_NEW_LEGAL_PERSON, FORMER_RESERVES);
    }

    @Test
    @DisplayName("Un juriste lève une règle, pas les autres")
    void confirms() {
        Draft draft = project();
        draft.publicCapital = 60;
        draft.reserves = 50;
        Confirmation confirmed = new Confirmation(RESERVES, "Me Durand", DAY);
        assertThat(LegalGuards.unconfirmed(draft.built(), List.of(confirmed)))
                .extracting(Violation::rule)
                .containsExactly(PUBLIC_CAPITAL);
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> LegalGuards.require(draft.built(), List.of(confirmed)));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.errors()).containsOnlyKeys("publicCapitalPercent", "lawyerConfirmations");
        assertThat(refusal.getMessage())
                .contains(
                        "au plus 50\u00a0% du capital",
                        "art.\u00a019 septies", "vérifié le 21 novembre 2026", "juriste");
        assertThatCode(() -> LegalGuards.require(
                        draft.built(), List.of(confirmed, new Confirmation(PUBLIC_CAPITAL, "Me Durand", DAY))))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Deux règles d’un même champ se disent toutes deux")
    void joinsSentences() {
        Draft draft = project();
        draft.categories = List.of(new Category(PUBLIC, "Communes"));
        assertThat(catchThrowableOfType(Refusal.class, () -> LegalGuards.require(draft.built(), List.of()))
                        .errors()
                        .get("categories"))
                .contains("trois catégories", "à défaut de salariés", "bénéficient habituellement");
    }

    @Test
    @DisplayName("Une confirmation dit la règle, qui et quand")
    void asksWhoAndWhen() {
        assertThat(catchThrowableOfType(Refusal.class, () -> new Confirmation(null, " ", null))
                        .errors())
                .containsOnlyKeys("rule", "who", "on");
    }

    @ParameterizedTest
    @EnumSource(LegalRule.class)
    @DisplayName("Chaque règle est une phrase française avec sa source, sa date et son conseil")
    void citesItsSource(LegalRule rule) {
        assertThat(rule.sentence()).matches("\\p{Lu}.+\\.").doesNotContain("'").doesNotContainPattern(" [:;?!%»]");
        assertThat(rule.source())
                .startsWith("Loi n°\u00a047-1775 du 10 septembre 1947, art.")
                .doesNotContain("'");
        assertThat(rule.verifiedOn()).isEqualTo("2026-11-21");
        assertThat(rule.advice()).contains("avocat").doesNotContain("'");
        assertThat(Arrays.stream(ScicProject.class.getRecordComponents()).map(each -> each.getName()))
                .contains(rule.field());
    }

    @Test
    @DisplayName("Les avertissements : statuts muets, agrément aboli, ESUS facultatif, révision datée")
    void warns() {
        Draft draft = project();
        assertThat(LegalGuards.warnings(Optional.of(draft.built()), true, Optional.empty()))
                .extracting(LegalGuards.Warning::id)
                .containsExactly("PREFECT_APPROVAL", "ESUS", "COOPERATIVE_REVIEW");
        draft.categories =
                List.of(new Category(PRODUCERS, "P"), new Category(BENEFICIARIES, "B"), new Category(PUBLIC, "C"));
        List<LegalGuards.Warning> warnings =
                LegalGuards.warnings(Optional.of(draft.built()), false, Optional.of(LocalDate.of(2027, 3, 1)));
        assertThat(warnings)
                .extracting(LegalGuards.Warning::id)
                .containsExactly(
                        "ARTICLE_28_BIS",
                        "PRODUCERS_WITHOUT_EMPLOYEES",
                        "PREFECT_APPROVAL",
                        "ESUS",
                        "COOPERATIVE_REVIEW");
        assertThat(warnings.get(4).sentence()).contains("au plus tard le 1er mars 2032");
        assertThat(warnings).allSatisfy(each -> assertThat(each.sentence() + each.source())
                .doesNotContain("'")
                .doesNotContainPattern(" [:;?!%»]"));
        assertThat(LegalGuards.nextReview(LocalDate.of(2028, 2, 29))).isEqualTo("2033-02-28");
    }

    @Test
    @DisplayName("Un projet impossible est refusé, champ par champ")
    void refusesNonsense() {
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> new ScicProject(
                                        null,
                                        List.of(new Category(null, "")),
                                        List.of(new College("A", 101)),
                                        -1,
                                        Double.NaN,
                                        true,
                                        true,
                                        true,
                                        false))
                        .errors())
                .containsOnlyKeys("form", "categories", "colleges", "publicCapitalPercent", "reservePercent");
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> new ScicProject(
                                        SAS,
                                        null,
                                        List.of(new College("A", 50), new College("a ", 50)),
                                        0,
                                        60,
                                        true,
                                        true,
                                        true,
                                        false))
                        .errors())
                .containsOnlyKeys("colleges");
    }

    private static List<LegalRule> rules(Draft draft) {
        return LegalGuards.check(draft.built()).stream().map(Violation::rule).toList();
    }

    private static Draft project() {
        return new Draft();
    }

    /** A lawful project, until a test says otherwise. */
    private static final class Draft {
        private List<Category> categories = List.of(
                new Category(EMPLOYEES, "Salariés"),
                new Category(BENEFICIARIES, "Entreprises et alternants"),
                new Category(PUBLIC, "Collectivités"));
        private List<College> colleges = List.of();
        private double publicCapital = 20;
        private double reserves = 57.5;
        private boolean oneVote = true;
        private boolean analogous = true;
        private boolean reservesKept = true;
        private boolean newPerson;

        ScicProject built() {
            return new ScicProject(
                    SAS, categories, colleges, publicCapital, reserves, oneVote, analogous, reservesKept, newPerson);
        }
    }
}
