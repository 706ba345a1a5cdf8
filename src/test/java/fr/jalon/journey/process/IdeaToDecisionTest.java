package fr.jalon.journey.process;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.journey.Phase;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
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

  private static final Path FILE = Path.of("bpmn/journey/idea-to-decision.bpmn");
  private static final BpmnModelInstance MODEL = Bpmn.readModelFromFile(FILE.toFile());
  private static final String FORMS = forms();

  /** What no form and no expression reads: the number of the iteration, and the reason that comes with a message. */
  private static final Set<String> NOT_IN_THE_MODEL =
      Set.of(IdeaToDecision.ITERATION, IdeaToDecision.WITHDRAWAL_REASON);

  /** A constant and its value. */
  record Constant(String name, String value) {}

  static Stream<Constant> constants() {
    return Arrays.stream(IdeaToDecision.class.getDeclaredFields()).filter(field -> field.getType() == String.class)
        .map(field -> new Constant(field.getName(), value(field)));
  }

  @ParameterizedTest
  @MethodSource("constants")
  @DisplayName("Chaque constante nomme quelque chose du modèle ou de ses formulaires")
  void namesWhatExists(Constant constant) {
    Set<String> known = new TreeSet<>(elements());
    known.addAll(messages());
    known.addAll(decisions());
    known.addAll(variablesOfTheModel());
    known.addAll(variablesOfTheForms());
    if (NOT_IN_THE_MODEL.contains(constant.value())) assertThat(known).doesNotContain(constant.value());
    else assertThat(known).contains(constant.value());
  }

  @Test
  @DisplayName("La clé est celle du processus")
  void namesTheProcess() {
    assertThat(MODEL.getModelElementsByType(Process.class)).extracting(BaseElement::getId)
        .containsExactly(IdeaToDecision.KEY);
  }

  @Test
  @DisplayName("Les messages du modèle sont les deux que le code envoie")
  void namesTheMessages() {
    assertThat(messages()).containsExactlyInAnyOrder(IdeaToDecision.TEAM_WITHDRAWN, IdeaToDecision.DATES_MOVED);
  }

  @Test
  @DisplayName("Ce qui se fait à côté est fait de tâches que rien n’attend")
  void blocksNoOne() {
    assertThat(IdeaToDecision.BESIDE).isNotEmpty().allSatisfy(id -> {
      UserTask task = MODEL.getModelElementById(id);
      assertThat(task).as(id).isNotNull();
      assertThat(task.getSucceedingNodes().list()).as("what follows %s", id).isNotEmpty()
          .allSatisfy(next -> assertThat(next.getOutgoing()).isEmpty());
    });
  }

  @Test
  @DisplayName("Chaque variable d’une expression vient d’un formulaire ou d’une constante")
  void knowsItsVariables() {
    Set<String> known = new TreeSet<>(variablesOfTheForms());
    constants().map(Constant::value).forEach(known::add);
    assertThat(variablesOfTheModel()).isNotEmpty().allSatisfy(variable -> assertThat(known).contains(variable));
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
  void datesRealPhases() throws IOException {
    Set<String> dated = Pattern.compile("\\(execution, '([^']*)'\\)").matcher(Files.readString(FILE)).results()
        .map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(dated).isNotEmpty()
        .isSubsetOf(Arrays.stream(Phase.values()).map(Phase::id).collect(Collectors.toSet()));
  }

  private static Set<String> elements() {
    Set<String> ids = ids(FlowNode.class);
    ids.addAll(ids(Process.class));
    return ids;
  }

  private static Set<String> ids(Class<? extends BaseElement> type) {
    return MODEL.getModelElementsByType(type).stream().map(BaseElement::getId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> messages() {
    return MODEL.getModelElementsByType(Message.class).stream().map(Message::getName).toList();
  }

  private static List<String> decisions() {
    return MODEL.getModelElementsByType(BusinessRuleTask.class).stream().map(BusinessRuleTask::getCamundaDecisionRef)
        .filter(Objects::nonNull).toList();
  }

  /** What expressions read that is no bean: beans are called, or stand in a delegate expression. */
  private static Set<String> variablesOfTheModel() {
    try {
      String model = Files.readString(FILE).replaceAll("delegateExpression=\"[^\"]*\"", "");
      return Pattern.compile("\\$\\{\\s*!?\\s*([a-z]\\w*)\\b(?![.(])").matcher(model).results()
          .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** What forms ask or show. */
  private static Set<String> variablesOfTheForms() {
    Set<String> names = new TreeSet<>();
    Pattern.compile("\"(?:key|path)\": \"(\\w+)\"").matcher(FORMS).results()
        .forEach(asked -> names.add(asked.group(1)));
    Pattern.compile("\\{\\{(.*?)}}").matcher(FORMS).results().forEach(shown ->
        names.addAll(List.of(shown.group(1).replaceAll("\\\\\"[^\"]*\"", "").strip().split("\\W+"))));
    return names;
  }

  private static String forms() {
    try (Stream<Path> files = Files.list(Path.of("forms/journey"))) {
      Collection<Path> forms = files.filter(file -> file.toString().endsWith(".form")).toList();
      StringBuilder text = new StringBuilder();
      for (Path form : forms) text.append(Files.readString(form));
      return text.toString();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }
}
