package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

@DisplayName("Les modèles")
class ModelsTest {

    private static final Path MODELS = Path.of("bpmn");
    private static final Path FORMS = Path.of("forms");
    private static final Pattern DAYS = Pattern.compile("P[1-9]\\d*D");
    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*([a-z]\\w*)\\s*}");
    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w*)\\.(\\w+)\\(");

    static List<Path> processes() {
        return files(MODELS, ".bpmn");
    }

    static List<Path> decisions() {
        return files(MODELS, ".dmn");
    }

    static List<Path> all() {
        return Stream.concat(processes().stream(), decisions().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Un fichier BPMN porte le nom de son seul processus, daté, nommé et expliqué")
    void namesItsProcess(Path file) {
        assertThat(read(file).getModelElementsByType(Process.class))
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.getId() + ".bpmn").isEqualTo(name(file));
                    assertThat(process.isExecutable()).isTrue();
                    assertThat(process.getName()).isNotBlank();
                    assertThat(process.getCamundaHistoryTimeToLiveString()).matches(DAYS);
                    assertThat(process.getCamundaVersionTag()).isNotBlank();
                    assertThat(documentation(process)).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("decisions")
    @DisplayName("Un fichier DMN porte le nom de sa seule décision, datée, nommée et expliquée")
    void namesItsDecision(Path file) {
        assertThat(Dmn.readModelFromFile(file.toFile()).getModelElementsByType(Decision.class))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.getId() + ".dmn").isEqualTo(name(file));
                    assertThat(decision.getName()).isNotBlank();
                    assertThat(decision.getCamundaHistoryTimeToLiveString()).matches(DAYS);
                    assertThat(decision.getVersionTag()).isNotBlank();
                    assertThat(decision.getDescription().getTextContent()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Une tâche a son nom, son groupe, son échéance, son explication et son formulaire, lié au déploiement")
    void equipsUserTasks(Path file) {
        assertThat(elements(file, UserTask.class)).allSatisfy(task -> {
            assertThat(task.getName()).as("name of %s", task.getId()).isNotBlank();
            assertThat(task.getCamundaCandidateGroups())
                    .as("candidate groups of %s", task.getId())
                    .isNotBlank();
            assertThat(task.getCamundaDueDate())
                    .as("due date of %s", task.getId())
                    .isNotBlank();
            assertThat(documentation(task))
                    .as("documentation of %s", task.getId())
                    .isNotBlank();
            assertThat(task.getCamundaFormRef()).as("form of %s", task.getId()).isEqualTo(task.getId());
            assertThat(task.getCamundaFormRefBinding())
                    .as("binding of %s", task.getId())
                    .isEqualTo("deployment");
            assertHasForm(file, task.getId());
        });
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Un formulaire de départ porte le nom du processus")
    void namesStartForms(Path file) {
        assertThat(elements(file, StartEvent.class)).isNotEmpty().allSatisfy(start -> {
            if (start.getCamundaFormRef() == null) return;
            assertThat(start.getParentElement()).isInstanceOf(Process.class);
            assertThat(start.getCamundaFormRef() + ".bpmn").isEqualTo(name(file));
            assertThat(start.getCamundaFormRefBinding()).isEqualTo("deployment");
            assertHasForm(file, start.getCamundaFormRef());
        });
    }

    private static void assertHasForm(Path model, String id) {
        Path form = FORMS.resolve(slice(model)).resolve(id + ".form");
        assertThat(form).isRegularFile();
        assertThat(json(form).path("id").asText()).isEqualTo(id);
    }

    @Test
    @DisplayName("Aucun formulaire n’est sans tâche ni départ")
    void leavesNoFormOrphaned() {
        Set<Path> wanted = new TreeSet<>();
        for (Path model : processes()) {
            Path folder = FORMS.resolve(slice(model));
            elements(model, UserTask.class).forEach(task -> wanted.add(folder.resolve(task.getId() + ".form")));
            elements(model, StartEvent.class).stream()
                    .map(StartEvent::getCamundaFormRef)
                    .filter(form -> form != null)
                    .forEach(form -> wanted.add(folder.resolve(form + ".form")));
        }
        assertThat(files(FORMS, ".form")).isNotEmpty().allSatisfy(form -> assertThat(wanted)
                .contains(form));
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName(
            "Un choix est une question, ses branches en sont les réponses ; ailleurs, les passages n’ont pas de nom")
    void asksQuestions(Path file) {
        Map<Boolean, List<Gateway>> gateways = elements(file, Gateway.class).stream()
                .collect(Collectors.partitioningBy(gateway -> gateway instanceof ExclusiveGateway
                        && gateway.getOutgoing().size() > 1));
        assertThat(gateways.get(true)).allSatisfy(split -> {
            assertThat(split.getName()).as("name of %s", split.getId()).matches("\\p{Lu}.*\\S\u00a0\\?");
            assertThat(split.getOutgoing())
                    .extracting(SequenceFlow::getName)
                    .as("answers of %s", split.getId())
                    .allSatisfy(answer -> assertThat(answer).isNotBlank())
                    .doesNotHaveDuplicates();
            assertThat(split.getOutgoing())
                    .filteredOn(flow -> flow.getConditionExpression() == null)
                    .as("flows of %s without a condition", split.getId())
                    .allSatisfy(flow -> assertThat(flow).isEqualTo(((ExclusiveGateway) split).getDefault()));
        });
        assertThat(gateways.get(false)).allSatisfy(gateway -> assertThat(gateway.getName())
                .as("name of %s", gateway.getId())
                .isNull());
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Tout élément qui se lit a un nom, et une fin dit ce qui en est sorti")
    void namesWhatIsRead(Path file) {
        assertThat(elements(file, FlowNode.class))
                .filteredOn(node -> !(node instanceof Gateway))
                .allSatisfy(node -> assertThat(node.getName())
                        .as("name of %s", node.getId())
                        .isNotBlank());
        assertThat(elements(file, EndEvent.class)).isNotEmpty().allSatisfy(end -> assertThat(end.getName())
                .as("name of %s", end.getId())
                .doesNotMatch("(?i)(fin|terminée?s?)"));
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Chaque identifiant est choisi")
    void choosesIds(Path file) {
        assertThat(elements(file, BaseElement.class))
                .filteredOn(element ->
                        element instanceof FlowNode || element instanceof SequenceFlow || element instanceof Process)
                .extracting(BaseElement::getId)
                .allSatisfy(id -> assertThat(id).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("Aucun modèle ne contient de script")
    void containsNoScript(Path file) {
        List<String> scripts = new ArrayList<>();
        for (Element element : xml(file)) {
            if (Set.of("script", "scriptTask").contains(element.getLocalName())) scripts.add(element.getLocalName());
            for (String attribute : List.of("language", "expressionLanguage", "scriptFormat", "resource")) {
                attributes(element)
                        .filter(each -> each.getLocalName().equals(attribute))
                        .forEach(each ->
                                scripts.add(element.getLocalName() + " " + attribute + "=" + each.getNodeValue()));
            }
        }
        assertThat(scripts).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Chaque délégué nommé existe dans les processus de sa tranche, sous son propre nom")
    void namesRealDelegates(Path file) {
        Set<String> delegates = new TreeSet<>();
        for (Element element : xml(file)) {
            attributes(element)
                    .filter(attribute -> attribute.getLocalName().equals("delegateExpression"))
                    .forEach(attribute -> delegates.addAll(found(BEAN, attribute.getNodeValue(), 1)));
        }
        assertThat(delegates).isNotEmpty().allSatisfy(bean -> assertThat(bean(file, bean))
                .satisfiesAnyOf(
                        delegate -> assertThat(delegate).isAssignableTo(JavaDelegate.class),
                        delegate -> assertThat(delegate).isAssignableTo(ExecutionListener.class),
                        delegate -> assertThat(delegate).isAssignableTo(TaskListener.class)));
    }

    @ParameterizedTest
    @MethodSource("processes")
    @DisplayName("Chaque méthode appelée par une expression existe et s’offre à elle")
    void callsRealMethods(Path file) {
        Set<String> calls = new TreeSet<>();
        for (Element element : xml(file)) {
            Stream.concat(attributes(element).map(Node::getNodeValue), ownText(element))
                    .filter(text -> text.contains("${"))
                    .flatMap(text -> CALL.matcher(text).results())
                    .map(call -> call.group(1) + "." + call.group(2))
                    .forEach(calls::add);
        }
        assertThat(calls).allSatisfy(call -> {
            String[] parts = call.split("\\.");
            Class<?> bean = bean(file, parts[0]);
            assertThat(bean).isPublic();
            assertThat(Arrays.stream(bean.getMethods()).map(Method::getName)).contains(parts[1]);
        });
    }

    /** Of a delegate that models have known by more than one name. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "tellTrackLate", "tellLateness", "tellDecisionLate", "tellLateness", "tellProofLate", "tellLateness");

    private static Class<?> bean(Path model, String name) throws ClassNotFoundException {
        String known = OTHER_NAMES.getOrDefault(name, name);
        String simpleName = Character.toUpperCase(known.charAt(0)) + known.substring(1);
        Class<?> bean = Class.forName("fr.jalon." + slice(model) + ".process." + simpleName);
        assertThat(bean).hasAnnotation(Component.class);
        assertThat(bean.getAnnotation(Component.class).value()).isEmpty();
        return bean;
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("Ce qui se lit a ses apostrophes typographiques")
    void curlsApostrophes(Path file) {
        List<String> straight = new ArrayList<>();
        for (Element element : xml(file)) {
            attributes(element)
                    .filter(each -> Set.of("name", "label").contains(each.getLocalName()))
                    .map(Node::getNodeValue)
                    .filter(text -> text.contains("'"))
                    .forEach(straight::add);
            if (Set.of("documentation", "description", "text").contains(element.getLocalName())
                    && element.getTextContent().contains("'")) {
                straight.add(element.getTextContent());
            }
        }
        assertThat(straight).isEmpty();
    }

    @Test
    @DisplayName("Deux fichiers déployés n’ont jamais le même nom")
    void deploysUnderDistinctNames() {
        List<String> names = Stream.of(
                        files(MODELS, ".bpmn"), files(MODELS, ".dmn"), files(FORMS, ".form"), files(FORMS, ".html"))
                .flatMap(Collection::stream)
                .map(ModelsTest::name)
                .toList();
        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The slice a model belongs to: its folder. */
    private static String slice(Path model) {
        return model.getParent().getFileName().toString();
    }

    private static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }

    private static <T extends BaseElement> Collection<T> elements(Path file, Class<T> type) {
        return read(file).getModelElementsByType(type);
    }

    private static String documentation(BaseElement element) {
        return element.getDocumentations().stream()
                .map(each -> each.getTextContent())
                .collect(Collectors.joining());
    }

    private static JsonNode json(Path form) {
        try {
            return new ObjectMapper().readTree(form.toFile());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Every element of the file, without its drawing. */
    private static List<Element> xml(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(file.toFile());
            NodeList nodes = document.getElementsByTagNameNS("*", "*");
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                if (!nodes.item(i).getNamespaceURI().matches(".*/(DI|DC|DMNDI|BPMN/20100524/DI)/?")) {
                    elements.add((Element) nodes.item(i));
                }
            }
            return elements;
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Stream<Node> attributes(Element element) {
        List<Node> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++)
            attributes.add(element.getAttributes().item(i));
        return attributes.stream();
    }

    /** The text directly inside an element. */
    private static Stream<String> ownText(Element element) {
        List<String> texts = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                texts.add(child.getNodeValue());
            }
        }
        return texts.stream();
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        List<String> found = pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
        assertThat(found).as("beans in %s", text).isNotEmpty();
        return found;
    }
}
