package fr.jalon.scic;

import static fr.jalon.scic.LegalNotice.ARTICLE_28_BIS;
import static fr.jalon.scic.LegalNotice.BENEFICIAL_OWNERS;
import static fr.jalon.scic.LegalNotice.CONTRACTS_GO_ON;
import static fr.jalon.scic.LegalNotice.COOPERATIVE_REVIEW;
import static fr.jalon.scic.LegalNotice.ESUS;
import static fr.jalon.scic.LegalNotice.FIRST_REGISTRATION;
import static fr.jalon.scic.LegalNotice.GROUP_AGREEMENT;
import static fr.jalon.scic.LegalNotice.GROUP_DECLARED;
import static fr.jalon.scic.LegalNotice.GROUP_LIABILITY;
import static fr.jalon.scic.LegalNotice.PREFECT_APPROVAL;
import static fr.jalon.scic.LegalNotice.PRODUCERS_WITHOUT_EMPLOYEES;
import static fr.jalon.scic.LegalNotice.PUBLIC_MONEY;
import static fr.jalon.scic.LegalNotice.RESERVES_ABOVE_CAPITAL;
import static fr.jalon.scic.LegalNotice.RNA;
import static fr.jalon.scic.LegalRule.ANALOGOUS_ACTIVITY;
import static fr.jalon.scic.LegalRule.BENEFICIARIES_TAKE_PART;
import static fr.jalon.scic.LegalRule.COLLEGES;
import static fr.jalon.scic.LegalRule.COOPERATIVE_PROJECT;
import static fr.jalon.scic.LegalRule.FORMER_RESERVES;
import static fr.jalon.scic.LegalRule.NO_NEW_LEGAL_PERSON;
import static fr.jalon.scic.LegalRule.ONE_MEMBER_ONE_VOTE;
import static fr.jalon.scic.LegalRule.PUBLIC_CAPITAL;
import static fr.jalon.scic.LegalRule.RESERVES;
import static fr.jalon.scic.LegalRule.THREE_CATEGORIES;
import static fr.jalon.scic.LegalRule.THREE_COLLEGES;
import static fr.jalon.scic.LegalRule.VARIABLE_CAPITAL;
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
import fr.jalon.scic.LegalNotice.Moment;
import fr.jalon.scic.ScicProject.Category;
import fr.jalon.scic.ScicProject.College;
import fr.jalon.scic.ScicProject.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
        assertThatCode(() -> require(project(), List.of())).doesNotThrowAnyException();
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
      –,                    –
      50 40 10,             –
      33.33 33.33 33.34,    –
      33.33 33.33 33.33,    –
      33.3 33.3 33.3,       COLLEGES
      50 50,                THREE_COLLEGES
      60 40,                COLLEGES THREE_COLLEGES
      100,                  COLLEGES THREE_COLLEGES
      50.01 39.99 10,       COLLEGES
      50 40.01 9.99,        COLLEGES
      40 30 20,             COLLEGES
      40 40 30,             COLLEGES
      10 10 10 10 10 10 10 10 10 10, –
      """)
    @DisplayName("Les collèges : trois au moins, de 10 à 50 % des voix chacun, 100 % ensemble")
    void weighsColleges(String shares, String broken) {
        Draft draft = project();
        draft.colleges = shares == null
                ? List.of()
                : IntStream.range(0, shares.split(" ").length)
                        .mapToObj(i -> new College("Collège " + i, Double.parseDouble(shares.split(" ")[i])))
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

    @ParameterizedTest(name = "{0} avec {1} € : {2}")
    @CsvSource(nullValues = "–", textBlock = """
      SA,   18500,    –
      SA,   18499.99, MINIMUM_CAPITAL
      SA,   37000,    –
      SAS,  1,        –
      SAS,  0.5,      MINIMUM_CAPITAL
      SARL, 1,        –
      SARL, 500,      –
      """)
    @DisplayName("Chaque forme a son capital : 18 500 € pour une SA coopérative, libre pour une SAS ou une SARL")
    void needsCapital(ScicProject.Form form, double capital, LegalRule broken) {
        Draft draft = project();
        draft.form = form;
        draft.capital = capital;
        assertThat(rules(draft)).containsExactlyElementsOf(broken == null ? List.of() : List.of(broken));
    }

    @Test
    @DisplayName("Le capital est variable, et les statuts disent le projet coopératif")
    void readsTheStatutes() {
        Draft draft = project();
        draft.variable = false;
        draft.said = " ";
        assertThat(rules(draft)).containsExactly(VARIABLE_CAPITAL, COOPERATIVE_PROJECT);
    }

    @Test
    @DisplayName("Une fois que les réserves atteignent le capital, la moitié des résultats suffit")
    void knowsFullReserves() {
        Draft draft = project();
        draft.reserves = 50;
        assertThat(rules(draft)).containsExactly(RESERVES);
        draft.full = true;
        assertThat(rules(draft)).isEmpty();
        draft.reserves = 49.99;
        assertThat(rules(draft)).containsExactly(RESERVES);
    }

    @Test
    @DisplayName("Un juriste lève une règle qui s’interprète, pas les autres")
    void confirms() {
        Draft draft = project();
        draft.publicCapital = 60;
        draft.reserves = 50;
        List<Confirmation> confirmed =
                List.of(new Confirmation(RESERVES, "Me Durand", DAY), new Confirmation(PUBLIC_CAPITAL, "Me D.", DAY));
        assertThat(LegalGuards.unconfirmed(draft.built(), confirmed))
                .extracting(Violation::rule)
                .containsExactly(PUBLIC_CAPITAL);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> require(draft, confirmed));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.errors()).containsOnlyKeys("publicCapitalPercent", "lawyerConfirmations");
        assertThat(refusal.getMessage())
                .contains(
                        "au plus 50\u00a0% du capital",
                        "art.\u00a019 septies",
                        "vérifié le 29 novembre 2026",
                        "Ramenez leur part à 50\u00a0% au plus",
                        "juriste");
        draft.publicCapital = 50;
        assertThatCode(() -> require(draft, confirmed)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Un juriste ne lève que ce qui s’interprète ou dont la source n’a pas été lue")
    void letsReadingBeConfirmed() {
        assertThat(LegalRule.values())
                .filteredOn(LegalRule::isConfirmable)
                .containsExactly(COLLEGES, THREE_COLLEGES, RESERVES, ANALOGOUS_ACTIVITY);
        assertThat(LegalRule.values())
                .filteredOn(rule -> !rule.verification().isRead())
                .allMatch(LegalRule::isConfirmable);
    }

    @Test
    @DisplayName("Une porte qui ne montre pas le champ refuse à côté de ce qui le montre")
    void refusesBeside() {
        Draft draft = project();
        draft.publicCapital = 60;
        draft.reserves = 50;
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> LegalGuards.require(draft.built(), List.of(), field -> "projectChanged"));
        assertThat(refusal.errors()).containsOnlyKeys("projectChanged", "lawyerConfirmations");
        assertThat(refusal.errors().get("projectChanged")).contains("au plus 50", "57,5");
    }

    @Test
    @DisplayName("Deux règles d’un même champ se disent toutes deux")
    void joinsSentences() {
        Draft draft = project();
        draft.categories = List.of(new Category(PUBLIC, "Communes"));
        assertThat(catchThrowableOfType(Refusal.class, () -> require(draft, List.of()))
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
    @DisplayName("Chaque règle est une phrase française avec sa source, ce qu’il faut corriger et son conseil")
    void citesItsSource(LegalRule rule) {
        assertThat(List.of(rule.sentence(), rule.remedy()))
                .allSatisfy(each -> assertThat(each).matches("\\p{Lu}.+\\.").doesNotContainPattern(" [:;?!%»€]|'"));
        assertThat(rule.source())
                .matches("(Loi|Décret) n°\u00a0.+art\\.\u00a0.+")
                .doesNotContain("'");
        assertThat(rule.verification().inWords())
                .matches("(vérifié le (29|30) novembre 2026|non vérifié)\u00a0: .+")
                .doesNotContain("'");
        assertThat(rule.advice()).contains("avocat").doesNotContain("'");
        assertThat(Arrays.stream(ScicProject.class.getRecordComponents()).map(each -> each.getName()))
                .contains(rule.field());
    }

    @ParameterizedTest
    @EnumSource(LegalNotice.class)
    @DisplayName("Ce qu’il faut savoir se dit quelque part, avec sa source et ce qui en a été lu")
    void citesItsSource(LegalNotice notice) {
        assertThat(notice.moments()).isNotEmpty();
        assertThat(notice.sentence()).matches("\\p{Lu}.+\\.").doesNotContainPattern(" [:;?!%»€]|'");
        assertThat(notice.source()).matches("\\p{Lu}.+").doesNotContain("'");
        assertThat(notice.verification().inWords())
                .matches("(vérifié le (29|30) novembre 2026|non vérifié)\u00a0: .+")
                .doesNotContain("'");
    }

    @Test
    @DisplayName("Statuts muets et producteurs sans salariés s’ajoutent à ce qui vaut pour tous")
    void warns() {
        Draft draft = project();
        assertThat(LegalGuards.notices(Moment.PROJECT, Optional.of(draft.built()), true))
                .contains(PUBLIC_MONEY, PREFECT_APPROVAL, ESUS, COOPERATIVE_REVIEW, RESERVES_ABOVE_CAPITAL)
                .doesNotContain(ARTICLE_28_BIS, PRODUCERS_WITHOUT_EMPLOYEES, GROUP_LIABILITY, BENEFICIAL_OWNERS);
        draft.categories =
                List.of(new Category(PRODUCERS, "P"), new Category(BENEFICIARIES, "B"), new Category(PUBLIC, "C"));
        assertThat(LegalGuards.notices(Moment.PROJECT, Optional.of(draft.built()), false))
                .contains(ARTICLE_28_BIS, PRODUCERS_WITHOUT_EMPLOYEES);
        assertThat(LegalGuards.notices(Moment.FORMALITIES, Optional.of(draft.built()), true))
                .contains(FIRST_REGISTRATION, BENEFICIAL_OWNERS, CONTRACTS_GO_ON, RNA)
                .doesNotContain(ARTICLE_28_BIS);
        assertThat(LegalGuards.notices(Moment.EMPLOYER_GROUP, Optional.empty(), true))
                .containsExactly(GROUP_DECLARED, GROUP_AGREEMENT, GROUP_LIABILITY);
    }

    @ParameterizedTest(name = "lancée le {0}, exercice clos le {1} : {2}")
    @CsvSource(nullValues = "–", textBlock = """
      2028-02-29, –,          2033-02-28
      2027-03-01, 2027-12-31, 2031-12-31
      2027-03-01, 2028-06-30, 2032-03-01
      """)
    @DisplayName("La première révision vient après cinq ans, ou cinq exercices s’ils finissent avant")
    void datesTheReview(LocalDate launch, LocalDate yearEnd, LocalDate due) {
        assertThat(LegalGuards.firstReview(launch, Optional.ofNullable(yearEnd)))
                .isEqualTo(due);
        assertThat(LegalGuards.nextReview(LocalDate.of(2028, 2, 29))).isEqualTo("2033-02-28");
    }

    @Test
    @DisplayName("Un projet impossible est refusé, champ par champ")
    void refusesNonsense() {
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> new ScicProject(
                                        null,
                                        0,
                                        true,
                                        List.of(new Category(null, "")),
                                        List.of(new College("A", 101)),
                                        -1,
                                        Double.NaN,
                                        false,
                                        true,
                                        true,
                                        true,
                                        false,
                                        null))
                        .errors())
                .containsOnlyKeys(
                        "legalForm", "capital", "categories", "colleges", "publicCapitalPercent", "reservePercent");
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> new ScicProject(
                                        SAS,
                                        1,
                                        true,
                                        null,
                                        List.of(new College("A", 50), new College("a ", 50)),
                                        0,
                                        60,
                                        false,
                                        true,
                                        true,
                                        true,
                                        false,
                                        "P"))
                        .errors())
                .containsOnlyKeys("colleges");
    }

    private static void require(Draft draft, List<Confirmation> confirmations) {
        LegalGuards.require(draft.built(), confirmations, UnaryOperator.identity());
    }

    private static List<LegalRule> rules(Draft draft) {
        return LegalGuards.check(draft.built()).stream().map(Violation::rule).toList();
    }

    private static Draft project() {
        return new Draft();
    }

    /** A lawful project, until a test says otherwise. */
    private static final class Draft {
        private ScicProject.Form form = SAS;
        private double capital = 20_000;
        private boolean variable = true;
        private boolean full;
        private String said = "Relier l’école, l’entreprise et l’alternant.";
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
                    form,
                    capital,
                    variable,
                    categories,
                    colleges,
                    publicCapital,
                    reserves,
                    full,
                    oneVote,
                    analogous,
                    reservesKept,
                    newPerson,
                    said);
        }
    }
}
