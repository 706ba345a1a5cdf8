package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce que les outils exportent")
class MetricsCasesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final MetricsFile.Known KNOWN = new MetricsFile.Known(
            List.of("Instagram", "Affiches", "Annonces"),
            FIRST.datesUntil(FIRST.plusDays(7)).toList(),
            FIRST.plusDays(6),
            Map.of());

    static byte[] file(String name) throws IOException {
        try (InputStream file = MetricsCasesTest.class.getResourceAsStream("/cases/figures/" + name + ".csv")) {
            return file.readAllBytes();
        }
    }

    /** What becomes of a file that is sent for the channel « Annonces », or for none where it names its own. */
    private static String read(String name) throws IOException {
        Optional<String> channel = name.matches("m(?:15|23|42)-.*") ? Optional.empty() : Optional.of("Annonces");
        try {
            return MetricsFile.read(file(name), channel, KNOWN).entries().stream()
                    .map(entry -> MetricsFileTest.written(entry.day(), entry.row()))
                    .collect(Collectors.joining(", "));
        } catch (Refusal refusal) {
            return Api.plain(refusal.getMessage());
        }
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      m01-gads-en           | 26 Annonces 1204/87/·/9/60.8, 27 Annonces 1300/12/·/0/18
      m03-gads-adgroups     | 26 Annonces 900/30/·/3/15
      m05-meta-summary      | 26 Annonces 2340/61/·/4/18.2, 27 Annonces 1980/55/·/2/17.9
      m06-meta-fr-excel     | 26 Annonces 45012/61/·/4/1234.56
      m07-meta-achats       | 26 Annonces 2340/61/52/4/18.2
      m08-linkedin-us       | 26 Annonces 1830/12/·/1/45.5
      m10-tiktok-fr         | 26 Annonces 5600/70/·/2/12.34
      m11-bing              | 26 Annonces 200/11/·/0/3.03
      m13-matomo            | 26 Annonces ·/·/84/6/·, 27 Annonces ·/·/77/5/·
      m15-matomo-referrers  | 26 Instagram ·/·/19/2/·, 26 Affiches ·/·/6/0/·
      m18-ga4-explore       | 26 Annonces ·/·/84/6/12.34, 27 Annonces ·/·/77/5/12.34
      m19-visites-visiteurs | 26 Annonces ·/·/84/·/·
      m20-libreoffice-yy    | 26 m20-libreoffice-yy ·/·/12/·/·
      m21-onlyoffice        | 26 m21-onlyoffice ·/·/12/·/·
      m22-float-counts      | 26 Annonces 98/4/·/0/3.9
      m23-macroman          | 26 Réseaux ·/·/12/·/3.5
      m24-sep               | 26 m24-sep ·/·/12/·/·
      m26-gads-interactions | 26 Annonces 1000/40/·/2/20
      m28-eur-prefix        | 26 Annonces 1250/125/·/18/456.78
      m29-gads-network      | 26 Annonces 1244/57/·/·/24.56
      m31-dcm-preamble      | 26 Annonces 100/2/·/·/1
      m42-macroman-channel  | 26 x ·/·/12/·/3.5
      n01-meta-attribution  | 26 Annonces 900/31/·/1.5/12, 27 Annonces 850/28/·/0.75/11.2
      """)
    @DisplayName("se lit")
    void isRead(String name, String expected) throws IOException {
        assertThat(read(name)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      m09-linkedin-us-ambiguous | « 12/01/2026 » peut être le lundi 12 janvier 2026 ou le mardi 1er décembre 2026, et rien dans le fichier
      m09-linkedin-us-ambiguous | Exportez-le de nouveau avec des dates écrites comme 2026-12-07
      m14-matomo-week           | Ligne 2 : plus de cellules que de colonnes.
      m16-matomo-actions        | au moins une colonne de chiffres
      m27-currency              | Les dépenses sont attendues en euros, toutes taxes comprises : la ligne 2 est en « USD ».
      m30-brevo                 | il faut une colonne « date »
      """)
    @DisplayName("se refuse en disant pourquoi")
    void isRefused(String name, String reason) throws IOException {
        assertThat(read(name)).contains(reason);
    }

    /** What a file's columns were read as, which were ignored, and which of these are suspect. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
      m07-meta-achats       | Vues de page de destination=visits, Achats=conversions | '' | '' | 1 ligne, 0 total
      m26-gads-interactions | Interactions=clicks | Interaction rate | '' | 1 ligne, 0 total
      m29-gads-network      | Impr.=impressions | Network (with search partners) | '' | 2 lignes, 1 total
      m05-meta-summary      | Clics sur un lien=clicks | Statut de diffusion, Indicateur de résultats, Début des rapports, Fin des rapports | '' | 2 lignes, 1 total
      m08-linkedin-us       | Start Date (in UTC)=date, Total Spent=spend | Reach, Clicks to Landing Page, Leads | '' | 1 ligne, 0 total
      m11-bing              | TimePeriod=date, Spend=spend | AccountId, AverageCpc | '' | 1 ligne, 0 total
      m13-matomo            | Unique visitors=visits | Visits, Users, Bounce Rate | '' | 2 lignes, 0 total
      m19-visites-visiteurs | Visiteurs=visits | Visites, Pages vues | '' | 1 ligne, 0 total
      """)
    @DisplayName("laisse dire ce qui en a été lu, et comme quoi")
    void tellsItsColumns(String name, String read, String ignored, String suspect, String counted) throws IOException {
        MetricsFile.Reading reading = MetricsFile.read(
                        file(name), name.startsWith("m15") ? Optional.empty() : Optional.of("Annonces"), KNOWN)
                .reading();

        assertThat(reading.columns().stream().map(column -> column.heading() + "=" + column.readAs()))
                .contains(read.split(", "));
        assertThat(reading.ignored()).containsAll(ignored.isEmpty() ? List.of() : List.of(ignored.split(", ")));
        assertThat(String.join(", ", reading.suspect())).isEqualTo(suspect);
        assertThat("%d ligne%s, %d total".formatted(reading.lines(), reading.lines() > 1 ? "s" : "", reading.totals()))
                .isEqualTo(counted);
    }
}
