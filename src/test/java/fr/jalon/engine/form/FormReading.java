package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a form reads of the facts told to it, of its own fields and of the variables of its process: each name that none
 * of these produces is a fault.
 */
final class FormReading {

    private static final Pattern NAME = Pattern.compile("(?<![.\\w])[A-Za-z_]\\w*(?!\\w|\\s*[(:])");
    private static final Pattern SAID = Pattern.compile("said\\.(\\w+)");
    private static final Pattern LOCAL =
            Pattern.compile("(\\w+)\\s*:|for\\s+(\\w+)\\s+in|function\\((\\w+)(?:\\s*,\\s*(\\w+))?\\)");
    private static final Pattern EACH = Pattern.compile("for\\s+\\w+\\s+in\\s+(\\w+)");
    /** Functions whose name has two words. */
    private static final Pattern CALL = Pattern.compile("(?:string join|lower case)\\(");

    private static final Pattern BLOCK =
            Pattern.compile("\\{\\{#(loop|if) (.*?)}}(?=\\s)(.*?)\\{\\{/\\1}}", Pattern.DOTALL);
    private static final Pattern INSET = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Set<String> WORDS = Set.of(
            "if",
            "then",
            "else",
            "and",
            "or",
            "not",
            "null",
            "true",
            "false",
            "for",
            "in",
            "return",
            "function",
            "this");
    private static final Set<String> TEXTS = Set.of("text", "content", "label", "description", "alt", "dateLabel");

    /**
     * Lists of the process by their names, with the columns of their rows; an empty list has none, as a plain value.
     */
    private final Map<String, Set<String>> known = new HashMap<>();

    private final Map<String, Set<String>> fields;
    private final Set<String> variables;
    private final Set<String> used = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private FormReading(
            Map<String, Set<String>> fields, List<? extends Class<?>> shapes, Map<String, Set<String>> variables) {
        this.fields = fields;
        this.variables = variables.keySet();
        known.putAll(variables);
        known.putAll(fields);
        known.put("taskDescription", Set.of());
        known.put("said", Set.of());
        shapes.forEach(shape -> components(shape).forEach(this::tell));
    }

    /** A fact that bears the name of a field gives it an answer to begin with: rows of the field's columns. */
    private void tell(RecordComponent fact) {
        Set<String> columns = columns(fact);
        Set<String> asked = fields.get(fact.getName());
        if (asked == null) known.put(fact.getName(), columns);
        else if (!asked.containsAll(columns)) faults.add(fact.getName() + ": " + columns + " for " + asked);
    }

    /**
     * The faults of a form.
     *
     * @param shapes the records that are told to it
     * @param variables the variables that its process may have, lists with the columns of their rows
     */
    static List<String> faults(JsonNode form, List<? extends Class<?>> shapes, Map<String, Set<String>> variables) {
        return of(form, shapes, variables).faults;
    }

    /** The names that a form reads or asks: {@code name} of a value, {@code name.column} of the rows of a list. */
    static Set<String> used(JsonNode form, List<? extends Class<?>> shapes, Map<String, Set<String>> variables) {
        return of(form, shapes, variables).used;
    }

    private static FormReading of(JsonNode form, List<? extends Class<?>> shapes, Map<String, Set<String>> variables) {
        FormReading reading = new FormReading(fields(form), shapes, variables);
        reading.fields.forEach((name, columns) -> {
            reading.used.add(name);
            columns.forEach(column -> reading.used.add(name + "." + column));
        });
        reading.components(form, reading.known.keySet());
        return reading;
    }

    /** The fields of a form, lists with their columns. */
    static Map<String, Set<String>> fields(JsonNode parent) {
        Map<String, Set<String>> fields = new HashMap<>();
        for (JsonNode component : parent.path("components")) {
            if (component.path("type").asText().equals("dynamiclist"))
                fields.put(component.path("path").asText(), fields(component).keySet());
            else fields.putAll(fields(component));
            if (component.has("key")) fields.put(component.path("key").asText(), Set.of());
        }
        return fields;
    }

