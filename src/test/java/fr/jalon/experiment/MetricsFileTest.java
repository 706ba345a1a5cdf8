package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Refusal;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un fichier de chiffres")
class MetricsFileTest {

    static final LocalDate MONDAY = LocalDate.of(2026, 12, 7);
    static final LocalDate TODAY = MONDAY.plusDays(3);
    private static final List<LocalDate> WEEK =
            MONDAY.datesUntil(MONDAY.plusDays(7)).toList();
    private static final Optional<String> NONE = Optional.empty();

    static MetricsFile.Known known(String... channels) {
        return new MetricsFile.Known(List.of(channels), WEEK, TODAY, Map.of());
    }

    private static MetricsFile.Known recorded(MetricRow... rows) {
        Map<String, MetricRow> day = new LinkedHashMap<>();
        for (MetricRow row : rows) day.put(row.channel(), row);
        return new MetricsFile.Known(List.of("Annonces", "Bouche à oreille"), WEEK, TODAY, Map.of(MONDAY, day));
    }

    private static String read(byte[] content, Optional<String> channel, MetricsFile.Known known) {
        return MetricsFile.read(content, channel, known).entries().stream()
                .map(entry -> written(entry.day(), entry.row()))
                .collect(Collectors.joining(", "));
    }

    /** {@code 07 Annonces impressions/clicks/visits/conversions/spend}, {@code ·} where a figure is unknown. */
    static String written(LocalDate day, MetricRow row) {
        return "%02d %s ".formatted(day.getDayOfMonth(), row.channel())
                + MetricsColumn.FIGURES.stream()
                        .map(figure -> figure.in(row))
                        .map(figure -> figure == null
                                ? "·"
                                : new BigDecimal(figure.toString())
                                        .stripTrailingZeros()
                                        .toPlainString())
                        .collect(Collectors.joining("/"));
    }

    private static String read(String text, String... channels) {
        return read(text.getBytes(StandardCharsets.UTF_8), NONE, known(channels));
    }

