package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question of a form: its name, whether and when it is asked, and what it accepts. */
final class Field {

    private static final int MAX_ROWS = 100;

    /** The choice of a list that has no end: what it is stands in another field. */
    private static final String OTHER = "OTHER";

    /** The custom properties that Jalon knows, with the types of the fields that have them; none: any. */
    private static final Map<String, Set<String>> PROPERTIES = Map.of(
            "prefill", Set.of(),
            "transient", Set.of("textfield", "textarea"),
            "other", Set.of("select"),
            "minRows", Set.of("dynamiclist"),
            "maxRows", Set.of("dynamiclist"),
            "notBefore", Set.of("datetime"),
            "notAfter", Set.of("datetime"),
            "after", Set.of("datetime"));

    final String name;
    final String label;
    final boolean prefilled;
    final boolean readOnce;
    final @Nullable String choicesFrom;
    final List<String> hides;
    final String type;
    private final String hint;
    final boolean required;
    private final JsonNode validate;
    final Map<String, String> choices = new LinkedHashMap<>();
    private final boolean countsChoices;
    private final String other;
    private final int decimals;
    final int minRows;
    private final int maxRows;
    private final List<DayBound> bounds;
    private final @Nullable Pattern pattern;
    final List<Field> columns;

    Field(JsonNode component, List<String> hides) {
        this.hides = hides;
        type = component.path("type").asText();
        name = component.path(type.equals("dynamiclist") ? "path" : "key").asText();
        if (name.isEmpty()) throw new IllegalArgumentException("field without a key: " + component);
        label = component.path("label").asText(name).replaceFirst(" (\\*|\\(facultatif\\))$", "");
        hint = component.path("description").asText();
        validate = component.path("validate");
        required = validate.path("required").asBoolean();
        JsonNode properties = component.path("properties");
        prefilled = !properties.path("prefill").asText().equals("false");
        readOnce = properties.path("transient").asText().equals("true");
        minRows = properties.path("minRows").asInt(0);
        maxRows = properties.path("maxRows").asInt(MAX_ROWS);
        bounds = DayBound.of(properties);
        decimals = component.path("decimalDigits").asInt(0);
        pattern = validate.has("pattern")
                ? Pattern.compile(validate.path("pattern").asText())
                : null;
        choicesFrom = component.has("valuesKey") ? component.path("valuesKey").asText() : null;
        component
                .path("values")
                .forEach(value -> choices.put(
                        value.path("value").asText(), value.path("label").asText()));
        countsChoices = component.path("values").path(0).path("value").isNumber();
        other = properties.path("other").asText();
        columns = type.equals("dynamiclist")
                ? FormDefinition.fieldsOf(component.path("components"), List.of())
                : List.of();
        if (columns.stream().anyMatch(column -> !column.hides.isEmpty())) {
            throw new IllegalArgumentException(
                    "a column of " + name + " has a condition: Jalon's forms have none there");
        }
        refuseForeignProperties(properties);
        refuseStrayBounds(columns);
        if (!Set.of(
                        "textfield",
                        "textarea",
                        "number",
                        "datetime",
                        "select",
                        "radio",
                        "checkbox",
                        "checklist",
                        "taglist",
                        "dynamiclist")
                .contains(type)) {
            throw new IllegalArgumentException("Jalon's forms do not use the component " + type);
        }
    }

    private void refuseForeignProperties(JsonNode properties) {
        properties.fieldNames().forEachRemaining(property -> {
            Set<String> types = PROPERTIES.get(property);
            if (types == null || !types.isEmpty() && !types.contains(type)) {
                throw new IllegalArgumentException(name + ": no property " + property + " for a " + type);
            }
        });
    }

    /** Refuses a bound that speaks of no other day of the same form, or of the same row. */
    static void refuseStrayBounds(List<Field> fields) {
        for (Field field : fields) {
            for (DayBound bound : field.bounds) {
                if (!bound.isToday()
                        && fields.stream()
                                .noneMatch(other -> other != field
                                        && other.type.equals("datetime")
                                        && other.name.equals(bound.other()))) {
                    throw new IllegalArgumentException(field.name + ": no other day is called " + bound.other());
                }
            }
        }
    }

    /** What a refusal of its answer begins with: a label that asks would not be read before a colon. */
    String head() {
        return label.endsWith("?") ? "« " + label + " »" : label;
    }

    /** Whether it tells of a day that has been lived. */
    boolean isLived() {
        return bounds.contains(new DayBound(DayBound.Kind.NOT_AFTER, DayBound.TODAY));
    }

