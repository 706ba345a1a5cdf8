package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Refusal;
import fr.jalon.scic.Grant.Kind;
import fr.jalon.scic.Grants.Application;
import fr.jalon.scic.Grants.Document;
import fr.jalon.scic.Grants.Prerequisite;
import fr.jalon.scic.Grants.Readiness;
import fr.jalon.scic.Grants.Total;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("Le calendrier des demandes de financement")
class GrantsTest {

    private static final LocalDate START = LocalDate.of(2025, 3, 1);
    static final List<Grant> CALENDAR = Grants.CALENDAR;

    @ParameterizedTest(name = "{1}, {2} : {3}, {4}, le {5}")
    @CsvSource(delimiter = '|', textBlock = """
      0 | Région Occitanie   | subvention     | de 20 000 € à 50 000 € | Dossier ESS numérique          | 2025-03-31
      1 | Réalis incubateur  | accompagnement | 0 €                    | Candidature à l’accompagnement | 2025-04-30
      2 | France Active      | garantie       | de 10 000 € à 30 000 € | Garantie bancaire              | 2025-05-31
      3 | BPI France         | aide           | de 30 000 € à 60 000 € | Aide à l’innovation            | 2025-06-30
      4 | OPCO 2i            | convention     | variable               | Convention de financement      | 2025-09-30
      """)
    @DisplayName("Les cinq lignes du projet, pour un départ le 1er mars 2025")
    void knowsTheSeed(int line, String funder, String kind, String amount, String action, LocalDate deadline) {
        Grant grant = CALENDAR.get(line);
        assertThat(grant.funder()).isEqualTo(funder);
        assertThat(grant.kind().label()).isEqualTo(kind);
        assertThat(grant.amountInWords().replaceAll("[\u00a0\u202f]", " ")).isEqualTo(amount);
        assertThat(grant.action()).isEqualTo(action);
        assertThat(grant.deadline(START)).isEqualTo(deadline);
        assertThat(CALENDAR).hasSize(5).extracting(Grant::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "départ le {0} : {1}")
    @CsvSource(textBlock = """
      2025-01-15, 2025-03-31
      2025-03-31, 2025-03-31
      2025-04-01, 2026-03-31
      2026-11-21, 2027-03-31
      """)
    @DisplayName("L’échéance d’un financeur ne glisse pas avec le départ, elle n’est seulement jamais passée")
    void keepsFundersDates(LocalDate start, LocalDate march) {
        assertThat(CALENDAR.get(0).deadline(start)).isEqualTo(march);
    }

    @ParameterizedTest
    @FieldSource("CALENDAR")
    @DisplayName("Les documents se comptent à rebours de l’échéance, le plus tôt d’abord")
    void countsBack(Grant grant) {
        LocalDate deadline = LocalDate.of(2025, 3, 31);
        List<Document> documents = Grants.documents(grant, deadline);
        assertThat(documents)
                .isSortedAccordingTo(Comparator.comparing(Document::due))
                .allSatisfy(document -> assertThat(document.due()).isBefore(deadline))
                .contains(new Document("Dossier complet, relu par une autre personne", LocalDate.of(2025, 3, 24)));
        assertThat(documents.stream().anyMatch(document -> document.label().contains("engagement républicain")))
                .isEqualTo(grant.publicMoney());
        assertThat(documents)
                .extracting(Document::label)
                .doesNotHaveDuplicates()
                .allSatisfy(label -> assertThat(label).doesNotContain("'"));
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(textBlock = """
      DECLARATION,         2025-02-14
      SIRET,               2025-03-01
      REPUBLICAN_CONTRACT, 2025-03-17
      """)
    @DisplayName("Un préalable dit pour quand il le faut")
    void datesPrerequisites(Prerequisite prerequisite, LocalDate day) {
        assertThat(prerequisite.neededBy(LocalDate.of(2025, 3, 31))).isEqualTo(day);
    }

    @ParameterizedTest(name = "{0}, déclarée {1}, SIRET {2}, contrat {3} : {4}")
    @CsvSource(textBlock = """
      DECLARATION,         true,  false, false, true
      DECLARATION,         false, true,  true,  false
      SIRET,               false, true,  false, true
      SIRET,               true,  false, true,  false
      REPUBLICAN_CONTRACT, false, false, true,  true
      REPUBLICAN_CONTRACT, true,  true,  false, false
      """)
    @DisplayName("Un préalable est rempli par ce qu’il demande, et par cela seul")
    void checksPrerequisites(
            Prerequisite prerequisite, boolean declared, boolean siret, boolean contract, boolean isMet) {
        assertThat(prerequisite.isMetBy(new Readiness(declared, siret, contract)))
                .isEqualTo(isMet);
    }

    @ParameterizedTest
    @FieldSource("CALENDAR")
    @DisplayName("Une ligne se retrouve par son identifiant, et dit à la table ce qu’elle demande")
    void findsLines(Grant grant) {
        assertThat(Grants.byId(grant.id())).isSameAs(grant);
        assertThat(Grants.facts(grant, new Readiness(true, false, true)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kind", grant.kind().name(),
                        "publicMoney", grant.publicMoney(),
                        "declared", true,
                        "siretKnown", false,
                        "republicanContract", true));
    }

    @Test
    @DisplayName("Une ligne inconnue n’est pas trouvée")
    void knowsNoOtherLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grants.byId("loterie"))
                .withMessageContaining("loterie");
    }

    @ParameterizedTest(name = "ligne {0}, {1} € : {2}")
    @CsvSource(textBlock = """
      0, 23000, false
      0, 23001, true
      3, 60000, true
      2, 30000, false
      1,     0, false
      """)
    @DisplayName("La convention est obligatoire au-dessus de 23 000 € d’argent public")
    void demandsAnAgreement(int line, long amount, boolean compulsory) {
        assertThat(Grants.isAgreementCompulsory(CALENDAR.get(line), amount)).isEqualTo(compulsory);
    }

    @Test
    @DisplayName("Le compte rendu financier est dû six mois après l’exercice")
    void datesTheReport() {
        assertThat(Grants.spendingReportDue(LocalDate.of(2025, 12, 31))).isEqualTo("2026-06-30");
    }

    @Test
    @DisplayName("Les totaux vont par nature, et une garantie n’est pas de l’argent")
    void sums() {
        List<Application> applications = List.of(
                new Application(Kind.SUBSIDY, 40_000, 30_000, 15_000),
                new Application(Kind.SUBSIDY, 5_000, 0, 0),
                new Application(Kind.GUARANTEE, 30_000, 20_000, 0),
                new Application(Kind.AID, 50_000, 45_000, 0),
                new Application(Kind.SUPPORT, 0, 0, 0));
        assertThat(Grants.totals(applications))
                .hasSize(5)
                .containsEntry(Kind.SUBSIDY, new Total(45_000, 30_000, 15_000))
                .containsEntry(Kind.GUARANTEE, new Total(30_000, 20_000, 0))
                .containsEntry(Kind.AGREEMENT, new Total(0, 0, 0));
        assertThat(Grants.money(applications)).isEqualTo(new Total(95_000, 75_000, 15_000));
    }

    @Test
    @DisplayName("Des montants impossibles sont refusés")
    void refuses() {
        assertThat(catchThrowableOfType(Refusal.class, () -> new Application(Kind.AID, -1, -1, -1))
                        .errors())
                .containsOnlyKeys("asked", "granted", "received");
        assertThat(catchThrowableOfType(Refusal.class, () -> new Application(Kind.AID, 10, 5, 6))
                        .errors())
                .containsOnlyKeys("received");
    }
}
