package fr.jalon.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * Which known faults the libraries of the jar have: its bill of materials against records in the OSV format, which the
 * operator has brought (the archive of the Maven ecosystem that osv.dev offers, or a folder of records). Asks nobody,
 * so that it runs where nothing but the disk is in reach.
 *
 * @param read records read
 * @param unread records that could not be read: never passed over in silence
 * @param found what concerns the jar, in order
 */
record KnownFaults(int read, List<Path> unread, List<Fault> found) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param library group:artifact:version
     * @param fixed the versions that are without it, empty where there are none
     */
    record Fault(String library, String id, String summary, List<String> fixed) {
        @Override
        public String toString() {
            return library + "  " + id + "  " + summary
                    + (fixed.isEmpty()
                            ? "  (no version without it)"
                            : "  (without it: " + String.join(", ", fixed) + ")");
        }
    }

    /**
     * Prints what it finds.
     *
     * @param args the bill of materials (CycloneDX, JSON), and the archive (.zip) or folder of records
     * @throws IllegalStateException with what was found, so that a build that runs it fails
     */
    public static void main(String... args) {
        if (args.length != 2 || args[1].isBlank() || args[1].startsWith("$")) {
            throw new IllegalArgumentException("say where the records are: -Dfaults=FILE.zip or a folder");
        }
        var faults = in(Path.of(args[0]), Path.of(args[1]));
        faults.found.forEach(System.out::println);
        faults.unread.forEach(record -> System.out.println("could not be read: " + record));
        var summary = faults.read + " records read, " + faults.unread.size() + " unreadable, " + faults.found.size()
                + " concern the jar";
        if (faults.read == 0 || !faults.unread.isEmpty() || !faults.found.isEmpty()) {
            throw new IllegalStateException(summary);
        }
        System.out.println(summary);
    }

    /** @throws UncheckedIOException if the bill or the records cannot be opened */
    static KnownFaults in(Path bill, Path records) {
        try {
            var libraries = libraries(JSON.readTree(bill.toFile()));
            if (Files.isDirectory(records)) {
                return search(libraries, records);
            }
            try (var archive = FileSystems.newFileSystem(records)) {
                return search(libraries, archive.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Versions by group:artifact; a library may be there twice. */
    private static Map<String, List<String>> libraries(JsonNode bill) {
        var versions = new HashMap<String, List<String>>();
        for (var component : bill.path("components")) {
            var name = component.path("group").asText() + ":"
                    + component.path("name").asText();
            versions.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(component.path("version").asText());
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a bill of materials without components");
        }
        return versions;
    }

    private static KnownFaults search(Map<String, List<String>> libraries, Path records) throws IOException {
        var found = new ArrayList<Fault>();
        var unread = new ArrayList<Path>();
        var read = 0;
        try (Stream<Path> files = Files.walk(records)) {
            for (var file : (Iterable<Path>)
                    files.filter(path -> path.toString().endsWith(".json")).sorted()::iterator) {
                try (var in = Files.newInputStream(file)) {
                    found.addAll(concerns(libraries, JSON.readTree(in)));
                    read++;
                } catch (IOException | IllegalArgumentException e) {
                    unread.add(file);
                }
            }
        }
        found.sort((a, b) -> a.toString().compareTo(b.toString()));
        return new KnownFaults(read, unread, found);
    }

    private static List<Fault> concerns(Map<String, List<String>> libraries, JsonNode entry) {
        if (!entry.hasNonNull("id")) {
            throw new IllegalArgumentException("no record of a fault");
        }
        var found = new ArrayList<Fault>();
        if (entry.hasNonNull("withdrawn")) {
            return found;
        }
        for (var affected : entry.path("affected")) {
            var library = affected.path("package");
            if (library.path("ecosystem").asText().startsWith("Maven")) {
                var name = library.path("name").asText();
                for (var version : libraries.getOrDefault(name, List.of())) {
                    if (has(affected, version)) {
                        found.add(new Fault(
                                name + ":" + version,
                                id(entry),
                                entry.path("summary").asText(),
                                fixes(affected)));
                    }
                }
            }
        }
        return found;
    }

    /** The name under which most people look for it. */
    private static String id(JsonNode entry) {
        for (var alias : entry.path("aliases")) {
            if (alias.asText().startsWith("CVE-")) {
                return alias.asText();
            }
        }
        return entry.path("id").asText();
    }

    private static boolean has(JsonNode affected, String version) {
        for (var listed : affected.path("versions")) {
            if (listed.asText().equals(version)) {
                return true;
            }
        }
        for (var range : affected.path("ranges")) {
            if (!range.path("type").asText().equals("GIT")
                    && within(range.path("events"), new ComparableVersion(version))) {
                return true;
            }
        }
        return false;
    }

    /** Events in the order of their versions, as the format has them: the last one at or before the version decides. */
    private static boolean within(JsonNode events, ComparableVersion version) {
        var inside = false;
        for (var event : events) {
            if (event.has("introduced")
                    && compare(version, event.path("introduced").asText()) >= 0) {
                inside = true;
            } else if (event.has("fixed")
                            && compare(version, event.path("fixed").asText()) >= 0
                    || event.has("last_affected")
                            && compare(version, event.path("last_affected").asText()) > 0) {
                inside = false;
            }
        }
        return inside;
    }

    private static int compare(ComparableVersion version, String other) {
        return other.equals("0") ? 1 : version.compareTo(new ComparableVersion(other));
    }

    private static List<String> fixes(JsonNode affected) {
        var fixes = new TreeSet<>((String a, String b) -> new ComparableVersion(a).compareTo(new ComparableVersion(b)));
        affected.path("ranges").forEach(range -> range.path("events").forEach(event -> {
            if (event.has("fixed")) {
                fixes.add(event.path("fixed").asText());
            }
        }));
        return List.copyOf(fixes);
    }
}