    /** Whether what it accepts is a web address, and nothing else. */
    boolean asksForLink() {
        return pattern != null && pattern.pattern().startsWith("^https?://");
    }

    /** The facts among which it chooses, or a column of it does. */
    Stream<String> choices() {
        return Stream.concat(
                Stream.ofNullable(other.isEmpty() ? choicesFrom : null),
                columns.stream().flatMap(Field::choices));
    }

    @Nullable
    Object accept(@Nullable Object value, Check check, String label, String path) {
        if (value == null || isEmpty(value)) {
            if (required && !type.equals("dynamiclist"))
                check.errors().put(path, label + " : ce champ est obligatoire.");
            else if (minRows > 0) check.errors().put(path, label + " : " + atLeast(minRows) + ".");
            return type.equals("checkbox") ? (Object) false : null;
        }
        try {
            return switch (type) {
                case "textfield", "textarea" -> Answer.text(value, type, validate, pattern);
                case "number" -> Answer.number(value, decimals, validate);
                case "datetime" -> Answer.day(value);
                case "select", "radio" -> chosen(value, check);
                case "checkbox" -> Answer.tick(value, required);
                case "checklist", "taglist" -> Answer.choices(value, offered(check.facts()));
                default -> rows(value, check, label, path);
            };
        } catch (Answer.Unacceptable reason) {
            check.errors().put(path, label + " : " + reason.getMessage() + ".");
            return null;
        }
    }

    private Object chosen(Object value, Check check) {
        if (countsChoices) return Answer.figure(value, choices.keySet());
        return other.isEmpty()
                ? Answer.choice(value, offered(check.facts()))
                : Answer.text(value, "textfield", validate, pattern);
    }

    /**
     * Answers in which whoever chose « Autre » has chosen what they wrote beside it; nothing stands there for others.
     */
    static Map<String, Object> settled(List<Field> fields, Map<?, ?> given, Check check, String labels, String paths) {
        Map<String, Object> settled = new LinkedHashMap<>();
        given.forEach((name, value) -> settled.put(String.valueOf(name), value));
        for (Field written : fields) {
            for (Field field : fields) {
                if (!field.other.equals(written.name)) continue;
                Object text = settled.remove(written.name);
                boolean isWritten = !isBlank(text);
                if (OTHER.equals(settled.get(field.name))) settled.put(field.name, text);
                else if (isWritten) {
                    check.errors()
                            .put(
                                    paths + written.name,
                                    labels + written.head() + " : à remplir seulement si vous choisissez « Autre ».");
                }
            }
        }
        return settled;
    }

    /** Refuses days that stand wrongly beside today or beside each other: those of a form, or of one row. */
    static void refuseDisorder(
            List<Field> fields, Map<String, Object> accepted, Check check, String labels, String paths) {
        for (Field field : fields) {
            for (DayBound bound : field.bounds) {
                Object day = accepted.get(field.name);
                Object other = bound.isToday() ? check.today().toString() : accepted.get(bound.other());
                if (day == null || other == null) continue;
                LocalDate beside = LocalDate.parse((String) other);
                if (bound.isBroken(LocalDate.parse((String) day), beside)) {
                    String label = fields.stream()
                            .filter(each -> each.name.equals(bound.other()))
                            .map(each -> each.label)
                            .findFirst()
                            .orElse("");
                    check.errors()
                            .putIfAbsent(
                                    paths + field.name,
                                    labels + field.head() + " : " + bound.reason(label, beside) + ".");
                }
            }
        }
    }

    private boolean isEmpty(Object value) {
        return switch (type) {
            case "checklist", "taglist", "dynamiclist" -> value instanceof Collection<?> list && list.isEmpty();
            case "checkbox", "number" -> false;
            default -> value instanceof String text && text.isBlank();
        };
    }

    private Set<String> offered(Map<String, ?> facts) {
        return choicesFrom == null
                ? choices.keySet()
                : choicesIn(facts, choicesFrom).keySet();
    }

    /** What a fact offers to choose from: each value and what a person reads. */
    private static Map<String, String> choicesIn(Map<String, ?> facts, String name) {
        Map<String, String> offered = new LinkedHashMap<>();
        Stream.of(facts.get(name))
                .filter(Collection.class::isInstance)
                .flatMap(options -> ((Collection<?>) options).stream())
                .forEach(option -> {
                    Object value = option instanceof Map<?, ?> map ? map.get("value") : option;
                    Object label = option instanceof Map<?, ?> map ? map.get("label") : option;
                    offered.put(String.valueOf(value), String.valueOf(label));
                });
        return offered;
    }

