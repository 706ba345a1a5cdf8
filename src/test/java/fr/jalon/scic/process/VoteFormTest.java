package fr.jalon.scic.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.scic.Vote;
import fr.jalon.scic.Vote.Base;
import fr.jalon.scic.Vote.Outcome;
import fr.jalon.scic.Vote.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le formulaire du vote")
class VoteFormTest {

    private final FeelEngine feel = new ScalaFeelEngineFactory().createInstance();

    @ParameterizedTest(name = "{0} membres, {1} présents, {2} pour, {3} contre, {4} abstentions")
    @CsvSource({
        "20, 14, 10, 2, 2",
        "20, 10, 7, 3, 0",
        "20, 9, 9, 0, 0",
        "20, 12, 8, 4, 0",
        "20, 12, 7, 4, 1",
        "20, 12, 6, 6, 0",
        "20, 12, 0, 0, 12",
        "3, 3, 2, 1, 0",
        "999999, 666666, 666666, 0, 0",
        "1000000, 1000000, 666667, 333333, 0",
        "1000000, 1000000, 666666, 333334, 0"
    })
    @DisplayName("dit, avant l’envoi, si le quorum et la majorité sont atteints, comme Jalon en décide ensuite")
    void foretells(long members, long present, long voteFor, long against, long abstained) throws IOException {
        for (double majority : new double[] {50, 66.67, 100})
            for (Base base : Base.values())
                for (boolean abstentions : new boolean[] {true, false}) {
                    if (abstentions && base != Base.CAST) continue;
                    Rule rule = Rule.majority(0, majority, base, abstentions);
                    Outcome outcome = Vote.result(members, present, voteFor, against, abstained, rule)
                            .outcome();
                    assertThat(said("record-vote-35", filled(members, present, voteFor, against, abstained, rule)))
                            .as("%s", rule)
                            .endsWith(outcome == Outcome.ADOPTED ? " : **atteinte**" : "**pas atteinte**");
                }
        Rule half = Rule.unanimity(50, Base.ALL, true);
        Map<String, Object> filled = filled(members, present, voteFor, against, abstained, half);
        assertThat(said("record-vote-34", filled))
                .endsWith(present < half.quorum(members) ? "**pas atteint**" : "**atteint**");
        assertThat(isHidden("record-vote-33", filled)).isTrue();
        assertThat(isHidden("record-vote-35", filled)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"20, 14, 10, 2, 1", "20, 21, 21, 0, 0"})
    @DisplayName("dit que les nombres ne vont pas ensemble, sans parler alors de quorum ni de majorité")
    void tellsWhatDoesNotAddUp(long members, long present, long voteFor, long against, long abstained)
            throws IOException {
        Map<String, Object> filled = filled(members, present, voteFor, against, abstained, Rule.silentStatutes());
        assertThat(isHidden("record-vote-33", filled)).isFalse();
        assertThat(isHidden("record-vote-34", filled)).isTrue();
        assertThat(isHidden("record-vote-35", filled)).isTrue();
        filled.put("abstained", null);
        assertThat(isHidden("record-vote-33", filled)).isTrue();
    }

    private static Map<String, Object> filled(
            long members, long present, long voteFor, long against, long abstained, Rule rule) {
        Map<String, Object> filled = new HashMap<>();
        filled.put("memberCount", members);
        filled.put("present", present);
        filled.put("voteFor", voteFor);
        filled.put("against", against);
        filled.put("abstained", abstained);
        filled.put("quorumNeeded", rule.quorum(members));
        filled.put("voteBase", rule.base().name());
        filled.put("voteShare", rule.share());
        filled.put("voteAbstentionsCount", rule.abstentionsCount());
        return filled;
    }

    private boolean isHidden(String id, Map<String, Object> filled) throws IOException {
        return feel.evaluateSimpleExpression(
                component(id).path("conditional").path("hide").asText().substring(1),
                Variables.fromMap(filled).asVariableContext());
    }

    private String said(String id, Map<String, Object> filled) throws IOException {
        String text = component(id).path("text").asText();
        int begins = text.indexOf("{{");
        int ends = text.lastIndexOf("}}");
        return text.substring(0, begins)
                + feel.<String>evaluateSimpleExpression(
                        text.substring(begins + 2, ends),
                        Variables.fromMap(filled).asVariableContext())
                + text.substring(ends + 2);
    }

    private static JsonNode component(String id) throws IOException {
        for (JsonNode component : new ObjectMapper()
                .readTree(Path.of("forms/scic/record-vote.form").toFile())
                .path("components")) {
            if (component.path("id").asText().equals(id)) return component;
        }
        throw new IllegalArgumentException(id);
    }
}
