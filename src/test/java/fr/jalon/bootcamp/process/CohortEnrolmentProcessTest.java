package fr.jalon.bootcamp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.Coverage;
import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Inscrire une cohorte")
class CohortEnrolmentProcessTest {

    private static final String MODEL = "bpmn/bootcamp/cohort-enrolment.bpmn";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Editions editions;

    @Autowired
    private Bootcamps journeys;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Processes processes;

    @Autowired
    private FormService forms;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private String name;

    @BeforeAll
    static void nothingWalkedYet(@Autowired Coverage coverage) {
        coverage.reset();
        assertThat(coverage.missing(MODEL)).isNotEmpty();
    }

    @AfterAll
    static void everyElementIsWalked(@Autowired Coverage coverage) {
        assertThat(coverage.missing(MODEL)).isEmpty();
    }

    @BeforeEach
    void weekBefore() {
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        stage.staff();
        name = "Promo " + NUMBER.incrementAndGet();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
        identity.clearAuthentication();
    }

    @Test
    @DisplayName("Une liste vérifiée devient cohorte, équipes, comptes, parcours et invitations")
    void enrolsACohort() {
        String n = name.replace(" ", "");
        String id = submitted(("équipe;prénom;nom;e-mail\n%1$s A;Élodie;Le Bœuf;elodie@%1$s.fr\n%1$s "
                        + "A;Marc;Petit;marc@%1$s.fr\n%1$s B;Élodie;Le Bœuf;elodie@%1$s.fr")
                .formatted(n));
        assertThat(stage.taskDue(id, "verify-enrolment")).isEqualTo("2026-10-19T18:00");
        Map<String, Object> shown = stage.shown(id, "verify-enrolment");
        assertThat(Api.plain((String) shown.get("enrolmentSummary"))).isEqualTo("2 équipes, 2 personnes");
        assertThat(rows(shown)).contains("elodie-le-boeuf", "marc-petit", "nouveau");
        assertThat(Api.plain((String) shown.get("enrolmentDates")))
                .endsWith("jour 1 lundi 19/10/2026, jour 2 mardi 20/10/2026,"
                        + " validation du mercredi 21/10/2026 au mardi 27/10/2026, restitution mercredi 28/10/2026");
        assertThat(Api.plain(stage.task(id, "verify-enrolment").getName()))
                .isEqualTo("Vérifier les inscriptions : " + name);
        assertThat(teams.cohorts()).extracting(Cohort::name).doesNotContain(name);

        as(id, "verify-enrolment", Map.of("enrolmentRight", "YES"));

        Cohort cohort = teams.cohorts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(editions.of(cohort.id()).firstDay()).isEqualTo(Stage.MONDAY);
        List<Team> made = teams.teamsOf(cohort.id());
        assertThat(made)
                .hasSize(2)
                .allSatisfy(team -> assertThat(journeys.view(team).tasks()).isNotEmpty());
        assertThat(made).extracting(team -> teams.membersOf(team).size()).containsExactly(2, 1);
        assertThat(jdbc.sql("select count(*) from outbox where recipient = ?")
                        .param("elodie@" + n.toLowerCase() + ".fr")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from enrolment_line")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(Api.plain(stage.task(id, "hand-over-invitations").getName()))
                .isEqualTo("Remettre les invitations : " + name);
        assertThat(Api.plain((String) stage.shown(id, "hand-over-invitations").get("invitationSummary")))
                .contains(
                        "2 équipes inscrites. 2 personnes n’ont pas encore choisi leur mot de passe.",
                        "2 courriels ne partent pas");
        jdbc.sql("update outbox set sent_at = created_at where sent_at is null").update();
        assertThat(stage.shown(id, "hand-over-invitations").get("invitationSummary"))
                .asString()
                .doesNotContain("courriel");
        jdbc.sql("update invitation set used_at = expires_at where used_at is null")
                .update();
        assertThat(Api.plain((String) stage.shown(id, "hand-over-invitations").get("invitationSummary")))
                .isEqualTo("2 équipes inscrites. Aucune invitation n’attend.");
        assertThat(stage.shown(id, "hand-over-invitations").get("invitationsPage"))
                .asString()
                .contains("/invitations?cohort=" + cohort.id());
        as(id, "hand-over-invitations", Map.of("invitationsHandedOver", true));
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(id).count())
                .isZero();
    }

