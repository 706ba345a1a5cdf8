package fr.jalon.engine.form;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * What some forms show beside the answers already given: computed when a form is opened, never stored, so that nobody
 * can forge it. The components of the record are the names by which the forms know it: texts, numbers, booleans, lists
 * of texts, of maps or of records, whose components are the columns. A component that is itself a record lends its own
 * names; one that is null is not told, so that an answer of this name stands. Slices register beans of this type.
 *
 * @param forms the ids of the tasks that these forms belong to
 * @param shape the record that is told
 */
public record FormFacts<F extends Record>(Set<String> forms, Class<F> shape, Function<DelegateTask, F> facts) {

    /** Facts that one form shows. */
    public static <F extends Record> FormFacts<F> on(String form, Class<F> shape, Function<DelegateTask, F> facts) {
        return new FormFacts<>(Set.of(form), shape, facts);
    }

    /** What a person chooses from: what is read, and what is answered. */
    public record Choice(String label, String value) {}

    /**
     * What a person wrote, for a form's Markdown: shown as it was written, without markup, links or pictures, and
     * without marks that turn the direction of the line.
     */
    public static String inert(String said) {
        return said.replaceAll("[\\p{Cf}&&[^\u00ad\u200c\u200d]]", "").replaceAll("([\\p{Punct}])", "\\\\$1");
    }

    /** A drawing as a form's picture shows it. */
    public static String picture(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, Object> of(DelegateTask task) {
        return told(facts.apply(task));
    }

    /** Whether it may tell one of some names. */
    boolean tells(Set<String> names) {
        return tells(shape, names);
    }

    private static boolean tells(Class<?> shape, Set<String> names) {
        return Arrays.stream(shape.getRecordComponents())
                .anyMatch(each ->
                        names.contains(each.getName()) || each.getType().isRecord() && tells(each.getType(), names));
    }

    /** A record by the names of its components. */
    static Map<String, Object> told(Record facts) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (RecordComponent component : facts.getClass().getRecordComponents()) {
            Object value = valueOf(component, facts);
            if (value instanceof Record part) told.putAll(told(part));
            else if (value instanceof List<?> rows) told.put(component.getName(), rows(rows));
            else if (value != null) told.put(component.getName(), value);
        }
        return told;
    }

    private static List<?> rows(List<?> rows) {
        return rows.stream()
                .map(row -> row instanceof Record facts ? told(facts) : row)
                .toList();
    }

    private static Object valueOf(RecordComponent component, Record facts) {
        try {
            // The record may be known to its own slice alone.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(facts);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
