package fr.jalon.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The templates of plans, {@code bpmn/<slice>/plans/<template>.yaml}: sections, each with its rows. All are read once,
 * at the start, which a faulty one prevents.
 */
@Component
class PlanTemplates {

    private static final Set<String> FIELDS = Set.of("id", "title", "from", "days");
    private static final String AFTER = "after";
    private static final String BEHIND = "behind";

    /**
     * An item to be dated: the days from the start to its start, and how many it takes.
     *
     * @param after the items whose result it cannot do without
     * @param behind the other items that its process does before
     */
    record Row(String id, String title, String section, int from, int days, List<String> after, List<String> behind) {
        Row {
            after = List.copyOf(after);
            behind = List.copyOf(behind);
            if (!id.matches("[a-z0-9-]{2,60}")) throw new IllegalArgumentException("« " + id + " » is no id");
            if (title.isBlank() || section.isBlank())
                throw new IllegalArgumentException("« " + id + " » lacks a title or section");
            if (from < 0 || days < 1) throw new IllegalArgumentException("« " + id + " » has days that make no sense");
        }

        /** Whatever is done before, of which nothing else is between. */
        List<String> before() {
            return Stream.concat(after.stream(), behind.stream()).toList();
        }

        /** The item in a plan that starts on that day. */
        Item startingOn(LocalDate start) {
            LocalDate begins = start.plusDays(from);
            LocalDate ends = begins.plusDays(days);
            return new Item(id, title, section, begins, ends, begins, ends, null, null);
        }
    }

    private final Map<String, List<Row>> templates = new HashMap<>();

    PlanTemplates() {
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:bpmn/*/plans/*.yaml")) {
                String name = Objects.requireNonNull(file.getFilename()).replaceFirst("\\.yaml$", "");
                try (InputStream text = file.getInputStream()) {
                    if (templates.put(name, rows(text)) != null)
                        throw new IllegalStateException("Two plan templates « " + name + " »");
                } catch (RuntimeException faulty) {
                    throw new IllegalStateException("The plan template " + file + " cannot be read", faulty);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The rows of a template, in its order.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    List<Row> rows(String template) {
        List<Row> rows = templates.get(template);
        if (rows == null) throw new IllegalArgumentException("No plan template « " + template + " »");
        return rows;
    }

    static List<Row> rows(InputStream text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<String, List<Map<String, Object>>> sections = new Yaml(new SafeConstructor(strict)).load(text);
        List<Row> rows = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        sections.forEach((section, some) -> some.forEach(fields -> {
            Set<String> named = new HashSet<>(fields.keySet());
            named.removeAll(Set.of(AFTER, BEHIND));
            if (!named.equals(FIELDS))
                throw new IllegalArgumentException("A row has " + FIELDS + ", not " + fields.keySet());
            Row row = new Row(
                    field(fields, "id", String.class),
                    field(fields, "title", String.class),
                    section,
                    field(fields, "from", Integer.class),
                    field(fields, "days", Integer.class),
                    ids(fields, AFTER),
                    ids(fields, BEHIND));
            if (!ids.add(row.id())) throw new IllegalArgumentException("« " + row.id() + " » stands twice");
            rows.add(row);
        }));
        for (Row row : rows) {
            List<String> before = row.before();
            if (before.contains(row.id()) || !ids.containsAll(before))
                throw new IllegalArgumentException("« " + row.id() + " » cannot follow " + before);
        }
        return List.copyOf(rows);
    }

    private static List<String> ids(Map<String, Object> fields, String name) {
        return fields.containsKey(name)
                ? List.of(field(fields, name, String.class).split(" "))
                : List.of();
    }

    private static <T> T field(Map<String, Object> fields, String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) throw new IllegalArgumentException("« " + name + " » cannot be " + value);
        return type.cast(value);
    }
}
