package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Deux noms de balises")
class ResemblanceTest {

    @ParameterizedTest(name = "{0}, {1} : {2}")
    @CsvSource(delimiter = '|', textBlock = """
      linkedin        | linked-in       | true
      linkedin        | linkdin         | true
      linkedin        | linkedinn       | true
      linkedin        | linkedim        | true
      linkedin        | liknedin        | true
      infolettre      | infolettres     | true
      e-mail          | email           | true
      a-b             | ab              | true
      mairie-de-lyon  | mairie-delyon   | true
      linkedin        | instagram       | false
      linkedin        | linkdn          | false
      ain             | aix             | false
      presse          | affiche         | false
      affiche-1       | affiche-2       | false
      affiche-1       | affiche-12      | false
      affiche         | affiche-2       | false
      mars-2026       | mars-2027       | false
      salon-lyon      | salon-laon      | true
      salon-lyon      | salon-nantes    | false
      """)
    @DisplayName("se ressemblent à un tiret ou une lettre près, jamais à un nombre près")
    void areClose(String one, String other, boolean areClose) {
        assertThat(Resemblance.areClose(one, other)).isEqualTo(areClose);
        assertThat(Resemblance.areClose(other, one)).isEqualTo(areClose);
    }

    @Test
    @DisplayName("font douter d’un nom nouveau, pas d’un nom connu ni d’un contenu que l’on ne donne pas")
    void makesNewNamesDoubtful() {
        List<String> known = List.of("instagram", "linkedin");
        assertThat(Resemblance.of("linkedins", known)).contains("linkedin");
        assertThat(Resemblance.of("linkedin", known)).isEmpty();
        assertThat(Resemblance.of("facebook", known)).isEmpty();
        assertThat(Resemblance.of("", known)).isEmpty();
    }
}
