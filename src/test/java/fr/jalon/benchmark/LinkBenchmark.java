package fr.jalon.benchmark;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.link.Links;
import fr.jalon.team.Teams;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What following a short link takes, counted on disk, on both databases: one visitor, then twenty at once on one link.
 * Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=LinkBenchmark}; it prints, and asserts
 * nothing.
 */
@Tag("benchmark")
class LinkBenchmark {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final int CLIENTS = 20;
    private static final int VISITS = 500;

    private final AtomicInteger client = new AtomicInteger();

    @Test
    @DisplayName("Ce que prend un lien court sur H2")
    void onH2(@TempDir Path folder) throws Exception {
        run("H2", "spring.datasource.url=jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0");
    }

    @Test
    @DisplayName("Ce que prend un lien court sur PostgreSQL")
    void onPostgres() throws Exception {
        try (EmbeddedPostgres postgres = started()) {
            run(
                    "PostgreSQL",
                    "spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "spring.datasource.username=postgres");
        }
    }

    private static EmbeddedPostgres started() throws IOException {
        return EmbeddedPostgres.start();
    }

    private void run(String database, String... settings) throws Exception {
        List<String> given = new ArrayList<>(List.of(settings));
        given.addAll(
                List.of("server.port=0", "camunda.bpm.job-execution.enabled=false", "spring.datasource.password="));
        try (ConfigurableApplicationContext jalon = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles(database.equals("H2") ? "rehearsal" : "postgres", "test")
                .properties(given.toArray(new String[0]))
                .run(given.stream().map(setting -> "--" + setting).toArray(String[]::new))) {
            int port = jalon.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            String team = jalon.getBean(Stage.class).team(Stage.MONDAY);
            String path = jalon.getBean(Links.class)
                    .add(
                            jalon.getBean(Teams.class).team(team),
                            new Links.Asked("https://exemple.fr/", "Affiche", "print", "", "", ""),
                            team + "-a")
                    .replaceFirst(".*(/l/\\w+)$", "$1");
            visit(port, path, 1000);
            print(database + ", one visitor after the other", visit(port, path, 2000), 0);
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            long start = System.nanoTime();
            List<Callable<long[]>> work = new ArrayList<>();
            for (int each = 0; each < CLIENTS; each++) work.add(() -> visit(port, path, VISITS));
            List<Long> all = new ArrayList<>();
            for (Future<long[]> each : clients.invokeAll(work))
                Arrays.stream(each.get()).forEach(all::add);
            long took = System.nanoTime() - start;
            clients.shutdownNow();
            print(
                    database + ", twenty at once",
                    all.stream().mapToLong(Long::longValue).toArray(),
                    took);
        }
    }

    private long[] visit(int port, String path, int times) {
        Visitor visitor = Visitor.anonymous(port)
                .with("User-Agent", FIREFOX)
                .with("X-Forwarded-For", "198.51.100." + client.incrementAndGet());
        long[] nanos = new long[times];
        for (int visit = 0; visit < times; visit++) {
            long start = System.nanoTime();
            if (visitor.get(path).statusCode() != 302) throw new IllegalStateException("not led there");
            nanos[visit] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static void print(String what, long[] nanos, long took) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-42s median %6.2f ms, 95 %% %6.2f ms, most %6.1f ms%s%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                took == 0 ? "" : ", %.0f visits a second".formatted(nanos.length / (took / 1e9)));
    }
}
