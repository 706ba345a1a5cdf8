package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ce qui ne va pas dans une liste envoyée")
class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    @DisplayName("Chaque erreur nomme sa ligne et sa colonne ; la première d’un même endroit reste")
    void namesThePlace() {
        faults.add(7, "email", "adresse", "vide");
        faults.add(7, "email", "adresse", "trop longue");
        faults.add(9, "trop de cellules.");
        assertThat(faults.byPlace())
                .containsExactly(
                        entry("lines[7].email", "Ligne 7, adresse : vide."),
                        entry("lines[9]", "Ligne 9 : trop de cellules."));
        assertThat(faults.message()).isEqualTo("Ligne 7, adresse : vide. Ligne 9 : trop de cellules.");
        assertThat(faults.concern(9)).isTrue();
        assertThat(faults.concern(7)).isFalse();
    }

    @Test
    @DisplayName("Le message dit les cinq premières et compte les autres")
    void countsTheOthers() {
        IntStream.rangeClosed(1, 5).forEach(line -> faults.add(line, "non."));
        assertThat(faults.message()).endsWith("Ligne 5 : non.");
        faults.add(6, "non.");
        assertThat(faults.message()).endsWith("Ligne 5 : non. Et une autre erreur.");
        faults.add(7, "non.");
        assertThat(faults.message()).endsWith("Ligne 5 : non. Et 2 autres erreurs.");
    }

    @Test
    @DisplayName("Au-delà de deux cents, les erreurs ne sont que comptées, sauf ce qui vaut pour toute la liste")
    void tellsTwoHundred() {
        assertThat(faults.isEmpty()).isTrue();
        IntStream.rangeClosed(1, 200).forEach(line -> faults.add(line, "non."));
        assertThat(faults.others()).isEmpty();
        faults.add(201, "non.");
        assertThat(faults.others()).isEqualTo("Et une autre erreur.");
        faults.addOfAll("channel", "Quel canal ?");
        assertThat(faults.byPlace()).hasSize(201).containsKey("channel").doesNotContainKey("lines[201]");
        assertThat(faults.count()).isEqualTo(202);
        assertThat(faults.isEmpty()).isFalse();
    }
}
