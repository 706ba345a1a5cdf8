package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Refusal;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.ScicProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Ce que le budget, les bilans et la loi nomment des formulaires")
class FiguresOfFormsTest {

    @ParameterizedTest
    @EnumSource(LaunchBudget.Line.class)
    @DisplayName("Chaque ligne du budget est un champ, sous son nom, en euros")
    void asksForEveryLine(LaunchBudget.Line line) throws IOException {
        assertThat(labels("set-launch-budget")).containsEntry(line.field(), line.label() + " (€)");
    }

    @Test
    @DisplayName("Chaque indicateur d’un bilan est un champ, sauf ceux qui se comptent")
    void asksForEveryFigure() throws IOException {
        assertThat(labels("review-milestone").keySet())
                .doesNotContain("apprenticesPlaced", "apprenticesActive")
                .containsAll(Milestones.ALL.stream()
                        .flatMap(milestone -> milestone.kpis().stream())
                        .map(Milestones.Kpi::id)
                        .filter(id -> !id.startsWith("apprentices"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(LegalRule.class)
    @DisplayName("Chaque règle de droit parle d’un champ du projet")
    void asksForWhatTheLawWants(LegalRule rule) throws IOException {
        assertThat(labels("prepare-scic")).containsKey(rule.field());
    }

    @Test
    @DisplayName("Le conseil d’un projet contraire à la loi nomme le champ où noter l’avis du juriste")
    void namesWhereToConfirm() throws IOException {
        String label = labels("prepare-scic").get("lawyerConfirmations").replace(" (facultatif)", "");
        ScicProject nothing = new ScicProject(
                ScicProject.Form.SAS, 1, true, List.of(), List.of(), 0, 0, false, true, true, true, false, null);
        Refusal refusal = Assertions.catchThrowableOfType(
                Refusal.class, () -> LegalGuards.require(nothing, List.of(), UnaryOperator.identity()));
        assertThat(refusal.errors().get("lawyerConfirmations")).contains("«\u00a0" + label + "\u00a0»");
    }

    /** The labels of a form's fields, those in groups included. */
    private static Map<String, String> labels(String form) throws IOException {
        Map<String, String> labels = new HashMap<>();
        collect(
                new ObjectMapper()
                        .readTree(Path.of("forms/scic", form + ".form").toFile()),
                labels);
        return labels;
    }

    private static void collect(JsonNode parent, Map<String, String> labels) {
        for (JsonNode component : parent.path("components")) {
            String name = component.path("path").asText(component.path("key").asText(""));
            if (!name.isEmpty()) labels.put(name, component.path("label").asText());
            if (component.path("type").asText().equals("group")) collect(component, labels);
        }
    }
}
