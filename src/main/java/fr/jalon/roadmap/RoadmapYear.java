package fr.jalon.roadmap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is to be done in a year, whenever it starts: phases of titled months. */
public record RoadmapYear(List<Phase> phases) {

    /** The studio's, as its document has it. */
    public static final RoadmapYear STUDIO = studio();

    /** A part of the year, which a gate closes. */
    public record Phase(String id, String title, List<Month> months) {

        public String gate() {
            return "gate-" + id;
        }

        public Month last() {
            return months.get(months.size() - 1);
        }
    }

    /**
     * A month of the year.
     *
     * @param number from 1
     * @param section what a plan calls it: its phase and itself
     */
    public record Month(int number, String title, String section, List<Row> rows) {

        /** The step of a journey that it is. */
        public String step() {
            return "month-" + number;
        }

        public String name() {
            return "Mois " + number + "\u00a0: " + title;
        }

        /** A month begins on the day of the start, or on the last of a shorter month. */
        public LocalDate firstDay(LocalDate start) {
            return start.plusMonths(number - 1L);
        }

        /** The eve of the next one. */
        public LocalDate lastDay(LocalDate start) {
            return start.plusMonths(number).minusDays(1);
        }
    }

    /** A deliverable. */
    public record Row(String id, String title, boolean done) {
        public Row {
            if (!id.matches("[a-z0-9-]{2,60}")) throw new IllegalArgumentException("« " + id + " » is no id");
            if (title.isBlank()) throw new IllegalArgumentException("« " + id + " » lacks a title");
        }
    }

    private static RoadmapYear studio() {
        try (InputStream text = RoadmapYear.class.getResourceAsStream("/bpmn/roadmap/years/studio-roadmap.yaml")) {
            return read(Objects.requireNonNull(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws IllegalArgumentException naming what cannot be read */
    static RoadmapYear read(InputStream text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<Map<String, Object>> read = new Yaml(new SafeConstructor(strict)).load(text);
        Set<String> ids = new HashSet<>();
        List<Phase> phases = new ArrayList<>();
        int number = 0;
        for (Map<String, Object> phase : read) {
            refuseOthers(phase, Set.of("id", "title", "months"));
            String title = text(phase, "title");
            List<Month> months = new ArrayList<>();
            for (Map<String, Object> month : rows(phase, "months")) {
                refuseOthers(month, Set.of("title", "items"));
                number++;
                String section = "Phase " + (phases.size() + 1) + "\u00a0: " + title + " – Mois " + number + "\u00a0: "
                        + text(month, "title");
                List<Row> rows =
                        rows(month, "items").stream().map(RoadmapYear::row).toList();
                for (Row row : rows) {
                    if (!ids.add(row.id())) throw new IllegalArgumentException("« " + row.id() + " » stands twice");
                }
                months.add(new Month(number, text(month, "title"), section, rows));
            }
            phases.add(new Phase(text(phase, "id"), title, List.copyOf(months)));
        }
        return new RoadmapYear(List.copyOf(phases));
    }

    private static Row row(Map<String, Object> fields) {
        refuseOthers(fields, Set.of("id", "title", "done"));
        return new Row(text(fields, "id"), text(fields, "title"), Boolean.TRUE.equals(fields.get("done")));
    }

    private static void refuseOthers(Map<String, Object> fields, Set<String> known) {
        if (!known.containsAll(fields.keySet()))
            throw new IllegalArgumentException("A row has some of " + known + ", not " + fields.keySet());
    }

    private static String text(Map<String, Object> fields, String name) {
        if (!(fields.get(name) instanceof String text))
            throw new IllegalArgumentException("« " + name + " » cannot be " + fields.get(name));
        return text;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> fields, String name) {
        if (!(fields.get(name) instanceof List<?> rows))
            throw new IllegalArgumentException("« " + name + " » cannot be " + fields.get(name));
        return (List<Map<String, Object>>) rows;
    }

    public Stream<Month> months() {
        return phases.stream().flatMap(phase -> phase.months().stream());
    }

    /** @param number from 1 to 12 */
    public Month month(int number) {
        return months().toList().get(number - 1);
    }

    public boolean isLast(int number) {
        return number == months().count();
    }

    /** @throws IllegalArgumentException if there is none of that id */
    public Phase phase(String id) {
        return phases.stream()
                .filter(phase -> phase.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No phase « " + id + " »"));
    }

    /** The phase to which a month belongs. */
    public Phase phaseOf(int month) {
        return phases.stream()
                .filter(phase -> phase.months().contains(month(month)))
                .findFirst()
                .orElseThrow();
    }
}
