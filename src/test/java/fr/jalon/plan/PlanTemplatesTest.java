package fr.jalon.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un modèle de plan")
class PlanTemplatesTest {

    private static final LocalDate START = LocalDate.of(2025, 3, 1);
    private static final String ROW = "{id: one, title: Un, from: 0, days: 1}";

    private final List<PlanTemplates.Row> rows = new PlanTemplates().rows("association-to-scic");

    private PlanTemplates.Row row(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    private static List<PlanTemplates.Row> read(String text) {
        return PlanTemplates.rows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{3} : {0}")
    @CsvSource(delimiter = '|', textBlock = """
      Phase 1 – Création | adopt-statutes          | Adopter les statuts             | 2025-03-01 | 14
      Phase 1 – Création | subscribe-insurance     | Souscrire les assurances        | 2025-03-15 | 7
      Phase 1 – Création | sign-partnerships       | Signer les partenariats         | 2025-03-15 | 30
      Phase 1 – Création | join-employer-group     | Adhérer à un GE ou le créer     | 2025-04-01 | 30
      Phase 1 – Création | market-validation       | Validation du marché            | 2025-03-01 | 60
      Phase 2 – POC      | place-first-apprentices | Placer les premiers alternants  | 2025-09-01 | 30
      Phase 2 – POC      | build-mvp-platform      | Développer la plateforme MVP    | 2025-06-01 | 90
      Phase 2 – POC      | place-ten-apprentices   | Placer dix alternants           | 2026-01-01 | 30
      Phase 2 – POC      | validate-model          | Valider le modèle               | 2026-03-01 | 90
      Phase 3 – Scale    | prepare-scic            | Préparer la SCIC                | 2026-09-01 | 90
      Phase 3 – Scale    | record-vote             | Enregistrer le vote             | 2026-12-01 | 60
      Phase 3 – Scale    | launch-scic             | Lancer la SCIC                  | 2027-03-01 | 30
      Phase 3 – Scale    | reach-fifty-apprentices | Atteindre cinquante alternants  | 2027-09-01 | 30
      """)
    @DisplayName("rend chaque ligne du diagramme de Gantt, à son jour")
    void holdsTheGantt(String section, String id, String title, LocalDate from, int days) {
        assertThat(row(id).startingOn(START))
                .isEqualTo(
                        new Item(id, title, section, from, from.plusDays(days), from, from.plusDays(days), null, null));
    }

    @ParameterizedTest(name = "sprint {0} : {1}")
    @CsvSource({
        "0, meet-lawyer, 2025-03-01, 2025-03-15", "0, contact-cress, 2025-03-01, 2025-03-15",
        "0, confirm-employer-group, 2025-03-01, 2025-03-15", "1, benchmark-competition, 2025-03-15, 2025-04-12",
        "2, build-platform-prototype, 2025-04-12, 2025-05-24"
    })
    @DisplayName("date ce que les sprints ajoutent : deux, quatre puis six semaines")
    void holdsTheSprints(int sprint, String id, LocalDate from, LocalDate to) {
        assertThat(row(id).startingOn(START))
                .extracting(Item::plannedStart, Item::plannedEnd)
                .containsExactly(from, to);
    }

    @Test
    @DisplayName("date les étapes que le document ne date pas, dans l’ordre où elles dépendent l’une de l’autre")
    void ordersTheOthers() {
        assertThat(rows).hasSize(22);
        assertThat(end("adopt-statutes"))
                .isLessThanOrEqualTo(row("declare-association").from());
        assertThat(end("declare-association"))
                .isLessThanOrEqualTo(row("obtain-siret").from());
        assertThat(end("obtain-siret"))
                .isLessThanOrEqualTo(row("build-platform-prototype").from());
        assertThat(end("recruit-founders"))
                .isLessThanOrEqualTo(row("build-platform-prototype").from());
        assertThat(end("set-launch-budget"))
                .isLessThanOrEqualTo(row("subscribe-insurance").from());
    }

    private int end(String id) {
        return row(id).from() + row(id).days();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: One, title: Un, from: 0, days: 1}",
                "{id: one, title: ' ', from: 0, days: 1}",
                "{id: one, title: Un, from: -1, days: 1}",
                "{id: one, title: Un, from: 0, days: 0}",
                "{id: one, title: Un, from: 0, days: soon}",
                "{id: one, title: Un, from: 0}",
                "{id: one, title: Un, from: 0, days: 1, owner: CTO}",
                "{id: one, title: Un, from: 0, days: 1, after: two}",
                "{id: one, title: Un, from: 0, days: 1, after: one}",
                "{id: one, id: two, title: Un, from: 0, days: 1}",
                ROW + "\n  - " + ROW,
                "!!java.net.URL [\"http://127.0.0.1/\"]"
            })
    @DisplayName("est refusé dès qu’une ligne n’a pas de sens")
    void refusesNonsense(String faulty) {
        assertThat(read("Phase:\n  - " + ROW))
                .containsExactly(new PlanTemplates.Row("one", "Un", "Phase", 0, 1, List.of(), List.of()));

        assertThatThrownBy(() -> read("Phase:\n  - " + faulty)).isInstanceOf(RuntimeException.class);
    }

    @Test
    @DisplayName("inconnu se refuse")
    void refusesUnknown() {
        assertThatThrownBy(() -> new PlanTemplates().rows("nowhere")).isInstanceOf(IllegalArgumentException.class);
    }
}
