package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.JalonTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Les formulaires et les faits qu’ils montrent")
class FormsAndFactsTest {

    /** Variables that no form asks: what opens a journey gives them, or its service tasks. */
    private static final Map<String, Set<String>> GIVEN = Map.of(
            "bootcamp",
            Set.of("teamName", "cohortName", "recommendation", "recommendationReason"),
            "scic",
            Set.of("teamName", "structureName", "voteReason"),
            "construction",
            Set.of("teamName"),
            "plan",
            Set.of(),
            "retroplanning",
            Set.of("teamName"),
            "roadmap",
            Set.of("teamName"));

    @Autowired
    private List<FormFacts<?>> facts;

    @Autowired
    private List<StartFormFacts<?>> startFacts;

    @Autowired
    private Map<String, FormRule> rules;

    static List<Path> forms() throws IOException {
        return FormsTest.forms();
    }

    @ParameterizedTest
    @MethodSource("forms")
    @DisplayName("Tout ce qu’un formulaire montre est produit : par ses faits, ses champs ou son parcours")
    void readsWhatIsProduced(Path file) throws IOException {
        assertThat(FormReading.faults(read(file), shapes(id(file)), variables(slice(file))))
                .as("names that nothing produces for %s", id(file))
                .isEmpty();
    }

    @Test
    @DisplayName("Chaque fait est montré par un formulaire, ou commence une de ses réponses")
    void tellsNothingInVain() throws IOException {
        Map<Class<?>, Set<String>> used = new HashMap<>();
        for (Path file : forms()) {
            List<Class<?>> shapes = shapes(id(file));
            Set<String> read = FormReading.used(read(file), shapes, variables(slice(file)));
            shapes.forEach(shape -> told(shape).forEach((name, record) -> {
                if (read.contains(name))
                    used.computeIfAbsent(record, key -> new HashSet<>()).add(name);
            }));
        }
        List<String> vain = new ArrayList<>();
        allShapes().forEach(shape -> told(shape).forEach((name, record) -> {
            if (!used.getOrDefault(record, Set.of()).contains(name)) vain.add(record.getName() + " " + name);
        }));
        assertThat(vain).isEmpty();
    }

    @Test
    @DisplayName("Chaque formulaire que nomment faits et règles existe")
    void namesFormsThatExist() throws IOException {
        Set<String> ids = forms().stream().map(FormsAndFactsTest::id).collect(Collectors.toSet());
        assertThat(ids)
                .containsAll(
                        facts.stream().flatMap(each -> each.forms().stream()).toList());
        assertThat(ids)
                .containsAll(startFacts.stream().map(StartFormFacts::form).toList());
        assertThat(ids)
                .containsAll(rules.values().stream()
                        .flatMap(each -> each.forms().stream())
                        .toList());
    }

    @Test
    @DisplayName("Chaque jour qu’un formulaire du parcours vers la SCIC dit passé est aussi tenu au départ du parcours")
    void holdsEveryLivedDay() throws IOException {
        Set<String> lived = new HashSet<>();
        for (Path file : forms()) {
            if (slice(file).equals("scic")
                    && !FormDefinition.read(read(file)).livedDays().isEmpty()) lived.add(id(file));
        }
        assertThat(lived)
                .isNotEmpty()
                .isEqualTo(rules.get("whatIsLivedIsOfThisTrack").forms());
    }

    @Test
    @DisplayName("Aucun nom n’est produit deux fois pour un formulaire")
    void tellsEachNameOnce() throws IOException {
        for (Path file : forms()) {
            assertThat(shapes(id(file)).stream()
                            .flatMap(FormReading::components)
                            .map(component -> component.getName()))
                    .as(id(file))
                    .doesNotHaveDuplicates();
        }
    }

    private List<Class<?>> shapes(String form) {
        return Stream.concat(
                        facts.stream()
                                .filter(each -> each.forms().contains(form))
                                .map(FormFacts::shape),
                        startFacts.stream()
                                .filter(each -> each.form().equals(form))
                                .map(StartFormFacts::shape))
                .collect(Collectors.toList());
    }

    private Stream<Class<?>> allShapes() {
        return Stream.concat(
                facts.stream().map(FormFacts::shape), startFacts.stream().map(StartFormFacts::shape));
    }

    /** The names that a shape tells, columns included, with the record that each stands in. */
    private static Map<String, Class<?>> told(Class<?> shape) {
        Map<String, Class<?>> told = new HashMap<>();
        FormReading.components(shape).forEach(component -> {
            told.put(component.getName(), component.getDeclaringRecord());
            FormReading.columns(component)
                    .forEach(column -> told.put(component.getName() + "." + column, component.getDeclaringRecord()));
        });
        return told;
    }

    private static Map<String, Set<String>> variables(String slice) throws IOException {
        Map<String, Set<String>> variables = new HashMap<>();
        for (Path file : forms()) {
            if (slice(file).equals(slice)) variables.putAll(FormReading.fields(read(file)));
        }
        GIVEN.get(slice).forEach(name -> variables.put(name, Set.of()));
        return variables;
    }

    private static String slice(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static String id(Path file) {
        return file.getFileName().toString().replaceFirst("\\.form$", "");
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
