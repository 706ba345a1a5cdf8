package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import fr.jalon.Api;
import fr.jalon.Refusal;
import fr.jalon.team.Roster.Line;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("La liste des personnes d’une cohorte")
class RosterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "équipe;prénom;nom;e-mail\nLes Pionniers;Anne;Durand;Anne.Durand@ecole.fr\nLes "
                        + "Pionniers;Bruno;Leroy;bruno@ecole.fr",
                "Les Pionniers;Anne;Durand;anne.durand@ecole.fr\r\nLes Pionniers;Bruno;Leroy;bruno@ecole.fr\r\n\r\n",
                "Team,First name,Last name,E-mail\n\"Les "
                        + "Pionniers\",Anne,Durand,anne.durand@ecole.fr\nLes Pionniers,Bruno,Leroy,bruno@ecole.fr",
                "Courriel\tNom\tPrénom\tProjet\nanne.durand@ecole.fr\tDurand\tAnne\tLes "
                        + "Pionniers\nbruno@ecole.fr\tLeroy\t Bruno\tLes Pionniers",
                "\n\nEQUIPE ; PRENOM ; NOM ; MAIL ; remarque\nLes Pionniers ;Anne; Durand "
                        + ";anne.durand@ecole.fr;à rappeler\nLes Pionniers;Bruno;Leroy;bruno@ecole.fr;"
            })
    @DisplayName("Se lit quel que soit le tableur, l’ordre des colonnes et la casse des titres")
    void readsWhatSpreadsheetsWrite(String text) {
        assertThat(Roster.read(text))
                .extracting(Line::team, Line::firstName, Line::lastName, Line::email)
                .containsExactly(
                        tuple("Les Pionniers", "Anne", "Durand", "anne.durand@ecole.fr"),
                        tuple("Les Pionniers", "Bruno", "Leroy", "bruno@ecole.fr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Promotion printemps 2027\n\nExport du 29/11/2026;;;\néquipe;prénom;nom;e-mail\nE5;5;5;x@ecole.fr",
                "sep=;\nInscrits;;;;Page 1\n\nE-mail;Prénom;Nom;Équipe\nx@ecole.fr;5;5;E5",
                "sep=|\n\n\néquipe|prénom|nom|e-mail\nE5|5|5|x@ecole.fr\n",
                "Liste\r\r\réquipe;prénom;nom;e-mail\rE5;5;5;x@ecole.fr\r"
            })
    @DisplayName("Peut avoir un préambule au-dessus de ses titres, et dire son séparateur")
    void readsBelowAPreamble(String text) {
        assertThat(Roster.read(text)).containsExactly(new Line(5, "E5", "5", "5", "x@ecole.fr"));
    }

    @Test
    @DisplayName("lit une colonne « coach », où elle veut, qui peut rester vide")
    void readsCoaches() {
        assertThat(Roster.read("""
                Coach;équipe;prénom;nom;adresse électronique
                Carlos@ecole.example;Vagues;Luc;Noël;luc@ecole.example
                ;Vagues;Zoé;Petit;zoe@ecole.example
                """))
                .containsExactly(
                        new Roster.Line(2, "Vagues", "Luc", "Noël", "luc@ecole.example", "Carlos@ecole.example"),
                        new Roster.Line(3, "Vagues", "Zoé", "Petit", "zoe@ecole.example"));
    }

    @Test
    @DisplayName("ne prend pas une équipe « Coach » pour une ligne de titres")
    void takesNoTeamForHeadings() {
        assertThat(Roster.read("Coach;Luc;Noël;luc@ecole.example"))
                .containsExactly(new Roster.Line(1, "Coach", "Luc", "Noël", "luc@ecole.example"));
    }

    @Test
    @DisplayName("Personne ne disparaît parce que des titres suivent")
    void losesNobodyAboveItsHeadings() {
        assertThat(refused(
                                "Alpha;Anne;Durand;anne@ecole.fr\néquipe;prénom;nom;e-mail\nAlpha;Bruno;Leroy;bruno@ecole.fr")
                        .errors())
                .containsOnlyKeys("lines[2].email");
    }

    @Test
    @DisplayName("Nomme chaque ligne fautive, et tout est refusé ensemble")
    void namesEveryFaultyLine() {
        Refusal refusal = refused("""
        équipe;prénom;nom;e-mail
        Alpha;Anne;Durand;anne@ecole.fr
        Alpha;;Durand;sans-arobase
        Álpha;Bruno;Leroy;bruno@ecole.fr
        Alpha;Anne;Durand;ANNE@ecole.fr
        Bêta;Annick;Durand;anne@ecole.fr
        Bêta;=CMD();X\u202E;x@ecole.fr
        !;Zoé;Petit;zoe@ecole.fr
        """);
        assertThat(refusal.errors())
                .containsOnlyKeys(
                        "lines[3].first_name",
                        "lines[3].email",
                        "lines[4].team",
                        "lines[5].email",
                        "lines[6].email",
                        "lines[7].last_name",
                        "lines[8].team");
        assertThat(Api.plain(refusal.errors().get("lines[4].team")))
                .contains("Ligne 4, équipe : « Álpha » ressemble trop à « Alpha » de la ligne 2");
        assertThat(Api.plain(refusal.errors().get("lines[6].email")))
                .contains("est déjà l’adresse de Anne Durand, ligne 2");
        assertThat(refusal.getMessage()).endsWith("Et 2 autres erreurs.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZoÃ©",
                "Zo\uFFFD",
                "VoilÃ\u00a0",
                "HÃ\u0089lÃ¨ne",
                "HÃ‰LÃˆNE",
                "lâ€™ami",
                "SÅ“ur",
                "Â«\u00a0Les Pionniers\u00a0Â»"
            })
    @DisplayName("Refuse un texte dont les accents sont perdus")
    void refusesGarbledText(String garbled) {
        Refusal refusal = refused("Alpha;Anne;Durand;anne@ecole.fr\nAlpha;" + garbled + ";Petit;zoe@ecole.fr");
        assertThat(refusal.errors()).containsOnlyKeys("lines[2].first_name");
        assertThat(Api.plain(refusal.getMessage()))
                .contains("Ligne 2, prénom", "accents illisibles ; enregistrez le fichier en UTF-8");
        assertThat(Api.plain(refused("Ã©quipe;prÃ©nom;nom;e-mail\nAlpha;Anne;Durand;anne@ecole.fr")
                        .getMessage()))
                .isEqualTo("Les accents de la liste sont illisibles ; enregistrez le fichier en UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "João",
                "JOÃO",
                "Ângela",
                "Åsa",
                "Œdipe",
                "L’Âme « ÉCLAIRÉE »",
                "Les «Âgés»…",
                "Chloë-Zoé",
                "Ñandú",
                "Đặng Thị",
                "日本"
            })
    @DisplayName("Accepte les accents de toutes les langues")
    void acceptsAccents(String name) {
        assertThat(Roster.read("Alpha;" + name + ";Petit;zoe@ecole.fr"))
                .extracting(Line::firstName)
                .containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      équipe;prénom;e-mail            | il manque : nom
      Alpha;Anne;Durand               | Quatre colonnes sont attendues
      équipe;prénom;nom;e-mail        | ne contient personne
      """)
    @DisplayName("Dit ce qui manque à une liste qui n’en est pas une")
    void tellsWhatIsMissing(String text, String said) {
        assertThat(Api.plain(refused(text).getMessage())).contains(said);
    }

    @Test
    @DisplayName("Un guillemet qui manque est dit avec sa ligne")
    void tellsOfABrokenQuote() {
        assertThat(refused("Alpha;Anne;Durand;anne@ecole.fr\nAlpha;\"Bruno;Leroy;b@ecole.fr\n")
                        .getMessage())
                .contains("à partir de la ligne 2");
    }

    @Test
    @DisplayName("Vingt membres par équipe, deux mille lignes : au-delà, elle est refusée")
    void isBounded() {
        assertThat(Roster.read(list(20, 1))).hasSize(20);
        assertThat(refused(list(21, 1)).getMessage()).contains("a plus de 20 membres");
        assertThat(Roster.read(list(10, 200))).hasSize(2000);
        assertThat(Api.plain(refused(list(11, 200)).getMessage())).contains("plus de 2 000 lignes");
    }

    private static String list(int members, int teams) {
        return IntStream.range(0, teams)
                .boxed()
                .flatMap(team -> IntStream.range(0, members)
                        .mapToObj(member -> "Équipe %d;Anne;Durand;a%d.%d@ecole.fr".formatted(team, team, member)))
                .collect(Collectors.joining("\n"));
    }

    private static Refusal refused(String text) {
        return catchThrowableOfType(Refusal.class, () -> Roster.read(text));
    }
}
