package fr.jalon.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.jalon.JalonApplication;
import fr.jalon.MachineClock;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Jalon as an operator has it: a JVM of its own on a port of its own. It may be killed, halted and started again at
 * any moment; closed, it is gone whatever became of it.
 */
final class Node implements AutoCloseable {

    /** How often each fault is played: {@code -Djalon.fault.rounds=20}. */
    static final int ROUNDS = Integer.getInteger("jalon.fault.rounds", 2);

    /** A cold start beside others on two cores. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final List<String> BOUND = "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override")
            : List.of();

    private static final String CLASSES = Path.of("target", "classes").toString();
    private static final String TESTS = Path.of("target", "test-classes").toString();

    private final String name;
    private final int port = freePort();
    private final Map<String, String> settings;
    private final StringBuffer log = new StringBuffer();
    private final List<String> under = new ArrayList<>();
    private Process process;

    /** @param settings as they are written on a command line */
    Node(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = settings;
    }

    static int freePort() {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return door.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** That of this build; an empty entry, which Surefire leaves at its end, would be the folder of the project. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(":"));
    }

    /** With these classes in the place of the build's, and without its tests. */
    private static String classPath(Path classes) {
        return Stream.of(classPath().split(":"))
                .filter(entry -> !entry.endsWith(TESTS))
                .map(entry -> entry.endsWith(CLASSES) ? classes.toString() : entry)
                .collect(Collectors.joining(":"));
    }

    /** As one whom the rights of files bind: they do not bind root, unless it gives that up. */
    Node bound() {
        under.addAll(BOUND);
        return this;
    }

    /** Whether such a one cannot write to a folder; false too where the machine does not let root give that up. */
    static boolean cannotWriteTo(Path folder) {
        List<String> command = new ArrayList<>(BOUND);
        command.addAll(List.of("sh", "-c", "[ -d \"$0\" ] && ! [ -w \"$0\" ]", folder.toString()));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of this build. */
    Node start() {
        return run(Packed.PATH, JalonApplication.class, Packed.ARCHIVED);
    }

    /** Of another build, whose classes are in a folder. */
    Node startOf(Path classes) {
        return run(classPath(classes), JalonApplication.class);
    }

    /** On a machine whose clock is ahead. */
    Node startAhead(Duration by) {
        return run(
                classPath(),
                Later.class,
                "-Djalon.test.now=" + MachineClock.real().plus(by));
    }

    /** Starts Jalon once the clock of the machine is what it is told to be. */
    static final class Later {
        public static void main(String[] arguments) {
            MachineClock.at(Instant.parse(System.getProperty("jalon.test.now")));
            JalonApplication.main(arguments);
        }
    }

    /**
     * This build in jars alone, and an archive of all classes that a start loads: whoever starts with it neither reads
     * nor verifies them again.
     */
    private static final class Packed {
        private static final Path FOLDER = Path.of("target", "fault");
        private static final Path ARCHIVE = FOLDER.resolve("jalon.jsa");
        static final String ARCHIVED = "-XX:SharedArchiveFile=" + ARCHIVE;
        static final String PATH = classPath(jar());

        static {
            Map<String, String> settings = Map.of("spring.datasource.url", "jdbc:h2:mem:packed");
            try (Node first = new Node("packed", settings)) {
                first.run(PATH, JalonApplication.class, "-XX:ArchiveClassesAtExit=" + ARCHIVE)
                        .awaitReady()
                        .stop();
            }
        }

        private static Path jar() {
            try {
                Path jar = Files.createDirectories(FOLDER).resolve("jalon.jar");
                ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
                assertThat(tool.run(
                                System.out,
                                System.err,
                                "--create",
                                "--no-compress",
                                "--file",
                                "" + jar,
                                "-C",
                                CLASSES,
                                "."))
                        .isZero();
                return jar;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private Node run(String path, Class<?> main, String... options) {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", path, main.getName()));
        command.add("--server.port=" + port);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JALON_ADMIN_PASSWORD", Stage.PASSWORD);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        keepLog();
        log.setLength(0);
        Process started = process;
        Thread reading = new Thread(() -> read(started), "log of " + name);
        reading.setDaemon(true);
        reading.start();
        return this;
    }

    private void read(Process from) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> log.append(line).append('\n'));
        } catch (IOException | UncheckedIOException gone) {
            // It was killed.
        }
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    /** What it has said since it was started. */
    String log() {
        return log.toString();
    }

    /** Whom a proxy would send people to. */
    boolean isReady() {
        return answers("/readyz") == 200;
    }

    /** 0 where nobody answers. */
    int answers(String path) {
        try {
            return Visitor.anonymous(port).get(path).statusCode();
        } catch (UncheckedIOException nobody) {
            return 0;
        }
    }

    Node awaitReady() {
        await(name + " is ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(process.isAlive()).as(log()).isTrue();
                    return isReady();
                });
        return this;
    }

    /** As a power cut would. */
    void kill() {
        signal("KILL");
        awaitEnd();
    }

    /** As an operator would. */
    void stop() {
        signal("TERM");
        awaitEnd();
    }

    /** As a machine that is paused. */
    void halt() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /** The most bytes that it may have in a file: beyond, the disk is full for it alone. */
    void limitFiles(String bytes) {
        execute("prlimit", "--fsize=" + bytes + ":", "--pid", String.valueOf(process.pid()));
    }

    private void signal(String signal) {
        execute("kill", "-" + signal, String.valueOf(process.pid()));
    }

    private static void execute(String... command) {
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .as(String.join(" ", command))
                    .isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Its exit code, once it has ended by itself. */
    int awaitEnd() {
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .as(name + " has ended")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly().onExit().join();
        keepLog();
    }

    /** What it has said stays beside the build, start after start. */
    private void keepLog() {
        try {
            Files.writeString(
                    Files.createDirectories(Path.of("target", "fault")).resolve(name + "-" + port + ".log"),
                    log,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