    /** The components of a record, those lent by the records in it included. */
    static Stream<RecordComponent> components(Class<?> shape) {
        return Stream.of(shape.getRecordComponents())
                .flatMap(component ->
                        component.getType().isRecord() ? components(component.getType()) : Stream.of(component));
    }

    /** The columns of a list of records. */
    static Set<String> columns(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> row
                        && row.isRecord()
                ? components(row).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private void components(JsonNode parent, Set<String> names) {
        for (JsonNode component : parent.path("components")) {
            String where = component.path("id").asText() + ": ";
            component.fields().forEachRemaining(entry -> {
                String value = entry.getValue().asText();
                if (TEXTS.contains(entry.getKey())) template(where, value, names);
                else if (value.startsWith("=")) expression(where, value.substring(1), names);
            });
            expression(
                    where, component.path("conditional").path("hide").asText().replaceFirst("^=", ""), names);
            if (component.has("valuesKey"))
                choices(where, component.path("valuesKey").asText());
            if (component.path("type").asText().equals("table")) table(where, component);
            Set<String> inner = new HashSet<>(names);
            if (component.has("path")) inner.addAll(fields(component).keySet());
            components(component, inner);
        }
    }

    private void choices(String where, String list) {
        if (!known.getOrDefault(list, Set.of()).equals(Set.of("label", "value"))) faults.add(where + list);
        use(list, Set.of("label", "value"));
    }

    private void table(String where, JsonNode table) {
        String list = table.path("dataSource").asText().substring(1);
        if (!list.matches("\\w+")) {
            for (JsonNode column : table.path("columns")) {
                String key = column.path("key").asText();
                if (!locals(list).contains(key)) faults.add(where + key);
            }
            return;
        }
        for (JsonNode column : table.path("columns")) {
            String key = column.path("key").asText();
            if (!known.getOrDefault(list, Set.of()).contains(key)) faults.add(where + list + "." + key);
            use(list, Set.of(key));
        }
    }

    private void use(String list, Set<String> columns) {
        used.add(list);
        columns.forEach(column -> used.add(list + "." + column));
    }

    private void template(String where, String text, Set<String> names) {
        if (text.startsWith("=")) expression(where, text.substring(1), names);
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            expression(where, block.group(2), names);
            template(where, block.group(3), block.group(1).equals("if") ? names : row(block.group(2)));
        }
        for (MatchResult inset : matches(INSET, BLOCK.matcher(text).replaceAll("")))
            expression(where, inset.group(1), names);
    }

    /** What stands in a row of what is looped over: its columns, or what the expression builds by itself. */
    private Set<String> row(String loop) {
        Set<String> row = new HashSet<>(locals(loop));
        matches(NAME, loop).stream().map(MatchResult::group).forEach(list -> {
            Set<String> columns = known.getOrDefault(list, Set.of());
            row.addAll(columns);
            use(list, columns);
        });
        return row;
    }

    private void expression(String where, String expression, Set<String> names) {
        String plain = CALL.matcher(expression.replaceAll("\"[^\"]*\"", "")).replaceAll("(");
        matches(EACH, plain).forEach(list -> use(list.group(1), known.getOrDefault(list.group(1), Set.of())));
        Set<String> locals = locals(plain);
        for (MatchResult name : matches(NAME, plain)) {
            String word = name.group();
            used.add(word);
            if (!WORDS.contains(word) && !locals.contains(word) && !names.contains(word)) faults.add(where + word);
        }
        for (MatchResult said : matches(SAID, plain)) {
            if (!variables.contains(said.group(1))) faults.add(where + said.group());
        }
    }

    private static Set<String> locals(String expression) {
        Function<MatchResult, Stream<String>> groups =
                match -> Stream.of(1, 2, 3, 4).map(match::group);
        return matches(LOCAL, expression).stream()
                .flatMap(groups)
                .filter(name -> name != null)
                .collect(Collectors.toSet());
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
