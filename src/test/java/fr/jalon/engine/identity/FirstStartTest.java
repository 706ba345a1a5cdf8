package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.engine.RefusedStart;
import fr.jalon.engine.StaffTasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Le premier démarrage")
class FirstStartTest {

    private static final Pattern PRINTED = Pattern.compile("identifiant admin, mot de passe (\\S+)");

    @Autowired
    private List<StaffTasks> staffTasks;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private void start(String password) {
        FirstStart start = prepared(password);
        start.started();
    }

    /** A start that has not come to the end yet, and may not. */
    private FirstStart prepared(String password) {
        FirstStart start =
                new FirstStart(accounts, authorizations, filters, tasks, jdbc, transaction, staffTasks, password);
        start.afterSingletonsInstantiated();
        return start;
    }

    @Test
    @DisplayName("crée les groupes, avec des noms français")
    void createsGroups() {
        assertThat(identity.createGroupQuery()
                        .groupIdIn(Groups.ADMINISTRATORS, "facilitators", "coaches")
                        .list())
                .extracting(Group::getName)
                .containsExactlyInAnyOrder("Administrateurs", "Facilitateurs", "Coachs");
    }

    @Test
    @DisplayName("laisse chacun lire le nom des facilitateurs et des coachs, et d’aucun autre groupe")
    void namesTheStaff() {
        assertThat(authorizations
                        .createAuthorizationQuery()
                        .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                        .resourceType(Resources.GROUP)
                        .list())
                .allSatisfy(right -> assertThat(right.isPermissionGranted(Permissions.UPDATE))
                        .isFalse())
                .extracting(Authorization::getResourceId)
                .containsExactlyInAnyOrder("facilitators", "coaches");
    }

    @Test
    @DisplayName("crée un administrateur, avec le mot de passe donné")
    void createsAnAdministrator() {
        assertThat(accounts.membersOf(Groups.ADMINISTRATORS))
                .extracting(Accounts.Person::id)
                .contains("admin");
        assertThat(accounts.groupsOf("admin")).containsExactly(Groups.ADMINISTRATORS);
        assertThat(identity.checkPassword("admin", Stage.PASSWORD)).isTrue();
    }

    @Test
    @DisplayName("une seconde fois ne change rien")
    void changesNothingLater() {
        String before = everything();

        start("Un-Autre-Secret-2026");

        assertThat(everything()).isEqualTo(before);
        assertThat(identity.checkPassword("admin", Stage.PASSWORD)).isTrue();
    }

    private String everything() {
        List<Object> all = new ArrayList<>();
        identity.createGroupQuery().orderByGroupId().asc().list().stream()
                .map(Group::getName)
                .forEach(all::add);
        identity.createUserQuery().orderByUserId().asc().list().stream()
                .map(User::getId)
                .forEach(all::add);
        filters.createFilterQuery().orderByFilterId().asc().list().stream()
                .map(Filter::getName)
                .forEach(all::add);
        authorizations.createAuthorizationQuery().list().stream()
                .map(Authorization::getId)
                .sorted()
                .forEach(all::add);
        return all.toString();
    }

    @Test
    @DisplayName("ne connaît de mot de passe d’avance que pour la démonstration")
    void hasNoDefaultPassword() throws IOException {
        List<String> given = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("file:src/main/resources/application*.yaml")) {
            for (PropertySource<?> part : new YamlPropertySourceLoader().load(file.getFilename(), file)) {
                for (String name : ((EnumerablePropertySource<?>) part).getPropertyNames()) {
                    if (name.endsWith("password")
                            && !String.valueOf(part.getProperty(name)).isEmpty())
                        given.add(file.getFilename() + " " + name);
                }
            }
        }

