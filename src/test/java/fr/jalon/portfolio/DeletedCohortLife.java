package fr.jalon.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import fr.jalon.WholeDatabase;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Cohort;
import fr.jalon.team.Deletions;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** What is left of a cohort, on whatever database. */
abstract class DeletedCohortLife {

    /** Tables of Jalon's own that hold nothing of a cohort nor of a person, and why. */
    private static final Map<String, String> OF_NOBODY = Map.of(
            "rehearsal_clock", "l’heure d’une répétition",
            "contact_round", "le dernier matin des contacts",
            "silence_round", "le dernier matin des silences",
            "track_round", "le dernier matin des parcours SCIC",
            "mail_morning", "le dernier matin de chaque heure",
            "plan_template", "un modèle de la maison, qui n’est d’aucune équipe");

    /** Where the word of a cohort is still found once it is deleted, and why. */
    private static final Map<String, String> LEFT = left();

    private static Map<String, String> left() {
        Map<String, String> left = new HashMap<>();
        String id = "un identifiant de cohorte ou d’équipe, que les décisions scellées portent";
        List.of(
                        "cohort.id",
                        "team.id",
                        "team.cohort",
                        "team.group_id",
                        "journey.team",
                        "experiment.team",
                        "construction.team")
                .forEach(column -> left.put(column, id));
        Stream.of("team", "decision", "reason", "learnt", "pack", "decided_by", "previous_hash", "hash")
                .forEach(column -> left.put("construction_decision." + column, "scellé : la base refuse d’y toucher"));
        Stream.of("team", "reason", "evidence")
                .forEach(column -> left.put("decision." + column, "scellé : la base refuse d’y toucher"));
        return left;
    }

    /** The columns of rows that stay: each was looked at, and says nothing of people, or is sealed. */
    private static final Map<String, List<String>> COUNTED = Map.of(
            "cohort",
            List.of("id", "name", "begins", "archived_at", "deletion_asked_at", "deleted_at"),
            "team",
            List.of("id", "cohort", "name", "group_id", "erased_at"),
            "journey",
            List.of(
                    "id",
                    "kind",
                    "team",
                    "journey_key",
                    "title",
                    "opened_at",
                    "closed_at",
                    "outcome",
                    "team_tasks",
                    "coach_tasks",
                    "facilitator_tasks"),
            "construction",
            List.of("journey", "team"),
            "amendment",
            List.of(
                    "journey",
                    "iteration",
                    "number",
                    "target_rate",
                    "minimum_visits",
                    "spend_cap",
                    "maximum_cost",
                    "amended_by",
                    "amended_at",
                    "holds_from",
                    "reason",
                    "conversion_means"),
            "metric",
            List.of(
                    "journey",
                    "iteration",
                    "on_day",
                    "channel",
                    "impressions",
                    "clicks",
                    "visits",
                    "conversions",
                    "spend",
                    "recorded_by",
                    "recorded_at"),
            "metric_correction",
            List.of(
                    "journey",
                    "iteration",
                    "on_day",
                    "channel",
                    "number",
                    "impressions",
                    "clicks",
                    "visits",
                    "conversions",
                    "spend",
                    "recorded_by",
                    "recorded_at",
                    "corrected_by",
                    "corrected_at"),
            "unique_visitors",
            List.of("journey", "iteration", "number", "visitors", "recorded_by", "recorded_at"),
            "experiment_day",
            List.of("journey", "iteration", "number", "on_day", "incomplete", "morning_on"),
            "experiment",
            List.of(
                    "journey",
                    "iteration",
                    "team",
                    "channels",
                    "conversion_means",
                    "organic_channels",
                    "counted_channels",
                    "daily_budgets",
                    "stopped_days",
                    "opened_at",
                    "target_rate",
                    "minimum_visits",
                    "spend_cap",
                    "maximum_cost",
                    "contract_hash",
                    "frozen_at",
                    "closed_at",
                    "proposal",
                    "recommendation",
                    "recommendation_reason",
                    "recommended_at",
                    "table_version",
                    "signal_strength",
                    "forecast_click_through_rate",
                    "forecast_cost_per_click",
                    "forecast_conversion_rate",
                    "thresholds",
                    "belief",
                    "rules",
                    "extended",
                    "label",
                    "prior",
                    "amended_verdict",
                    "demands",
                    "at_gate",
                    "base",
                    "unique_visitors"));

    @Autowired
    Stage stage;

    @Autowired
    Accounts accounts;

    @Autowired
    Editions editions;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Bootcamps bootcamps;

    @Autowired
    BootcampRows rows;

    @Autowired
    Teams teams;

    @Autowired
    Journeys journeys;

