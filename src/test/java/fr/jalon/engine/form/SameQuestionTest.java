package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Une même question, d’un formulaire à l’autre d’un parcours")
class SameQuestionTest {

    private static final List<String> ASPECTS = List.of(
            "type",
            "label",
            "dateLabel",
            "description",
            "validate",
            "values",
            "valuesKey",
            "decimalDigits",
            "properties");

    /** What differs on purpose. */
    private static final Set<String> DECLARED = Set.of(
            // The day of a cohort, of a journey (the cohort's if empty) and of a pivot are three days.
            "bootcamp/firstDay label",
            "bootcamp/firstDay dateLabel",
            "bootcamp/firstDay description",
            "bootcamp/firstDay validate",
            "bootcamp/firstDay properties",
            // The gate of the validation week asks about figures, and prolongs the week instead of sending back.
            "bootcamp/gateVerdict label",
            "bootcamp/gateVerdict values",
            "bootcamp/comment description",
            // Asked anew with each contract; whoever reworks one keeps what was said.
            "bootcamp/lowerTargetReason properties",
            // What works is told when the platform is built; a review asks whether it works. Running tasks keep the
            // name.
            "scic/platformWorks type",
            "scic/platformWorks label",
            "scic/platformWorks validate",
            "scic/platformWorks values",
            "scic/platformWorks properties");

    @Test
    @DisplayName("a le même libellé, la même aide, les mêmes bornes et les mêmes choix, sauf ce qui est déclaré")
    void isTheSameEverywhere() throws IOException {
        Map<String, JsonNode> first = new HashMap<>();
        Set<String> different = new TreeSet<>();
        for (Path file : FormsTest.forms()) {
            String slice = file.getParent().getFileName() + "/";
            questions(new ObjectMapper().readTree(file.toFile()), slice).forEach((name, question) -> {
                JsonNode other = first.putIfAbsent(name, question);
                if (other != null) different.addAll(differences(name, question, other));
            });
        }
        assertThat(different).containsExactlyInAnyOrderElementsOf(DECLARED);
    }

    @Test
    @DisplayName("diffère par ce qui est dit : chaque aspect compte")
    void tellsDifferences() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode one =
                json.readTree("{\"type\": \"number\", \"validate\": {\"min\": 0}, \"description\": \"En euros.\"}");
        JsonNode other = json.readTree("{\"type\": \"number\", \"validate\": {\"min\": 1}, \"id\": \"x\"}");
        assertThat(differences("a", one, other)).containsExactlyInAnyOrder("a validate", "a description");
    }

    private static Set<String> differences(String name, JsonNode one, JsonNode other) {
        Set<String> differences = new HashSet<>();
        for (String aspect : ASPECTS) {
            if (!one.path(aspect).equals(other.path(aspect))) differences.add(name + " " + aspect);
        }
        return differences;
    }

    /** Questions by their names, the columns of a list by the list's. */
    private static Map<String, JsonNode> questions(JsonNode parent, String prefix) {
        Map<String, JsonNode> questions = new HashMap<>();
        for (JsonNode component : parent.path("components")) {
            String name = component.path("path").asText(component.path("key").asText(""));
            if (!name.isEmpty()) questions.put(prefix + name, component);
            questions.putAll(questions(component, component.has("path") ? prefix + name + "." : prefix));
        }
        return questions;
    }
}
