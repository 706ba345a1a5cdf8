package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Refusal;
import fr.jalon.text.Faults;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Les lignes d’un fichier de chiffres")
class MetricsTableTest {

    private final Faults faults = new Faults();

    @Test
    @DisplayName("se trouvent sous l’en-tête, par le séparateur qui en dit le plus")
    void areFound() {
        MetricsTable table = MetricsTable.of("Rapport, décembre\n\ndate;clics;dépense\n07/12/2026;3;1,50\n");

        assertThat(table.lines(faults)).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(4);
            assertThat(line.cell(MetricsColumn.DATE)).isEqualTo("07/12/2026");
            assertThat(line.cell(MetricsColumn.SPEND)).isEqualTo("1,50");
            assertThat(line.cell(MetricsColumn.VISITS)).isEmpty();
        });
        assertThat(table.columns())
                .containsExactly(
                        new MetricsFile.ReadColumn("date", "date"),
                        new MetricsFile.ReadColumn("clics", "clicks"),
                        new MetricsFile.ReadColumn("dépense", "spend"));
        assertThat(table.isEnglish()).isFalse();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("ne sont pas les totaux, qui se comptent à part s’ils ont des chiffres")
    void leavesTotalsOut() {
        MetricsTable table =
                MetricsTable.of("date;campagne;clics\n;;9\n07/12/2026;A;4\n08/12/2026;B;5\nTotal;;9\n© 2026;;\n");

        assertThat(table.lines(faults))
                .extracting(line -> line.cell(MetricsColumn.CLICKS))
                .containsExactly("4", "5");
        assertThat(table.totals()).isEqualTo(2);
    }

    @Test
    @DisplayName("laissent de côté des colonnes, dont celles que quelqu’un pourrait regretter")
    void ignoresColumns() {
        MetricsTable table = MetricsTable.of("""
                date;clics;partages;taux de clics;sessions web;note
                07/12/2026;3;12;0,5;0;rien
                """);
        table.lines(faults);

        assertThat(table.ignored().all()).containsExactly("partages", "taux de clics", "sessions web", "note");
        assertThat(table.ignored().suspect()).containsExactly("partages");
    }

    @Test
    @DisplayName("oublient une colonne qui n’est peut-être pas le canal")
    void forgetsTheChannel() {
        MetricsTable table = MetricsTable.of("date;réseau;clics\n07/12/2026;Recherche;3\n");
        List<MetricsTable.Line> lines = table.lines(faults);
        assertThat(table.isLoose()).isTrue();
        assertThat(lines.get(0).cell(MetricsColumn.CHANNEL)).isEqualTo("Recherche");

        table.ignoreChannel();

        assertThat(lines.get(0).cell(MetricsColumn.CHANNEL)).isEmpty();
        assertThat(table.ignored().all()).containsExactly("réseau");
        assertThat(MetricsTable.of("date;canal;clics\n").isLoose()).isFalse();
    }

    @Test
    @DisplayName("ont les cellules de leurs colonnes, ou sont nommées")
    void countsCells() {
        MetricsTable.of("date;clics\n07/12/2026;3;4\n").lines(faults);

        assertThat(faults.byPlace()).containsOnlyKeys("lines[2]");
    }

    @Test
    @DisplayName("manquent là où il n’y a pas d’en-tête, ou rien dessous")
    void areMissing() {
        assertThatThrownBy(() -> MetricsTable.of("un;deux\n1;2\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Aucune ligne d’en-tête");
        assertThatThrownBy(() -> MetricsTable.of("date;clics\n").lines(faults))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("aucune ligne de chiffres");
        assertThatThrownBy(() ->
                        MetricsTable.of("date;clics;clicks\n07/12/2026;1;2\n").check(false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("la même chose (clics)");
    }
}
