package fr.jalon.benchmark;

import static java.util.function.Predicate.not;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * -Dgroups=benchmark -DexcludedGroups= -Dtest=StartBenchmark}; it prints medians, and asserts nothing. Options for both
 * JVMs, such as those of a service: {@code -Djalon.benchmark.options=-Xmx1g}.
 */
@Tag("benchmark")
class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("jalon.benchmark.rounds", 5);
    private static final String OPTIONS = System.getProperty("jalon.benchmark.options", "");
    private static final Pattern STARTED = Pattern.compile("process running for ([\\d.]+)\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Seconds, and megabytes resident. */
    private record Start(double seconds, double megabytes) {}

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Démarrer : la première fois, les suivantes")
    void starts() throws IOException {
        List<List<Start>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            for (int time = 0; time < 2; time++) {
                all.get(time)
                        .add(start(
                                "fr.jalon.JalonApplication",
                                "jalon" + round,
                                "--jalon.admin.password=Essai-secret-2026"));
                all.get(2 + time)
                        .add(start(
                                "bare.BareWebapps",
                                "bare" + round,
                                "--spring.config.name=bare",
                                "--spring.datasource.username=jalon",
                                "--camunda.bpm.auto-deployment-enabled=false"));
            }
        }
        print("première fois", all.get(0), all.get(2));
        print("fois suivantes", all.get(1), all.get(3));
    }

    private static void print(String when, List<Start> jalon, List<Start> bare) {
        double seconds = median(jalon.stream().map(Start::seconds).toList());
        double bareSeconds = median(bare.stream().map(Start::seconds).toList());
        double megabytes = median(jalon.stream().map(Start::megabytes).toList());
        double bareMegabytes = median(bare.stream().map(Start::megabytes).toList());
        System.out.printf(
                "%s : Jalon %.1f s, %.0f Mo ; webapps seules %.1f s, %.0f Mo ; rapports %.2f et %.2f%n",
                when, seconds, megabytes, bareSeconds, bareMegabytes, seconds / bareSeconds, megabytes / bareMegabytes);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Without the tests' own classes, among which Jalon would look for its beans and which nobody installs. */
    private static String classPath(String application) {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> application.startsWith("bare.") || !entry.endsWith("test-classes"))
                .collect(Collectors.joining(":"));
    }

    private Start start(String application, String data, String... settings) throws IOException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(
                Stream.of(OPTIONS.split(" ")).filter(not(String::isBlank)).toList());
        command.addAll(List.of(
                "-cp",
                classPath(application),
                application,
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