        assertThat(given)
                .containsExactlyInAnyOrder(
                        "application-demo.yaml jalon.demo.password", "application-demo.yaml jalon.admin.password");
    }

    @Nested
    @DisplayName("donne à Tasklist des filtres")
    class Filters {

        @Autowired
        private Stage stage;

        @Autowired
        private StatementCount statements;

        @AfterEach
        void resetClock() {
            ClockUtil.reset();
        }

        @Test
        @DisplayName("dans leur ordre, qui montrent l’équipe de chaque tâche")
        void areFourInOrder() {
            List<Filter> all = new ArrayList<>(filters.createFilterQuery().list());
            all.sort(Comparator.comparing(
                    filter -> (Integer) filter.getProperties().get("priority")));

            assertThat(all)
                    .extracting(Filter::getName)
                    .containsExactly("Jalons à valider", "Mon équipe", "Mes tâches", "En retard");
            assertThat(all).allSatisfy(filter -> assertThat(filter.getProperties())
                    .containsEntry("variables", List.of(Map.of("name", "teamName", "label", "Équipe")))
                    .containsEntry("refresh", true));
        }

        @Test
        @DisplayName("que chacun voit, sauf les jalons, et que personne ne change")
        void areReadableByAll() {
            String member = stage.team(Stage.MONDAY) + "-a";
            stage.staff();

            assertThat(accounts.as(member, () -> filters.createFilterQuery().list()))
                    .extracting(Filter::getName)
                    .containsExactlyInAnyOrder("Mon équipe", "Mes tâches", "En retard");
            assertThat(accounts.as("carlos", () -> filters.createFilterQuery().count()))
                    .isEqualTo(3);
            assertThat(accounts.as("fanny", () -> filters.createFilterQuery().count()))
                    .isEqualTo(4);
            Filter mine = accounts.as(
                    member,
                    () -> filters.createFilterQuery().filterName("Mes tâches").singleResult());
            mine.setName("À moi");
            assertThatThrownBy(() -> accounts.as(member, () -> filters.saveFilter(mine)))
                    .isInstanceOf(AuthorizationException.class)
                    .hasStackTraceContaining("UPDATE");
        }

        @Test
        @DisplayName("qui restent vides pour qui n’est dans aucune équipe")
        void areEmptyForNobody() {
            String team = stage.team(Stage.MONDAY);
            accounts.leave(team + "-a", Groups.ofTeam(team));
            String filter = filters.createFilterQuery()
                    .filterName("Mon équipe")
                    .singleResult()
                    .getId();

            assertThat(accounts.as(team + "-a", () -> filters.list(filter))).isEmpty();
            assertThat(accounts.as(team + "-a", () -> filters.count(filter))).isZero();
        }

        @Test
        @DisplayName("qui trouvent ce qui attend une équipe, ce qu’on a pris en charge, ce qui est en retard")
        void findTheTeamsTasks() {
            String team = stage.teamAWeekBefore();
            String instance = stage.open(team);
            stage.open(stage.team(Stage.MONDAY));
            tasks.claim(stage.task(instance, "shortlist-ideas").getId(), team + "-a");

            assertThat(found(team + "-a", "Mon équipe"))
                    .containsExactlyInAnyOrder("create-tool-accounts", "follow-self-training", "shortlist-ideas");
            assertThat(found(team + "-a", "Mes tâches")).containsExactly("shortlist-ideas");
            assertThat(found(team + "-a", "En retard")).isEmpty();
            stage.clock(Stage.MONDAY.minusDays(1), 18, 1);
            assertThat(found(team + "-a", "En retard"))
                    .containsExactlyInAnyOrder("create-tool-accounts", "follow-self-training", "shortlist-ideas");
        }

        /** What waits for a facilitator and is no gate; other tests leave some behind. */
        private static final Set<String> DECISIONS = Set.of(
                "decide",
                "confirm-pivot",
                "construction-committee",
                "decide-market",
                "review-milestone",
                "verify-enrolment",
                "hand-over-invitations");

        @Test
        @DisplayName("qui trouvent les jalons d’un facilitateur, et eux seuls")
        void findGates() {
            String instance = stage.open(stage.teamAWeekBefore());
            stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");

            assertThat(found("fanny", "Jalons à valider"))
                    .contains("gate-preparation")
                    .allMatch(definition -> definition.startsWith("gate-") || DECISIONS.contains(definition));
        }

        @Test
        @Transactional
        @DisplayName("qu’une base plus ancienne reçoit dans le même ordre, sans en gagner un de plus")
        void areBroughtUpToDate() {
            Filter gates =
                    filters.createFilterQuery().filterName("Jalons à valider").singleResult();
            Map<String, Object> earlier = gates.getProperties();
            earlier.put("priority", 40);
            gates.setProperties(earlier);
            filters.saveFilter(gates);
            Authorization everyone = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
            everyone.setResource(Resources.FILTER);
            everyone.setResourceId(gates.getId());
            everyone.addPermission(Permissions.READ);
            authorizations.saveAuthorization(everyone);

            start("Un-Autre-Secret-2026");

            areFourInOrder();
            assertThat(authorizations
                            .createAuthorizationQuery()
                            .resourceType(Resources.FILTER)
                            .resourceId(gates.getId())
                            .list())
                    .singleElement()
                    .extracting(Authorization::getGroupId)
                    .isEqualTo("facilitators");
        }

        @Test
        @Transactional
        @DisplayName("sans chercher des droits pour chaque tâche, chez qui a le droit de toutes les lire")
        void askForRightsOnce() {
            String instance = stage.open(stage.teamAWeekBefore());
            stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");

            assertThat(joins("fanny")).isEmpty();
            assertThat(joins("carlos")).isNotEmpty();

            authorizations.deleteAuthorization(everyTask().getId());
            assertThat(joins("fanny")).isNotEmpty();
            assertThat(found("fanny", "Mon équipe")).contains("gate-preparation");
        }

        @Test
        @Transactional
        @DisplayName("où un droit retiré l’emporte encore")
        void obeyRevocations() {
            String instance = stage.open(stage.teamAWeekBefore());
            stage.complete(instance, "follow-self-training", "create-tool-accounts", "confirm-team", "shortlist-ideas");
            Authorization revoked = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_REVOKE);
            revoked.setUserId("fanny");
            revoked.setResource(Resources.TASK);
            revoked.setResourceId(stage.task(instance, "gate-preparation").getId());
            revoked.removePermission(Permissions.READ);
            authorizations.saveAuthorization(revoked);

            assertThat(joins("fanny")).isNotEmpty();
        }

        @Test
        @Transactional
        @DisplayName("et le droit de lire toute tâche vient aussi à une base plus ancienne, une fois")
        void areOpenToFacilitators() {
            authorizations.deleteAuthorization(everyTask().getId());

            start("Un-Autre-Secret-2026");
            start("Un-Autre-Secret-2026");

            assertThat(everyTask().isPermissionGranted(Permissions.READ)).isTrue();
            assertThat(everyTask().isPermissionGranted(Permissions.UPDATE)).isFalse();
        }

        private Authorization everyTask() {
            return authorizations
                    .createAuthorizationQuery()
                    .groupIdIn(Groups.FACILITATORS)
                    .resourceType(Resources.TASK)
                    .resourceId(Authorization.ANY)
                    .singleResult();
        }

        /** What a list of tasks asks that looks up rights beside each of them. */
        private List<String> joins(String person) {
            return statements.during(() -> found(person, "Mon équipe")).stream()
                    .filter(asked -> asked.contains("ACT_RU_TASK"))
                    .filter(asked -> asked.contains("ACT_RU_AUTHORIZATION"))
                    .toList();
        }

        private List<String> found(String person, String name) {
            String filter =
                    filters.createFilterQuery().filterName(name).singleResult().getId();
            return accounts.as(person, () -> filters.<Task>list(filter).stream()
                    .map(Task::getTaskDefinitionKey)
                    .toList());
        }
    }

    @Nested
    @DisplayName("sans administrateur")
    class WithoutAnAdministrator {

        /** Other tests have made some. */
        private void leaveNobody() {
            accounts.membersOf(Groups.ADMINISTRATORS)
                    .forEach(each -> identity.deleteMembership(each.id(), Groups.ADMINISTRATORS));
        }

        @ParameterizedTest(name = "« {0} »")
        @ValueSource(strings = {"court", "tout-en-minuscules-1", "Sans-chiffre-aucun", "admin-Secret-2026"})
        @Transactional
        @DisplayName("refuse un mot de passe faible, et dit lequel et pourquoi")
        void refusesAWeakPassword(String weak) {
            leaveNobody();

            assertThatThrownBy(() -> prepared(weak))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContainingAll("JALON_ADMIN_PASSWORD", "trop faible", "dix caractères")
                    .hasMessageNotContaining(weak)
                    .satisfies(refusal -> assertThat(new RefusedStart()
                                    .analyze(new BeanCreationException("firstStart", refusal))
                                    .getDescription())
                            .isEqualTo(refusal.getMessage()));
            assertThat(accounts.membersOf(Groups.ADMINISTRATORS)).isEmpty();
        }

        @Test
        @Transactional
        @DisplayName("prend le mot de passe donné, et ne l’affiche pas")
        void takesAPassword(CapturedOutput output) {
            leaveNobody();

            start("Un-Autre-Secret-2026");

            assertThat(identity.checkPassword("admin", "Un-Autre-Secret-2026")).isTrue();
            assertThat(output.getAll()).doesNotContain("Un-Autre-Secret-2026");
        }

        @Test
        @Transactional
        @DisplayName("affiche une seule fois un mot de passe à usage unique, avec lequel on se connecte")
        void printsAPassword(CapturedOutput output) {
            leaveNobody();

            start("");
            start("");

            List<String> printed = printed(output);
            assertThat(printed).hasSize(1);
            assertThat(identity.checkPassword("admin", printed.get(0))).isTrue();
        }

        @Test
        @Transactional
        @DisplayName("garde le mot de passe à usage unique pour un démarrage qui va à son terme")
        void doesNotUseItUp(CapturedOutput output) {
            leaveNobody();

            prepared("");
            assertThat(printed(output)).isEmpty();
            assertThat(accounts.membersOf(Groups.ADMINISTRATORS)).isEmpty();
            start("");

            assertThat(printed(output)).singleElement().satisfies(password -> assertThat(
                            identity.checkPassword("admin", password))
                    .isTrue());
        }

        private List<String> printed(CapturedOutput output) {
            return PRINTED.matcher(output.getAll())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }
}
