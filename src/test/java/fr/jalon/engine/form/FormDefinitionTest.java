package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Le formulaire comme contrat")
class FormDefinitionTest {

    private static final BiPredicate<String, Map<String, Object>> NOTHING_HIDES = (condition, answers) -> false;

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 7);

    private static final FormDefinition IDEA = form("""
      {"type": "textfield", "key": "title", "label": "Titre", "validate": {"required": true}},
      {"type": "textarea", "key": "pitch", "label": "Argument"}
      """);

    @Test
    @DisplayName("Un champ inconnu est refusé par son nom")
    void refusesUnknownField() {
        assertThat(refusal(IDEA, answers("title", "Vélos partagés", "colour", "vert")))
                .containsOnly(Map.entry("colour", "Le champ « colour » n’existe pas dans ce formulaire."));
    }

    @Test
    @DisplayName("Un nom inconnu, long ou piégé, est montré court et sans caractères de contrôle")
    void showsHostileNamesHarmlessly() {
        String hostile = "a\r\nb" + "x".repeat(100);
        assertThat(refusal(IDEA, answers("title", "Vélos", hostile, "1")).get(hostile))
                .isEqualTo("Le champ « a  b" + "x".repeat(56) + "… » n’existe pas dans ce formulaire.");
    }

    @Test
    @DisplayName("Ce qui montre ne demande rien")
    void displaysAskNothing() {
        FormDefinition form = form("""
        {"type": "text", "text": "Bonjour"}, {"type": "html", "content": "<b>Bonjour</b>"},
        {"type": "table", "label": "Jours", "dataSource": "=days"}, {"type": "separator"}, {"type": "spacer"},
        {"type": "image", "source": "logo"}, {"type": "button", "key": "send", "label": "Envoyer"}
        """);
        assertThat(form.names()).isEmpty();
        assertThat(refusal(form, answers("send", true))).containsOnlyKeys("send");
    }

    @Test
    @DisplayName("Les champs d’un groupe, même dans un groupe, sont ceux du formulaire")
    void flattensGroups() {
        FormDefinition form = form("""
        {"type": "textfield", "key": "outside", "label": "Dehors"},
        {"type": "group", "label": "Groupe", "components": [
          {"type": "number", "key": "inside", "label": "Dedans", "validate": {"required": true}},
          {"type": "group", "label": "Sous-groupe", "components": [
            {"type": "checkbox", "key": "deep", "label": "Au fond"}]}]}
        """);
        assertThat(form.names()).containsExactly("outside", "inside", "deep");
        assertThat(accepted(form, answers("inside", 3, "deep", true)))
                .containsEntry("inside", 3L)
                .containsEntry("deep", true);
        assertThat(refusal(form, answers("deep", true)))
                .containsOnly(Map.entry("inside", "Dedans : ce champ est obligatoire."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"filepicker", "documentPreview", "expression", "iframe", "dynamicList", ""})
    @DisplayName("Un composant hors du dialecte rend le formulaire illisible")
    void refusesForeignComponents(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> form("""
        {"type": "%s", "key": "any", "label": "Champ"}
        """.formatted(type)));
    }

    @Test
    @DisplayName("Un composant hors du dialecte se trouve aussi au fond d’une liste")
    void refusesForeignColumns() {
        assertThatIllegalArgumentException().isThrownBy(() -> form("""
        {"type": "dynamiclist", "path": "rows", "label": "Lignes", "components": [
          {"type": "filepicker", "key": "file", "label": "Fichier"}]}
        """)).withMessageContaining("filepicker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"textfield\", \"label\": \"Sans clé\"}",
                "{\"type\": \"dynamiclist\", \"key\": \"rows\", \"label\": \"Sans chemin\"}"
            })
    @DisplayName("Une question sans nom rend le formulaire illisible")
    void refusesNamelessFields(String component) {
        assertThatIllegalArgumentException().isThrownBy(() -> form(component)).withMessageContaining("without a key");
    }

    @Test
    @DisplayName("Les questions posées à neuf sont celles que rien ne préremplit")
    void knowsWhatIsAskedAnew() {
        FormDefinition form = form("""
        {"type": "textfield", "key": "kept", "label": "Gardé"},
        {"type": "radio", "key": "verdict", "label": "Verdict", "properties": {"prefill": "false"}},
        {"type": "textarea", "key": "offered", "label": "Proposé", "properties": {"prefill": "true"}},
        {"type": "dynamiclist", "path": "rows", "label": "Lignes", "properties": {"prefill": "false"}}
        """);
        assertThat(form.askedAnew()).containsExactly("verdict", "rows");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", " \t\n "})
    @DisplayName("Un champ obligatoire laissé vide est refusé")
    void demandsRequiredField(String blank) {
        assertThat(refusal(IDEA, answers("title", blank)))
                .containsOnly(Map.entry("title", "Titre : ce champ est obligatoire."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "textfield",
                "textarea",
                "number",
                "datetime",
                "select",
                "radio",
                "checkbox",
                "checklist",
                "taglist"
            })
    @DisplayName("Un champ obligatoire absent est refusé, quel que soit son composant")
    void demandsRequiredComponent(String type) {
        FormDefinition form = form("""
        {"type": "%s", "key": "field", "label": "Champ", "validate": {"required": true}}
        """.formatted(type));
        assertThat(refusal(form, Map.of())).containsOnly(Map.entry("field", "Champ : ce champ est obligatoire."));
    }

    @Test
    @DisplayName("L’étoile d’un libellé obligatoire ne passe pas dans le message")
    void dropsTheStar() {
        FormDefinition form = form("""
        {"type": "textfield", "key": "title", "label": "Titre *", "validate": {"required": true}}
        """);
        assertThat(refusal(form, Map.of())).containsEntry("title", "Titre : ce champ est obligatoire.");
    }

    @Test
    @DisplayName("Un champ facultatif laissé vide est vide, qu’il soit absent ou blanc")
    void keepsBlankAsNothing() {
        assertThat(accepted(IDEA, answers("title", "Vélos", "pitch", "  "))).containsEntry("pitch", null);
        assertThat(accepted(IDEA, answers("title", "Vélos"))).containsEntry("pitch", null);
    }

    @Test
    @DisplayName("Plusieurs erreurs sont toutes dites, chacune sous son champ, en une seule fois")
    void listsEveryError() {
        FormDefinition form = form("""
        {"type": "textfield", "key": "title", "label": "Titre", "validate": {"required": true}},
        {"type": "number", "key": "budget", "label": "Budget", "validate": {"min": 0}},
        {"type": "datetime", "key": "day", "label": "Jour"},
        {"type": "textfield", "key": "sound", "label": "Juste"}
        """);
        assertThatThrownBy(
                        () -> accepted(form, answers("colour", "vert", "budget", -1, "day", "demain", "sound", "oui")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
                    assertThat(refusal.errors()).containsOnlyKeys("colour", "title", "budget", "day");
                    assertThat(refusal.getMessage()).contains(refusal.errors().values());
                });
    }

    @Test
    @DisplayName("Un texte est gardé sans les blancs qui l’entourent")
    void stripsText() {
        assertThat(accepted(IDEA, answers("title", "  Vélos partagés \n"))).containsEntry("title", "Vélos partagés");
    }

    @ParameterizedTest(name = "{0} {1} : {2} caractères")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      textfield | {}                                 |  255 | –
      textfield | {}                                 |  256 | 255 caractères au plus, 256 reçus
      textarea  | {}                                 | 4000 | –
      textarea  | {}                                 | 4001 | 4000 caractères au plus, 4001 reçus
      textfield | {"maxLength": 40}                  |   40 | –
      textfield | {"maxLength": 40}                  |   41 | 40 caractères au plus, 41 reçus
      textarea  | {"maxLength": 2000}                | 2001 | 2000 caractères au plus, 2001 reçus
      textfield | {"minLength": 3}                   |    2 | 3 caractères au moins
      textfield | {"minLength": 3}                   |    3 | –
      textarea  | {"minLength": 10, "maxLength": 20} |   10 | –
      """)
    @DisplayName("Un texte tient dans ses longueurs")
    void boundsTextLength(String type, String validate, int length, String fault) {
        FormDefinition form = form("""
        {"type": "%s", "key": "text", "label": "Texte", "validate": %s}
        """.formatted(type, validate));
        verify(form, "text", "é".repeat(length), "é".repeat(length), fault == null ? null : "Texte : " + fault + ".");
    }

    @Test
    @DisplayName("Les blancs autour d’un texte ne comptent pas dans sa longueur")
    void measuresStrippedText() {
        FormDefinition form = form("""
        {"type": "textfield", "key": "text", "label": "Texte", "validate": {"maxLength": 3}}
        """);
        assertThat(accepted(form, answers("text", "   abc   "))).containsEntry("text", "abc");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "–", textBlock = """
      https://exemple.fr,     –
      http://exemple.fr/page, –
      ftp://exemple.fr,       Page : le format attendu n’est pas respecté.
      exemple.fr,             Page : le format attendu n’est pas respecté.
      """)
    @DisplayName("Un texte suit son motif")
    void followsPattern(String link, String fault) {
        FormDefinition form = form("""
        {"type": "textfield", "key": "page", "label": "Page", "validate": {"pattern": "^https?://"}}
        """);
        verify(form, "page", link, link, fault);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "–", textBlock = """
      alice@exemple.fr, –
      alice@exemple,    Adresse : une adresse électronique est attendue.
      alice,            Adresse : une adresse électronique est attendue.
      a b@exemple.fr,   Adresse : une adresse électronique est attendue.
      """)
    @DisplayName("Une adresse électronique en a la forme")
    void knowsMailAddresses(String address, String fault) {
        FormDefinition form = form("""
        {"type": "textfield", "key": "mail", "label": "Adresse", "validate": {"validationType": "email"}}
        """);
        verify(form, "mail", address, address, fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x07, 0x08, 0x1b, 0x7f, 0x85})
    @DisplayName("Un caractère de contrôle est refusé")
    void refusesControlCharacters(int character) {
        assertThat(refusal(IDEA, answers("title", "Vélos" + (char) character + "partagés")))
                .containsOnly(Map.entry("title", "Titre : le texte contient des caractères de contrôle."));
    }

    @Test
    @DisplayName("Retours à la ligne et tabulations passent, les signes rares aussi")
    void keepsLineBreaks() {
        String text = "Une ligne\r\nune autre\tet « l’œuvre » 😀";
        assertThat(accepted(IDEA, answers("title", "Vélos", "pitch", text))).containsEntry("pitch", text);
    }

    static Stream<Arguments> wrongTypes() {
        List<Object> list = List.of("x");
        Map<String, Object> map = Map.of("x", 1);
        return Stream.of(
                arguments("textfield", List.<Object>of(5, true, list, map), "un texte est attendu"),
                arguments("textarea", List.<Object>of(5, true, list, map), "un texte est attendu"),
                arguments("number", List.<Object>of("5", true, list, map), "un nombre est attendu"),
                arguments(
                        "datetime",
                        List.<Object>of(20261207, true, list, map),
                        "une date est attendue, par exemple 2026-12-07"),
                arguments("checkbox", List.<Object>of("true", 1, list, map), "oui ou non est attendu"),
                arguments("checklist", List.<Object>of("A", 1, true, map), "une liste de choix est attendue"),
                arguments("taglist", List.<Object>of("A", 1, true, map), "une liste de choix est attendue"),
                arguments("dynamiclist", List.<Object>of("A", 1, true, map), "une liste est attendue"),
                arguments(
                        "dynamiclist",
                        List.<Object>of(List.of("A"), List.of(1), List.of(list)),
                        "chaque ligne de la liste est un ensemble de champs"));
    }

    @ParameterizedTest(name = "{0} : {2}")
    @MethodSource("wrongTypes")
    @DisplayName("Une valeur d’un autre type est refusée")
    void refusesWrongTypes(String type, List<Object> values, String fault) {
        FormDefinition form = form("""
        {"type": "%s", "key": "field", "path": "field", "label": "Champ", "values": [{"value": "A"}]}
        """.formatted(type));
        for (Object value : values) {
            assertThat(refusal(form, answers("field", value)))
                    .as("%s", value)
                    .containsOnly(Map.entry("field", "Champ : " + fault + "."));
        }
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(0, 5, 5L, null),
                arguments(0, 5L, 5L, null),
                arguments(0, (short) 5, 5L, null),
                arguments(0, 5.0, 5L, null),
                arguments(0, -0.0, 0L, null),
                arguments(0, 1e6, 1_000_000L, null),
                arguments(0, -12, -12L, null),
                arguments(0, new BigDecimal("5.00"), 5L, null),
                arguments(0, BigInteger.valueOf(5), 5L, null),
                arguments(0, 1_000_000_000_000L, 1_000_000_000_000L, null),
                arguments(0, 5.5, null, "Nombre : un nombre entier est attendu."),
                arguments(0, 0.1 + 0.2, null, "Nombre : un nombre entier est attendu."),
                arguments(0, new BigDecimal("1e-400"), null, "Nombre : un nombre entier est attendu."),
                arguments(2, 5, 5.0, null),
                arguments(2, 5.25, 5.25, null),
                arguments(2, 5.5f, 5.5, null),
                arguments(2, new BigDecimal("19.90"), 19.9, null),
                arguments(2, 5.255, null, "Nombre : 2 décimales au plus."),
                arguments(2, 0.1 + 0.2, null, "Nombre : 2 décimales au plus."),
                arguments(0, Double.NaN, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(2, Double.POSITIVE_INFINITY, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(2, Double.NEGATIVE_INFINITY, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(2, Float.NaN, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(0, Long.MAX_VALUE, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(0, Long.MIN_VALUE, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(0, 1e13, null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(0, BigInteger.TEN.pow(400), null, "Nombre : ce nombre est hors de toute mesure."),
                arguments(2, new BigDecimal("1e999999999"), null, "Nombre : ce nombre est hors de toute mesure."));
    }

    @ParameterizedTest(name = "{0} décimales : {1} donne {2}")
    @MethodSource("numbers")
    @DisplayName("Un nombre entier devient un Long, un nombre décimal un Double, le reste est refusé")
    void readsNumbers(int decimals, Number given, Number expected, String fault) {
        FormDefinition form = form("""
        {"type": "number", "key": "number", "label": "Nombre", "decimalDigits": %d}
        """.formatted(decimals));
        verify(form, "number", given, expected, fault);
    }

    @Test
    @DisplayName("Un nombre sans décimales annoncées est entier")
    void isWholeByDefault() {
        FormDefinition form = form("""
        {"type": "number", "key": "number", "label": "Nombre"}
        """);
        assertThat(accepted(form, answers("number", 7.0))).containsEntry("number", 7L);
        assertThat(refusal(form, answers("number", 7.5))).containsKey("number");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "–", textBlock = """
      0.01,   –
      99.5,   –
      50,     –
      0,      'Taux : la valeur minimale est 0,01.'
      -3,     'Taux : la valeur minimale est 0,01.'
      99.51,  'Taux : la valeur maximale est 99,5.'
      1000,   'Taux : la valeur maximale est 99,5.'
      """)
    @DisplayName("Un nombre reste entre ses bornes, dites avec une virgule")
    void boundsNumbers(BigDecimal given, String fault) {
        FormDefinition form = form("""
        {"type": "number", "key": "rate", "label": "Taux", "decimalDigits": 2,
         "validate": {"min": 0.01, "max": 99.5}}
        """);
        verify(form, "rate", given, given.doubleValue(), fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-07", "2028-02-29", "2000-01-01", "2100-12-31"})
    @DisplayName("Un jour est gardé tel quel")
    void acceptsDays(String day) {
        assertThat(accepted(day(), answers("day", day))).containsEntry("day", day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07/12/2026",
                "2026-02-30",
                "2027-02-29",
                "2026-13-01",
                "2026-2-3",
                "1999-12-31",
                "1999-06-01",
                "2101-01-01",
                "+12026-01-01",
                "-2026-01-01",
                "2026-12-07T09:00:00Z",
                "2026-12",
                "demain"
            })
    @DisplayName("Ce qui n’est pas un jour de ce siècle est refusé")
    void refusesOtherDays(String day) {
        assertThat(refusal(day(), answers("day", day)))
                .containsOnly(Map.entry("day", "Jour : une date est attendue, par exemple 2026-12-07."));
    }

    private static FormDefinition day() {
        return form("""
        {"type": "datetime", "subtype": "date", "key": "day", "dateLabel": "Jour", "label": "Jour"}
        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select", "radio"})
    @DisplayName("Un choix est l’une des valeurs proposées, son libellé n’en est pas une")
    void choosesAmongValues(String type) {
        FormDefinition form = form("""
        {"type": "%s", "key": "verdict", "label": "Verdict",
         "values": [{"label": "Atteint", "value": "REACHED"}, {"label": "À reprendre", "value": "REWORK"}]}
        """.formatted(type));
        assertThat(accepted(form, answers("verdict", "REWORK"))).containsEntry("verdict", "REWORK");
        for (Object other : List.of("Atteint", "reached", "REACHED ", 1, true)) {
            assertThat(refusal(form, answers("verdict", other)))
                    .containsOnly(
                            Map.entry("verdict", "Verdict : « " + other + " » ne fait pas partie des choix proposés."));
        }
    }

    @Test
    @DisplayName(
            "Un choix parmi des faits se vérifie contre ces faits, qu’ils soient des options ou de simples valeurs")
    void choosesAmongFacts() {
        FormDefinition form = form("""
        {"type": "select", "key": "idea", "label": "Idée", "valuesKey": "ideaOptions"}
        """);
        Map<String, Object> options =
                Map.of("ideaOptions", List.of(Map.of("label", "1. Vélos", "value", "Vélos"), "Paniers"));
        assertThat(form.neededFacts()).containsExactly("ideaOptions");
        assertThat(form.check(answers("idea", "Vélos"), options, NOTHING_HIDES, TODAY))
                .containsEntry("idea", "Vélos");
        assertThat(form.check(answers("idea", "Paniers"), options, NOTHING_HIDES, TODAY))
                .containsEntry("idea", "Paniers");
        for (Map<String, Object> facts : List.of(options, Map.<String, Object>of())) {
            assertThat(refusal(() -> form.check(answers("idea", "1. Vélos"), facts, NOTHING_HIDES, TODAY)))
                    .containsOnly(Map.entry("idea", "Idée : « 1. Vélos » ne fait pas partie des choix proposés."));
        }
    }

    @Test
    @DisplayName("Les faits ne servent qu’aux formulaires qui y puisent un choix, fût-ce dans une liste")
    void knowsWhetherFactsMatter() {
        assertThat(IDEA.neededFacts()).isEmpty();
        assertThat(form("""
        {"type": "dynamiclist", "path": "steps", "label": "Étapes", "components": [
          {"type": "select", "key": "owner", "label": "Responsable", "valuesKey": "memberOptions"}]}
        """).neededFacts()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checklist", "taglist"})
    @DisplayName("Une liste de choix ne garde chacun qu’une fois, dans l’ordre donné")
    void dropsDuplicateChoices(String type) {
        assertThat(accepted(tools(type), answers("tools", List.of("B", "A", "B", "A"))))
                .containsEntry("tools", List.of("B", "A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"checklist", "taglist"})
    @DisplayName("Un seul choix étranger fait refuser la liste")
    void refusesForeignChoice(String type) {
        assertThat(refusal(tools(type), answers("tools", List.of("A", "Z"))))
                .containsOnly(Map.entry("tools", "Outils : « Z » ne fait pas partie des choix proposés."));
        assertThat(refusal(tools(type), answers("tools", List.of(1)))).containsOnlyKeys("tools");
    }

    @Test
    @DisplayName("Une liste de choix obligatoire ne peut être vide")
    void demandsOneChoice() {
        assertThat(refusal(tools("checklist"), answers("tools", List.of())))
                .containsOnly(Map.entry("tools", "Outils : ce champ est obligatoire."));
    }

    private static FormDefinition tools(String type) {
        return form("""
        {"type": "%s", "key": "tools", "label": "Outils", "validate": {"required": true},
         "values": [{"label": "Tableau", "value": "A"}, {"label": "Maquette", "value": "B"}]}
        """.formatted(type));
    }

    @Test
    @DisplayName("Une case obligatoire est cochée")
    void demandsTick() {
        FormDefinition form = form("""
        {"type": "checkbox", "key": "tested", "label": "Suivi testé", "validate": {"required": true}}
        """);
        assertThat(accepted(form, answers("tested", true))).containsEntry("tested", true);
        assertThat(refusal(form, answers("tested", false)))
                .containsOnly(Map.entry("tested", "Suivi testé : cette case doit être cochée."));
    }

    @Test
    @DisplayName("Une case facultative laissée de côté vaut non")
    void untickedIsFalse() {
        FormDefinition form = form("""
        {"type": "checkbox", "key": "tested", "label": "Suivi testé"}
        """);
        assertThat(accepted(form, Map.of())).containsEntry("tested", false);
        assertThat(accepted(form, answers("tested", false))).containsEntry("tested", false);
    }

    @Test
    @DisplayName("Les lignes d’une liste sont gardées avec toutes leurs colonnes, typées")
    void readsRows() {
        assertThat(accepted(
                        channels(0, 100),
                        answers(
                                "channels",
                                List.of(
                                        answers("channel", " Radio ", "budget", 5),
                                        answers("channel", "Affiches", "ended", true)))))
                .containsEntry(
                        "channels",
                        List.of(
                                answers("channel", "Radio", "budget", 5.0, "ended", false),
                                answers("channel", "Affiches", "budget", null, "ended", true)));
    }

    @Test
    @DisplayName("Une colonne inconnue est refusée avec sa ligne")
    void refusesUnknownColumn() {
        assertThat(refusal(
                        channels(0, 100),
                        answers(
                                "channels",
                                List.of(answers("channel", "Radio"), answers("channel", "Presse", "colour", "vert")))))
                .containsOnly(Map.entry("channels[2].colour", "Canaux, ligne 2 : le champ « colour » n’existe pas."));
    }

    @Test
    @DisplayName("Les lignes blanches tombent")
    void dropsBlankRows() {
        assertThat(accepted(
                        channels(0, 100),
                        answers(
                                "channels",
                                List.of(
                                        answers(),
                                        answers("channel", null),
                                        answers("channel", "  ", "ended", false),
                                        answers("channel", "Radio")))))
                .extractingByKey("channels")
                .asList()
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0} à {1} lignes, {2} reçues")
    @CsvSource(nullValues = "–", textBlock = """
      1, 3, 0, Canaux : une ligne au moins est attendue.
      1, 3, 1, –
      1, 3, 3, –
      1, 3, 4, 'Canaux : 3 lignes au plus, 4 reçues ; retirez-en 1, ou regroupez-en.'
      2, 3, 0, Canaux : 2 lignes au moins sont attendues.
      2, 3, 1, Canaux : 2 lignes au moins sont attendues.
      0, 3, 0, –
      """)
    @DisplayName("Une liste a autant de lignes qu’il en faut, les blanches ne comptent pas")
    void boundsRows(int least, int most, int rows, String fault) {
        List<Map<String, Object>> given = new ArrayList<>(channelRows(rows));
        given.add(0, answers("channel", " "));
        if (fault == null) {
            assertThat(accepted(channels(least, most), answers("channels", given)))
                    .extractingByKey("channels")
                    .asList()
                    .hasSize(rows);
        } else {
            assertThat(refusal(channels(least, most), answers("channels", given)))
                    .containsOnly(Map.entry("channels", fault));
        }
    }

    @Test
    @DisplayName("Une liste absente manque si des lignes sont attendues")
    void demandsRows() {
        assertThat(refusal(channels(1, 3), Map.of()))
                .containsOnly(Map.entry("channels", "Canaux : une ligne au moins est attendue."));
        assertThat(accepted(channels(0, 3), Map.of())).containsEntry("channels", null);
    }

    @Test
    @DisplayName("Sans borne dite, une liste s’arrête à cent lignes")
    void boundsRowsByDefault() {
        FormDefinition form = form("""
        {"type": "dynamiclist", "path": "rows", "label": "Lignes", "components": [
          {"type": "textfield", "key": "channel", "label": "Canal"}]}
        """);
        assertThat(accepted(form, answers("rows", channelRows(100))))
                .extractingByKey("rows")
                .asList()
                .hasSize(100);
        assertThat(refusal(form, answers("rows", channelRows(101))))
                .containsOnly(
                        Map.entry("rows", "Lignes : 100 lignes au plus, 101 reçues ; retirez-en 1, ou regroupez-en."));
    }

    @Test
    @DisplayName("Une liste de trop de lignes, même vides, ou de trop de choix, est refusée sans être lue")
    void refusesEndlessLists() {
        assertThat(accepted(channels(0, 3), answers("channels", Collections.nCopies(1000, answers("channel", " ")))))
                .containsEntry("channels", List.of());
        assertThat(refusal(channels(0, 3), answers("channels", Collections.nCopies(1001, answers("colour", null)))))
                .containsOnly(Map.entry("channels", "Canaux : 1000 lignes au plus, vides comprises."));
        assertThat(refusal(
                        channels(0, 3), answers("channels", Collections.nCopies(100_000, answers("colour", "vert")))))
                .containsOnly(Map.entry(
                        "channels", "Canaux : 3 lignes au plus, 100000 reçues ; retirez-en 99997, ou regroupez-en."));
        assertThat(accepted(tools("taglist"), answers("tools", Collections.nCopies(1000, "A"))))
                .containsEntry("tools", List.of("A"));
        assertThat(refusal(tools("taglist"), answers("tools", Collections.nCopies(1001, "A"))))
                .containsOnly(Map.entry("tools", "Outils : 1000 choix au plus, 1001 reçus."));
    }

    @Test
    @DisplayName("Cinquante erreurs sont dites, les autres comptées")
    void countsEndlessErrors() {
        Map<String, Object> answers = new LinkedHashMap<>(answers("title", "Vélos"));
        for (int number = 1; number <= 50; number++) answers.put("inconnu" + number, 1);
        assertThatThrownBy(() -> accepted(IDEA, answers)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.errors()).hasSize(50);
            assertThat(refusal.getMessage())
                    .endsWith("« inconnu50 » n’existe pas dans ce formulaire."
                            .replace("« ", "«\u00a0")
                            .replace(" »", "\u00a0»"));
        });
        answers.put("inconnu51", 1);
        answers.put("inconnu52", 1);
        assertThatThrownBy(() -> accepted(IDEA, answers)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.errors()).hasSize(50);
            assertThat(refusal.getMessage()).endsWith("Et 2 autres erreurs.");
        });
    }

    @Test
    @DisplayName("Une erreur dans une liste nomme sa ligne et sa colonne, lignes blanches comptées")
    void namesTheLine() {
        Map<String, String> errors = refusal(
                channels(0, 100),
                answers(
                        "channels",
                        List.of(
                                answers("channel", "Radio", "budget", 5), answers("channel", ""),
                                answers("channel", "x".repeat(41), "budget", -2), answers("budget", 1))));
        assertThat(errors)
                .containsOnly(
                        Map.entry("channels[3].channel", "Canaux, ligne 3, Canal : 40 caractères au plus, 41 reçus."),
                        Map.entry("channels[3].budget", "Canaux, ligne 3, Budget : la valeur minimale est 0."),
                        Map.entry("channels[4].channel", "Canaux, ligne 4, Canal : ce champ est obligatoire."));
    }

    private static final FormDefinition OPEN = form("""
      {"type": "dynamiclist", "path": "channels", "label": "Canaux", "components": [
        {"type": "select", "key": "channel", "label": "Canal", "validate": {"required": true, "maxLength": 10},
         "values": [{"value": "Radio"}, {"value": "OTHER"}], "properties": {"other": "which"}},
        {"type": "textfield", "key": "which", "label": "Lequel ?"}]}""");

    @Test
    @DisplayName("Un choix « Autre » est ce qui est écrit à côté, qui ne se garde pas et ne vaut que pour lui")
    void acceptsAnother() {
        assertThat(accepted(
                        OPEN,
                        answers(
                                "channels",
                                List.of(
                                        answers("channel", "OTHER", "which", " Fanfare "),
                                        answers("channel", "Radio", "which", ""),
                                        answers("channel", "Presse")))))
                .containsEntry(
                        "channels",
                        List.of(Map.of("channel", "Fanfare"), Map.of("channel", "Radio"), Map.of("channel", "Presse")));
        assertThat(refusal(
                        OPEN,
                        answers(
                                "channels",
                                List.of(
                                        answers("channel", "OTHER"),
                                        answers("channel", "Radio", "which", "Fanfare"),
                                        answers("channel", "OTHER", "which", "x".repeat(11))))))
                .containsOnly(
                        Map.entry("channels[1].channel", "Canaux, ligne 1, Canal : ce champ est obligatoire."),
                        Map.entry(
                                "channels[2].which",
                                "Canaux, ligne 2, « Lequel ? » : à remplir seulement si vous choisissez « Autre »."),
                        Map.entry("channels[3].channel", "Canaux, ligne 3, Canal : 10 caractères au plus, 11 reçus."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
      2   | -
      2.0 | -
      2.5 | Note : « 2.5 » ne fait pas partie des choix proposés.
      6   | Note : « 6 » ne fait pas partie des choix proposés.
      """)
    @DisplayName("Un choix entre des nombres est un nombre entier parmi eux")
    void acceptsFigures(double given, String fault) {
        FormDefinition form = form("""
            {"type": "radio", "key": "note", "label": "Note", "values": [{"label": "1", "value": 1}, {"value": 2}]}""");
        verify(form, "note", given, 2L, fault);
        assertThat(refusal(form, answers("note", "2")))
                .containsOnly(Map.entry("note", "Note : un nombre est attendu."));
    }

    @Test
    @DisplayName("Un libellé qui interroge est cité avant les deux-points d’un refus")
    void quotesQuestions() {
        assertThat(refusal(
                        form("{\"type\": \"textfield\", \"key\": \"why\", \"label\": \"Pourquoi ? *\","
                                + " \"validate\": {\"required\": true}}"),
                        answers()))
                .containsOnly(Map.entry("why", "« Pourquoi ? » : ce champ est obligatoire."));
    }

    private static FormDefinition channels(int least, int most) {
        return form("""
        {"type": "dynamiclist", "path": "channels", "label": "Canaux",
         "properties": {"minRows": "%d", "maxRows": "%d"}, "components": [
          {"type": "text", "text": "Un canal par ligne"},
          {"type": "textfield", "key": "channel", "label": "Canal", "validate": {"required": true, "maxLength": 40}},
          {"type": "number", "key": "budget", "label": "Budget", "decimalDigits": 2, "validate": {"min": 0}},
          {"type": "checkbox", "key": "ended", "label": "Terminé"}]}
        """.formatted(least, most));
    }

    private static List<Map<String, Object>> channelRows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> answers("channel", "Canal " + line))
                .toList();
    }

    private static final FormDefinition GATE = form("""
      {"type": "radio", "key": "verdict", "label": "Verdict", "values": [{"value": "REACHED"}, {"value": "EXTEND"}]},
      {"type": "number", "key": "extraDays", "label": "Jours en plus", "validate": {"required": true, "max": 7},
       "conditional": {"hide": "=verdict != \\"EXTEND\\""}}
      """);
    private static final BiPredicate<String, Map<String, Object>> UNLESS_EXTENDED = (condition, answers) ->
            condition.equals("verdict != \"EXTEND\"") && !"EXTEND".equals(answers.get("verdict"));

    @Test
    @DisplayName("Un champ masqué n’est pas demandé, même obligatoire")
    void doesNotDemandHiddenField() {
        assertThat(GATE.check(answers("verdict", "REACHED"), Map.of(), UNLESS_EXTENDED, TODAY))
                .containsEntry("extraDays", null);
    }

    @Test
    @DisplayName("La valeur d’un champ masqué est laissée de côté, même fausse")
    void dropsHiddenValue() {
        assertThat(GATE.check(answers("verdict", "REACHED", "extraDays", 99), Map.of(), UNLESS_EXTENDED, TODAY))
                .containsEntry("verdict", "REACHED")
                .containsEntry("extraDays", null);
    }

    @Test
    @DisplayName("Un champ montré est demandé et vérifié")
    void demandsShownField() {
        assertThat(GATE.check(answers("verdict", "EXTEND", "extraDays", 3), Map.of(), UNLESS_EXTENDED, TODAY))
                .containsEntry("extraDays", 3L);
        assertThat(refusal(() -> GATE.check(answers("verdict", "EXTEND"), Map.of(), UNLESS_EXTENDED, TODAY)))
                .containsOnly(Map.entry("extraDays", "Jours en plus : ce champ est obligatoire."));
        assertThat(refusal(() ->
                        GATE.check(answers("verdict", "EXTEND", "extraDays", 8), Map.of(), UNLESS_EXTENDED, TODAY)))
                .containsOnly(Map.entry("extraDays", "Jours en plus : la valeur maximale est 7."));
    }

    @Test
    @DisplayName("Une condition voit toutes les questions du formulaire, répondues ou non, et rien d’autre")
    void showsAnswersToConditions() {
        List<Map<String, Object>> seen = new ArrayList<>();
        assertThat(refusal(() -> GATE.check(
                        answers("forged", true),
                        Map.of(),
                        (condition, answers) -> {
                            seen.add(new LinkedHashMap<>(answers));
                            return true;
                        },
                        TODAY)))
                .containsOnlyKeys("forged");
        assertThat(seen).containsExactly(answers("verdict", null, "extraDays", null));
    }

    /** A form of these components, separated by commas. */
    private static FormDefinition form(String components) {
        try {
            return FormDefinition.read(new ObjectMapper().readTree("{\"components\": [" + components + "]}"));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Names and values in turn; values may be null. */
    private static Map<String, Object> answers(Object... namesAndValues) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            answers.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return answers;
    }

    private static Map<String, Object> accepted(FormDefinition form, Map<String, Object> answers) {
        return form.check(answers, Map.of(), NOTHING_HIDES, TODAY);
    }

    /** One field is accepted as expected, or refused for the fault that is given. */
    private static void verify(FormDefinition form, String field, Object given, Object expected, String fault) {
        if (fault == null) assertThat(accepted(form, answers(field, given))).containsEntry(field, expected);
        else assertThat(refusal(form, answers(field, given))).containsOnly(Map.entry(field, fault));
    }

    private static Map<String, String> refusal(FormDefinition form, Map<String, Object> answers) {
        return refusal(() -> accepted(form, answers));
    }

    /** The errors by field, with plain spaces for non-breaking ones. */
    private static Map<String, String> refusal(Runnable check) {
        Map<String, String> errors = new LinkedHashMap<>();
        assertThatThrownBy(check::run).isInstanceOfSatisfying(Refusal.class, refusal -> refusal.errors()
                .forEach((field, error) -> errors.put(field, error.replace('\u00a0', ' '))));
        return errors;
    }
}
