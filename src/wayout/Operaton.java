import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Jalon on Operaton, the fork of Camunda 7 that goes on: {@code java src/wayout/Operaton.java [command]}, in the folder
 * of the POM. See docs/way-out.md.
 */
class Operaton {

    private static final String VERSION = System.getProperty("operaton.version", "1.0.3");
    /** The last of the JSON format for variables whose jar resolves; the parent of its POM stands beside this file. */
    private static final String JSON_FORMAT = System.getProperty("operaton.json", "1.0.0");

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path COPY = HERE.resolve("target/operaton");
    private static final Path LEFT_OUT = HERE.resolve("src/wayout/left-out.txt");
    private static final Path STORE = HERE.resolve("target/wayout-database");

    /** The engine's own assertions, which do not resolve there: files that use them stay behind, and are told. */
    private static final Pattern ASSERTIONS = Pattern.compile("import static org\\.camunda\\.bpm\\.engine\\.test\\.assertions");

    /** What is changed, in which files, and into what. A rule sees what those before it have put. */
    private record Rule(String kind, Pattern files, Pattern found, String put) {
        Rule(String kind, String files, String found, String put) {
            this(kind, Pattern.compile(files), Pattern.compile(found, Pattern.MULTILINE), put);
        }
    }

    private static final String JAVA = "(?!src/wayout/).*\\.java";
    private static final String SETTINGS = "(?!src/wayout/).*\\.(java|yaml)";
    private static final List<Rule> RULES = List.of(
            new Rule("the engine in the POM", "pom\\.xml", "(?<=<engine\\.group>)org\\.camunda", "org.operaton"),
            new Rule("the engine in the POM", "pom\\.xml", "(?<=<engine\\.name>)camunda", "operaton"),
            new Rule("the engine in the POM", "pom\\.xml", "(?<=<engine\\.version>)[^<]+", VERSION),
            new Rule(
                    "the JSON format in the POM",
                    "pom\\.xml",
                    "(spin-dataformat-json-jackson</artifactId>)(</dependency>)",
                    "$1<version>" + JSON_FORMAT + "</version>$2"),
            new Rule("the engine's assertions in the POM", "pom\\.xml", "^.*\\$\\{engine\\.name}-bpm-assert</artifactId>.*\\R", ""),
            new Rule(
                    "the JSON format in the POM",
                    "pom\\.xml",
                    "^  <build>",
                    "  <repositories><repository><id>wayout</id>"
                            + "<url>\\${project.baseUri}src/wayout/repository</url>"
                            + "<releases><checksumPolicy>ignore</checksumPolicy></releases>"
                            + "</repository></repositories>\n\n  <build>"),
            new Rule("imports", JAVA, "^(import (?:static )?)org\\.camunda\\.", "$1org.operaton."),
            new Rule("packages named in code and settings", SETTINGS, "\\borg\\.camunda\\b", "org.operaton"),
            new Rule("folders of the engine's jar", JAVA, "\\borg/camunda/", "org/operaton/"),
            new Rule("names of the engine's API", JAVA, "(?<=\\b[a-zA-Z]{0,9})Camunda(?=[A-Z])", "Operaton"),
            new Rule("names of the engine's API", JAVA, "(?<=\\.)camunda(?=[A-Z])", "operaton"),
            new Rule("names of the engine's API", JAVA, "\\bCAMUNDA_", "OPERATON_"),
            new Rule("settings", ".*\\.yaml", "^camunda:", "operaton:"),
            new Rule("settings", SETTINGS, "\\bcamunda\\.bpm\\.", "operaton.bpm."),
            new Rule("where the webapps answer", ".*/Webapps\\.java", "(?<=ROOT = \"/)camunda", "operaton"),
            new Rule("where the webapps answer", ".*/fr\\.json", "/camunda(?=-welcome)", "/operaton"),
            new Rule("what is said of the product", ".*/fr\\.json", "^ *\"BANNER_CE_EOL_TEXT\": .*\\R", ""),
            new Rule("what is said of the product", ".*/legal/.*\\.md", "Camunda 7 \\([^,]+, ", "Operaton ("),
            new Rule("what is said of the product", ".*/legal/.*\\.md", "Camunda", "Operaton"),
            new Rule("what the webapps keep in browsers", ".*/french\\.js", "(?<=PRODUCT = ')camunda", "operaton"));

