package fr.jalon.engine.form;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a long form says of it, in the templates of form-js: the answers that are still missing, each a link
 * that a script of the task list follows to its field, and those that stand.
 */
final class FormSummary {

    /** As many questions as still stand on two screens of a telephone; the columns of a list count once. */
    private static final int SHORT = 11;

    /** What Markdown might read in the words of people. */
    private static final String MARKS = "[^\\p{L}\\p{N} .,;:!?%€°&×+()«»=’'-]";

    private FormSummary() {}

    /** The text; null for a form that needs none. */
    static @Nullable String of(List<Field> fields) {
        if (fields.stream().mapToInt(field -> 1 + field.columns.size()).sum() <= SHORT) return null;
        List<Field> required = fields.stream()
                .filter(field -> field.required || field.minRows > 0)
                .toList();
        String lacking = required.stream().map(FormSummary::lacks).collect(Collectors.joining(" or "));
        return (required.isEmpty() ? "" : "{{#if " + lacking + "}}\n**Il manque encore**\n{{/if}}\n\n")
                + lines(
                        required,
                        field -> when(lacks(field), "[" + FormFacts.inert(field.label) + "](#" + field.name + ")"))
                + "\n\n**Vos réponses**\n\n"
                + lines(
                        fields,
                        field -> when(
                                asks(field) + " and not(" + isEmpty(field) + ")",
                                FormFacts.inert(field.label) + " : {{" + said(field) + "}}"));
    }

    private static String lines(List<Field> fields, Function<Field, String> line) {
        return fields.stream().map(line).collect(Collectors.joining());
    }

    private static String when(String condition, String line) {
        return "{{#if " + condition + "}}\n* " + line + "\n{{/if}}";
    }

    private static String lacks(Field field) {
        return "(" + asks(field) + " and " + isEmpty(field) + ")";
    }

    private static String asks(Field field) {
        return field.hides.isEmpty()
                ? "true"
                : field.hides.stream().collect(Collectors.joining(") or (", "not(((", ")) = true)"));
    }

    private static String isEmpty(Field field) {
        String name = field.name;
        return switch (field.type) {
            case "checkbox" -> "not(" + name + " = true)";
            case "number" -> "(" + name + " = null)";
            case "checklist", "taglist", "dynamiclist" -> "(" + name + " = null or count(" + name + ") = 0)";
            default -> "(" + name + " = null or " + name + " = \"\")";
        };
    }

    private static String said(Field field) {
        String name = field.name;
        return switch (field.type) {
            case "checkbox" -> "\"oui\"";
            case "checklist", "taglist" -> "string(count(" + name + ")) + \" choix\"";
            case "dynamiclist" ->
                "string(count(" + name + ")) + (if count(" + name + ") = 1 then \" ligne\" else \" lignes\")";
            case "datetime" ->
                "substring(%1$s, 9, 2) + \"/\" + substring(%1$s, 6, 2) + \"/\" + substring(%1$s, 1, 4)".formatted(name);
            case "number" -> "replace(string(" + name + "), \"[.]\", \",\")";
            default -> chosen(field, words(name));
        };
    }

    /** The first of somebody's words, without what Markdown might read in them. */
    private static String words(String name) {
        return "replace(substring(%1$s, 1, 80), \"%2$s\", \" \")".formatted(name, MARKS)
                + " + (if string length(%s) > 80 then \"…\" else \"\")".formatted(name);
    }

    private static String chosen(Field field, String otherwise) {
        String said = otherwise;
        for (Map.Entry<String, String> choice : field.choices.entrySet()) {
            said = "if string(%s) = \"%s\" then \"%s\" else %s"
                    .formatted(field.name, choice.getKey(), choice.getValue().replace("\"", ""), said);
        }
        return said;
    }
}
