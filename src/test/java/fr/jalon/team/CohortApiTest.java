package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Une cohorte par HTTP")
class CohortApiTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Accounts accounts;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TaskService tasks;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private String cohort;
    private String n;

    @BeforeEach
    void aCohort() {
        api = new Api(mvc);
        stage.clock(Stage.MONDAY.minusDays(7), 10, 0);
        cohort = teams.team(stage.team(Stage.MONDAY)).cohort();
        n = "c" + NUMBER.incrementAndGet();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Nested
    @DisplayName("La liste des équipes")
    class AList {

        @Test
        @DisplayName("crée équipes et comptes d’un coup, et donne le jeton de chaque nouveau membre")
        void enrols() {
            String list = ("équipe;prénom;nom;e-mail\nÉquipe %1$s;Zoé;Lefèvre;zoe@%1$s.fr\nÉquipe "
                            + "%1$s;Luc;Petit;luc@%1$s.fr\nAutre %1$s;Zoé;Lefèvre;ZOE@%1$s.fr\n")
                    .formatted(n);
            var answer = api.postCsv(
                    "fanny", list.getBytes(Charset.forName("windows-1252")), "/api/cohorts/{cohort}/teams", cohort);
            assertThat(answer).hasStatus(201);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$[*].id")
                    .asArray()
                    .containsExactly("equipe-" + n, "autre-" + n);
            assertThat(answer)
                    .bodyJson()
                    .extractingPath("$[0].members[0].invitation")
                    .asString()
                    .hasSizeGreaterThan(40);
            assertThat(answer).bodyJson().doesNotHavePath("$[1].members[0].invitation");
            assertThat(accounts.groupsOf(id(answer, 0)))
                    .containsExactlyInAnyOrder("team-equipe-" + n, "team-autre-" + n);
        }

        @Test
        @DisplayName("est refusée tout entière pour une ligne fautive, et chaque ligne est nommée")
        void isAllOrNone() {
            String list = ("Bonne %1$s;Zoé;Lefèvre;zoe@%1$s.fr\nMauvaise %1$s;;Petit;luc\nBonne "
                            + "%1$s;Fanny;Moreau;fanny@jalon.example")
                    .formatted(n);
            var answer =
                    api.postCsv("fanny", list.getBytes(StandardCharsets.UTF_8), "/api/cohorts/{cohort}/teams", cohort);
            Api.assertProblem(answer, 422, "Ligne 2, prénom", "Ligne 2, adresse électronique");
            assertThat(teams.teamsOf(cohort)).extracting(Team::name).noneMatch(name -> name.contains(n));
            var staff = api.postCsv(
                    "fanny",
                    "Bonne %1$s;Fanny;Moreau;fanny@jalon.example".formatted(n).getBytes(StandardCharsets.UTF_8),
                    "/api/cohorts/{cohort}/teams",
                    cohort);
            Api.assertProblem(staff, 422, "compte de l’encadrement");
            Api.assertProblem(
                    api.postCsv("fanny", new byte[0], "/api/cohorts/{cohort}/teams", cohort),
                    422,
                    "Le fichier est vide");
            Api.assertProblem(
                    api.postCsv("fanny", "A1;B;C;d@e.fr".getBytes(), "/api/cohorts/inconnue/teams"),
                    404,
                    "est inconnue");
            Api.assertProblem(
                    api.postCsv("carlos", "A1;B;C;d@e.fr".getBytes(), "/api/cohorts/{cohort}/teams", cohort), 403);
        }

        @Test
        @DisplayName("refuse une équipe qui existe déjà dans la cohorte")
        void knowsItsTeams() {
            byte[] list = "Équipe %1$s;Zoé;Lefèvre;zoe@%1$s.fr".formatted(n).getBytes(StandardCharsets.UTF_8);
            assertThat(api.postCsv("fanny", list, "/api/cohorts/{cohort}/teams", cohort))
                    .hasStatus(201);
            Api.assertProblem(
                    api.postCsv("fanny", list, "/api/cohorts/{cohort}/teams", cohort),
                    422,
                    "existe déjà dans cette cohorte");
        }
    }

    @Nested
    @DisplayName("Un membre")
    class AMember {

        @Test
        @DisplayName("qui part perd l’accès aussitôt, et ce qu’il avait pris en charge est rendu")
        void leaves() {
            String team = stage.team(cohort);
            String member = team + "-a";
            String instance = stage.open(team);
            String task = stage.task(instance, "follow-self-training").getId();
            identity.setAuthentication(member, accounts.groupsOf(member));
            tasks.claim(task, member);
            identity.clearAuthentication();
            assertThat(rights(member, task)).isEqualTo(1);

            assertThat(mvc.delete()
                            .uri("/api/teams/{team}/members/{member}", team, member)
                            .with(httpBasic("fanny", Stage.PASSWORD))
                            .exchange())
                    .hasStatus(204);

            assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                    .isNull();
            assertThat(api.get(member, "/api/teams/{team}/journey", team)).hasStatus(404);
            assertThat(rights(member, task)).isZero();
            Api.assertProblem(
                    mvc.delete()
                            .uri("/api/teams/{team}/members/{member}", team, member)
                            .with(httpBasic("fanny", Stage.PASSWORD))
                            .exchange(),
                    404,
                    "n’est pas membre");
        }

        private long rights(String member, String task) {
            return authorizations
                    .createAuthorizationQuery()
                    .userIdIn(member)
                    .resourceType(Resources.TASK)
                    .resourceId(task)
                    .count();
        }

        @Test
        @DisplayName("n’entre pas dans une équipe qui a vingt membres")
        void findsAFullTeam() {
            String team = stage.team(cohort);
            for (int number = 2; number <= 20; number++)
                assertThat(join(team, number)).hasStatus(201);

            Api.assertProblem(join(team, 21), 409, "déjà 20 membres, et 20 au plus");
            assertThat(accounts.exists(team + "-21")).isFalse();
        }

        private MvcTestResult join(String team, int number) {
            return api.post("fanny", """
          {"id": "%1$s-%2$d", "firstName": "Anne", "lastName": "Durand", "email": "%1$s-%2$d@jalon.example"}""".formatted(team, number), "/api/teams/{team}/members", team);
        }

        @Test
        @DisplayName("entre dans une équipe de plus, avec le même compte")
        void joins() {
            String team = stage.team(cohort);
            String other = stage.team(cohort);
            String json = ("{\"id\": \"%s-a\", \"firstName\": \"Anne\", \"lastName\": \"Durand\", \"email\": "
                            + "\"x@jalon.example\"}")
                    .formatted(team);
            var answer = api.post("fanny", json, "/api/teams/{team}/members", other);
            assertThat(answer).hasStatus(201);
            assertThat(answer).bodyJson().doesNotHavePath("$.invitation");
            Api.assertProblem(api.post("fanny", json, "/api/teams/{team}/members", other), 409, "est déjà membre");
            assertThat(accounts.groupsOf(team + "-a")).hasSize(2);
            Api.assertProblem(api.post(team + "-a", json, "/api/teams/{team}/members", other), 403);
        }
    }

    @Nested
    @DisplayName("Une invitation")
    class AnInvitation {

        @Test
        @DisplayName("ouvre une page en français où choisir son mot de passe, une fois")
        void letsChooseAPassword() {
            String token = invited();
            assertThat(mvc.get().uri("/invitation/{token}", token))
                    .hasStatusOk()
                    .bodyText()
                    .contains("Choisissez votre mot de passe", "zoe-" + n, "Dix caractères au moins");
            assertThat(chosen(token, "faible", "faible"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("dix caractères au moins");
            assertThat(chosen(token, "Un-Secret-De-2026", "Un-Autre-De-2026"))
                    .hasStatus(422)
                    .bodyText()
                    .contains("Les deux mots de passe diffèrent");
            assertThat(chosen(token, "Un-Secret-De-2026", "Un-Secret-De-2026"))
                    .hasStatus(302)
                    .redirectedUrl()
                    .isEqualTo("/login?welcome&member=zoe-" + n);
            assertThat(mvc.get().uri("/login?welcome&member={member}", "zoe\"><b>"))
                    .bodyText()
                    .contains("value=\"zoe&quot;&gt;&lt;b&gt;\"")
                    .doesNotContain("<b>");
            assertThat(mvc.get()
                            .uri("/api/teams/{team}/journey", "equipe-" + n)
                            .with(httpBasic("zoe-" + n, "Un-Secret-De-2026")))
                    .hasStatus(404)
                    .bodyText()
                    .contains("n’a pas encore de parcours");
            assertThat(mvc.get().uri("/invitation/{token}", token))
                    .hasStatus(404)
                    .bodyText()
                    .contains("n’est pas ou n’est plus valable");
            assertThat(chosen(token, "Un-Secret-De-2027", "Un-Secret-De-2027")).hasStatus(404);
        }

        @Test
        @DisplayName("ne s’accepte pas sans le jeton du formulaire, et expire après quatorze jours")
        void expires() {
            String token = invited();
            assertThat(mvc.post()
                            .uri("/invitation/{token}", token)
                            .param("password", "Un-Secret-De-2026")
                            .param("again", "Un-Secret-De-2026"))
                    .hasStatus(401);
            stage.clock(LocalDateTime.of(2026, 10, 26, 8, 59));
            assertThat(mvc.get().uri("/invitation/{token}", token)).hasStatusOk();
            stage.clock(LocalDateTime.of(2026, 10, 26, 9, 1));
            assertThat(mvc.get().uri("/invitation/{token}", token)).hasStatus(404);
        }

        @Test
        @DisplayName("se renouvelle par le facilitateur, qui voit qui attend ; l’ancienne ne vaut plus rien")
        void isRenewed() {
            String token = invited();
            MvcTestResult before = page("fanny");
            assertThat(before)
                    .hasStatusOk()
                    .bodyText()
                    .contains("zoe-" + n, "valable jusqu’au 26/10/2026")
                    .doesNotContain("/invitation/");
            MvcTestResult renewed = renew("replaced", invitation(before, "zoe-" + n));
            assertThat(renewed).hasStatusOk().bodyText().contains("Ce lien ne sera plus affiché");
            assertThat(mvc.get().uri("/invitation/{token}", token)).hasStatus(404);
            assertThat(chosen(links(renewed).get(0), "Un-Secret-De-2026", "Un-Secret-De-2026"))
                    .hasStatus(302);
            assertThat(page("fanny")).bodyText().doesNotContain("zoe-" + n);
            assertThat(page("carlos")).hasStatus(403);
        }

        @Test
        @DisplayName("ne se renouvelle pas une deuxième fois quand la page est rechargée")
        void isRenewedOnce() {
            invited();
            String old = invitation(page("fanny"), "zoe-" + n);
            String link = links(renew("replaced", old)).get(0);

            MvcTestResult again = renew("replaced", old);

            assertThat(again)
                    .hasStatusOk()
                    .bodyText()
                    .contains("Rien n’a été renouvelé")
                    .doesNotContain("/invitation/");
            assertThat(mvc.get().uri("/invitation/{token}", link)).hasStatusOk();
        }

        @Test
        @DisplayName("se renouvelle pour tous ceux qui attendent, tant que la liste est celle qu’on a vue")
        void isRenewedForAll() {
            invited();
            another();
            Matcher seen = Pattern.compile("name=\"seen\" value=\"(\\w+)\"").matcher(Api.text(page("fanny")));
            assertThat(seen.find()).isTrue();
            int waiting = Api.text(page("fanny")).split("Remplacer le lien").length - 1;

            MvcTestResult all = renew("seen", seen.group(1));

            assertThat(links(all)).hasSize(waiting).allSatisfy(link -> assertThat(
                            mvc.get().uri("/invitation/{token}", link))
                    .hasStatusOk());
            assertThat(all).bodyText().contains("Ces liens ne seront plus affichés");
            assertThat(renew("seen", seen.group(1)))
                    .bodyText()
                    .contains("la liste a changé")
                    .doesNotContain("/invitation/");
        }

        @Test
        @DisplayName("reste affichée quand on en renouvelle une autre, sauf si elle n’est pas de cette "
                + "cohorte ou ne vaut plus rien")
        void staysShown() {
            String dead = invited();
            another();
            String first = links(renew("replaced", invitation(page("fanny"), "zoe-" + n)))
                    .get(0);

            MvcTestResult both = renew(
                    "replaced",
                    invitation(page("fanny"), "luc-" + n),
                    "shown",
                    first,
                    "shown",
                    dead,
                    "shown",
                    "deviné");

            assertThat(links(both)).hasSize(2).contains(first).doesNotContain(dead);
        }

        @Test
        @DisplayName("dit si son courriel est parti, et qu’un lien se remet en main propre s’il ne part pas")
        void tellsWhetherItsMailHasLeft() {
            invited();
            assertThat(page("fanny"))
                    .bodyText()
                    .contains("en attente d’envoi, valable", "ne part", "à remettre en main propre")
                    .doesNotContain("envoyée");

            for (String end : List.of("abandoned_at", "dropped_at")) {
                jdbc.sql("update outbox set " + end + " = created_at where message_key like 'invitation-%'")
                        .update();
                assertThat(page("fanny"))
                        .bodyText()
                        .contains("à remettre en main propre (son courriel ne partira pas), valable")
                        .doesNotContain("en attente d’envoi", "envoyée", "pour l’instant");
                jdbc.sql("update outbox set " + end + " = null where message_key like 'invitation-%'")
                        .update();
            }

            jdbc.sql("update outbox set sent_at = created_at where message_key like 'invitation-%'")
                    .update();
            assertThat(page("fanny"))
                    .bodyText()
                    .contains("envoyée, valable")
                    .doesNotContain("en attente d’envoi", "main propre");

            renew("replaced", invitation(page("fanny"), "zoe-" + n));
            renew("replaced", invitation(page("fanny"), "zoe-" + n));
            assertThat(jdbc.sql("select count(*) from outbox where recipient = ? and sent_at is null "
                                    + "and dropped_at is null")
                            .param("zoe@" + n + ".fr")
                            .query(Integer.class)
                            .single())
                    .as("no mail leaves with a dead link")
                    .isOne();
        }

        @Test
        @DisplayName("nomme toutes les équipes de la personne")
        void namesEveryTeam() {
            invited();
            String list = "Deuxième %1$s;Zoé;Lefèvre;zoe@%1$s.fr".formatted(n);
            assertThat(api.postCsv(
                            "fanny", list.getBytes(StandardCharsets.UTF_8), "/api/cohorts/{cohort}/teams", cohort))
                    .hasStatus(201);
            assertThat(page("fanny"))
                    .bodyText()
                    .contains("Deuxième %1$s, Équipe %1$s".formatted(n))
                    .containsOnlyOnce("<td>zoe-" + n + "</td>");
        }

        private void another() {
            String list = "Autre %1$s;Luc;%1$s;luc@%1$s.fr".formatted(n);
            assertThat(api.postCsv(
                            "fanny", list.getBytes(StandardCharsets.UTF_8), "/api/cohorts/{cohort}/teams", cohort))
                    .hasStatus(201);
        }

        private MvcTestResult renew(String... parameters) {
            var request = mvc.post().uri("/invitations").param("cohort", cohort);
            for (int i = 0; i < parameters.length; i += 2) request.param(parameters[i], parameters[i + 1]);
            return request.with(httpBasic("fanny", Stage.PASSWORD)).with(csrf()).exchange();
        }

        /** What the member's button says it replaces. */
        private static String invitation(MvcTestResult page, String member) {
            Matcher button = Pattern.compile(
                            "<td>" + member + "</td>.*?name=\"replaced\" value=\"(\\w+)\"", Pattern.DOTALL)
                    .matcher(Api.text(page));
            assertThat(button.find()).isTrue();
            return button.group(1);
        }

        /** The tokens of the links on show. */
        private static List<String> links(MvcTestResult page) {
            return Pattern.compile("<code[^>]*>[^<]*/invitation/([\\w-]+)")
                    .matcher(Api.text(page))
                    .results()
                    .map(link -> link.group(1))
                    .toList();
        }

        private MvcTestResult page(String who) {
            return mvc.get()
                    .uri("/invitations?cohort={cohort}", cohort)
                    .with(httpBasic(who, Stage.PASSWORD))
                    .exchange();
        }

        private MvcTestResult chosen(String token, String password, String again) {
            return mvc.post()
                    .uri("/invitation/{token}", token)
                    .param("password", password)
                    .param("again", again)
                    .with(csrf())
                    .exchange();
        }

        private String invited() {
            String json = ("{\"id\": \"equipe-%1$s\", \"name\": \"Équipe %1$s\", \"members\": [{\"id\": "
                            + "\"zoe-%1$s\", \"firstName\": \"Zoé\", \"lastName\": \"Lefèvre\", "
                            + "\"email\": \"zoe@%1$s.fr\"}]}")
                    .formatted(n);
            var answer = api.post("fanny", json, "/api/cohorts/{cohort}/teams", cohort);
            Matcher token = Pattern.compile("\"invitation\":\"([\\w-]+)\"").matcher(Api.text(answer));
            assertThat(token.find()).isTrue();
            return token.group(1);
        }
    }

    private static String id(MvcTestResult answer, int member) {
        Matcher ids = Pattern.compile("\"members\":\\[\\{\"id\":\"([\\w-]+)\"").matcher(Api.text(answer));
        for (int i = 0; i <= member; i++) assertThat(ids.find()).isTrue();
        return ids.group(1);
    }
}
