package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les titres d’un fichier de chiffres")
class HeadingsTest {

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      Date de début    | date-de-debut
      TimePeriod       | time-period
      ' Clics (tous) ' | clics-tous
      Dépense (EUR)    | depense-eur
      ''               | ''
      """)
    @DisplayName("se distinguent sans accents, casse ni ponctuation")
    void areTold(String heading, String name) {
        assertThat(Headings.of(heading)).isEqualTo(name);
    }

    @Test
    @DisplayName("trop longs, ne disent rien")
    void areBounded() {
        assertThat(Headings.of("d".repeat(100))).hasSize(100);
        assertThat(Headings.of("d".repeat(101))).isEmpty();
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      Dépense             | true
      Montant dépensé (EUR) | true
      Coût en euros TTC   | true
      Coût HT             | false
      Amount spent (USD)  | false
      Cost $              | false
      Coût (€)            | true
      """)
    @DisplayName("d’argent sont en euros toutes taxes comprises, ou ne le sont pas")
    void areInEuros(String heading, boolean euros) {
        assertThat(Headings.isInEuros(heading)).isEqualTo(euros);
    }

    @Test
    @DisplayName("parlent anglais s’ils n’ont rien de français")
    void areEnglish() {
        assertThat(Headings.areEnglish(List.of("date", "link-clicks", "spend"))).isTrue();
        assertThat(Headings.areEnglish(List.of("date", "clics", "spend"))).isFalse();
        assertThat(Headings.areEnglish(List.of("date", "impressions"))).isFalse();
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      taux-de-clics      | true
      avg-cpc            | true
      cout-par-resultat  | true
      id-de-campagne     | true
      nouveaux-visiteurs | true
      partages           | false
      ajouts-au-panier   | false
      """)
    @DisplayName("qui comptent autre chose ne manquent à personne")
    void areOthers(String heading, boolean other) {
        assertThat(Headings.isOther(heading)).isEqualTo(other);
    }

    @Test
    @DisplayName("nomment une colonne plus ou moins exactement, unités et fuseau à part")
    void nameColumns() {
        assertThat(MetricsColumn.SPEND.rank("depense-ttc-eur")).isZero();
        assertThat(MetricsColumn.SPEND.rank("amount-spent-usd")).isEqualTo(1);
        assertThat(MetricsColumn.SPEND.rank("clics")).isEqualTo(-1);
        assertThat(MetricsColumn.DATE.rank("start-date-in-utc")).isEqualTo(1);
        assertThat(MetricsColumn.VISITS.rank("sessions")).isGreaterThan(MetricsColumn.VISITS.rank("visiteurs"));
        assertThat(MetricsColumn.CLICKS.rank("clics-eur")).isEqualTo(-1);
    }
}
