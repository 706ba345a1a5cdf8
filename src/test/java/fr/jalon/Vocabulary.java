package fr.jalon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

/** The names that models and their forms give to things, to hold the code's constants against. */
public final class Vocabulary {

    private final List<BpmnModelInstance> models;
    private final String expressions;
    private final String forms;

    /** Of some models of a slice, and of all its forms. */
    public Vocabulary(String slice, String... models) {
        List<Path> files = Arrays.stream(models)
                .map(model -> Path.of("bpmn", slice, model + ".bpmn"))
                .toList();
        this.models = files.stream()
                .map(file -> Bpmn.readModelFromFile(file.toFile()))
                .toList();
        expressions = files.stream().map(Vocabulary::text).collect(Collectors.joining());
        try (Stream<Path> all = Files.list(Path.of("forms", slice))) {
            forms = all.filter(file -> file.toString().endsWith(".form"))
                    .map(Vocabulary::text)
                    .collect(Collectors.joining());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The text constants of a class, by name. */
    public static Map<String, String> constants(Class<?> type) {
        Map<String, String> constants = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() != String.class) continue;
            try {
                field.setAccessible(true);
                constants.put(field.getName(), (String) field.get(null));
            } catch (IllegalAccessException hidden) {
                throw new AssertionError(hidden);
            }
        }
        return constants;
    }

    /** Whatever has a name. */
    public Set<String> all() {
        Set<String> all = elements();
        all.addAll(messages());
        all.addAll(decisions());
        all.addAll(variablesOfTheModels());
        all.addAll(variablesOfTheForms());
        return all;
    }

    public Set<String> elements() {
        Set<String> ids = ids(FlowNode.class);
        ids.addAll(ids(Process.class));
        return ids;
    }

    public Set<String> messages() {
        return each(Message.class).map(Message::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> decisions() {
        return each(BusinessRuleTask.class)
                .map(BusinessRuleTask::getCamundaDecisionRef)
                .collect(Collectors.toSet());
    }

    /**
     * What expressions read that is no bean (beans are called, or stand in a delegate expression), and what mappings
     * carry.
     */
    public Set<String> variablesOfTheModels() {
        Set<String> names = found(
                "\\$\\{\\s*!?\\s*([a-z]\\w*)\\b(?![.(])", expressions.replaceAll("delegateExpression=\"[^\"]*\"", ""));
        names.addAll(found("<camunda:(?:in|out) source=\"(\\w+)\"", expressions));
        names.addAll(found("elementVariable=\"(\\w+)\"", expressions));
        return names;
    }

    /** What forms ask or show. */
    public Set<String> variablesOfTheForms() {
        Set<String> names = found("\"(?:key|path)\": \"(\\w+)\"", forms);
        Pattern.compile("\\{\\{(.*?)}}")
                .matcher(forms)
                .results()
                .forEach(shown -> names.addAll(List.of(
                        shown.group(1).replaceAll("\\\\\"[^\"]*\"", "").strip().split("\\W+"))));
        return names;
    }

    /** What the dates of the models speak of: the text arguments of calls. */
    public Set<String> dated() {
        return found("\\(execution, '([^']*)'\\)", expressions);
    }

    private Set<String> ids(Class<? extends BaseElement> type) {
        return each(type).map(BaseElement::getId).collect(Collectors.toCollection(TreeSet::new));
    }

    private <T extends BaseElement> Stream<T> each(Class<T> type) {
        return models.stream().map(model -> model.getModelElementsByType(type)).flatMap(Collection::stream);
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
