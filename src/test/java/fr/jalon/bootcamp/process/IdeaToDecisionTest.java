package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Vocabulary;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Phase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Les noms du parcours « De l’idée à la décision »")
class IdeaToDecisionTest {

    private static final BpmnModelInstance MODEL = Bpmn.readModelFromFile(
            Path.of("bpmn/bootcamp/idea-to-decision.bpmn").toFile());
    private static final Vocabulary VOCABULARY = new Vocabulary("bootcamp", IdeaToDecision.KEY);

    /**
     * What no form and no expression reads: the number of the iteration, the reason that comes with a message, and what
     * was recommended, kept for programs.
     */
    private static final Set<String> NOT_IN_THE_MODEL = Set.of(
            IdeaToDecision.ITERATION,
            IdeaToDecision.WITHDRAWAL_REASON,
            IdeaToDecision.RECOMMENDATION,
            IdeaToDecision.RECOMMENDATION_REASON);

    static Collection<String> constants() {
        return Vocabulary.constants(IdeaToDecision.class).values();
    }

    @ParameterizedTest
    @MethodSource("constants")
    @DisplayName("Chaque constante nomme quelque chose du modèle ou de ses formulaires")
    void namesWhatExists(String constant) {
        if (NOT_IN_THE_MODEL.contains(constant)) assertThat(VOCABULARY.all()).doesNotContain(constant);
        else assertThat(VOCABULARY.all()).contains(constant);
    }

    @Test
    @DisplayName("La clé est celle du processus")
    void namesTheProcess() {
        assertThat(MODEL.getModelElementsByType(Process.class))
                .extracting(BaseElement::getId)
                .containsExactly(IdeaToDecision.KEY);
    }

    @Test
    @DisplayName("Les messages du modèle sont les deux que le code envoie")
    void namesTheMessages() {
        assertThat(VOCABULARY.messages())
                .containsExactlyInAnyOrder(IdeaToDecision.TEAM_WITHDRAWN, IdeaToDecision.DATES_MOVED);
    }

    @Test
    @DisplayName("Ce qui se fait à côté est fait de tâches que rien n’attend")
    void blocksNoOne() {
        assertThat(Bootcamps.BESIDE).isNotEmpty().allSatisfy(id -> {
            UserTask task = MODEL.getModelElementById(id);
            assertThat(task).as(id).isNotNull();
            assertThat(task.getSucceedingNodes().list())
                    .as("what follows %s", id)
                    .isNotEmpty()
                    .allSatisfy(next -> assertThat(next.getOutgoing()).isEmpty());
        });
    }

    @Test
    @DisplayName("Chaque variable d’une expression vient d’un formulaire ou d’une constante")
    void knowsItsVariables() {
        Set<String> known = new TreeSet<>(VOCABULARY.variablesOfTheForms());
        known.addAll(constants());
        assertThat(known).containsAll(VOCABULARY.variablesOfTheModels());
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    @DisplayName("Chaque phase est un sous-processus du même nom")
    void drawsEveryPhase(Phase phase) {
        SubProcess drawn = MODEL.getModelElementById(phase.id());
        assertThat(drawn).as(phase.id()).isNotNull();
        assertThat(drawn.getName()).isEqualTo(phase.label());
    }

    @Test
    @DisplayName("Chaque date du modèle parle d’une phase qui existe")
    void datesRealPhases() {
        assertThat(VOCABULARY.dated())
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(Phase.values()).map(Phase::id).collect(Collectors.toSet()));
    }
}
