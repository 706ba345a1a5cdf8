package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.siegmar.fastcsv.reader.CsvRecord;
import fr.jalon.Api;
import fr.jalon.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un fichier de lignes et de colonnes")
class CsvTest {

    /** Names, teams and headings as they stand in French lists; some are of neighbours. */
    private static final List<String> NAMES = List.of("""
      Zoé Léa Chloé François Noël Noëlle Benoît Jérôme Hélène Loïc Maël Gaëlle Anaïs Cœur Çelik Élodie Île Îles Émile Éric Étienne Ève \
      Sœur Côme Raphaël Joël Inès Agnès Thérèse Aurélie Stéphane Frédéric Désirée Adèle Irène Geneviève Théo Naïma Aïcha Saïd Lefèvre \
      Béranger Château Forêt L’Hôpital d’Oc l’ami d’Été L’Étoile Août Brûlon Fête être âge école élan équipe ÉQUIPE PRÉNOM LÉA ZOÉ \
      HÉLÈNE BENOÎT JÉRÔME NOËL FRANÇOIS CŒUR ÎLE FORÊT garçon où voilà là à mûr aiguë L’Haÿ étudiant·es Müller Jäger Björn Muñoz García \
      Sánchez Hernández Jesús Raúl Gómez Núñez João Conceição Åsa Bjørn Sørensen Óscar Álvaro Strauß Šimon Iván Peña Öztürk Süleyman \
      Héloïse Océane Côté Évêque Bâtiment Nîmes Étang Âmes Œuvre bœuf Lætitia Dépense Régie Réseaux Téléphone Clé""".split(" "));