    @Autowired
    Kinds kinds;

    @Autowired
    Deletions deletions;

    @Autowired
    CohortDeletion deletion;

    @Autowired
    CohortSweep sweep;

    @Autowired
    ComparisonView comparison;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    final String number = UUID.randomUUID().toString().substring(0, 8);
    final String cohort = "promotion-" + number;
    final String team = "equipe-" + number;
    final String member = "zoe-" + number;

    /** Of this team and of another: the account stays. */
    final String both = "max-" + UUID.randomUUID().toString().substring(0, 8);

    static final Authentication FANNY = UsernamePasswordAuthenticationToken.authenticated(
            "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** A team that goes to its decision, and on with a construction that it gives up; then its cohort is archived. */
    void live() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        stage.staff();
        String other = teams.team(stage.team(Stage.MONDAY)).cohort();
        editions.create(
                new Cohort(cohort, "Promotion " + number, List.of(), List.of()), BootcampDays.from(Stage.MONDAY));
        enrolments.enrol(cohort, team, "Les " + number, List.of(person(member), person(both)));
        enrolments.enrol(other, "autre-" + both, "Autre " + both, List.of(person(both)));
        accounts.as("admin", () -> {
            accounts.renameGroup(Groups.ofTeam(team), "Équipe " + number);
            return "";
        });
        bootcamps.open(cohort, team, "fanny");
        String instance = rows.latestOf(team).orElseThrow().id();
        stage.reach(instance, "validation");
        stage.fire(instance, "week-opens");
        accounts.as(member, () -> {
            String task = stage.task(instance, "launch-campaigns").getId();
            tasks.claim(task, member);
            return tasks.createComment(task, instance, "Deux campagnes de " + number);
        });
        stage.liveTheWeek(instance);
        stage.fire(instance, "restitution-opens");
        stage.complete(instance, "present-results");
        stage.complete(instance, "analyse-data");
        accounts.as("fanny", () -> {
            stage.complete(instance, "decide", Map.of("decisionReason", "Pour " + number));
            return "";
        });
        journeys.of(List.of(team)).stream()
                .filter(Journey::isOpen)
                .forEach(open -> kinds.withdraw(open, "Parti avec " + number, FANNY));
        teams.archive(teams.cohort(cohort), true);
    }

    private static Enrolments.NewMember person(String id) {
        return new Enrolments.NewMember(id, "Zoé", "Petit", id + "@jalon.example");
    }

    /** A row in every table that may hold something of a team or a person. */
    private void fill() {
        List<Journey> lived = journeys.of(List.of(team));
        String bootcamp = id(lived, "idea-to-decision");
        FilledTables filled = new FilledTables(
                jdbc,
                number,
                Map.ofEntries(
                        Map.entry("team", team),
                        Map.entry("cohort", cohort),
                        Map.entry("journey", bootcamp),
                        Map.entry("plan_item.plan", bootcamp),
                        Map.entry("person", member),
                        Map.entry("member", member),
                        Map.entry("account", member),
                        Map.entry("email", member + "@jalon.example"),
                        Map.entry("recipient", "fanny@jalon.example"),
                        Map.entry("outbox.person", "fanny"),
                        Map.entry("outbox.object", bootcamp + " " + number),
                        Map.entry("calendar_feed.object", team),
                        Map.entry("calendar_feed.person", "fanny"),
                        Map.entry("my_cohort.person", "fanny"),
                        Map.entry("calendar_event.uid", bootcamp + "-" + number)));
        filled.has("cohort", Map.of("id", cohort));
        filled.has("team", Map.of("id", team));
        filled.has("journey", Map.of("id", bootcamp));
        filled.has("bootcamp", Map.of("id", bootcamp));
        filled.has("plan", Map.of("id", bootcamp));
        filled.has("edition", Map.of());
        filled.has("team_member", Map.of());
        filled.has("construction", Map.of("journey", id(lived, "construction")));
        for (String counted : List.of(
                "experiment",
                "experiment_day",
                "metric",
                "metric_correction",
                "amendment",
                "unique_visitors",
                "decision")) filled.has(counted, Map.of());
        List<String> all = new ArrayList<>(FilledTables.own(jdbc));
        all.removeAll(OF_NOBODY.keySet());
        filled.fill(all);
        jdbc.sql("""
                update experiment
                set conversion_means = :word, proposal_reason = :word, learnings = :word, lower_target_reason = :word,
                  paused = :word
                where team = :team
                """).param("word", number).param("team", team).update();
        jdbc.sql("update metric set confirmed = :word, recorded_by = :member where journey = :journey")
                .param("word", number)
                .param("member", member)
                .param("journey", bootcamp)
                .update();
        jdbc.sql("""
                insert into metric_correction (journey, iteration, on_day, channel, number, recorded_by, recorded_at,
                  corrected_by, corrected_at, confirmed)
                select journey, iteration, on_day, channel, 1, :member, recorded_at, :member, recorded_at, :word
                from metric
                where journey = :journey
                """)
                .param("word", number)
                .param("member", member)
                .param("journey", bootcamp)
                .update();
        jdbc.sql("""
                insert into amendment (journey, iteration, number, target_rate, minimum_visits, spend_cap, maximum_cost,
                  conversion_means, reason, amended_by, amended_at)
                select journey, iteration, 1, target_rate, minimum_visits, spend_cap, maximum_cost, :word, :word,
                  :member, closed_at
                from experiment
                where journey = :journey
                """)
                .param("word", number)
                .param("member", member)
                .param("journey", bootcamp)
                .update();
        jdbc.sql("insert into unique_visitors (journey, iteration, number, visitors, recorded_by, recorded_at)"
                        + " select journey, iteration, 1, 9, :member, closed_at from experiment"
                        + " where journey = :journey")
                .param("member", member)
                .param("journey", bootcamp)
                .update();
    }