    @Test
    @DisplayName("Un bootcamp qui commence un jour férié se voit à la vérification, et s’inscrit tout de même")
    void warnsOfAHoliday() {
        String id = submitted("Férié " + name + ";Zoé;Ferry;zoe.ferry@ecole.fr", "2026-11-11");
        assertThat(Api.plain((String) stage.shown(id, "verify-enrolment").get("enrolmentDates")))
                .contains(
                        "restitution vendredi 20/11/2026\n\n⚠ Le premier jour tombe le mercredi 11 novembre, armistice"
                                + " de 1918 : l’équipe s’y réunit, vérifiez que chacun peut venir.");
        as(id, "verify-enrolment", Map.of("enrolmentRight", "YES"));
        assertThat(accounts.exists("zoe-ferry")).isTrue();
    }

    @Test
    @DisplayName("Quarante équipes de cinq s’inscrivent d’un coup")
    void enrolsFortyTeams() {
        String n = name.replace(" ", "").toLowerCase();
        String id = submitted(IntStream.range(0, 40)
                .boxed()
                .flatMap(team -> IntStream.range(0, 5)
                        .mapToObj(member ->
                                "%1$s équipe %2$d;Prénom%3$d;Nom%2$d;p%3$d.%2$d@%1$s.fr".formatted(n, team, member)))
                .collect(Collectors.joining("\n")));
        as(id, "verify-enrolment", Map.of("enrolmentRight", "YES"));
        Cohort cohort = teams.cohorts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(teams.teamsOf(cohort.id())).hasSize(40);
    }

