package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce que les gens écrivent, montré dans un formulaire")
class FormFactsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      Le soir marche mieux que midi      | Le soir marche mieux que midi
      3*4*5 et *mieux*                   | 3\\*4\\*5 et \\*mieux\\*
      <b>gras</b>                        | \\<b\\>gras\\<\\/b\\>
      [ici](https://x.fr)                | \\[ici\\]\\(https\\:\\/\\/x\\.fr\\)
      {{team}}                           | \\{\\{team\\}\\}
      l’été à 5 €                        | l’été à 5 €
      """)
    @DisplayName("reste tel quel : aucun balisage ne s’y lit")
    void isInert(String said, String shown) {
        assertThat(FormFacts.inert(said)).isEqualTo(shown);
    }

    @Test
    @DisplayName("ne renverse pas le sens de la ligne, et garde ses lignes")
    void keepsItsDirection() {
        assertThat(FormFacts.inert("a\u202eb\nc")).isEqualTo("ab\nc");
    }
}
