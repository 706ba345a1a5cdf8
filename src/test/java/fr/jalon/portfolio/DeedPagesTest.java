package fr.jalon.portfolio;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Ce qu’un facilitateur fait pour les équipes cochées")
class DeedPagesTest {

    private static final LocalDate D1 = Stage.MONDAY;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Journeys journeys;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String cohort;
    private String journey;

    @BeforeEach
    void aTeam() {
        stage.clock(D1.minusDays(6), 10, 0);
        team = stage.team(D1);
        cohort = teams.team(team).cohort();
        journey = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult post(String page, String... fields) {
        return Pages.post(mvc, "fanny", "/cohortes/" + cohort + "/" + page, fields);
    }

    /** Does what a preview has shown. */
    private MvcTestResult confirm(String page, MvcTestResult preview, String... parameters) {
        return post(
                page,
                Stream.concat(Stream.of(parameters), Stream.of("sure", "", "seen", hidden(preview, "seen")))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ouverture", "tache", "message", "rappel", "pause", "reprise", "prolongation"})
    @DisplayName("demande des équipes, et n’est pas à un coach ni à un membre")
    void areForFacilitators(String page) {
        String path = "/cohortes/" + cohort + "/" + page;
        assertThat(shown(get("fanny", path))).contains("Aucune équipe n’est choisie");
        assertThat(get("carlos", path + "?journey=" + journey)).hasStatus(403);
        assertThat(get(team + "-a", path + "?journey=" + journey)).hasStatus(403);
    }

    @Nested
    @DisplayName("Ouvrir un parcours")
    class Opening {

        @Test
        @DisplayName("se propose aussi à une équipe sans parcours, cochée comme les autres")
        void isOfferedToIdleTeams() {
            String idle = stage.team(cohort);
            assertThat(text(get("fanny", "/cohortes/" + cohort)))
                    .contains("name=\"team\" value=\"" + idle + "\"", "name=\"journey\" value=\"" + journey + "\"");
            assertThat(shown(get("fanny", "/cohortes/" + cohort + "/ouverture?team=" + idle)))
                    .contains("Quel parcours", "De l’idée à la décision", "De l’association à la SCIC");
        }

        @Test
        @DisplayName("montre ce qui se passera, équipe par équipe, sans rien faire, puis le fait")
        void previewsThenOpens() {
            String idle = stage.team(cohort);
            String[] asked = {"team", idle, "journey", journey, "kind", "idea-to-decision"};
            MvcTestResult preview = post("ouverture", asked);
            assertThat(shown(preview))
                    .contains("Sera refusé : L’équipe « " + team + " » a déjà un parcours en cours.")
                    .contains("Restitution finale : ", "Ouvrir pour une équipe");
            assertThat(journeys.of(idle)).isEmpty();
            assertThat(shown(confirm("ouverture", preview, asked))).contains("Parcours ouvert pour 1 sur 2.");
            assertThat(journeys.of(idle)).hasSize(1);
            assertThat(shown(confirm("ouverture", preview, asked))).contains("Rien n’a été fait");
            assertThat(journeys.of(idle)).hasSize(1);
        }

        @Test
        @DisplayName("dit l’erreur à côté du champ et garde ce qui était tapé")
        void keepsWhatWasTyped() {
            MvcTestResult preview = post(
                    "ouverture",
                    "journey",
                    journey,
                    "kind",
                    "association-to-scic",
                    "structureName",
                    "Les Ateliers",
                    "startDate",
                    "bientôt");
            assertThat(text(preview))
                    .contains("id=\"startDate-fault\"", "value=\"bientôt\"", "value=\"Les Ateliers\"")
                    .doesNotContain("name=\"sure\"");
            assertThat(text(post("ouverture", "journey", journey, "kind", "association-to-scic")))
                    .contains("id=\"startDate-fault\"", "id=\"structureName-fault\"");
        }

        @Test
        @DisplayName("demande la sorte quand elle manque ou n’existe pas")
        void asksForAKind() {
            assertThat(shown(post("ouverture", "journey", journey, "kind", "inconnu")))
                    .contains("Quel parcours");
        }
    }

    @Nested
    @DisplayName("Faire une tâche pour plusieurs équipes")
    class Tasks {

        private static final String TASK = "follow-self-training";

        @Test
        @DisplayName("n’offre ni jalon, ni décision, ni formulaire à liste")
        void offersPlainTasks() {
            assertThat(text(get("fanny", "/cohortes/" + cohort + "/tache?journey=" + journey)))
                    .contains("value=\"" + TASK + "\"", "value=\"create-tool-accounts\"")
                    .doesNotContain("value=\"confirm-team\"");
            stage.complete(journey, TASK, "create-tool-accounts", "confirm-team", "shortlist-ideas");
            assertThat(stage.openTasks(journey)).contains("gate-preparation");
            assertThat(text(get(
                            "fanny", "/cohortes/" + cohort + "/tache?journey=" + journey + "&task=gate-preparation")))
                    .doesNotContain("name=\"answer.");
            assertThat(shown(post("tache", "journey", journey, "task", "gate-preparation", "sure", "")))
                    .contains("Rien n’a été fait");
            assertThat(stage.openTasks(journey)).contains("gate-preparation");
        }

        @Test
        @DisplayName("pose les questions de la définition, avec les choix de la cohorte")
        void drawsTheForm() {
            assertThat(text(get("fanny", "/cohortes/" + cohort + "/tache?journey=" + journey + "&task=" + TASK)))
                    .contains("type=\"checkbox\" id=\"answer.", "<textarea");
        }

        @Test
        @DisplayName("montre ce qui se passera sans rien faire, puis le fait, une fois")
        void previewsThenCompletes() {
            String other = stage.open(stage.team(cohort));
            stage.complete(other, TASK);
            String question = "answer.guidesRead";
            String[] asked = {"journey", journey, "journey", other, "task", TASK, question, "true"};
            MvcTestResult preview = post("tache", asked);
            assertThat(shown(preview))
                    .contains("La tâche sera faite.", "Sera refusé : Cette tâche n’attend pas cette équipe.")
                    .contains("Faire pour une équipe");
            assertThat(stage.openTasks(journey)).contains(TASK);
            assertThat(shown(confirm("tache", preview, asked))).contains("Tâche faite pour 1 sur 2.");
            assertThat(stage.openTasks(journey)).doesNotContain(TASK);
            assertThat(shown(confirm("tache", preview, asked))).contains("Rien n’a été fait");
        }

        @Test
        @DisplayName("dit l’erreur à côté de la question et garde ce qui était tapé")
        void keepsWhatWasTyped() {
            MvcTestResult preview = post(
                    "tache", "journey", journey, "task", TASK, "answer.selfTrainingQuestions", "Vu « à moitié » <b>");
            assertThat(text(preview))
                    .contains("id=\"answer.guidesRead-fault\"", "Vu « à moitié » &lt;b&gt;</textarea>")
                    .doesNotContain("name=\"sure\"");
            assertThat(stage.openTasks(journey)).contains(TASK);
        }
    }

    @Nested
    @DisplayName("Écrire")
    class Letters {

        private final String[] asked = {"journey", "", "subject", "Demain", "text", "Rendez-vous à 9 h.\r\nSalle 2"};

        @BeforeEach
        void aboutTheJourney() {
            asked[1] = journey;
        }

        /** The mails of a kind that wait for a member of the team. */
        private List<String> mails(String kind) {
            return jdbc.sql("select subject || ' / ' || body from outbox where kind = ? and object = ? and person = ?")
                    .params(kind, team, team + "-a")
                    .query(String.class)
                    .list();
        }

        @Test
        @DisplayName("montre qui recevra le message, puis l’écrit une seule fois, signé")
        void previewsThenWrites() {
            MvcTestResult preview = post("message", asked);
            assertThat(shown(preview)).contains("1 courriel : Anne Durand", "Écrire à une équipe");
            assertThat(mails("message")).isEmpty();
            assertThat(shown(confirm("message", preview, asked))).contains("Message écrit pour 1 sur 1.");
            assertThat(shown(confirm("message", preview, asked))).contains("Message écrit pour 1 sur 1.");
            assertThat(mails("message"))
                    .singleElement(STRING)
                    .startsWith("Demain / ")
                    .contains("Rendez-vous à 9 h.\nSalle 2", "vous écrit par Jalon", "/equipes/" + team);
        }

        @Test
        @DisplayName("va à toute la cohorte, sans cocher")
        void reachesTheCohort() {
            String idle = stage.team(cohort);
            String path = "/cohortes/" + cohort;
            assertThat(text(get("fanny", path))).contains("/message?everyone=");
            assertThat(text(get("fanny", path + "/message?everyone=")))
                    .contains("name=\"team\" value=\"" + idle + "\"", "name=\"team\" value=\"" + team + "\"");
        }

        @Test
        @DisplayName("demande un objet et un texte, et garde ce qui était tapé")
        void keepsWhatWasTyped() {
            MvcTestResult refused = post("message", "journey", journey, "subject", "x".repeat(151), "text", " ");
            assertThat(text(refused))
                    .contains("id=\"subject-fault\"", "151 reçus", "id=\"text-fault\"", "x".repeat(151))
                    .doesNotContain("name=\"sure\"");
        }

        @Test
        @DisplayName("s’arrête à cinq messages par jour et par équipe")
        void isBounded() {
            for (int i = 1; i <= 5; i++) {
                String[] next = {"journey", journey, "subject", "Message " + i, "text", "Texte"};
                confirm("message", post("message", next), next);
            }
            assertThat(shown(post("message", asked)))
                    .contains("Cette équipe a déjà reçu cinq messages aujourd’hui.")
                    .doesNotContain("Écrire à une équipe");
            stage.clock(D1.minusDays(5), 10, 0);
            assertThat(shown(post("message", asked))).contains("Écrire à une équipe");
        }

        @Test
        @DisplayName("rappelle ce qui attend, depuis quand, une fois par jour au plus")
        void remindsOnceADay() {
            stage.clock(D1.minusDays(4), 10, 0);
            String path = "/cohortes/" + cohort + "/rappel?journey=" + journey + "&team=" + stage.team(cohort);
            MvcTestResult preview = get("fanny", path);
            assertThat(shown(preview))
                    .contains("Sera refusé : Rien n’attend cette équipe.", "Rappeler une équipe")
                    .contains("on attend l’équipe : il y a deux jours");
            assertThat(mails("reminder")).isEmpty();
            preview = get("fanny", "/cohortes/" + cohort + "/rappel?journey=" + journey);
            assertThat(shown(confirm("rappel", preview, "team", team))).contains("Rappel écrit pour 1 sur 1.");
            assertThat(mails("reminder")).singleElement(STRING).contains("/equipes/" + team, "- ");
            assertThat(shown(get("fanny", path))).contains("Un rappel lui a déjà été écrit aujourd’hui.");
            stage.clock(D1.minusDays(3), 10, 0);
            assertThat(shown(get("fanny", path))).contains("Rappeler une équipe");
        }
    }

    @Nested
    @DisplayName("Mettre en pause, puis reprendre")
    class Pausing {

        private final String[] asked = {"journey", "", "reason", "Vacances « d’automne » <b>"};

        @BeforeEach
        void aboutTheJourney() {
            asked[1] = journey;
        }

        @Test
        @DisplayName("montre ce qui attendra sans rien faire, puis le fait, une fois")
        void previewsThenPauses() {
            MvcTestResult preview = post("pause", asked);
            assertThat(shown(preview))
                    .contains("Attend : Suivre l’autoformation", "Attend : le prochain jalon, ")
                    .contains("Mettre une équipe en pause");
            assertThat(journeys.journey(journey).isPaused()).isFalse();
            assertThat(shown(confirm("pause", preview, asked))).contains("Pause faite pour 1 sur 1.");
            assertThat(journeys.journey(journey).pause())
                    .returns("Vacances « d’automne » <b>", Journey.Pause::reason)
                    .returns("fanny", Journey.Pause::by);
            assertThat(shown(confirm("pause", preview, asked))).contains("Rien n’a été fait");
            assertThat(shown(post("pause", asked))).contains("Sera refusé : Le parcours", "est déjà en pause");
        }

        @Test
        @DisplayName("demande pourquoi, à côté du champ, et garde ce qui était tapé")
        void asksWhy() {
            for (String deed : List.of("pause", "retrait")) {
                assertThat(text(post(deed, "journey", journey, "reason", " ")))
                        .contains("id=\"reason-fault\"", "Dites pourquoi.")
                        .doesNotContain("name=\"sure\"");
                assertThat(text(post(deed, "journey", journey, "reason", "x".repeat(1001))))
                        .contains("1000 caractères au plus.", "x".repeat(1001) + "</textarea>");
            }
        }

        @Test
        @DisplayName("se voit sur la page de l’équipe et de la cohorte, sans urgence, dans le CSV aussi")
        void isSeen() {
            confirm("pause", post("pause", asked), asked);
            stage.clock(D1.plusDays(4), 10, 0);
            assertThat(shown(get(team + "-a", "/equipes/" + team)))
                    .contains("Ce parcours est en pause depuis le mardi 13 octobre : Vacances « d’automne »")
                    .doesNotContain("en retard", "On attend");
            String page = "/cohortes/" + cohort;
            assertThat(shown(get("fanny", page))).contains("en pause (1)", "Rien n’attend");
            assertThat(text(get("fanny", page + "?need=paused"))).contains("value=\"" + journey + "\"");
            assertThat(text(get("fanny", page + "/suivi.csv"))).contains(";en pause;");
            assertThat(shown(post("rappel", "team", team))).contains("Rien n’attend cette équipe.");
        }

        @Test
        @DisplayName("la reprise montre aussitôt les dates qui reculent, puis le fait, une fois")
        void previewsThenResumes() {
            confirm("pause", post("pause", asked), asked);
            stage.clock(D1.minusDays(6).plusDays(10), 10, 0);
            String path = "/cohortes/" + cohort + "/reprise?journey=" + journey;
            MvcTestResult preview = get("fanny", path);
            assertThat(shown(preview))
                    .contains("Idéation : lundi 19 octobre → jeudi 29 octobre", "Reprendre une équipe");
            assertThat(journeys.journey(journey).isPaused()).isTrue();
            String[] chosen = {"journey", journey};
            assertThat(shown(confirm("reprise", preview, chosen))).contains("Reprise faite pour 1 sur 1.");
            assertThat(journeys.journey(journey).isPaused()).isFalse();
            assertThat(shown(confirm("reprise", preview, chosen))).contains("Rien n’a été fait");
            assertThat(shown(get("fanny", path))).contains("Sera refusé : Le parcours", "n’est pas en pause");
        }
    }

    @Nested
    @DisplayName("Prolonger la semaine")
    class Extending {

        private static final String COMMENT = "Cent visites de plus.";

        private final String[] asked = {"journey", "", "extraDays", "3", "comment", COMMENT};

        @BeforeEach
        void aboutTheJourney() {
            asked[1] = journey;
        }

        @Test
        @DisplayName("est refusé, avec la raison, tant que la semaine n’est pas à son jalon")
        void waitsForTheGate() {
            assertThat(shown(post("prolongation", asked)))
                    .contains("Sera refusé : La semaine de validation n’est pas encore préparée.")
                    .doesNotContain("Prolonger pour une équipe");
            stage.launch(journey);
            assertThat(shown(post("prolongation", asked)))
                    .contains("La semaine court jusqu’au mercredi 28 octobre à midi");
            stage.liveUntil(journey, D1.plusDays(9).atTime(13, 0));
            stage.complete(journey, "gate-validation");
            assertThat(shown(post("prolongation", asked))).contains("ses données sont déjà jugées");
        }

        @Test
        @DisplayName("montre les nouvelles dates sans rien faire, puis le fait, une fois")
        void previewsThenExtends() {
            stage.launch(journey);
            stage.liveUntil(journey, D1.plusDays(9).atTime(13, 0));
            MvcTestResult preview = post("prolongation", asked);
            assertThat(shown(preview))
                    .contains(
                            "Restitution finale : mercredi 28 octobre → samedi 31 octobre",
                            "Prolonger pour une équipe");
            assertThat(stage.openTasks(journey)).contains("gate-validation");
            assertThat(shown(confirm("prolongation", preview, asked))).contains("Semaine prolongée pour 1 sur 1.");
            assertThat(stage.openTasks(journey)).doesNotContain("gate-validation");
            assertThat(stage.due(journey, "day-morning"))
                    .isEqualTo(D1.plusDays(10).atTime(9, 0));
            assertThat(shown(get("fanny", "/equipes/" + team + "/carnet"))).contains(COMMENT);
            assertThat(shown(confirm("prolongation", preview, asked))).contains("Rien n’a été fait");
        }

        @Test
        @DisplayName("faite plus tard, montre d’avance les jours qu’elle laisse de côté, et le redit")
        void saysWhatItLeavesOut() {
            stage.launch(journey);
            stage.liveUntil(journey, D1.plusDays(11).atTime(13, 0));
            String said = "Du mercredi 28 octobre 2026 au jeudi 29 octobre 2026, hors de la semaine et sans chiffres : "
                    + "deux jours non comptés.";
            MvcTestResult preview = post("prolongation", asked);
            assertThat(shown(preview)).contains("→ lundi 2 novembre", said);
            assertThat(shown(confirm("prolongation", preview, asked))).contains("Semaine prolongée", said);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0", "8", "1.5", "deux"})
        @DisplayName("demande de un à sept jours, à côté du champ, et garde ce qui était tapé")
        void asksHowMany(String days) {
            assertThat(text(post("prolongation", "journey", journey, "extraDays", days, "comment", COMMENT)))
                    .contains("id=\"extraDays-fault\"", "De 1 à 7 jours.", COMMENT + "</textarea>")
                    .doesNotContain("name=\"sure\"");
        }
    }
}