    private static final String HEADINGS = "équipe;prénom;nom;adresse électronique\n";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252", "x-MacRoman", "IBM850"})
    @DisplayName("se lit dans l’encodage de n’importe quel tableur")
    void readsWhatSpreadsheetsWrite(String encoding) {
        String list = HEADINGS
                + "Les Semeurs;Léa;Lefèvre;lea@exemple.fr\nForêt à "
                + "façade;François;Müller;f@exemple.fr\nÉTÉ;HÉLÈNE;d'Aÿ;h@exemple.fr\n";
        assertThat(Csv.text(list.getBytes(Charset.forName(encoding)))).isEqualTo(list);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"windows-1252", "x-MacRoman", "IBM850"})
    @DisplayName("se lit juste ou pas du tout : 3 000 courtes listes, avec et sans titres")
    void isNeverGarbled(String encoding) {
        Charset charset = Charset.forName(encoding);
        List<String> names =
                NAMES.stream().filter(charset.newEncoder()::canEncode).toList();
        Random random = new Random(20261129);
        int read = 0;
        for (int round = 0; round < 3_000; round++) {
            String list = (round % 2 == 0 ? HEADINGS : "")
                    + random.ints(1 + round % 8, 0, names.size())
                            .mapToObj(at -> "Alpha;" + names.get(at) + ";Petit;p@exemple.fr\n")
                            .collect(Collectors.joining());
            try {
                assertThat(Csv.text(list.getBytes(charset))).isEqualTo(list);
                read++;
            } catch (Refusal refusal) {
                assertThat(refusal.getMessage()).contains("Ligne", "UTF-8");
            }
        }
        assertThat(read).isGreaterThan(encoding.equals("windows-1252") ? 2_950 : 1_500);
    }

    @ParameterizedTest(name = "{1} en {0}")
    @CsvSource({
        "windows-1252, Léa",
        "windows-1252, Cœur",
        "windows-1252, L’Étoile",
        "windows-1252, Émile",
        "windows-1252, école",
        "windows-1252, ZOÉ",
        "windows-1252, Île",
        "windows-1252, García",
        "windows-1252, João",
        "windows-1252, Tomáš",
        "windows-1252, Les amis…",
        "windows-1252, © Alpha",
        "windows-1252, 12 k€",
        "windows-1252, Anne\u00a0Durand",
        "x-MacRoman, Léa",
        "x-MacRoman, François",
        "x-MacRoman, L’Étoile",
        "x-MacRoman, Noëlle",
        "IBM850, Léa",
        "IBM850, François",
        "IBM850, Noëlle",
        "IBM850, Forêt"
    })
    @DisplayName("se lit même quand un seul mot a un accent")
    void readsASingleWord(String encoding, String word) {
        String list = "Alpha;" + word + ";Petit;p@exemple.fr\n";
        assertThat(Csv.text(list.getBytes(Charset.forName(encoding)))).isEqualTo(list);
    }

    @Test
    @DisplayName("qui peut être en deux encodages est refusé avec sa ligne, ce qu’elle serait, et comment enregistrer")
    void refusesWhatMayBeTwoThings() {
        assertThat(refusal("Alpha;Anne;Petit;a@exemple.fr\nAlpha;Adèle;Petit;p@exemple.fr\n"
                        .getBytes(Charset.forName("IBM850"))))
                .contains(
                        "Ligne 2", "« Adäle » (MacRoman) ou « Adèle » (CP850)", "CSV UTF-8", "LibreOffice", "Numbers");
    }

    @Test
    @DisplayName("dont aucun encodage connu ne fait du français est refusé avec sa ligne")
    void refusesWhatIsNoFrench() {
        assertThat(refusal("Alpha;Anne;Petit\r\nAlpha;Żółć;Łódź\r\n".getBytes(Charset.forName("windows-1250"))))
                .contains("Ligne 2", "Windows-1252, MacRoman, CP850", "CSV UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"504b03040000", "fffe004100", "feffd800", "410000000000"})
    @DisplayName("qui n’est pas du texte est refusé")
    void refusesWhatIsNoText(String hex) {
        assertThat(refusal(HexFormat.of().parseHex(hex))).contains("pas du texte");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cases/figures/m23-macroman.csv, Réseaux", "cases/figures/m42-macroman-channel.csv, x"})
    @DisplayName("d’un vieux Mac a ses accents, et ses lignes finissent par CR")
    void readsOldMacs(String file, String channel) throws IOException {
        List<CsvRecord> lines = lines(Csv.text(resource(file)));
        assertThat(lines)
                .extracting(CsvRecord::getFields)
                .containsExactly(
                        List.of("Jour", "Régie", "Visites", "Dépense"), List.of("26/11/2026", channel, "12", "3,50"));
        assertThat(lines).extracting(CsvRecord::getStartingLineNumber).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @MethodSource("separated")
    @DisplayName("dit son séparateur dans une première ligne « sep= », qui ne compte pas comme ligne de données")
    void takesItsSeparatorFromAFirstLine(String text) {
        List<CsvRecord> lines = lines(text);
        assertThat(lines).extracting(CsvRecord::getFields).containsExactly(List.of("a", "b;c"), List.of("d", "e"));
        assertThat(lines).extracting(CsvRecord::getStartingLineNumber).containsExactly(2L, 3L);
    }

    static Stream<String> separated() {
        return Stream.of(
                "sep=,\na,b;c\nd,e\n",
                "SEP=,\r\na,b;c\r\nd,e",
                "\"sep=|\"\ra|b;c\rd|e\r",
                "sep=\t\na\tb;c\nd\te",
                "\ufeffsep=,;;\na,b;c\nd,e");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ZoÃ©", "Zo\uFFFD", "lâ€™ami", "Zo√©", "L‚Äôami", "Zo├®", "L‚a", "Lˆa"})
    @DisplayName("dont les accents sont perdus se reconnaît")
    void knowsLostAccents(String word) {
        assertThat(Csv.isGarbled(word)).isTrue();
    }

    @Test
    @DisplayName("de noms bien écrits n’a pas perdu d’accents")
    void knowsNames() {
        assertThat(NAMES).noneMatch(Csv::isGarbled);
        assertThat(List.of("L’Âme « ÉCLAIRÉE »", "Đặng Thị", "日本", "Gal·la", "Δelta", "12 ± 3", "«Âgés»…"))
                .noneMatch(Csv::isGarbled);
    }

    @Test
    @DisplayName("en UTF-8 dont un mot a deux alphabets reste ce qu’il est")
    void keepsTwoAlphabets() {
        for (String text : List.of("Δt;5 µm\n", "iPhoneом;x\n", "Σigma;été\n")) {
            assertThat(Csv.text(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        }
    }

    private static List<CsvRecord> lines(String text) {
        List<CsvRecord> lines = new ArrayList<>();
        Csv.lines(text, ';').forEachRemaining(lines::add);
        return lines;
    }

    private static String refusal(byte[] content) {
        return Api.plain(
                catchThrowableOfType(Refusal.class, () -> Csv.text(content)).getMessage());
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream content = CsvTest.class.getClassLoader().getResourceAsStream(file)) {
            return content.readAllBytes();
        }
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(strings = {"=1+1", "+33 1", "-a", "@x", "'=x", "''+x", "\t=x", "'cité'", "lundi", ""})
    @DisplayName("désarme une formule, et rend la cellule telle qu’elle était")
    void givesBackWhatWasDisarmed(String cell) {
        assertThat(Csv.harmless(cell)).doesNotMatch("(?s)[=+@\\t-].*");
        assertThat(Csv.meant(Csv.harmless(cell))).isEqualTo(cell);
    }
}
