package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Les formulaires")
class FormsTest {

    /** The schema of form-js that Tasklist bundles. */
    private static final int SCHEMA = 16;

    private static final Set<String> TEXTS = Set.of("textfield", "textarea");
    private static final Set<String> CHOICES = Set.of("select", "radio", "checklist", "taglist");
    private static final Set<String> READ =
            Set.of("label", "dateLabel", "description", "text", "content", "alt", "placeholder");

    static List<Path> forms() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("forms"))) {
            return files.filter(file -> file.toString().endsWith(".form"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Un formulaire porte le nom de son fichier et parle le dialecte de Jalon")
    void speaksTheDialect(Path file) throws IOException {
        JsonNode form = read(file);
        assertThat(form.path("id").asText() + ".form")
                .isEqualTo(file.getFileName().toString());
        assertThat(form.path("schemaVersion").asInt()).isBetween(1, SCHEMA);
        long asked = questions(form).stream()
                .filter(question -> !question.isColumn())
                .count();
        assertThat(FormDefinition.read(form).names()).hasSize((int) asked);
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque composant a un identifiant à lui")
    void identifiesComponents(Path file) throws IOException {
        assertThat(components(read(file)))
                .extracting(component -> component.path("id").asText())
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque question a un nom anglais et un libellé")
    void namesQuestions(Path file) throws IOException {
        assertThat(questions(read(file))).allSatisfy(question -> {
            assertThat(question.name()).matches("[a-z][a-zA-Z0-9]*");
            assertThat(question.component().path("label").asText())
                    .as("label of %s", question.name())
                    .isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque champ de texte dit combien de caractères il accepte, 4000 au plus s’il est gardé")
    void boundsTexts(Path file) throws IOException {
        assertThat(questions(read(file)))
                .filteredOn(question -> TEXTS.contains(question.type()))
                .allSatisfy(question -> assertThat(question.component()
                                .path("validate")
                                .path("maxLength")
                                .asInt())
                        .as("maxLength of %s", question.name())
                        .isBetween(
                                1,
                                question.component()
                                                .path("properties")
                                                .path("transient")
                                                .asText()
                                                .equals("true")
                                        ? 300_000
                                        : 4000));
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque lien dit les adresses qu’il accepte, toutes")
    void tellsWhichLinksItTakes(Path file) throws IOException {
        assertThat(questions(read(file)))
                .filteredOn(question -> question.component()
                        .path("validate")
                        .path("pattern")
                        .asText()
                        .startsWith("^https?://"))
                .extracting(question -> question.component().path("description").asText())
                .filteredOn(hint -> hint.contains("commence par"))
                .allMatch(hint -> hint.contains("commence par https:// ou http://"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Chaque nombre a ses bornes, chaque choix ses options, chaque liste ses lignes")
    void boundsTheRest(Path file) throws IOException {
        assertThat(questions(read(file))).allSatisfy(question -> {
            JsonNode component = question.component();
            if (question.type().equals("number")) {
                assertThat(component.path("validate").path("min").isNumber())
                        .as("min of %s", question.name())
                        .isTrue();
                assertThat(component.path("validate").path("max").isNumber())
                        .as("max of %s", question.name())
                        .isTrue();
            }
            if (CHOICES.contains(question.type())) {
                assertThat(component.path("values").isEmpty() != component.has("valuesKey"))
                        .as("options or facts of %s", question.name())
                        .isFalse();
            }
            if (question.type().equals("dynamiclist")) {
                assertThat(component.path("properties").path("maxRows").asInt())
                        .as("maxRows of %s", question.name())
                        .isBetween(1, 100);
            }
        });
    }

    /** Texts that are read once and never stored, a whole list of people, have a bound of their own above. */
    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Toutes les réponses d’un formulaire ensemble tiennent en 40 000 caractères")
    void boundsTheWhole(Path file) throws IOException {
        assertThat(longest(read(file))).isLessThanOrEqualTo(40_000);
    }

    private static int longest(JsonNode parent) {
        int sum = 0;
        for (JsonNode component : parent.path("components")) {
            boolean isKept = TEXTS.contains(component.path("type").asText())
                    && !component.path("properties").path("transient").asText().equals("true");
            if (isKept) sum += component.path("validate").path("maxLength").asInt();
            sum += Math.max(1, component.path("properties").path("maxRows").asInt()) * longest(component);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Ce qui se lit a ses apostrophes typographiques")
    void curlsApostrophes(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        for (JsonNode component : components(read(file))) {
            component.fields().forEachRemaining(field -> {
                if (READ.contains(field.getKey())) texts.add(field.getValue().asText());
            });
            Stream.of("values", "columns").forEach(name -> component
                    .path(name)
                    .forEach(option -> texts.add(option.path("label").asText())));
        }
        assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain("'"));
    }

    /** Something a form asks, or a column of a list that it asks. */
    private record Question(JsonNode component, boolean isColumn) {
        String type() {
            return component.path("type").asText();
        }

        String name() {
            return component.path(type().equals("dynamiclist") ? "path" : "key").asText();
        }
    }

    private static List<Question> questions(JsonNode form) {
        List<Question> questions = new ArrayList<>();
        collect(form.path("components"), false, questions);
        return questions;
    }

    private static void collect(JsonNode components, boolean inList, List<Question> questions) {
        for (JsonNode component : components) {
            if (component.has("key") || component.has("path")) questions.add(new Question(component, inList));
            collect(
                    component.path("components"),
                    inList || component.path("type").asText().equals("dynamiclist"),
                    questions);
        }
    }

    private static List<JsonNode> components(JsonNode parent) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode component : parent.path("components")) {
            found.add(component);
            found.addAll(components(component));
        }
        return found;
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
