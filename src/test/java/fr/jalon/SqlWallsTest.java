package fr.jalon;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads the SQL in string literals: a statement, or the part of one that names a table. */
@DisplayName("Les murs entre les tranches tiennent en SQL aussi")
class SqlWallsTest {

    /** Whose tables they are. */
    private static final Map<String, List<String>> TABLES = Map.ofEntries(
            entry(
                    "team",
                    List.of(
                            "cohort",
                            "team",
                            "team_member",
                            "invitation",
                            "enrolment_line",
                            "coach_team",
                            "session_note",
                            "team_file",
                            "team_file_part",
                            "my_cohort")),
            entry("link", List.of("shared_link", "link_visits")),
            entry("mail", List.of("outbox", "mail_reader", "mail_declined", "mail_hour", "mail_morning")),
            entry("measure", List.of("measure_connection", "measure_day", "measure_origin")),
            entry("contact", List.of("contact", "contact_entry", "contact_silence", "contact_round")),
            entry("silence", List.of("silence_told", "silence_round")),
            entry("person", List.of("password_renewal")),
            entry("draft", List.of("task_draft")),
            entry("bootcamp", List.of("bootcamp", "bootcamp_lateness", "edition")),
            entry("journey", List.of("journey")),
            entry(
                    "experiment",
                    List.of(
                            "experiment",
                            "experiment_day",
                            "metric",
                            "metric_correction",
                            "amendment",
                            "decision",
                            "dossier_loan",
                            "unique_visitors")),
            entry("plan", List.of("plan", "plan_item", "plan_move", "plan_work", "plan_dependency", "plan_template")),
            entry(
                    "scic",
                    List.of(
                            "track",
                            "interview",
                            "partnership",
                            "grant_application",
                            "milestone_review",
                            "track_told",
                            "track_round",
                            "apprentice",
                            "revenue",
                            "shortfall",
                            "statutes_version")),
            entry(
                    "construction",
                    List.of(
                            "construction",
                            "construction_review",
                            "construction_irritant",
                            "construction_help",
                            "construction_decision")),
            entry("roadmap", List.of("roadmap_item")),
            entry("portfolio", List.of("calendar_feed", "calendar_event")),
            entry("engine", List.of("rehearsal_clock")));

    private static final Path SOURCES = Path.of("src/main/java/fr/jalon");
    private static final Path SCRIPTS = Path.of("src/main/resources/db");

    /** A text block, or literals that plus signs join to one. */
    private static final Pattern LITERALS = Pattern.compile(
            "(?s)\"\"\"\\n(.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\\n]|\\\\.)*\")*");

    private static final Pattern STATEMENT =
            Pattern.compile("(?s)\\s*(select|insert|update|delete|from|join|left)\\b.*");

    private static final Pattern NAMED = Pattern.compile("\\b(?:from|join|into|update)\\s+([a-z_]{2,})\\b(?!\\()");

    private static final Pattern JDBC = Pattern.compile("\\bJdbc(?:Client|Template)\\b");

    private static final Pattern OWNER = Pattern.compile("^([a-z_]+) o on ");

