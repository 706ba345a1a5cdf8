package fr.jalon.portfolio;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.PastInstances;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import fr.jalon.team.Cohort;
import fr.jalon.team.Deletions.UnderWay;
import fr.jalon.team.Enrolments;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Supprimer une cohorte")
class CohortDeletionTest extends DeletedCohortLife {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private PastInstances past;

    @Autowired
    private People people;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    private String path() {
        return "/cohortes/" + cohort + "/suppression";
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult delete(String who) {
        return new Api(mvc).delete(who, "/api/cohorts/{cohort}", cohort);
    }

    /** An archived cohort of some teams that never began anything. */
    private void silent(int count) {
        stage.clock(Stage.MONDAY, 10, 0);
        stage.staff();
        teams.create(new Cohort(cohort, "Promotion " + number, List.of(), List.of()), Stage.MONDAY);
        IntStream.rangeClosed(1, count).forEach(each -> {
            String id = team + "-" + each;
            String person = member + "-" + each;
            enrolments.enrol(
                    cohort,
                    id,
                    "Les " + id,
                    List.of(new Enrolments.NewMember(person, "Zoé", "Petit", person + "@jalon.example")));
        });
        teams.archive(teams.cohort(cohort), true);
    }

    @Test
    @DisplayName("se demande à l’administrateur seul, sur une cohorte archivée, sans parcours ouvert, et en son temps")
    void isDeniedUntilItsTime() {
        live();
        for (String other : List.of("fanny", "carlos", both)) {
            assertThat(get(other, path())).hasStatus(403);
            assertThat(Pages.post(mvc, other, path(), "typed", cohort)).hasStatus(403);
        }
        for (String other : List.of("fanny", "carlos")) assertProblem(delete(other), 403);
        assertThat(Pages.shown(get("admin", path())))
                .contains("elle peut être supprimée à partir du ")
                .doesNotContain("tapez l’identifiant");
        LocalDate closed = jdbc.sql("select max(closed_at) from journey where team = ?")
                .param(team)
                .query(OffsetDateTime.class)
                .single()
                .toLocalDate();
        assertProblem(delete("admin"), 409, "à partir du " + French.date(closed.plusDays(1825)));
        assertThat(Pages.post(mvc, "admin", path(), "typed", cohort)).hasStatus(409);

        wait(6);
        teams.archive(teams.cohort(cohort), false);
        assertProblem(delete("admin"), 409, "n’est pas archivée");
        teams.archive(teams.cohort(cohort), true);
        jdbc.sql("update journey set closed_at = null where team = ? and kind = 'construction'")
                .param(team)
                .update();
        assertProblem(delete("admin"), 409, "Un parcours de cette cohorte n’est pas clos");
        assertProblem(new Api(mvc).delete("admin", "/api/cohorts/nulle-part"), 404);
        assertThat(get("admin", "/cohortes/nulle-part/suppression")).hasStatus(404);
        assertThat(deletions.underWay()).isEmpty();
    }

    @Test
    @DisplayName("dit ce qui part et ce qui reste, demande l’identifiant, et la cohorte n’est plus vue de personne")
    void isAskedForOnItsPage() {
        live();
        wait(6);
        assertThat(Pages.shown(get("fanny", "/cohortes?archivees="))).contains("à supprimer depuis le ");
        assertThat(text(get("admin", "/cohortes?archivees="))).contains(path());
        assertThat(text(get("admin", "/cohortes/" + cohort))).contains(path());
        assertThat(text(get("fanny", "/cohortes/" + cohort))).doesNotContain(path());

        assertThat(Pages.shown(get("admin", path())))
                .contains("Équipes 1", "Membres 2", "Comptes, qui ne sont d’aucune autre équipe 1", "Parcours, avec")
                .contains("Courriels", "Fichiers 0", "Les décisions", "À supprimer depuis le ");
        MvcTestResult wrong = Pages.post(mvc, "admin", path(), "typed", "promotion");
        assertThat(wrong).hasStatus(422);
        assertThat(plain(text(wrong)))
                .contains(
                        "Rien n’est supprimé : voyez",
                        "id=\"typed-fault\"",
                        "Tapez exactement « " + cohort + " »",
                        "value=\"promotion\"");
        for (int time = 0; time < 2; time++) {
            assertThat(Pages.post(mvc, "admin", path(), "typed", " " + cohort + " "))
                    .hasStatus(302)
                    .hasHeader("Location", "/cohortes?archivees");
        }

        assertThat(delete("admin")).hasStatus(202);
        for (String gone : List.of("/cohortes/" + cohort, "/equipes/" + team, "/comparaison?cohort=" + cohort)) {
            assertThat(get("fanny", gone)).as(gone).hasStatus(404);
            assertThat(get("admin", gone)).as(gone).hasStatus(404);
        }
        assertThat(get(member, "/equipes/" + team)).hasStatus(404);
        assertThat(Pages.shown(get("fanny", "/cohortes?archivees="))).doesNotContain(number);
        assertThat(Pages.shown(get("admin", "/cohortes?archivees=")))
                .contains("En cours de suppression Promotion " + number + " : 0 sur 1 équipe effacée");
        assertThat(teams.all()).extracting(each -> each.id()).doesNotContain(team);

        sweep.round();

        assertThat(Pages.shown(get("carlos", "/cohortes?archivees=")))
                .contains("Cohorte effacée (2026)")
                .doesNotContain("En cours de suppression", number);
        assertThat(Pages.shown(get("carlos", "/comparaison?cohort=" + cohort))).contains("Cohorte effacée (2026)");
        assertThat(get("admin", "/cohortes/" + cohort)).hasStatus(404);
        assertThat(get("admin", "/equipes/" + team)).hasStatus(404);
        assertThat(new Api(mvc).get("fanny", "/api/teams/{team}/decisions/verification", team))
                .bodyJson()
                .extractingPath("$.valid")
                .isEqualTo(true);
        assertProblem(new Api(mvc).get("carlos", "/api/teams/{team}/decisions/verification", team), 404);
        assertThatThrownBy(() -> enrolments.enrol(cohort, team, "Encore", List.of()))
                .hasMessageContaining("inconnue");
        assertThat(enrolments.cohortId("Promotion " + number)).isNotEqualTo(cohort);
    }

    @Test
    @DisplayName("attend que le moteur ait fini, et dit ce qui court encore pour quelle équipe")
    void namesWhatStillRuns() {
        silent(1);
        wait(6);
        BpmnModelInstance model = Bpmn.createExecutableProcess("essai")
                .name("Un essai")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask()
                .endEvent()
                .done();
        String deployment = repository
                .createDeployment()
                .addModelInstance("essai.bpmn", model)
                .deploy()
                .getId();
        try {
            runtime.startProcessInstanceByKey("essai", cohort + "/" + team + "-1/essai");

            assertProblem(
                    delete("admin"),
                    409,
                    "Cette cohorte a encore quelque chose en cours : « Un essai » de « Les " + team + "-1 ».");
        } finally {
            repository.deleteDeployment(deployment, true);
        }
        assertThat(delete("admin")).hasStatus(202);
        sweep.round();
        assertThat(erased()).hasSize(1);
    }

    /** A sweep that comes to grief at the end of its second transaction. */
    private CohortSweep failing(Throwable how) {
        AtomicInteger count = new AtomicInteger();
        return new CohortSweep(deletions, journeys, past, people, accounts, new TransactionTemplate(transactions) {
            @Override
            public <T> @Nullable T execute(TransactionCallback<T> action) {
                return super.execute(status -> {
                    T done = action.doInTransaction(status);
                    if (count.incrementAndGet() != 2) return done;
                    if (how instanceof Error error) throw error;
                    throw (RuntimeException) how;
                });
            }
        });
    }

    private List<String> erased() {
        return jdbc.sql("select id from team where cohort = ? and erased_at is not null order by id")
                .param(cohort)
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName("passe à l’équipe suivante quand l’une échoue, la laisse entière, et y revient")
    void goesOnPastAFailure() {
        silent(3);
        wait(6);
        deletion.ask(cohort, "admin");

        failing(new IllegalStateException("une panne")).round();

        assertThat(erased()).containsExactly(team + "-1", team + "-3");
        assertThat(accounts.exists(member + "-2")).isTrue();
        assertThat(accounts.exists(member + "-3")).isFalse();
        assertThat(deletions.underWay()).extracting(UnderWay::erased).containsExactly(2);
        sweep.round();
        assertThat(deletions.underWay()).isEmpty();
        assertThat(accounts.exists(member + "-2")).isFalse();
        assertThat(accounts.isGroup(Groups.ofTeam(team + "-2"))).isFalse();
    }

    @Test
    @DisplayName("reprend où elle s’est arrêtée quand le serveur meurt au milieu")
    void isTakenUpAgain() {
        silent(3);
        wait(6);
        deletion.ask(cohort, "admin");

        CohortSweep killed = failing(new AssertionError("mort"));
        assertThatThrownBy(killed::round).hasMessage("mort");

        assertThat(erased()).containsExactly(team + "-1");
        sweep.round();
        assertThat(deletions.underWay()).isEmpty();
        assertThat(jdbc.sql("select name from team where cohort = ? order by id")
                        .param(cohort)
                        .query(String.class)
                        .list())
                .containsExactly("Équipe effacée 1", "Équipe effacée 2", "Équipe effacée 3");
    }

    @Test
    @DisplayName("se partage entre deux nœuds, sans qu’aucun n’attende l’autre ni ne refasse ce qu’il a fait")
    void isSharedByNodes() {
        silent(8);
        wait(6);
        deletion.ask(cohort, "admin");

        CompletableFuture<Void> other = CompletableFuture.runAsync(sweep::round);
        sweep.round();
        other.join();
        sweep.round();

        assertThat(deletions.underWay()).isEmpty();
        assertThat(erased()).hasSize(8);
    }
}