    private static Refusal refusal(byte[] content, Optional<String> channel, MetricsFile.Known known) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> MetricsFile.read(content, channel, known));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        return refusal;
    }

    private static Refusal refusal(String text, String... channels) {
        return refusal(text.getBytes(StandardCharsets.UTF_8), NONE, known(channels));
    }

    /** The message with plain spaces, as a test writes it. */
    private static String message(Refusal refusal) {
        return refusal.getMessage().replace('\u00a0', ' ').replace('\u202f', ' ');
    }

    /** What a lone cell of a column becomes, or why it is refused. */
    private static String cell(String column, String cell) {
        String text = "date;canal;impressions;" + column + "\n07/12/2026;Annonces;999999999;\"" + cell + "\"\n";
        try {
            MetricRow row = MetricsFile.read(text.getBytes(StandardCharsets.UTF_8), NONE, known("Annonces"))
                    .entries()
                    .get(0)
                    .row();
            return (column.equals("clics") ? BigDecimal.valueOf(row.clicks()) : row.spend()).toPlainString();
        } catch (Refusal refused) {
            return message(refused);
        }
    }

    @Nested
    @DisplayName("d’un outil")
    class OfATool {

        @Test
        @DisplayName("Google Ads, français : UTF-16, tabulations, titre au-dessus, totaux en dessous")
        void readsGoogleAds() {
            String text = """
          Rapport sur les campagnes
          7 décembre 2026 - 10 décembre 2026
          Jour\tCampagne\tÉtat de la campagne\tCode de devise\tImpr.\tClics\tCTR\tCPC moy.\tCoût\tConversions\tCoût/conv.
          2026-12-08\tRecherche\tActivée\tEUR\t1\u202f200\t48\t4,00 %\t0,51\t24,60\t3,00\t8,20
          2026-12-07\tRecherche\tActivée\tEUR\t1\u00a0000\t40\t4,00 %\t0,50\t20,00\t2,00\t10,00
          2026-12-07\tMarque\tActivée\tEUR\t500\t10\t2,00 %\t0,10\t1,05\t0,00\t --
          Total : campagnes\t --\t --\tEUR\t2\u00a0700\t98\t3,63 %\t0,47\t45,65\t5,00\t9,13
          Total : compte\t --\t --\tEUR\t2\u00a0700\t98\t3,63 %\t0,47\t45,65\t5,00\t9,13
          """;
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe});
            file.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
            String expected = "07 Google Ads 1500/50/·/2/21.05, 08 Google Ads 1200/48/·/3/24.6";
            MetricsFile.Known known = known("Google Ads", "Meta");
            assertThat(read(file.toByteArray(), Optional.of("google ads"), known))
                    .isEqualTo(expected);
            assertThat(read(text.getBytes(StandardCharsets.UTF_16), Optional.of("Google Ads"), known))
                    .isEqualTo(expected);
        }

        @Test
        @DisplayName(
                "Meta Ads, français : les clics sur un lien comptent, non tous les clics ; le résumé n’a pas de date")
        void readsMetaAdsInFrench() {
            assertThat(read("""
          "Nom de la campagne","Jour","Diffusion","Impressions","Clics (tous)","Clics sur un lien",\
          "Indicateur de résultats","Résultats","Montant dépensé (EUR)",\
          "Début des rapports","Fin des rapports"
          "Lancement",2026-12-07,active,2340,80,61,actions:lead,4,"18,20",2026-12-07,2026-12-10
          "Lancement",2026-12-08,active,1980,,55,actions:lead,,17.9,2026-12-07,2026-12-10
          """, "Meta")).isEqualTo("07 Meta 2340/61/·/4/18.2, 08 Meta 1980/55/·/·/17.9");
        }

        @Test
        @DisplayName("Meta Ads, anglais : le début des rapports tient lieu de jour quand il en est aussi la fin")
        void readsMetaAdsInEnglish() {
            String header = "Campaign name,Impressions,Link clicks,Results,Amount spent (EUR),Reporting "
                    + "starts,Reporting ends\n";
            assertThat(read(header + "Launch,2340,61,4,18.20,2026-12-07,2026-12-07\n", "Meta"))
                    .isEqualTo("07 Meta 2340/61/·/4/18.2");
            assertThat(message(refusal(header + "Launch,2340,61,4,18.20,2026-12-07,2026-12-10\n", "Meta")))
                    .isEqualTo(
                            "Ligne 2, date : la ligne couvre plusieurs jours ; exportez les chiffres jour par jour.");
        }

        @Test
        @DisplayName("LinkedIn : quatre lignes de titre, jour en temps universel")
        void readsLinkedIn() {
            assertThat(read("""
          Campaign Performance Report (in UTC)
          Report Start: December 7, 2026, 12:00 AM
          Report End: December 10, 2026, 11:59 PM
          Date Generated: December 10, 2026, 9:02 AM

          Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Name\tTotal Spent\
          \tImpressions\tClicks\tAverage CPC\tConversions\tLeads
          07/12/2026\tJalon\tEUR\tDirection\t45.50\t"1,830"\t12\t3.79\t1\t2
          """, "LinkedIn")).isEqualTo("07 LinkedIn 1830/12/·/1/45.5");
        }

        @Test
        @DisplayName("TikTok : les clics vers la destination, un total en fin de fichier")
        void readsTikTok() {
            assertThat(read("""
          Campaign name,By Day,Cost,Impressions,Clicks (destination),Clicks (all),Conversions,Currency
          Défi,2026-12-07 00:00:00,12.34,5600,70,95,2,EUR
          Total of 1 results,-,12.34,5600,70,95,2,EUR
          """, "TikTok")).isEqualTo("07 TikTok 5600/70/·/2/12.34");
        }

        @Test
        @DisplayName("Microsoft Ads : titres et mention de droits autour des chiffres")
        void readsMicrosoftAds() {
            assertThat(read("""
          "Report Name: ","Campaign performance"
          "Report Time: ","12/7/2026 - 12/10/2026"

          "Gregorian date","Campaign name","Impressions","Clicks","Spend","Conversions"
          "2026-12-07","Search","1,000","20","€9.90","1"

          "©2026 Microsoft Corporation. All rights reserved. "
          """, "Bing")).isEqualTo("07 Bing 1000/20/·/1/9.9");
        }

        @Test
        @DisplayName("Matomo : les visiteurs uniques comptent, non les visites")
        void readsMatomo() {
            assertThat(read("""
          Date,Visiteurs uniques,Visites,Actions,Conversions,Taux de rebond
          2026-12-07,84,102,310,6,"41 %"
          2026-12-08,77,93,250,5,"39 %"
          """, "Site")).isEqualTo("07 Site ·/·/84/6/·, 08 Site ·/·/77/5/·");
        }

        @Test
        @DisplayName("GA4 : des commentaires au-dessus, des jours d’un seul tenant, un total sans date")
        void readsGa4() {
            assertThat(read("""
          # ----------------------------------------
          # Rapport libre
          # 20261207-20261210
          # ----------------------------------------

          Date,Sessions,Nombre total d'utilisateurs,Nouveaux utilisateurs,Événements clés
          ,195,161,120,11,Grand total
          20261207,102,84,60,6
          20261208,93,77,60,5
          """, "Site")).isEqualTo("07 Site ·/·/84/6/·, 08 Site ·/·/77/5/·");
            assertThat(read("date,sessions\n20261207,102\n", "Site")).isEqualTo("07 Site ·/·/102/·/·");
        }
    }

    @Nested
    @DisplayName("se lit")
    class Reading {

        private static final String ACCENTED = "Jour;Régie;Visites;Dépense (€ TTC)\n07/12/2026;Réseaux;12;3,50 €\n";

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16"})
        @DisplayName("dans les codages courants")
        void readsEncodings(String charset) {
            assertThat(read(ACCENTED.getBytes(Charset.forName(charset)), NONE, known("Réseaux", "Autre")))
                    .isEqualTo("07 Réseaux ·/·/12/·/3.5");
        }

        @Test
        @DisplayName("avec ou sans marque d’ordre des octets")
        void readsByteOrderMarks() {
            assertThat(read("\ufeff" + ACCENTED, "Réseaux", "Autre")).isEqualTo("07 Réseaux ·/·/12/·/3.5");
            byte[] little = ("\ufeff" + ACCENTED).getBytes(StandardCharsets.UTF_16LE);
            assertThat(read(little, NONE, known("Réseaux", "Autre"))).isEqualTo("07 Réseaux ·/·/12/·/3.5");
        }

        @ParameterizedTest
        @ValueSource(strings = {";", ",", "\t"})
        @DisplayName("quel que soit le séparateur")
        void findsTheSeparator(String separator) {
            assertThat(read(
                            "date;canal;clics;impressions\n07/12/2026;Annonces;12;100\n".replace(";", separator),
                            "Annonces"))
                    .isEqualTo("07 Annonces 100/12/·/·/·");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        @DisplayName("quelle que soit la fin de ligne, lignes vides et cellules entre guillemets comprises")
        void readsLines(String end) {
            String text = "\ndate;canal;visites\n\n07/12/2026;\"Annonces\";12\n;;\n  "
                    + ";\u00a0;\n\"08/12/2026\";Annonces;\"13\"";
            assertThat(read(text.replace("\n", end), "Annonces"))
                    .isEqualTo("07 Annonces ·/·/12/·/·, 08 Annonces ·/·/13/·/·");
        }

        @Test
        @DisplayName("par jour, puis dans l’ordre du fichier")
        void ordersEntries() {
            assertThat(read("date;canal;visites\n08/12/2026;B;1\n07/12/2026;C;2\n07/12/2026;A;3\n", "A", "B"))
                    .isEqualTo("07 C ·/·/2/·/·, 07 A ·/·/3/·/·, 08 B ·/·/1/·/·");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Dépense",
                    "DEPENSES",
                    "Dépense (€ TTC)",
                    "Montant dépensé (EUR)",
                    "Coût",
                    "Cost (€)",
                    "spend",
                    "amount_spent_eur",
                    "Total Spent",
                    "Dépense\n(en €)"
                })
        @DisplayName("quelle que soit la façon d’écrire un en-tête")
        void recognisesHeadings(String heading) {
            assertThat(read("Date;Clics;Impr.;\"" + heading + "\"\n07/12/2026;1;2;3\n", "Annonces"))
                    .isEqualTo("07 Annonces 2/1/·/·/3");
        }

        @Test
        @DisplayName("sans les lignes de total, même sans date ; avec la campagne « Totale » qui en a une")
        void skipsTotals() {
            assertThat(read("campagne;date;visites\nTotale;07/12/2026;4\nTOTAL;;4\nTotal général;4;4\n", "Annonces"))
                    .isEqualTo("07 Annonces ·/·/4/·/·");
            assertThat(message(refusal("campagne;date;visites\nMarque;07/12/2026;4\nEnsemble;;4\n", "Annonces")))
                    .isEqualTo("Ligne 3, date : la date manque.");
        }
    }

    @Nested
    @DisplayName("complète ce qui est connu :")
    class Completing {

        private static final MetricRow BEFORE = new MetricRow("Annonces", 100, 20, 10, 2, new BigDecimal("9.90"));

        @Test
        @DisplayName("un chiffre que le fichier ne donne pas reste tel quel, ou inconnu")
        void keepsWhatItDoesNotGive() {
            byte[] file = "date;canal;visites;conversions\n07/12/2026;annonces;15;\n07/12/2026;Salon;;3\n"
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(read(file, NONE, recorded(BEFORE))).isEqualTo("07 Annonces 100/20/15/2/9.9, 07 Salon ·/·/·/3/·");
        }

        @Test
        @DisplayName("un tiret vaut zéro et remplace")
        void readsADashAsZero() {
            byte[] file = "date;canal;visites;conversions\n07/12/2026;Annonces;--;-\n".getBytes(StandardCharsets.UTF_8);
            assertThat(read(file, NONE, recorded(BEFORE))).isEqualTo("07 Annonces 100/20/0/0/9.9");
        }

        @Test
        @DisplayName("la ligne complétée doit tenir, et c’est elle qui est refusée")
        void checksTheMergedRow() {
            byte[] file = "date;canal;clics\n\n07/12/2026;Annonces;101\n".getBytes(StandardCharsets.UTF_8);
            Refusal refusal = refusal(file, NONE, recorded(BEFORE));
            assertThat(message(refusal)).isEqualTo("Ligne 3, clics : plus de clics (101) que d’impressions (100).");
            assertThat(refusal.errors()).containsOnlyKeys("lines[3].clicks");
        }

        @Test
        @DisplayName("un canal déjà connu garde son nom, un nouveau garde le premier qu’il a")
        void recognisesChannels() {
            byte[] file = ("date;canal;visites\n07/12/2026;ANNONCES;1\n07/12/2026;bouche-a-oreille;2\n"
                            + "07/12/2026; Salon ;3\n08/12/2026;salon;4\n")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(read(file, NONE, recorded(BEFORE)))
                    .isEqualTo("07 Annonces 100/20/1/2/9.9, 07 Bouche à oreille ·/·/2/·/·, 07 Salon "
                            + "·/·/3/·/·, 08 Salon ·/·/4/·/·");
        }
    }

    @Nested
    @DisplayName("attribue ses chiffres à un canal :")
    class Attributing {

        private String attributed(String text, String chosen, String... channels) {
            return read(text.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(chosen), known(channels));
        }

        @Test
        @DisplayName("la colonne, puis le choix, puis la campagne, puis le seul canal")
        void findsTheChannel() {
            assertThat(attributed("date;canal;visites\n07/12/2026;A;1\n07/12/2026;;2\n", "B", "A", "B"))
                    .isEqualTo("07 A ·/·/1/·/·, 07 B ·/·/2/·/·");
            assertThat(attributed("date;campagne;visites\n07/12/2026;A;1\n07/12/2026;x;2\n", "B", "A", "B"))
                    .isEqualTo("07 B ·/·/3/·/·");
            assertThat(attributed("date;campagne;visites\n07/12/2026;a;1\n07/12/2026;B;2\n", " ", "A", "B"))
                    .isEqualTo("07 A ·/·/1/·/·, 07 B ·/·/2/·/·");
            assertThat(attributed("date;campagne;visites\n07/12/2026;x;1\n07/12/2026;y;2\n", null, "A"))
                    .isEqualTo("07 A ·/·/3/·/·");
        }

        @Test
        @DisplayName("une colonne « réseau » ou « source » ne l’emporte pas sur le choix")
        void prefersTheChoiceToALooseColumn() {
            assertThat(attributed("date;réseau;visites\n07/12/2026;Recherche;1\n", "A", "A", "B"))
                    .isEqualTo("07 A ·/·/1/·/·");
            assertThat(attributed("date;source;visites\n07/12/2026;B;1\n", null, "A", "B"))
                    .isEqualTo("07 B ·/·/1/·/·");
        }

        @Test
        @DisplayName("une colonne où chaque ligne nomme un canal connu l’emporte sur le choix")
        void prefersKnownChannelsToTheChoice() {
            assertThat(attributed("date;libellé;visites\n07/12/2026;b;1\n07/12/2026;a;2\n", "A", "A", "B"))
                    .isEqualTo("07 B ·/·/1/·/·, 07 A ·/·/2/·/·");
            assertThat(attributed("date;libellé;visites\n07/12/2026;b;1\n07/12/2026;x;2\n", "A", "A", "B"))
                    .isEqualTo("07 A ·/·/3/·/·");
        }

        @Test
        @DisplayName("sans rien qui le dise, le refus ne vient qu’une fois")
        void refusesOnce() {
            Refusal refusal = refusal("date;visites\n07/12/2026;1\n08/12/2026;2\n", "A", "B");
            assertThat(refusal.errors()).containsOnlyKeys("channel");
            assertThat(message(refusal))
                    .isEqualTo("Ligne 2 : rien ne dit de quel canal viennent ces chiffres. Ajoutez"
                            + " une colonne « canal », ou choisissez le canal en envoyant le fichier.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a,b",
                    "a/b",
                    "a;b",
                    "a\u0001b",
                    "a\u0085b",
                    "a\nb",
                    "12345678901234567890123456789012345678901"
                })
        @DisplayName("un nom impossible est refusé")
        void refusesNames(String name) {
            assertThat(message(refusal("date;canal;visites\n07/12/2026;\"" + name + "\";1\n", "A")))
                    .startsWith("Ligne 2, canal : un nom de 40 caractères au plus, sans virgule, "
                            + "point-virgule ni barre oblique,"
                            + " est attendu, « ")
                    .endsWith(" » reçu.");
            Refusal chosen = refusal(
                    "date;visites\n07/12/2026;1\n".getBytes(StandardCharsets.UTF_8), Optional.of(name), known("A"));
            assertThat(chosen.errors()).containsOnlyKeys("channel");
        }

        @Test
        @DisplayName("les lignes d’un jour et d’un canal s’additionnent, égales ou non, avec ou sans campagne")
        void addsUp() {
            assertThat(attributed("date;canal;visites\n07/12/2026;A;1\n2026-12-07;a;1,0\n", null, "A"))
                    .isEqualTo("07 A ·/·/2/·/·");
            assertThat(attributed("date;canal;dépense\n07/12/2026;A;--\n07/12/2026;A;0,10\n", null, "A"))
                    .isEqualTo("07 A ·/·/·/·/0.1");
            assertThat(attributed("date;campagne;visites\n07/12/2026;x;1\n07/12/2026;x;2\n", null, "A"))
                    .isEqualTo("07 A ·/·/3/·/·");
            assertThat(attributed("date;canal;clics;visites\n07/12/2026;A;1;\n07/12/2026;A;2;3\n", null, "A"))
                    .isEqualTo("07 A ·/3/3/·/·");
        }

        @Test
        @DisplayName("une ligne qui ne donne rien ne fait pas de relevé ; un fichier qui ne donne rien est refusé")
        void passesOverEmptyLines() {
            assertThat(attributed("date;canal;visites\n07/12/2026;A;\n08/12/2026;A;2\n", null, "A"))
                    .isEqualTo("08 A ·/·/2/·/·");
            assertThat(message(refusal("date;canal;visites\n07/12/2026;A;\n", "A")))
                    .isEqualTo("Le fichier ne contient aucun chiffre.");
        }

        @Test
        @DisplayName("une somme hors de toute mesure est refusée")
        void refusesAbsurdSums() {
            assertThat(message(refusal("date;campagne;visites\n07/12/2026;x;1000000000\n07/12/2026;y;1\n", "A")))
                    .isEqualTo("Ligne 2, visites : la somme des lignes est hors de toute mesure.");
        }
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "07/12/2026",
                "7/12/2026",
                "07-12-2026",
                "07.12.2026",
                "07/12/26",
                "7.12.26",
                "2026-12-07",
                "2026/12/07",
                "20261207",
                "2026-12-07 00:00:00",
                "2026-12-07T00:00:00+01:00",
                "07/12/2026 13:45",
                "07/12/2026\u00a013h45"
            })
    @DisplayName("Un jour s’écrit de plusieurs façons")
    void readsDates(String date) {
        assertThat(read("date;canal;visites\n" + date + ";A;1\n", "A")).isEqualTo("07 A ·/·/1/·/·");
    }

    @ParameterizedTest(name = "« {0} »")
    @CsvSource(delimiter = '|', textBlock = """
      31/02/2026            | une date est attendue, par exemple 07/12/2026, « 31/02/2026 » reçu
      12/2026               | une date est attendue, par exemple 07/12/2026, « 12/2026 » reçu
      07/12-2026            | une date est attendue, par exemple 07/12/2026, « 07/12-2026 » reçu
      07/12/126             | une date est attendue, par exemple 07/12/2026, « 07/12/126 » reçu
      2026127               | une date est attendue, par exemple 07/12/2026, « 2026127 » reçu
      2026-12-07,2026-12-13 | une date est attendue, par exemple 07/12/2026, « 2026-12-07,2026-12-13 » reçu
      12/07/2026            | le dimanche 12 juillet 2026 n’est pas un jour de la semaine de validation
      14/12/2026            | le lundi 14 décembre 2026 n’est pas un jour de la semaine de validation
      11/12/2026            | le vendredi 11 décembre 2026 n’est pas encore passé
      """)
    @DisplayName("Un jour impossible, hors de la semaine ou à venir est refusé")
    void refusesDates(String date, String reason) {
        assertThat(message(refusal("date;canal;visites\n" + date + ";A;1\n", "A")))
                .isEqualTo("Ligne 2, date : " + reason + ".");
    }

    @Test
    @DisplayName("Les chiffres du jour même sont admis")
    void acceptsToday() {
        assertThat(read("date;canal;visites\n10/12/2026;A;1\n", "A")).isEqualTo("10 A ·/·/1/·/·");
    }

    @ParameterizedTest(name = "« {0} » clics : {1}")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      12          | 12
      0           | 0
      007         | 7
      12,00       | 12
      12.0        | 12
      1 234       | 1234
      1 234 567   | 1234567
      1,234       | 1234
      1.234       | 1234
      999.000     | 999000
      1,234,567   | 1234567
      1.234.567   | 1234567
      1,234.00    | 1234
      1.234,00    | 1234
      --          | 0
      999999999   | 999999999
      1.5         | Ligne 2, clics : un nombre entier est attendu, « 1.5 » reçu.
      0,123       | Ligne 2, clics : un nombre entier est attendu, « 0,123 » reçu.
      12 34       | Ligne 2, clics : un nombre entier est attendu, « 12 34 » reçu.
      1,23,456    | Ligne 2, clics : un nombre entier est attendu, « 1,23,456 » reçu.
      1,234 567   | Ligne 2, clics : un nombre entier est attendu, « 1,234 567 » reçu.
      1e3         | Ligne 2, clics : un nombre entier est attendu, « 1e3 » reçu.
      NaN         | Ligne 2, clics : un nombre entier est attendu, « NaN » reçu.
      ١٢          | Ligne 2, clics : un nombre entier est attendu, « ١٢ » reçu.
      12 €        | Ligne 2, clics : un nombre entier est attendu, « 12 € » reçu.
      -3          | Ligne 2, clics : un nombre positif ou nul est attendu, « -3 » reçu.
      −3          | Ligne 2, clics : un nombre positif ou nul est attendu, « −3 » reçu.
      1000000001  | Ligne 2, clics : ce nombre est hors de toute mesure, « 1000000001 » reçu.
      """)
    @DisplayName("Un compte est un entier, milliers séparés ou non")
    void readsCounts(String cell, String expected) {
        assertThat(cell("clics", cell)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "« {0} » de dépense : {1}")
    @CsvSource(delimiter = '|', textBlock = """
      12          | 12.00
      12,5        | 12.50
      12.50       | 12.50
      0,05        | 0.05
      €12.5       | 12.50
      € 12.5      | 12.50
      1 234,50 €  | 1234.50
      1234,50EUR  | 1234.50
      12,50 eur   | 12.50
      1,234.50    | 1234.50
      1.234,50    | 1234.50
      1,234,567.8 | Ligne 2, dépense : ce nombre est hors de toute mesure, « 1,234,567.8 » reçu.
      12,5000     | 12.50
      1 234,500   | 1234.50
      -           | 0.00
      1000000     | 1000000.00
      1000000,01  | Ligne 2, dépense : ce nombre est hors de toute mesure, « 1000000,01 » reçu.
      1.234       | Ligne 2, dépense : ce montant peut se lire de deux façons (écrivez « 1234 » ou « 1,23 »), « 1.234 » reçu.
      12,500      | Ligne 2, dépense : ce montant peut se lire de deux façons (écrivez « 12500 » ou « 12,50 »), « 12,500 » reçu.
      0,123       | Ligne 2, dépense : deux décimales au plus, « 0,123 » reçu.
      $12         | Ligne 2, dépense : un montant en euros est attendu, « $12 » reçu.
      12 %        | Ligne 2, dépense : un montant en euros est attendu, « 12 % » reçu.
      -€5         | Ligne 2, dépense : un montant en euros est attendu, « -€5 » reçu.
      -5,00 €     | Ligne 2, dépense : un nombre positif ou nul est attendu, « -5,00 € » reçu.
      """)
    @DisplayName("Une dépense est en euros, deux décimales au plus, et jamais ambiguë")
    void readsMoney(String cell, String expected) {
        assertThat(cell("dépense", cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\u00a0234,50\u00a0€", "1\u202f234,50\u202f€", "1\u2009234,50"})
    @DisplayName("Les espaces insécables séparent aussi les milliers")
    void readsSpaces(String cell) {
        assertThat(cell("dépense", cell)).isEqualTo("1234.50");
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "Amount spent (USD)",
                "Cost ($)",
                "Cost (US$)",
                "Coût (CHF)",
                "Dépense HT",
                "Dépense (€ HT)",
                "cost_gbp"
            })
    @DisplayName("Une dépense qui n’est pas en euros toutes taxes comprises est refusée")
    void refusesOtherCurrencies(String heading) {
        assertThat(message(refusal("date;canal;" + heading + "\n07/12/2026;A;1\n", "A")))
                .isEqualTo("Les dépenses sont attendues en euros, toutes taxes comprises : la colonne « " + heading
                        + " ».");
    }

    @Test
    @DisplayName("La colonne de la devise compte là où il y a des dépenses")
    void readsTheCurrencyColumn() {
        assertThat(message(refusal("date;canal;coût;Code de devise\n07/12/2026;A;1;EUR\n08/12/2026;A;1;USD\n", "A")))
                .isEqualTo("Les dépenses sont attendues en euros, toutes taxes comprises : la ligne 3 est en « USD ».");
        assertThat(read("date;canal;visites;Devise\n07/12/2026;A;1;USD\n", "A")).isEqualTo("07 A ·/·/1/·/·");
    }

    @Test
    @DisplayName("De deux colonnes pour un chiffre la plus exacte l’emporte ; deux qui se valent sont refusées")
    void choosesColumns() {
        assertThat(read("date;canal;coût;dépense\n07/12/2026;A;1;2\n", "A")).isEqualTo("07 A ·/·/·/·/2");
        assertThat(message(refusal("date;canal;Coût;Montant dépensé (EUR)\n07/12/2026;A;1;2\n", "A")))
                .isEqualTo("Plusieurs colonnes donnent la même chose (dépense) : « Coût », « Montant "
                        + "dépensé (EUR) ». N’en gardez qu’une.");
    }

    @Test
    @DisplayName("Toutes les fautes viennent ensemble, chacune avec sa ligne")
    void listsEveryFault() {
        Refusal refusal = refusal("""
        date;canal;visites;dépense
        07/12/2026;A;12;3,50
        07/13/2026;A;x;-1

        08/12/2026;a,b;1.5;3,50
        """, "A");
        assertThat(refusal.errors())
                .containsOnlyKeys(
                        "lines[3].date", "lines[3].visits", "lines[3].spend", "lines[5].channel", "lines[5].visits");
        assertThat(refusal.errors().get("lines[5].visits"))
                .isEqualTo("Ligne 5, visites\u00a0: un nombre entier est attendu, «\u00a01.5\u00a0» reçu.");
        assertThat(refusal.getMessage())
                .isEqualTo(String.join(" ", refusal.errors().values()));
    }

    @Test
    @DisplayName("Deux cents fautes sont nommées, les autres comptées ; la phrase en dit cinq")
    void limitsFaults() {
        Refusal refusal = refusal("date;canal;visites\n" + "07/12/2026;A;x\n".repeat(1_201), "A");
        assertThat(refusal.errors()).hasSize(201).containsKeys("lines[2].visits", "lines[201].visits");
        assertThat(refusal.errors().get("more")).matches("Et 1\\h001 autres erreurs\\.");
        assertThat(message(refusal))
                .startsWith("Ligne 2, visites : ")
                .endsWith("Ligne 6, visites : un nombre entier est attendu," + " « x » reçu. Et 1 196 autres erreurs.");
    }

    @Test
    @DisplayName("Une valeur trop longue est abrégée")
    void shortensValues() {
        assertThat(cell("clics", "x".repeat(41)))
                .isEqualTo("Ligne 2, clics : un nombre entier est attendu, « " + "x".repeat(40) + "… » reçu.");
        assertThat(cell("clics", "9".repeat(10_000))).endsWith("« " + "9".repeat(40) + "… » reçu.");
    }

    @Test
    @DisplayName("Une virgule décimale sans guillemets dans un fichier à virgules ne décale rien en silence")
    void refusesExtraCells() {
        Refusal refusal = refusal("date,canal,dépense,visites\n07/12/2026,A,12,50,3\n", "A");
        assertThat(refusal.errors()).containsOnlyKeys("lines[2]");
        assertThat(message(refusal)).startsWith("Ligne 2 : plus de cellules que de colonnes.");
    }

    @Test
    @DisplayName("Le numéro de ligne est celui que montre un éditeur")
    void countsPhysicalLines() {
        assertThat(refusal("titre\n\ndate;canal;note;visites\n07/12/2026;A;\"deux\nlignes\";1\n08/12/2026;A;;x\n", "A")
                        .errors())
                .containsOnlyKeys("lines[6].visits");
    }

    @Test
    @DisplayName(
            "Un fichier sans en-tête, sans chiffres, vide, trop long ou qui n’est pas du texte est refusé clairement")
    void refusesOtherFiles() {
        assertThat(message(refusal("", "A"))).isEqualTo("Le fichier est vide.");
        assertThat(message(refusal("\ufeff \r\n", "A"))).isEqualTo("Le fichier est vide.");
        assertThat(message(refusal("bonjour\n", "A")))
                .startsWith("Aucune ligne d’en-tête n’a été trouvée parmi les 200 premières lignes : il faut");
        assertThat(message(refusal("x\n".repeat(200) + "date;visites\n07/12/2026;1\n", "A")))
                .startsWith("Aucune ligne d’en-tête");
        assertThat(message(refusal("date;canal\n07/12/2026;A\n", "A"))).startsWith("Aucune ligne d’en-tête");
        assertThat(message(refusal("date;visites\nTotal;0\n", "A")))
                .isEqualTo("Le fichier ne contient aucune ligne de chiffres.");
        assertThat(message(refusal("PK\u0003\u0004\u0000\u0000", "A"))).startsWith("Ce fichier n’est pas du texte :");
        assertThat(message(refusal(("date;visites\n" + "07/12/2026;1\n").repeat(20_001), "A")))
                .isEqualTo("Le fichier a plus de 20 000 lignes de chiffres.");
        assertThat(message(refusal(new byte[MetricsFile.MAX_BYTES + 1], NONE, known("A"))))
                .isEqualTo("Le fichier dépasse 5 Mo.");
        assertThat(message(refusal("date;note;visites\n07/12/2026;;1\n08/12/2026;\"oubli;2\n09/12/2026;;3\n", "A")))
                .startsWith("Le fichier n’est plus lisible après la ligne 2 : un guillemet y manque");
    }

    @Test
    @DisplayName("Vingt mille lignes se lisent")
    void readsManyLines() {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(i -> "07/12/2026;campagne " + i + ";1\n")
                .collect(Collectors.joining());
        assertThat(read("date;campagne;visites\n" + lines, "A")).isEqualTo("07 A ·/·/20000/·/·");
    }
}
