package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Les champs que nomment les classes d’un parcours")
class FieldsInJavaTest {

    /** A call that reads or writes an answer or a variable, up to the first bracket among its arguments. */
    private static final Pattern CALL =
            Pattern.compile("\\b(?:get|ask|day|number|rows|refuse|decimal|count|each|is|text"
                    + "|answers|refuseLikeness|unlessAnswered|(?:get|has|set|remove)Variables?(?:Local)?|Order)"
                    + "\\(((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"();])*)");

    /** The names among its arguments: texts of one word, and constants of the class that names a process. */
    private static final Pattern NAME = Pattern.compile("\"([a-z][\\w-]*)\"|\\b([A-Z]\\w+)\\.([A-Z][A-Z_0-9]*)\\b");

    /** What is no answer. */
    private static final List<String> NOT_ASKED = List.of(
            // The engine counts, and answers for a table of decisions.
            "loopCounter",
            "nrOfInstances",
            "decisionResult",
            // Columns of what a table of decisions, the ranking, the rows of open cohorts and old lists answer.
            "from",
            "prerequisite",
            "reason",
            "rank",
            "score",
            "cohort",
            "id",
            // What a process carries by itself.
            "prerequisites",
            "iteration",
            "recommendation",
            "recommendationReason",
            "withdrawalReason");

    @ParameterizedTest
    @ValueSource(strings = {"bootcamp", "scic"})
    @DisplayName("sont des champs ou des colonnes de ses formulaires, ou des noms de ses modèles")
    void exist(String slice) throws IOException {
        Set<String> known = new HashSet<>(vocabulary(slice).all());
        for (Path file : FormsTest.forms()) {
            known.add(file.getFileName().toString().replaceFirst("\\.form$", ""));
            if (!file.getParent().getFileName().toString().equals(slice)) continue;
            FormReading.fields(new ObjectMapper().readTree(file.toFile())).forEach((field, columns) -> {
                known.add(field);
                known.addAll(columns);
            });
        }
        Set<String> named = named(slice);
        assertThat(named).hasSizeGreaterThan(40);
        named.removeAll(NOT_ASKED);
        assertThat(known).containsAll(named);
    }

    @Test
    @DisplayName("sauf ceux qui sont déclarés, dont aucun n’est de trop")
    void areDeclared() throws IOException {
        Set<String> named = named("bootcamp");
        named.addAll(named("scic"));
        assertThat(named).containsAll(NOT_ASKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootcamp", "scic"})
    @DisplayName("prennent leur libellé de leur formulaire : aucune classe n’écrit une faute elle-même")
    void takeTheirLabels(String slice) throws IOException {
        for (Path file : sources(slice)) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("Refusal.malformed");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
      answers.refuse("siret", "un chiffre est faux (le dernier)")          | siret
      answers(task, "legalForm",\u0020"colleges")                          | colleges,legalForm
      task.getVariable(AssociationToScic.REVIEW_DUE)                       | reviewDue
      Map.of("siret", "x")                                                 | –
      """)
    @DisplayName("se lisent dans le code")
    void areRead(String code, String names) {
        Set<String> read = new TreeSet<>();
        collect(code, "scic", read);
        assertThat(read.isEmpty() ? "–" : String.join(",", read)).isEqualTo(names);
    }

    private static Set<String> named(String slice) throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : sources(slice)) collect(Files.readString(file), slice, named);
        return named;
    }

    private static void collect(String code, String slice, Set<String> named) {
        CALL.matcher(code)
                .results()
                .flatMap(call -> NAME.matcher(call.group(1)).results())
                .forEach(name -> {
                    if (name.group(1) != null) named.add(name.group(1));
                    else named.addAll(constant(slice, name));
                });
    }

    private static Set<String> constant(String slice, MatchResult name) {
        try {
            String value = Vocabulary.constants(Class.forName("fr.jalon." + slice + ".process." + name.group(2)))
                    .get(name.group(3));
            return value == null ? Set.of() : Set.of(value);
        } catch (ClassNotFoundException elsewhere) {
            return Set.of();
        }
    }

    private static List<Path> sources(String slice) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("src/main/java/fr/jalon", slice, "process"))) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Vocabulary vocabulary(String slice) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("bpmn", slice))) {
            return new Vocabulary(
                    slice,
                    all.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".bpmn"))
                            .map(name -> name.replaceFirst("\\.bpmn$", ""))
                            .toArray(String[]::new));
        }
    }
}