    @Test
    @DisplayName("La liste ne reste ni dans les variables ni dans l’historique du moteur")
    void leavesNoTraceInTheEngine() {
        String id = submitted("Trace " + name + ";Zoé;Trace;zoe.trace@ecole.fr");
        assertThat(runtime.getVariables(id)).doesNotContainKey("roster");
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(id)
                        .variableUpdates()
                        .list()
                        .toString())
                .doesNotContain("zoe.trace");
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(id)
                        .variableName("roster")
                        .count())
                .isZero();
        as(id, "verify-enrolment", Map.of("enrolmentRight", "NO"));
        assertThat(accounts.exists("zoe-trace")).isFalse();
        assertThat(jdbc.sql("select count(*) from enrolment_line")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("Une liste fautive ne démarre rien et dit chaque ligne")
    void refusesFaultyLists() {
        long before = runtime.createProcessInstanceQuery()
                .processDefinitionKey("cohort-enrolment")
                .count();
        assertThatThrownBy(() -> submitted("Alpha;Anne;Durand;anne\nAlpha;;Petit;zoe@ecole.fr"))
                .hasMessageContaining("Ligne 1, adresse électronique")
                .hasMessageContaining("Ligne 2, prénom");
        assertThatThrownBy(() -> processes.start(
                        "cohort-enrolment",
                        Map.of("cohortName", name, "firstDay", "2020-01-06", "roster", "A1;B;C;d@e.fr")))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> submitted("Alpha;Fanny;Moreau;FANNY@jalon.example"))
                .hasMessageContaining("compte de l’encadrement");
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("cohort-enrolment")
                        .count())
                .isEqualTo(before);
    }

    @Test
    @DisplayName("Une personne connue par son adresse garde son compte et entre dans une équipe de plus")
    void knowsPeopleByTheirAddress() {
        String team = stage.team(Stage.MONDAY);
        String id = submitted("Encore " + name + ";Anne;Durand;" + team.toUpperCase() + "-A@jalon.example");
        assertThat(rows(stage.shown(id, "verify-enrolment")))
                .contains("compte de Anne Durand", team + "-a")
                .doesNotContain("⚠");
        assertThat(stage.shown(id, "verify-enrolment").get("enrolmentSummary"))
                .asString()
                .doesNotContain("vérifier");
        as(id, "verify-enrolment", Map.of("enrolmentRight", "YES"));
        assertThat(accounts.groupsOf(team + "-a")).hasSize(2).contains("team-" + team);
    }

    @Test
    @DisplayName("Une adresse qui est celle de quelqu’un d’autre se voit à la vérification")
    void tellsWhoseAddressItIs() {
        String team = stage.team(Stage.MONDAY);
        String id = submitted("Encore %s;Zoé;Petit;%s-a@jalon.example".formatted(name, team));
        assertThat(rows(stage.shown(id, "verify-enrolment"))).contains("⚠ compte de Anne Durand");
        assertThat(Api.plain((String) stage.shown(id, "verify-enrolment").get("enrolmentSummary")))
                .contains("À vérifier", "est l’adresse de **Anne Durand**, la liste dit **Zoé Petit**");
        String swapped = submitted("Encore %s;DURAND;Anné;%s-a@jalon.example".formatted(name, team));
        assertThat(rows(stage.shown(swapped, "verify-enrolment")))
                .contains("compte de Anne Durand")
                .doesNotContain("⚠");
    }

    @Test
    @DisplayName("Une équipe dont le nom existe dans une autre cohorte se voit à la vérification")
    void tellsTeamsOfTheSameName() {
        Team known = teams.team(stage.team(Stage.MONDAY));
        String id = submitted(known.name().toUpperCase() + ";Zoé;Petit;zoe@" + known.id() + ".fr");
        assertThat(Api.plain((String) stage.shown(id, "verify-enrolment").get("enrolmentSummary")))
                .contains(
                        "À vérifier",
                        "existe déjà dans « " + teams.cohort(known.cohort()).name() + " »");
    }

    @Test
    @DisplayName("Le nom d’une cohorte qui existe est refusé, au départ comme à la confirmation")
    void refusesTheNameOfAnother() {
        String first = submitted("Alpha;Anne;Durand;anne@%s.fr".formatted(name.replace(" ", "")));
        String second = submitted("Bêta;Luc;Petit;luc@%s.fr".formatted(name.replace(" ", "")));
        as(first, "verify-enrolment", Map.of("enrolmentRight", "YES"));
        assertThatThrownBy(() -> as(second, "verify-enrolment", Map.of("enrolmentRight", "YES")))
                .hasMessageContaining("Une cohorte s’appelle déjà");
        assertThat(stage.openTasks(second)).containsExactly("verify-enrolment");
        name = name.toUpperCase();
        assertThatThrownBy(() -> submitted("Bêta;Luc;Petit;luc@ecole.fr"))
                .hasMessageContaining("Une cohorte s’appelle déjà");
        as(second, "verify-enrolment", Map.of("enrolmentRight", "NO"));
    }

    private String submitted(String roster) {
        return submitted(roster, Stage.MONDAY.toString());
    }

    private String submitted(String roster, String firstDay) {
        Map<String, Object> answers = new HashMap<>(Map.of("cohortName", name, "firstDay", firstDay, "roster", roster));
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("cohort-enrolment")
                .latestVersion()
                .singleResult()
                .getId();
        return accounts.as(
                "fanny", () -> forms.submitStartForm(definition, answers).getId());
    }

    private void as(String instance, String task, Map<String, Object> answers) {
        accounts.as("fanny", () -> {
            processes.complete(stage.task(instance, task).getId(), answers);
            return null;
        });
    }

    private static String rows(Map<String, Object> shown) {
        return ((SerializableValue) ((VariableMap) shown).getValueTyped("enrolmentRows")).getValueSerialized();
    }
}