    public static void main(String... given) throws IOException, InterruptedException {
        switch (given.length == 0 ? "test" : given[0]) {
            case "rename" -> rename();
            case "package" -> {
                rename();
                maven(COPY, "package", "-DskipTests");
            }
            case "test" -> {
                rename();
                maven(COPY, "test", "-Dsurefire.excludesFile=" + LEFT_OUT);
            }
            case "database" -> {
                rename();
                openInTurn();
            }
            default -> throw new IllegalArgumentException("rename, package, test or database");
        }
    }

    /** One PostgreSQL database: begun here, gone on with there, ended here. */
    private static void openInTurn() throws IOException, InterruptedException {
        remove(STORE);
        for (String part : List.of("begins", "goesOn", "ends")) {
            maven(
                    part.equals("goesOn") ? COPY : HERE,
                    "test",
                    "-Dtest=InTurnTest#" + part,
                    "-Dgroups=wayout",
                    "-DexcludedGroups=",
                    "-Dwayout.store=" + STORE);
        }
    }

    private static void rename() throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        Map<String, Set<String>> files = new LinkedHashMap<>();
        Set<Path> wanted = new TreeSet<>();
        for (String name : tracked()) {
            Path from = HERE.resolve(name);
            if (!Files.isRegularFile(from)) continue;
            byte[] content = Files.readAllBytes(from);
            if (name.endsWith(".java") && ASSERTIONS.matcher(new String(content, StandardCharsets.UTF_8)).find()) {
                System.out.println("left out, for want of the engine's assertions: " + name);
                continue;
            }
            for (Rule rule : RULES) {
                if (!rule.files().matcher(name).matches()) continue;
                Matcher found = rule.found().matcher(new String(content, StandardCharsets.UTF_8));
                int count = (int) found.results().count();
                if (count == 0) continue;
                content = found.reset().replaceAll(rule.put()).getBytes(StandardCharsets.UTF_8);
                places.merge(rule.kind(), count, Integer::sum);
                files.computeIfAbsent(rule.kind(), kind -> new TreeSet<>()).add(name);
            }
            Path to = COPY.resolve(name);
            wanted.add(to);
            put(from, to, content);
        }
        prune(wanted);
        places.forEach((kind, count) -> System.out.printf(
                "%5d in %3d files  %s%n", count, files.get(kind).size(), kind));
    }

    /** What is as it was stays untouched, so that what was compiled from it stays good. */
    private static void put(Path from, Path to, byte[] content) throws IOException {
        if (Files.exists(to) && Arrays.equals(Files.readAllBytes(to), content)) return;
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.write(to, content);
    }

    private static void prune(Set<Path> wanted) throws IOException {
        try (Stream<Path> all = Files.walk(COPY)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(COPY.resolve("target")))
                    .filter(file -> !wanted.contains(file))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((one, other) -> other.compareTo(one)).toList()) Files.delete(file);
        }
    }

    private static List<String> tracked() throws IOException {
        Process git = new ProcessBuilder("git", "ls-files", "-z").start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(names.split("\0"));
    }

    private static void maven(Path folder, String... given) throws IOException, InterruptedException {
        boolean onWindows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(folder.resolve(onWindows ? "mvnw.cmd" : "mvnw").toString());
        command.addAll(List.of("-B", "-ntp"));
        command.addAll(List.of(given));
        int status = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
        if (status != 0) System.exit(status);
    }
}