    private static String id(List<Journey> lived, String kind) {
        return lived.stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .id();
    }

    void wait(int years) {
        stage.clock(Stage.MONDAY.plusYears(years).atTime(10, 0));
    }

    @Test
    @DisplayName("D’une cohorte supprimée, il ne reste dans aucune table que ce qui est écrit ici, avec sa raison")
    void leavesWhatIsWritten() {
        live();
        fill();
        assertThat(tables(WholeDatabase.columnsWith(jdbc, number)))
                .as("chaque table de Jalon dit quelque chose de la cohorte, ou est de personne")
                .containsAll(FilledTables.own(jdbc).stream()
                        .filter(table -> !OF_NOBODY.containsKey(table) && !table.equals("experiment_day"))
                        .toList())
                .contains("act_hi_procinst", "act_hi_comment", "act_hi_op_log", "act_id_user", "act_id_group");
        ComparisonView.Page before = comparison.of(FANNY, List.of(cohort));
        wait(6);

        deletion.ask(cohort, "admin");
        sweep.round();

        assertThat(deletions.underWay()).isEmpty();
        assertThat(WholeDatabase.columnsWith(jdbc, number)).containsExactlyElementsOf(new TreeSet<>(LEFT.keySet()));
        COUNTED.forEach(
                (table, columns) -> assertThat(filledColumns(table)).as(table).isSubsetOf(columns));
        assertThat(jdbc.sql("select distinct recorded_by from metric m join experiment e on e.journey = m.journey"
                                + " where e.team = ?")
                        .param(team)
                        .query(String.class)
                        .list())
                .containsExactly("personne-effacee");
        ComparisonView.Page after = comparison.of(FANNY, List.of(cohort));
        assertThat(after.calibration().all()).isEqualTo(before.calibration().all());
        assertThat(after.calibration().isKnown()).isTrue();
        assertThat(after.calibration().programme().weeks())
                .isEqualTo(before.calibration().programme().weeks());
        assertThat(after.calibration().programme().conversions())
                .isEqualTo(before.calibration().programme().conversions());
        assertThat(after.cohorts()).extracting(Cohort::name).containsExactly("Cohorte effacée (2026)");
        assertThat(after.tables())
                .extracting(ComparisonView.Table::ended)
                .isEqualTo(before.tables().stream()
                        .map(ComparisonView.Table::ended)
                        .toList());
        assertThat(accounts.exists(member)).isFalse();
        assertThat(accounts.groupsOf(both)).containsExactly(Groups.ofTeam("autre-" + both));
    }

    private static List<String> tables(List<String> columns) {
        return columns.stream()
                .map(column -> column.replaceFirst("\\..*", ""))
                .distinct()
                .toList();
    }

    /** The columns in which a row that stays of the cohort holds something. */
    private List<String> filledColumns(String table) {
        String where =
                switch (table) {
                    case "cohort" -> "id = '" + cohort + "'";
                    case "team" -> "cohort = '" + cohort + "'";
                    case "journey", "construction", "experiment" -> "team = '" + team + "'";
                    default -> "journey in (select journey from experiment where team = '" + team + "')";
                };
        TreeSet<String> filled = new TreeSet<>();
        jdbc.sql("select * from " + table + " where " + where).query(row -> {
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String value = row.getString(i);
                if (value != null && !value.isEmpty())
                    filled.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
        });
        assertThat(filled).as(table).isNotEmpty();
        return List.copyOf(filled);
    }
}
