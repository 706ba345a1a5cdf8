package fr.jalon.benchmark;

import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Editions;
import fr.jalon.team.Cohort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a cohort's page, a team's page and Tasklist's filter « Mon équipe » cost a facilitator, with ever more teams in
 * cohorts of fifty, on both databases. Ten teams are played to ten places; the others are copies of their rows, without
 * timers and history. Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=PagesBenchmark}, and
 * {@code -Djalon.benchmark.teams} for how many; it prints, and asserts nothing.
 */
@Tag("benchmark")
class PagesBenchmark {

    private static final int[] STEPS = Arrays.stream(System.getProperty("jalon.benchmark.teams", "100,1000,10000,50000")
                    .split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int PLAYED = 10;
    private static final int COPIES_A_COHORT = 5;
    private static final int COLD = 100;
    private static final int WARM_UP = 10;
    private static final int REQUESTS = 40;

    /** Tables with what of them belongs to the teams that were played. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("team", "id in (%s)"),
            Map.entry("team_member", "team in (%s)"),
            Map.entry("journey", "id in (%s)"),
            Map.entry("bootcamp", "id in (%s)"),
            Map.entry("plan", "id in (%s)"),
            Map.entry("plan_item", "plan in (%s)"),
            Map.entry("experiment", "journey in (%s)"),
            Map.entry("experiment_day", "journey in (%s)"),
            Map.entry("metric", "journey in (%s)"),
            Map.entry("decision", "journey in (%s)"),
            Map.entry("act_id_user", "id_ in (%s)"),
            Map.entry("act_id_group", "id_ in (%s)"),
            Map.entry("act_id_membership", "user_id_ in (%s)"),
            Map.entry("act_ru_execution", "id_ in (%s)"),
            Map.entry("act_ru_task", "id_ in (%s)"),
            Map.entry("act_ru_identitylink", "task_id_ in (%s)"),
            Map.entry("act_ru_variable", "execution_id_ in (%s) and name_ = 'teamName'"),
            Map.entry("act_ru_authorization", "resource_id_ in (%1$s) or group_id_ in (%1$s)"));

    @TempDir
    private Path folder;

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Les pages de l’encadrement, sur H2")
    void onH2() throws Exception {
        measure("H2", "jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "test");
    }

    @Test
    @DisplayName("Les pages de l’encadrement, sur PostgreSQL")
    void onPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            measure("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"), "postgres,test");
        }
    }

    private static void measure(String name, String url, String profiles) throws Exception {
        try (ConfigurableApplicationContext jalon = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                .profiles(("rehearsal," + profiles).split(","))
                .run(
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=postgres",
                        "--server.port=0",
                        "--camunda.bpm.generate-unique-process-engine-name=false")) {
            List<String> played = play(jalon);
            HttpClient browser = login(jalon);
            String filter = "/engine-rest/filter/" + jalon.getBean(Stage.class).filter("Mon équipe")
                    + "/list?maxResults=15&firstResult=";
            int done = 0;
            for (int teams : STEPS) {
                int copies = teams / PLAYED;
                long began = System.nanoTime();
                copy(jalon, done, copies);
                long seconds = (System.nanoTime() - began) / 1_000_000_000;
                int before = done == 0 ? COLD : WARM_UP;
                done = copies;
                System.out.printf(
                        "%s, %d équipes (remplies en %d s) : cohorte %s, équipe %s, « Mon équipe » %s%n",
                        name,
                        teams,
                        seconds,
                        timed(
                                jalon,
                                browser,
                                before,
                                turn -> "/cohortes/copie-" + spread(turn, copies / COPIES_A_COHORT)),
                        timed(
                                jalon,
                                browser,
                                before,
                                turn -> "/equipes/" + played.get(turn % PLAYED) + "-" + spread(turn, copies)),
                        timed(jalon, browser, before, turn -> filter + turn));
            }
        }
    }

    /** Numbers over all there are, none twice in a row. */
    private static int spread(int turn, int all) {
        return (int) (turn * 7919L % all);
    }

    /** A cohort of teams at ten places, from the first days of the preparation to the decision. */
    private static List<String> play(ConfigurableApplicationContext jalon) throws SQLException {
        Stage stage = jalon.getBean(Stage.class);
        String cohort = "jouee";
        jalon.getBean(Editions.class)
                .create(new Cohort(cohort, "Jouée", List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        List<String> played = new ArrayList<>();
        for (int place = 0; place < PLAYED; place++) {
            stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
            String team = stage.team(cohort);
            String journey = stage.open(team);
            switch (place) {
                case 0, 1 -> {}
                case 2 -> stage.complete(journey, "follow-self-training", "create-tool-accounts");
                case 3 ->
                    stage.complete(
                            journey, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
                case 4 -> stage.pass(journey, "preparation");
                case 5 -> stage.reach(journey, "prototyping");
                case 6, 7 -> stage.launch(journey);
                case 8 -> stage.reach(journey, "decide");
                default -> {
                    stage.reach(journey, "decide");
                    stage.complete(journey, "decide");
                }
            }
            played.add(team);
        }
        stage.clock(Stage.MONDAY.plusDays(4), 10, 0);
        sql(
                jalon,
                "create table copies (k integer primary key)",
                "create table copied (id varchar(64) primary key)",
                "insert into copied select id from team where cohort = 'jouee'",
                "insert into copied select group_id from team where cohort = 'jouee'",
                "insert into copied select member from team_member where team in (select id from copied)",
                "insert into copied select id from journey where team in (select id from copied)",
                """
                insert into copied select id_ from act_ru_execution
                where root_proc_inst_id_ in (select id from copied) and id_ not in (select id from copied)
                """,
                "insert into copied select id_ from act_ru_task where proc_inst_id_ in (select id from copied)");
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            sql(
                    jalon,
                    "create table played_%s as select * from %1$s where %s"
                            .formatted(table.getKey(), table.getValue().formatted("select id from copied")));
        }
        return played;
    }

    /** Copies number from to before. */
    private static void copy(ConfigurableApplicationContext jalon, int from, int before) throws SQLException {
        boolean isH2 = jalon.getEnvironment()
                .getRequiredProperty("spring.datasource.url")
                .startsWith("jdbc:h2");
        List<String> statements = new ArrayList<>();
        statements.add(isH2 ? "set referential_integrity false" : "set session_replication_role = replica");
        statements.add("delete from copies");
        statements.add(
                isH2
                        ? "insert into copies select x from system_range(%d, %d)".formatted(from, before - 1)
                        : "insert into copies select x from generate_series(%d, %d) x".formatted(from, before - 1));
        statements.add("""
                insert into cohort (id, name, begins) select 'copie-' || k / 5, 'Copie ' || k / 5, current_date
                from copies where mod(k, 5) = 0
                """);
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            Map<String, String> values = values(jalon, table.getKey());
            statements.add("insert into %s (%s) select %s from %s, copies"
                    .formatted(
                            table.getKey(),
                            String.join(", ", values.keySet()),
                            String.join(", ", values.values()),
                            "played_" + table.getKey()));
        }
        statements.add(isH2 ? "set referential_integrity true" : "set session_replication_role = origin");
        statements.add("analyze");
        sql(jalon, statements.toArray(String[]::new));
    }

    /** The columns of a table, each with what a copy has there: what names something that is copied names its copy. */
    private static Map<String, String> values(ConfigurableApplicationContext jalon, String table) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        try (Connection database = jalon.getBean(DataSource.class).getConnection();
                Statement statement = database.createStatement();
                ResultSet nothing = statement.executeQuery("select * from " + table + " where 1 = 0")) {
            for (int i = 1; i <= nothing.getMetaData().getColumnCount(); i++) {
                String column = nothing.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
                boolean isText = nothing.getMetaData().getColumnType(i) == Types.VARCHAR;
                values.put(
                        column,
                        switch (column) {
                            case "cohort" -> "'copie-' || k / 5";
                            case "only_open" -> "only_open || '-' || k";
                            case "id_" -> "id_ || '-' || k";
                            default ->
                                isText
                                        ? "case when %1$s in (select id from copied) then %1$s || '-' || k else %1$s end"
                                                .formatted(column)
                                        : column;
                        });
            }
        }
        return values;
    }

    private static void sql(ConfigurableApplicationContext jalon, String... statements) throws SQLException {
        try (Connection database = jalon.getBean(DataSource.class).getConnection();
                Statement statement = database.createStatement()) {
            for (String each : statements) statement.execute(each);
        }
    }

    /** The median and the 95th percentile in milliseconds. */
    private static String timed(
            ConfigurableApplicationContext jalon, HttpClient browser, int before, IntFunction<String> page)
            throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int turn = 0; turn < before + REQUESTS; turn++) {
            long began = System.nanoTime();
            get(jalon, browser, page.apply(turn));
            if (turn >= before) times.add((System.nanoTime() - began) / 100_000);
        }
        times.sort(null);
        return String.format(
                Locale.ROOT, "%.1f / %.1f ms", times.get(REQUESTS / 2) / 10.0, times.get(REQUESTS * 95 / 100) / 10.0);
    }

    private static String get(ConfigurableApplicationContext jalon, HttpClient browser, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(jalon, path))
                .header("Accept", "*/*")
                .build();
        HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(path + ": " + answer.statusCode());
        return answer.body();
    }

    private static URI address(ConfigurableApplicationContext jalon, String path) {
        return URI.create("http://127.0.0.1:" + jalon.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    private static HttpClient login(ConfigurableApplicationContext jalon) throws IOException, InterruptedException {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        get(jalon, browser, "/login");
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JALON-XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        String form = "username=fanny&password=" + Stage.PASSWORD + "&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        browser.send(
                HttpRequest.newBuilder(address(jalon, "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return browser;
    }
}
