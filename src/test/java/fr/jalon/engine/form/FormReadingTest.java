package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce qu’un formulaire lit")
class FormReadingTest {

    record Told(Part part, String price, List<Row> rows, List<FormFacts.Choice> options, List<String> lines) {}

    record Part(boolean usable) {}

    record Row(String name, String value) {}

    private static final Map<String, Set<String>> VARIABLES = Map.of("teamName", Set.of(), "answers", Set.of("title"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "type": "text", "text": "{{price}} {{said.teamName}} {{taskDescription}}"
      "type": "text", "text": "{{#loop rows}}\\n* {{name}} : {{value}}\\n{{/loop}}"
      "type": "text", "text": "{{#loop lines}}\\n* {{this}}\\n{{/loop}}"
      "type": "text", "text": "{{#if usable}}\\n{{price}}\\n{{/if}}"
      "type": "text", "text": "{{if teamName = \\"GO\\" then \\"ok\\" else price}}"
      "type": "text", "text": "x", "conditional": {"hide": "=count(rows) = 0 or usable"}
      "type": "select", "key": "one", "valuesKey": "options"
      "type": "table", "dataSource": "=rows", "columns": [{"key": "name"}]
      "type": "table", "dataSource": "=answers", "columns": [{"key": "title"}]
      "type": "table", "dataSource": "=for row in rows return {named: row.name}", "columns": [{"key": "named"}]
      "type": "image", "source": "=price", "alt": "{{price}}"
      """)
    @DisplayName("est produit : rien à redire")
    void acceptsWhatIsProduced(String component) {
        assertThat(faults(component)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "type": "text", "text": "{{cost}}"                                                   | cost
      "type": "text", "text": "{{said.nobody}}"                                            | said.nobody
      "type": "text", "text": "{{#loop rows}}\\n* {{cost}}\\n{{/loop}}"                    | cost
      "type": "text", "text": "{{#loop rows}}\\n* {{price}}\\n{{/loop}}"                   | price
      "type": "text", "text": "{{#loop nothing}}\\n* {{this}}\\n{{/loop}}"                 | nothing
      "type": "text", "text": "{{#if cost}}\\n{{price}}\\n{{/if}}"                         | cost
      "type": "text", "text": "{{if cost = \\"GO\\" then \\"ok\\" else price}}"            | cost
      "type": "text", "text": "x", "conditional": {"hide": "=count(cost) = 0 or usable"}   | cost
      "type": "number", "key": "one", "label": "=cost"                                     | cost
      "type": "number", "key": "one", "description": "{{cost}}"                            | cost
      "type": "html", "content": "<b>{{cost}}</b>"                                         | cost
      "type": "select", "key": "one", "valuesKey": "choices"                               | choices
      "type": "select", "key": "one", "valuesKey": "rows"                                  | rows
      "type": "table", "dataSource": "=lignes", "columns": [{"key": "name"}]               | lignes
      "type": "table", "dataSource": "=rows", "columns": [{"key": "name"}, {"key": "cost"}] | rows.cost
      "type": "table", "dataSource": "=for row in lines return {named: row}", "columns": [{"key": "cost"}] | cost
      "type": "image", "source": "=cost"                                                   | cost
      """)
    @DisplayName("n’est produit par rien : le nom est dit")
    void tellsWhatIsNot(String component, String fault) {
        assertThat(faults(component)).contains("c: " + fault);
    }

    @Test
    @DisplayName("et ce qu’il demande sont ce dont il a l’usage")
    void tellsWhatIsUsed() throws JsonProcessingException {
        var form = new ObjectMapper().readTree("""
            {"components": [
              {"type": "table", "dataSource": "=rows", "columns": [{"key": "name"}]},
              {"type": "dynamiclist", "path": "answers", "components": [{"type": "textfield", "key": "title"}]}
            ]}
            """);
        assertThat(FormReading.used(form, List.of(Told.class), Map.of()))
                .containsExactlyInAnyOrder("rows", "rows.name", "answers", "answers.title");
    }

    private static List<String> faults(String component) {
        try {
            return FormReading.faults(
                    new ObjectMapper().readTree("{\"components\": [{\"id\": \"c\", " + component + "}]}"),
                    List.of(Told.class),
                    VARIABLES);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(component, malformed);
        }
    }
}