    private List<Map<String, Object>> rows(Object value, Check check, String label, String path) {
        if (!(value instanceof Collection<?> given)) throw new Answer.Unacceptable("une liste est attendue");
        long filled = given.stream()
                .filter(each -> !(each instanceof Map<?, ?> row && isBlank(row)))
                .count();
        if (filled > maxRows) {
            throw new Answer.Unacceptable("%d lignes au plus, %d reçues ; retirez-en %d, ou regroupez-en"
                    .formatted(maxRows, filled, filled - maxRows));
        }
        if (given.size() > FormDefinition.MAX_GIVEN)
            throw new Answer.Unacceptable("%d lignes au plus, vides comprises".formatted(FormDefinition.MAX_GIVEN));
        List<Map<String, Object>> rows = new ArrayList<>();
        int line = 0;
        for (Object each : given) {
            line++;
            if (!(each instanceof Map<?, ?> row))
                throw new Answer.Unacceptable("chaque ligne de la liste est un ensemble de champs");
            Map<String, Object> accepted = new LinkedHashMap<>();
            for (Object name : row.keySet()) {
                if (columns.stream().noneMatch(column -> column.name.equals(name))) {
                    check.errors()
                            .put(
                                    path + "[" + line + "]." + name,
                                    label + ", ligne " + line + " : le champ « " + FormDefinition.shown(name)
                                            + " » n’existe pas.");
                }
            }
            if (isBlank(row)) continue;
            String labels = label + ", ligne " + line + ", ";
            String paths = path + "[" + line + "].";
            Map<String, Object> settled = settled(columns, row, check, labels, paths);
            for (Field column : kept()) {
                accepted.put(
                        column.name,
                        column.accept(settled.get(column.name), check, labels + column.head(), paths + column.name));
            }
            refuseDisorder(columns, accepted, check, labels, paths);
            rows.add(accepted);
        }
        if (rows.size() < minRows) throw new Answer.Unacceptable(atLeast(minRows));
        return rows;
    }

    /** The columns that hold an answer of their own. */
    private List<Field> kept() {
        return columns.stream()
                .filter(column -> columns.stream().noneMatch(each -> each.other.equals(column.name)))
                .toList();
    }

    private static boolean isBlank(Map<?, ?> row) {
        return row.values().stream().allMatch(Field::isBlank);
    }

    private static boolean isBlank(@Nullable Object cell) {
        return cell == null
                || cell.equals(false)
                || cell instanceof String text && text.isBlank()
                || cell instanceof Collection<?> list && list.isEmpty();
    }

    /** How a page asks it; empty where it takes a script to answer. */
    Optional<Question> asked(Map<String, ?> facts) {
        if (type.equals("dynamiclist") || type.equals("taglist")) return Optional.empty();
        Map<String, String> offered = choicesFrom == null ? choices : choicesIn(facts, choicesFrom);
        return Optional.of(new Question(name, label, type, hint, required, offered));
    }

    /** One reading of answers: the facts to choose from, the day it is, and what is found wrong, by path. */
    record Check(Map<String, ?> facts, LocalDate today, Map<String, String> errors) {}

    private static String atLeast(int rows) {
        return rows == 1 ? "une ligne au moins est attendue" : rows + " lignes au moins sont attendues";
    }

    /** An answer under its label; empty where there is none. */
    Optional<Notebook.Line> told(JsonNode answer) {
        if (columns.isEmpty()) {
            String words = words(answer);
            return words.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Notebook.Line(label, words, List.of(), List.of()));
        }
        List<List<String>> rows = new ArrayList<>();
        answer.forEach(row -> rows.add(kept().stream()
                .map(column -> column.words(row.path(column.name)))
                .toList()));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notebook.Line(
                        label, "", kept().stream().map(column -> column.label).toList(), rows));
    }

    private String words(JsonNode answer) {
        if (answer.isNull() || answer.isMissingNode()) return "";
        if (answer.isArray()) {
            List<String> all = new ArrayList<>();
            answer.forEach(each -> all.add(words(each)));
            return String.join(", ", all);
        }
        if (answer.isBoolean()) return answer.booleanValue() ? "oui" : "non";
        if (answer.isNumber()) return French.number(answer.decimalValue());
        String text = answer.asText();
        if (type.equals("datetime")) return French.date(LocalDate.parse(text.substring(0, 10)));
        return choices.getOrDefault(text, text);
    }
}
