package fr.jalon.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.JalonApplication;
import fr.jalon.Stage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AcquireJobsCmd;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * With two thousand teams, whatever pages, rounds and the job executor ask of PostgreSQL is explained by it, where it
 * may read a whole table only if it cannot do otherwise: what grows with the teams is found by an index, or it is said
 * here why not.
 */
@DisplayName("Avec deux mille équipes, les requêtes suivent un index")
class ListsAtSizeTest {

    private static final int COPIES = 200;
    /** Rows from which on a table is not to be read as a whole. */
    private static final int MANY = 1000;

    /** Beginnings of statements that read a large table as a whole, with the reason. */
    private static final Map<String, String> READ_WHOLE = Map.of(
            "select id_, first_, last_, email_ from act_id_user",
            "a search for a part of a name",
            "select c.id, c.name, t.id, t.name",
            "Cockpit and the comparison of weeks name teams of every cohort",
            "select * from journey where kind in",
            "Cockpit counts and filters all instances of a model",
            "select e.proc_inst_id_, e.act_id_",
            "the same",
            "select i.id, i.planned_start, i.planned_end, i.actual_start",
            "the same: how long each phase has taken",
            "delete from outbox where sent_at",
            "once a night, of a table in which most has left");

    /** What each round that goes by the clock asks for, whether or not it finds something to do. */
    private static final List<String> ROUNDS = List.of(
            "delete from outbox",
            "mail_morning",
            "silence_round",
            "contact_round",
            "track_round",
            "task_draft",
            "apprentice",
            "measure_connection",
            "deletion_asked_at");

