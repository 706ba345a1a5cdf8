package fr.jalon.benchmark;

import static java.util.function.Predicate.not;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a start takes and how much memory it leaves in use, on an H2 file that is new and then on the same one:
 * Jalon beside the starter of the engine's webapps alone, in turns, each a JVM of its own. Run with {@code ./mvnw test
 * -Dgroups=benchmark -DexcludedGroups= -Dtest=StartBenchmark}; it prints medians, and asserts nothing. Options for all
 * JVMs, such as those of a service: {@code -Djalon.benchmark.options=-Xmx1g}; one that is installed as a third:
 * {@code "-Djalon.benchmark.installed=-jar /opt/jalon/jalon.jar"}.
 */
@Tag("benchmark")
class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("jalon.benchmark.rounds", 5);
    private static final String OPTIONS = System.getProperty("jalon.benchmark.options", "");
    /** How an operator starts Jalon: options and {@code -jar} with an absolute path. */
    private static final String INSTALLED = System.getProperty("jalon.benchmark.installed", "");

    private static final Pattern STARTED = Pattern.compile("process running for ([\\d.]+)\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Seconds, and megabytes resident. */
    private record Start(double seconds, double megabytes) {}

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Démarrer : la première fois, les suivantes")
    void starts() throws IOException {
        List<String> jalon = ofThisBuild("fr.jalon.JalonApplication");
        String admin = "--jalon.admin.password=Essai-secret-2026";
        Map<String, List<Start>> all = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String when : List.of("première fois", "fois suivantes")) {
                keep(all, "Jalon, " + when, start(jalon, "jalon" + round, admin));
                if (!INSTALLED.isEmpty()) {
                    List<String> installed = Stream.of(INSTALLED.split(" ")).toList();
                    keep(all, "Jalon installé, " + when, start(installed, "installed" + round, admin));
                }
                keep(
                        all,
                        "webapps seules, " + when,
                        start(
                                ofThisBuild("bare.BareWebapps"),
                                "bare" + round,
                                "--spring.config.name=bare",
                                "--spring.datasource.username=jalon",
                                "--camunda.bpm.auto-deployment-enabled=false"));
            }
        }
        all.forEach((what, starts) -> {
            List<Start> bare = all.get(what.replaceFirst("^[^,]*", "webapps seules"));
            System.out.printf(
                    "%s : %.1f s, %.0f Mo ; rapports aux webapps seules %.2f et %.2f%n",
                    what,
                    median(starts, Start::seconds),
                    median(starts, Start::megabytes),
                    median(starts, Start::seconds) / median(bare, Start::seconds),
                    median(starts, Start::megabytes) / median(bare, Start::megabytes));
        });
    }

    private static void keep(Map<String, List<Start>> all, String what, Start start) {
        all.computeIfAbsent(what, first -> new ArrayList<>()).add(start);
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
        return starts.stream().mapToDouble(of).sorted().toArray()[starts.size() / 2];
    }

    /** Without the tests' own classes, among which Jalon would look for its beans and which nobody installs. */
    private static List<String> ofThisBuild(String application) {
        String path = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> application.startsWith("bare.") || !entry.endsWith("test-classes"))
                .collect(Collectors.joining(":"));
        return List.of("-cp", path, application);
    }

    private Start start(List<String> launched, String data, String... settings) throws IOException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(
                Stream.of(OPTIONS.split(" ")).filter(not(String::isBlank)).toList());
        command.addAll(launched);
        command.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve(data)
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                if (!process.isAlive()) throw new IllegalStateException(Files.readString(log));
                return STARTED.matcher(Files.readString(log)).find();
            });
            Matcher started = STARTED.matcher(Files.readString(log));
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", "" + process.pid(), "status")));
            if (!started.find() || !resident.find()) throw new IllegalStateException("unreadable");
            return new Start(Double.parseDouble(started.group(1)), Long.parseLong(resident.group(1)) / 1024.0);
        } finally {
            process.destroy();
            await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        }
    }
}
