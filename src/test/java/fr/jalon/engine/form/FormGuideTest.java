package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Ce qui guide qui remplit un formulaire")
class FormGuideTest {

    /** Capitals that everybody reads, and the values of a decision. */
    private static final Set<String> EVERYDAY = Set.of("PDF", "GO", "PIVOT", "STOP");

    private static final Pattern CAPITALS = Pattern.compile("(?<![\\p{L}\\p{N}_])\\p{Lu}{2,}(?![\\p{L}\\p{N}_])");

    static List<Path> forms() throws IOException {
        return FormsTest.forms();
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque terme du glossaire est expliqué dans le formulaire qui l’emploie, et aucun sigle n’y manque")
    void explainsTerms(Path file) throws IOException {
        ObjectNode form = read(file);
        String before = words(form);
        FormGuide.guide(form, null, "");
        String after = words(form);

        assertThat(Glossary.FRENCH.in(before))
                .allSatisfy(term -> assertThat(after).contains(Glossary.FRENCH.explained(term)));
        Set<String> foreign = CAPITALS.matcher(before.replaceAll("\\{\\{.*?}}", ""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        foreign.removeAll(EVERYDAY);
        assertThat(Glossary.FRENCH.meanings().keySet()).containsAll(foreign);
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName(
            "L’astérisque est expliqué en tête de chaque formulaire qui en porte un, et le formulaire se lit encore")
    void explainsTheAsterisk(Path file) throws IOException {
        ObjectNode form = read(file);
        Set<String> asked = FormDefinition.read(form).names();
        boolean requires = form.toString()
                .replaceAll("\"required\":true},\"readonly\":true", "")
                .contains("\"required\":true");
        FormGuide.guide(form, null, "");

        assertThat(form.path("components").path(0).path("text").asText().contains("\\*\u00a0: réponse obligatoire"))
                .isEqualTo(requires);
        assertThat(FormDefinition.read(form).names()).isEqualTo(asked);
        assertThat(form.findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("La tête dit où en est la tâche, et ce que veulent dire les mots de son titre")
    void headsTheForm() throws IOException {
        ObjectNode form = form("""
                {"components": [{"type": "text", "id": "a", "text": "{{taskDescription}}"},
                  {"type": "textfield", "id": "b", "key": "who", "label": "Qui ?"}]}""");

        FormGuide.guide(form, "Tâche 3 sur 7 de la phase « Idéation »", "Valider le GE");

        assertThat(form.path("components").findValuesAsText("text"))
                .containsExactly(
                        "**Tâche 3 sur 7 de la phase « Idéation »**",
                        "{{taskDescription}}\n\n" + Glossary.FRENCH.explained("GE"));
    }

    @Test
    @DisplayName("Un terme est expliqué où il vient d’abord, et de nouveau après un endroit qui peut rester caché")
    void explainsOnce() throws IOException {
        ObjectNode form = form("""
                {"components": [
                  {"type": "text", "id": "a", "text": "Le CTR", "conditional": {"hide": "=b = null"}},
                  {"type": "number", "id": "b", "key": "b", "label": "CTR (%)", "description": "Prévu."},
                  {"type": "number", "id": "c", "key": "c", "label": "CTR mesuré"},
                  {"type": "table", "id": "d", "label": "Semaine", "columns": [{"label": "CPC", "key": "e"}]}]}""");

        FormGuide.guide(form, null, "");

        String explained = Glossary.FRENCH.explained("CTR");
        assertThat(form.path("components").path(0).path("text").asText()).isEqualTo("Le CTR\n\n" + explained);
        assertThat(form.path("components").path(1).path("description").asText()).isEqualTo("Prévu. " + explained);
        assertThat(form.path("components").path(2).has("description")).isFalse();
        assertThat(form.path("components").path(3).path("text").asText()).isEqualTo(Glossary.FRENCH.explained("CPC"));
        assertThat(form.path("components").path(4).path("type").asText()).isEqualTo("table");
    }

    @Test
    @DisplayName("Un sigle n’est reconnu qu’entier et en capitales, les autres termes aussi au pluriel")
    void recognisesTerms() {
        assertThat(Glossary.FRENCH.in("Le CRGE et ses Landing pages, l’essai, SCICS"))
                .containsExactly("CRGE", "landing page");
    }

    @Test
    @DisplayName("Un long formulaire se résume avant sa fin : ce qui manque, puis ce qui est répondu ; un court non")
    void sumsUp() throws IOException {
        ObjectNode contract = read(Path.of("forms/bootcamp/set-experiment-contract.form"));
        FormGuide.guide(contract, null, "");
        ObjectNode welcome = read(Path.of("forms/bootcamp/welcome.form"));
        FormGuide.guide(welcome, null, "");

        JsonNode last =
                contract.path("components").path(contract.path("components").size() - 1);
        assertThat(last.path("label").asText()).isEqualTo("Avant de terminer");
        assertThat(last.toString())
                .contains("[Force de ce signal](#signalStrength)")
                .doesNotContain("(#countedChannels)")
                .contains("Visites uniques au minimum : {{replace(string(minimumVisits)");
        assertThat(welcome.toString()).doesNotContain("Avant de terminer");
    }

    /** All that a person reads of a form as it stands. */
    private static String words(JsonNode form) {
        StringBuilder words = new StringBuilder();
        for (String name : List.of("label", "dateLabel", "description", "text", "content", "alt"))
            form.findValuesAsText(name).forEach(text -> words.append(text).append('\n'));
        return words.toString();
    }

    private static ObjectNode read(Path file) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(file.toFile());
    }

    private static ObjectNode form(String json) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(json);
    }
}
