package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** The table of who is received where, as it lies in the tests' resources; its head says how it reads. */
final class AccessTable {

    static final String LEFT_OUT = "–";

    /** Under each of these the engine answers to the same routes. */
    static final List<String> ENGINE =
            List.of(Webapps.API + "/engine/engine/{name}", "/engine-rest/engine/{name}", "/engine-rest");

    /** Stands for the root of the engine's webapps. */
    private static final String WEBAPPS = "{webapps}";

    private static final Path FILES = Path.of("src/test/resources/access");
    private static final Path FILE = FILES.resolve("matrix.txt");
    private static final String LINE = "%-7s %-92s | %-5s | %-3s | %-3s | %-3s | %-3s | %-3s |";
    private static final String COLUMNS =
            LINE.formatted("", "", "anon.", "mbr", "aut", "cch", "fac", "adm").stripTrailing();

    /** What everyone gets on one route, and what is to be said about it. */
    record Row(List<String> cells, String note) {}

    private AccessTable() {}

    /** The rows by method and path. */
    static Map<String, Row> rows() {
        return read(FILE, line -> {
            List<String> parts =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Row(parts.subList(1, 7), parts.get(7));
        });
    }

    /** What is sent instead of an empty object, by method and path. */
    static Map<String, String> bodies() {
        return read(FILES.resolve("bodies.txt"), line -> line.substring(line.indexOf('|') + 1)
                .strip());
    }

    private static <T> Map<String, T> read(Path file, Function<String, T> reader) {
        Map<String, T> read = new TreeMap<>();
        for (String line : lines(file)) {
            if (line.isBlank() || line.startsWith("#") || line.equals(COLUMNS)) continue;
            String route = line.substring(0, line.indexOf('|'))
                    .strip()
                    .replaceAll(" +", " ")
                    .replace(WEBAPPS, Webapps.ROOT);
            for (String each : route.contains("…") ? spelledOut(route) : List.of(route)) {
                if (read.put(each, reader.apply(line)) != null)
                    throw new IllegalStateException(file + ": two rows for " + each);
            }
        }
        return read;
    }

    private static List<String> spelledOut(String route) {
        return ENGINE.stream().map(root -> route.replace("…", root)).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes the rows anew under the head, those about the same things together. */
    static void rewrite(Map<String, Row> rows) {
        Map<String, Map<String, Row>> byShortRoute = new TreeMap<>(Comparator.comparing(AccessTable::pathFirst));
        rows.forEach((route, row) -> byShortRoute
                .computeIfAbsent(shortened(route), each -> new TreeMap<>())
                .put(route, row));
        List<String> lines = new ArrayList<>(
                lines(FILE).stream().takeWhile(line -> line.startsWith("#")).toList());
        String subject = null;
        for (var entry : byShortRoute.entrySet()) {
            if (!Objects.equals(subject, subject = subjectOf(entry.getKey()))) lines.addAll(List.of("", COLUMNS));
            Map<String, Row> same = entry.getValue();
            if (same.size() == ENGINE.size()
                    && same.values().stream().distinct().count() == 1) {
                lines.add(line(entry.getKey(), same.values().iterator().next()));
            } else {
                same.forEach((route, row) -> lines.add(line(route, row)));
            }
        }
        try {
            Files.write(FILE, lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String line(String route, Row row) {
        List<Object> parts = new ArrayList<>(List.of((Object[])
                route.replace(" " + Webapps.ROOT + "/", " " + WEBAPPS + "/").split(" ", 2)));
        parts.addAll(row.cells());
        return (LINE.formatted(parts.toArray()) + " " + row.note()).strip();
    }

    private static String shortened(String route) {
        for (String root : ENGINE) {
            if (route.contains(" " + root + "/")) return route.replace(" " + root + "/", " …/");
        }
        return route;
    }

    private static String pathFirst(String route) {
        String[] parts = route.split(" ", 2);
        return parts[1] + " " + parts[0];
    }

    private static String subjectOf(String route) {
        String[] steps = route.split(" ")[1].split("/", -1);
        if (steps[0].equals("…")) return steps[1];
        return Webapps.ROOT.equals("/" + steps[1]) ? steps[3] : steps[1].equals("api") ? steps[2] : "pages";
    }
}