    /** Statements by their text, each as it was asked last; those asked while {@code hears} alone. */
    static final class Heard implements BeanPostProcessor {
        private final Map<String, List<ParameterSetOperation>> asked = new ConcurrentHashMap<>();
        private DataSource plain;
        private volatile boolean hears;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof DataSource database)) return bean;
            plain = database;
            return ProxyDataSourceBuilder.create(database)
                    .afterQuery((execution, queries) -> {
                        if (hears) queries.forEach(this::keep);
                    })
                    .build();
        }

        private void keep(QueryInfo query) {
            asked.put(
                    query.getQuery(),
                    query.getParametersList().isEmpty()
                            ? List.of()
                            : query.getParametersList().get(0));
        }
    }

    @AfterAll
    static void realTime() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("Pages, tournées, échéances")
    void followIndices() throws Exception {
        Heard heard = new Heard();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext jalon = new SpringApplicationBuilder(JalonApplication.class, Stage.class)
                        .profiles("rehearsal", "postgres", "test")
                        .initializers(context -> context.getBeanFactory().addBeanPostProcessor(heard))
                        .run(
                                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                                "--spring.datasource.username=postgres",
                                "--server.port=0",
                                "--camunda.bpm.generate-unique-process-engine-name=false",
                                "--jalon.mail.every=PT1S",
                                "--jalon.mail.morning=PT1S",
                                "--jalon.silence.every=PT1S",
                                "--jalon.contacts.every=PT1S",
                                "--jalon.tracks.every=PT1S",
                                "--jalon.drafts.sweep=PT1S",
                                "--jalon.apprentices.every=PT1S",
                                "--jalon.measure.every=PT1S",
                                "--jalon.cohorts.sweep=PT1S",
                                "--spring.mail.host=127.0.0.1",
                                "--spring.mail.port=9",
                                "--jalon.mail.cleanup=* * * * * *")) {
            List<String> played = PagesBenchmark.play(jalon);
            Copies copies = Copies.of(heard.plain, PagesBenchmark.COHORT, Copies.LISTED);
            copies.make(COPIES, 0);
            // As they are after a while: most letters have left, and little is due.
            copies.sql(
                    "update outbox set sent_at = created_at"
                            + " where message_key not in (select message_key from played_outbox)",
                    "update act_ru_job set duedate_ = duedate_ + interval '365' day"
                            + " where id_ not in (select id_ from played_act_ru_job)",
                    "analyze");
            Map<String, Long> large = large(heard.plain);
            assertThat(large).containsKeys("team", "journey", "act_ru_task", "act_ru_job", "plan_item", "outbox");
            heard.hears = true;
            ask(jalon, copies, played);
            await().untilAsserted(() -> assertThat(ROUNDS)
                    .allSatisfy(table -> assertThat(heard.asked.keySet()).anyMatch(query -> query.contains(table))));
            heard.hears = false;
            assertThat(wholeTables(heard, large)).isEmpty();
        }
    }

    private static void ask(ConfigurableApplicationContext jalon, Copies copies, List<String> played)
            throws IOException, InterruptedException {
        Stage stage = jalon.getBean(Stage.class);
        Browsing facilitator = Browsing.as("fanny", jalon);
        for (String page : List.of(
                "/cohortes",
                "/cohortes/" + copies.cohort(1),
                "/cohortes/" + copies.cohort(1) + "/dates",
                "/comparaison?cohort=" + copies.cohort(1),
                "/invitations?cohort=" + copies.cohort(1),
                "/calendrier/agenda",
                "/engine-rest/filter/" + stage.filter("Mon équipe") + "/list?maxResults=15&firstResult=0")) {
            facilitator.get(page);
        }
        for (String team : played) {
            String page = "/equipes/" + copies.team(team, 3);
            facilitator.get(page);
            for (String part : List.of("/membres", "/contacts", "/liens", "/fichiers", "/notes", "/prets")) {
                facilitator.get(page + part);
            }
        }
        Browsing administrator = Browsing.as("admin", jalon);
        for (String page : List.of(
                "/personnes?q=Durand",
                "/mail",
                "/encadrement",
                "/api/cockpit/definitions/idea-to-decision/teams",
                "/api/cockpit/definitions/idea-to-decision/marks",
                "/api/cockpit/incidents")) {
            administrator.get(page);
        }
        ProcessEngineConfigurationImpl engine = jalon.getBean(ProcessEngineConfigurationImpl.class);
        engine.getCommandExecutorTxRequired().execute(new AcquireJobsCmd(engine.getJobExecutor()));
    }

    /** Tables with more than a few rows, and how many. */
    private static Map<String, Long> large(DataSource database) throws SQLException {
        Map<String, Long> large = new HashMap<>();
        try (Connection connection = database.getConnection();
                ResultSet found = connection
                        .createStatement()
                        .executeQuery(
                                "select relname, reltuples::bigint from pg_class where relkind = 'r' and reltuples > "
                                        + MANY)) {
            while (found.next()) large.put(found.getString(1), found.getLong(2));
        }
        return large;
    }

    /** Statements whose plan reads a large table as a whole, each with those tables. */
    private static Map<String, List<String>> wholeTables(Heard heard, Map<String, Long> large) throws Exception {
        Map<String, List<String>> whole = new TreeMap<>();
        try (Connection connection = heard.plain.getConnection()) {
            connection
                    .createStatement()
                    .execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
            for (Map.Entry<String, List<ParameterSetOperation>> each : heard.asked.entrySet()) {
                String query = each.getKey();
                if (!query.stripLeading().matches("(?is)(select|update|delete|with)\\b.*")
                        || READ_WHOLE.keySet().stream().anyMatch(query::startsWith)) continue;
                List<String> tables = new ArrayList<>();
                scanned(plan(connection, query, each.getValue()).path(0).path("Plan"), false, large, tables);
                if (!tables.isEmpty()) whole.put(query.replaceAll("\\s+", " "), tables);
            }
        }
        return whole;
    }

    private static JsonNode plan(Connection connection, String query, List<ParameterSetOperation> parameters)
            throws Exception {
        try (PreparedStatement explain = connection.prepareStatement("explain (format json) " + query)) {
            for (ParameterSetOperation each : parameters) each.getMethod().invoke(explain, each.getArgs());
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                return new ObjectMapper().readTree(plan.getString(1));
            }
        }
    }

    /** What is scanned without a condition that an index serves, but for the first rows in the order of one. */
    private static void scanned(JsonNode node, boolean isFirstRows, Map<String, Long> large, List<String> tables) {
        String type = node.path("Node Type").asText();
        String table = node.path("Relation Name").asText();
        boolean isServed =
                node.has("Index Cond") || type.equals("Bitmap Heap Scan") || isFirstRows && type.startsWith("Index");
        if (type.endsWith("Scan") && large.containsKey(table) && !isServed) tables.add(table);
        node.path("Plans").forEach(child -> scanned(child, type.equals("Limit"), large, tables));
    }
}