    private static Map<Path, String> files(Path root, String end) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(each -> each.toString().endsWith(end)).toList()) {
                files.put(file, Files.readString(file));
            }
        }
        return files;
    }

    private static String slice(Path source) {
        return SOURCES.relativize(source).getName(0).toString();
    }

    /** Tables by source. */
    private static Map<Path, TreeSet<String>> named() throws IOException {
        Map<Path, TreeSet<String>> named = new TreeMap<>();
        files(SOURCES, ".java").forEach((source, text) -> {
            TreeSet<String> tables = new TreeSet<>();
            LITERALS.matcher(text)
                    .results()
                    .map(found -> found.group(1) != null
                            ? found.group(1)
                            : found.group().replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", ""))
                    .forEach(literal -> {
                        if (STATEMENT.matcher(literal).matches()) tables.addAll(first(NAMED, literal));
                        tables.addAll(first(OWNER, literal));
                    });
            tables.addAll(first(Pattern.compile("new Signature\\(\\s*\"([a-z_]+)\""), text));
            if (!tables.isEmpty()) named.put(source, tables);
        });
        return named;
    }

    /** What slices tell of the rows that they keep of teams: tables and conditions, and no statement. */
    private static Map<Path, TreeSet<String>> told() throws IOException {
        Map<Path, TreeSet<String>> told = new TreeMap<>();
        Pattern kept = Pattern.compile("new (?:Part|Rest)\\(\\s*\"([a-z_]+)\"|\\bin \\(select [a-z]+ from ([a-z_]+) ");
        files(SOURCES, ".java")
                .forEach((source, text) -> kept.matcher(text).results().forEach(found -> told.computeIfAbsent(
                                source, first -> new TreeSet<>())
                        .add(found.group(1) == null ? found.group(2) : found.group(1))));
        return told;
    }

    private static List<String> first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static int version(Path script) {
        return Integer.parseInt(script.getFileName().toString().replaceAll("^V(\\d+)__.*$", "$1"));
    }

    @Test
    @DisplayName("chaque table des migrations a sa tranche, et aucune n’en a deux")
    void ownsEveryTable() throws IOException {
        TreeSet<String> tables = new TreeSet<>();
        files(SCRIPTS, ".sql").entrySet().stream()
                .sorted(Comparator.comparingInt(script -> version(script.getKey())))
                .map(Map.Entry::getValue)
                .forEach(text -> {
                    first(Pattern.compile("(?m)^alter table (\\w+) rename to \\w+"), text)
                            .forEach(tables::remove);
                    tables.addAll(first(Pattern.compile("(?m)^alter table \\w+ rename to (\\w+)"), text));
                    tables.addAll(first(Pattern.compile("(?m)^create table (\\w+)"), text));
                    first(Pattern.compile("(?m)^drop table (\\w+)"), text).forEach(tables::remove);
                });

        assertThat(TABLES.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(tables);
    }

    @Test
    @DisplayName(
            "une table n’est nommée que dans la tranche à qui elle appartient, celles du moteur que dans le moteur")
    void namesItsOwnTables() throws IOException {
        List<String> all = TABLES.values().stream().flatMap(List::stream).toList();
        Map<Path, TreeSet<String>> named = named();
        told().forEach((source, tables) ->
                named.computeIfAbsent(source, fresh -> new TreeSet<>()).addAll(tables));
        named.forEach((source, tables) -> assertThat(tables)
                .as(SOURCES.relativize(source).toString())
                .allSatisfy(table -> {
                    if (table.startsWith("act_")) assertThat(slice(source)).isEqualTo("engine");
                    if (all.contains(table))
                        assertThat(TABLES.get(slice(source))).contains(table);
                }));
    }

    @Test
    @DisplayName("et dans les classes de lignes de celle-ci, qui seules parlent à la base")
    void speaksSqlInRowClasses() throws IOException {
        Map<Path, TreeSet<String>> named = named();
        List<String> speaking = files(SOURCES, ".java").entrySet().stream()
                .filter(source -> !slice(source.getKey()).equals("engine"))
                .filter(source -> named.containsKey(source.getKey())
                        || JDBC.matcher(source.getValue()).find())
                .map(source -> SOURCES.relativize(source.getKey()).toString())
                .toList();

        assertThat(speaking).isNotEmpty().allSatisfy(source -> assertThat(source)
                .endsWith("Rows.java"));
    }

    @Test
    @DisplayName("et le test les trouve toutes : chaque table est nommée par sa tranche")
    void findsThem() throws IOException {
        Map<String, TreeSet<String>> bySlice = new TreeMap<>();
        named().forEach((source, tables) ->
                bySlice.computeIfAbsent(slice(source), slice -> new TreeSet<>()).addAll(tables));

        TABLES.forEach(
                (slice, tables) -> assertThat(bySlice.get(slice)).as(slice).containsAll(tables));
    }
}
