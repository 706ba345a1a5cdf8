package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A form as a contract: the fields it has and what each accepts, read from its own definition. The dialect of form-js
 * that Jalon speaks: text, html, table, group, separator and spacer show; textfield, textarea, number, datetime (days
 * only), select, radio, checkbox, checklist, taglist and dynamiclist ask. {@code conditional.hide} of a question holds
 * a FEEL expression over the form's other answers and the facts that it shows. Custom properties: {@code prefill=false}
 * (a question asked anew each time), {@code transient} (an answer that is read as it comes and never stored),
 * {@code other} (of a select whose list has no end: the column in which whoever chooses {@code OTHER} writes what; any
 * text that satisfies the select is a choice, and the column itself is never stored), {@code minRows} and
 * {@code maxRows} of a list; of a day, {@code notBefore} and {@code notAfter} with {@code today} or the key of another
 * day, which it may fall on, and {@code after}, on a later day than the other. A property that is none of these, or
 * stands where it says nothing, is refused with the form.
 */
final class FormDefinition {

    private static final Set<String> DISPLAYS =
            Set.of("text", "html", "table", "separator", "spacer", "image", "button");
    /** Blank lines included, which fall. */
    static final int MAX_GIVEN = 1000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "null", "true", "false");

    private final List<Field> fields;

    private FormDefinition(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Reads a definition.
     *
     * @throws IllegalArgumentException if it leaves the dialect
     */
    static FormDefinition read(JsonNode form) {
        List<Field> fields = fieldsOf(form.path("components"), List.of());
        Field.refuseStrayBounds(fields);
        return new FormDefinition(fields);
    }

    /** The fields among components that are hidden by any of the given conditions, or by their own. */
    static List<Field> fieldsOf(JsonNode components, List<String> outer) {
        List<Field> found = new ArrayList<>();
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (DISPLAYS.contains(type) || type.equals("group")) refuseProperties(component);
            if (DISPLAYS.contains(type)) continue;
            List<String> hides = new ArrayList<>(outer);
            String hide = component.path("conditional").path("hide").asText("");
            if (!hide.isEmpty()) hides.add(hide.replaceFirst("^=", ""));
            if (type.equals("group")) found.addAll(fieldsOf(component.path("components"), hides));
            else found.add(new Field(component, hides));
        }
        return found;
    }

    private static void refuseProperties(JsonNode component) {
        if (!component.path("properties").isEmpty())
            throw new IllegalArgumentException("what only shows has no properties: " + component);
    }

    List<Field> fields() {
        return fields;
    }

    /** The names this form asks for. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.name));
        return names;
    }

    /**
     * What a refusal of a field's answer begins with.
     *
     * @throws IllegalArgumentException if the form has no such field
     */
    String head(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::head)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the form has no field " + name));
    }

    /** The names of days that have been lived when they are told. */
    Set<String> livedDays() {
        return fields.stream().filter(Field::isLived).map(field -> field.name).collect(Collectors.toSet());
    }

    /** The names whose last answer is not offered again. */
    Set<String> askedAnew() {
        Set<String> names = new LinkedHashSet<>();
        fields.stream().filter(field -> !field.prefilled).forEach(field -> names.add(field.name));
        return names;
    }

    /** The names whose answers the engine never stores. */
    Set<String> readOnce() {
        return fields.stream()
                .filter(field -> field.readOnce)
                .map(field -> field.name)
                .collect(Collectors.toSet());
    }

    /** The facts without which it cannot be checked: those that it chooses among, or that a condition asks. */
    Set<String> neededFacts() {
        Set<String> names = names();
        Stream<String> chosen = fields.stream().flatMap(Field::choices);
        Stream<String> asked =
                fields.stream().flatMap(field -> field.hides.stream()).flatMap(FormDefinition::namesIn);
        return Stream.concat(chosen, asked.filter(name -> !names.contains(name)))
                .collect(Collectors.toSet());
    }

    /**
     * What a condition of the dialect speaks of: comparisons with texts, numbers and null, joined by {@code and, or}.
     */
    private static Stream<String> namesIn(String condition) {
        return NAME.matcher(condition.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(MatchResult::group)
                .filter(word -> !WORDS.contains(word));
    }

    /**
     * Checks answers and returns them as they are to be stored: whole numbers as {@code Long}, others as
     * {@code Double}, days as ISO strings, lists as lists of maps or of strings; what was left empty is {@code null}.
     *
     * @param facts what the form shows, for choices and conditions
     * @param condition evaluates a FEEL expression over answers and facts
     * @param today the day it is
     * @throws Refusal naming each field at fault
     */
    Map<String, Object> check(
            Map<String, ?> answers,
            Map<String, ?> facts,
            BiPredicate<String, Map<String, Object>> condition,
            LocalDate today) {
        Map<String, String> errors = new LinkedHashMap<>();
        Field.Check check = new Field.Check(facts, today, errors);
        Set<String> asked = names();
        for (String name : answers.keySet()) {
            if (!asked.contains(name))
                errors.put(name, "Le champ « " + shown(name) + " » n’existe pas dans ce formulaire.");
        }
        Map<String, Object> context = new LinkedHashMap<>(facts);
        fields.forEach(field -> context.put(field.name, answers.get(field.name)));
        // Fields that go together have the same one, and to ask is dear.
        Map<String, Boolean> conditions = new HashMap<>();
        Map<String, Object> accepted = new LinkedHashMap<>();
        for (Field field : fields) {
            boolean hidden = field.hides.stream()
                    .anyMatch(hide -> conditions.computeIfAbsent(hide, each -> condition.test(each, context)));
            accepted.put(
                    field.name, hidden ? null : field.accept(answers.get(field.name), check, field.head(), field.name));
        }
        Field.refuseDisorder(fields, accepted, check, "", "");
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return accepted;
    }

    static String shown(Object value) {
        String text = String.valueOf(value);
        return (text.length() > 60 ? text.substring(0, 60) + "…" : text).replaceAll("\\p{Cntrl}", " ");
    }
}
