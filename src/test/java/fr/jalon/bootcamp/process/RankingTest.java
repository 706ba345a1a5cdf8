package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Le classement des idées")
class RankingTest {

    @Test
    @DisplayName("Les idées se rangent par impact, faisabilité et envie additionnés")
    void ordersByScore() {
        List<Map<String, Object>> ranking =
                Ranking.of(List.of(idea("Vélos", 2, 2, 2), idea("Paniers", 5, 4, 5), idea("Ateliers", 1, 5, 3)));
        assertThat(ranking).extracting("title").containsExactly("Paniers", "Ateliers", "Vélos");
        assertThat(ranking).extracting("score").containsExactly(14, 9, 6);
        assertThat(ranking).extracting("rank").containsExactly(1, 2, 3);
    }

    @Test
    @DisplayName("Les trois critères pèsent autant")
    void weighsCriteriaAlike() {
        assertThat(Ranking.of(List.of(idea("A", 5, 1, 1), idea("B", 1, 5, 1), idea("C", 1, 1, 5))))
                .extracting("score")
                .containsOnly(7);
    }

    @Test
    @DisplayName("À égalité, l’ordre de saisie demeure")
    void keepsOrderOnTies() {
        assertThat(Ranking.of(List.of(idea("D", 3, 3, 3), idea("B", 4, 4, 4), idea("C", 5, 3, 1), idea("A", 1, 3, 5))))
                .extracting("title")
                .containsExactly("B", "D", "C", "A");
    }

    @Test
    @DisplayName("Une note absente ou illisible compte pour zéro")
    void countsMissingAsZero() {
        Map<String, Object> partial = new HashMap<>(Map.of("title", "Vélos", "impact", 4L, "feasibility", "5"));
        partial.put("desire", null);
        assertThat(Ranking.of(List.of(partial)))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("score", 4).containsEntry("rank", 1));
    }

    @Test
    @DisplayName("Le classement garde les colonnes de l’idée et laisse les réponses intactes")
    void leavesAnswersAlone() {
        Map<String, Object> idea = Collections.unmodifiableMap(new HashMap<>(idea("Vélos", 1, 2, 3)));
        assertThat(Ranking.of(List.of(idea))).singleElement().satisfies(row -> assertThat(row)
                .containsAllEntriesOf(idea));
        assertThat(idea).doesNotContainKeys("score", "rank");
    }

    @Test
    @DisplayName("Sans idée, pas de classement")
    void ranksNothing() {
        assertThat(Ranking.of(List.of())).isEmpty();
    }

    private static Map<String, Object> idea(String title, int impact, int feasibility, int desire) {
        return Map.of("title", title, "impact", impact, "feasibility", feasibility, "desire", desire);
    }
}
