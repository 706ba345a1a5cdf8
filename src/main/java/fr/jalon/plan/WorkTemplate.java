package fr.jalon.plan;

import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What is done for a launch, whenever that is: read from YAML and written to it.
 *
 * @param ready how many days before the launch all is ready
 * @param days how long the launch lasts
 */
public record WorkTemplate(String id, String title, int ready, int days, List<Line> lines) {

    /** A work in its section. */
    public record Line(String section, Work work) {}

    private static final Set<String> FIELDS =
            Set.of("id", "title", "role", "days", "every-day", "optional", "after", "at");
    private static final Pattern AT = Pattern.compile("(start|ready|launch|last-day)([+-]\\d{1,4})?");
    private static final Pattern AFTER = Pattern.compile("([a-z0-9-]{2,60})([+-]\\d{1,4})?");

    /** @throws IllegalArgumentException naming what cannot be read */
    static WorkTemplate read(String id, Reader text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Map<String, Object> read = new Yaml(new SafeConstructor(strict)).load(text);
        if (!read.keySet().equals(Set.of("title", "ready", "days", "sections")))
            throw new IllegalArgumentException("A template has title, ready, days and sections: " + read.keySet());
        Map<String, List<Map<String, Object>>> sections = field(read, "sections", Map.class);
        List<Line> lines = new ArrayList<>();
        sections.forEach((section, rows) -> rows.forEach(row -> lines.add(new Line(section, work(row)))));
        Set<String> ids = lines.stream().map(line -> line.work().id()).collect(Collectors.toSet());
        if (ids.size() < lines.size()) throw new IllegalArgumentException("An id stands twice in " + id);
        lines.forEach(line -> line.work().after().forEach(after -> {
            if (!ids.contains(after.id()))
                throw new IllegalArgumentException(line.work().id() + " waits for « " + after.id() + " »");
        }));
        return new WorkTemplate(
                id,
                field(read, "title", String.class),
                field(read, "ready", Integer.class),
                field(read, "days", Integer.class),
                List.copyOf(lines));
    }

    private static Work work(Map<String, Object> row) {
        if (!FIELDS.containsAll(row.keySet()))
            throw new IllegalArgumentException("A row has some of " + FIELDS + ", not " + row.keySet());
        List<?> after = row.containsKey("after") ? field(row, "after", List.class) : List.of();
        return new Work(
                field(row, "id", String.class),
                field(row, "title", String.class),
                field(row, "days", Integer.class),
                Boolean.TRUE.equals(row.get("every-day")),
                (String) row.get("role"),
                Boolean.TRUE.equals(row.get("optional")),
                after.stream().map(each -> after((String) each)).toList(),
                row.containsKey("at") ? at(field(row, "at", String.class)) : null);
    }

    private static After after(String text) {
        Matcher matcher = matched(AFTER, text);
        return new After(matcher.group(1), days(matcher.group(2)));
    }

    private static Place at(String text) {
        Matcher matcher = matched(AT, text);
        Point point = Point.valueOf(matcher.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Place.Offset(point, days(matcher.group(2)));
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) throw new IllegalArgumentException("« " + text + " » is not " + pattern);
        return matcher;
    }

    private static int days(@Nullable String signed) {
        return signed == null ? 0 : Integer.parseInt(signed);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T field(Map<String, Object> fields, String name, Class<?> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) throw new IllegalArgumentException("« " + name + " » cannot be " + value);
        return (T) value;
    }

    /** As {@link #read} reads it; a day that somebody has fixed is left to the dependencies. */
    String written() {
        Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
        lines.forEach(line -> sections.computeIfAbsent(line.section(), fresh -> new ArrayList<>())
                .add(row(line.work())));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.put("ready", ready);
        all.put("days", days);
        all.put("sections", sections);
        DumperOptions plain = new DumperOptions();
        plain.setSplitLines(false);
        return new Yaml(plain).dump(all);
    }

    private static Map<String, Object> row(Work work) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", work.id());
        row.put("title", work.title());
        row.put("days", work.duration());
        if (work.who() != null) row.put("role", work.who());
        if (work.everyDay()) row.put("every-day", true);
        if (work.optional()) row.put("optional", true);
        if (!work.after().isEmpty())
            row.put(
                    "after",
                    work.after().stream()
                            .map(after -> after.id() + signed(after.lag()))
                            .toList());
        if (work.place() instanceof Place.Offset offset)
            row.put("at", offset.from().name().toLowerCase(Locale.ROOT).replace('_', '-') + signed(offset.days()));
        return row;
    }

    private static String signed(int days) {
        return days == 0 ? "" : "%+d".formatted(days);
    }
}
