package fr.jalon.web;

import static fr.jalon.Api.assertProblemOf;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Stage;
import java.net.URI;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Ce qu’un programme envoie en JSON")
class StrictJsonTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private String team;

    @BeforeEach
    void openAJourney() {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': '5', 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}   | impressions | un nombre entier est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': '', 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}    | impressions | un nombre entier est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': true, 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}  | impressions | un nombre entier est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': [5], 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}   | impressions | un nombre entier est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': 5.0, 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': 0}   | impressions | un nombre entier est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': 5, 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': '1.5'} | spend       | un nombre est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': 5, 'clicks': 0, 'visits': 1, 'conversions': 0, 'spend': ''}    | spend       | un nombre est attendu, sans guillemets
      PUT  | /api/teams/{team}/metrics/2026-10-20/Affiches | {'impressions': 5, 'clicks': 0, 'visits': 1, 'visits': 2, 'conversions': 0, 'spend': 0} | visits | donné deux fois
      POST | /api/teams/{team}/amendments                  | {'spendCap': '1000', 'reason': 'Essai.'}           | spendCap       | un nombre est attendu, sans guillemets
      POST | /api/teams/{team}/amendments                  | {'minimumVisits': '60', 'reason': 'Essai.'}        | minimumVisits  | un nombre entier est attendu, sans guillemets
      POST | /api/teams/{team}/amendments                  | {'spendCap': 1000, 'reason': 5}                    | reason         | un texte est attendu, entre guillemets
      POST | /api/teams/{team}/amendments                  | {'spendCap': 1000, 'reason': true}                 | reason         | un texte est attendu, entre guillemets
      POST | /api/teams/{team}/amendments                  | {'spendCap': 1000, 'reason': 'a', 'reason': 'b'}   | reason         | donné deux fois
      PUT  | /api/teams/{team}/dates                       | {'firstDay': ''}                                   | firstDay       | une date est attendue
      PUT  | /api/teams/{team}/dates                       | {'firstDay': 20000}                                | firstDay       | une date est attendue
      PUT  | /api/teams/{team}/dates                       | {'firstDay': '2026-10-26', 'secondDay': ''}        | secondDay      | une date est attendue
      POST | /api/teams/{team}/withdrawal                  | {'reason': 5}                                      | reason         | un texte est attendu, entre guillemets
      POST | /api/teams/{team}/withdrawal                  | {'reason': 'Un.', 'reason': 'Deux.'}               | reason         | donné deux fois
      POST | /api/teams/{team}/withdrawal                  | {'reason': 'a\\u0000b'}                          | reason         | un texte sans caractère nul est attendu
      POST | /api/cohorts                                  | {'id': 2026, 'name': 'Promo', 'firstDay': '2026-10-19'} | id        | un texte est attendu, entre guillemets
      POST | /api/cohorts                                  | {'id': 'promo', 'name': 'Promo', 'firstDay': '2026-10-19', 'guides': ''} | guides | valeur mal formée
      POST | /api/cohorts                                  | {'id': 'promo', 'name': 'Promo', 'firstDay': '2026-10-19', 'guides': [{'title': 1, 'link': 'https://a.example'}]} | guides[0].title | un texte est attendu
      POST | /api/teams/{team}/members                     | {'id': 'b', 'id': 'c', 'firstName': 'B', 'lastName': 'B', 'email': 'b@b.example'} | id | donné deux fois
      POST | /api/cohorts/x/tasks/y/completion             | {'fields': {'a': 1, 'a': 2}}                       | a              | donné deux fois
      POST | /api/cohorts/x/tasks/y/completion             | {'fields': ''}                                     | fields         | valeur mal formée
      POST | /api/invitations/x                            | {'password': 1234567890}                           | password       | un texte est attendu, entre guillemets
      """)
    @DisplayName("se lit comme il est écrit : sinon le champ est nommé, en français, et rien ne change")
    void isTakenAsItIsWritten(String method, String path, String body, String field, String said) {
        long before = rows();

        MvcTestResult answer = method.equals("PUT")
                ? api.put("fanny", json(body), path.replace("{team}", team))
                : api.post("fanny", json(body), path.replace("{team}", team));

        assertProblemOf(answer, 400, field, "« " + field + " »", said);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    @DisplayName("ne se prolonge pas au-delà de sa fin")
    void endsWhereItEnds() {
        Api.assertProblem(
                api.put(
                        "fanny",
                        json("{'firstDay': '2026-10-26'} {'firstDay': '2026-11-02'}"),
                        "/api/teams/{team}/dates",
                        team),
                400);
    }

    @Test
    @DisplayName("ne dit ni plus de valeurs, ni plus de fautes, que l’on ne saurait en lire")
    void isBounded() throws Exception {
        String cohort = jdbc.sql("select cohort from team where id = ?")
                .param(team)
                .query(String.class)
                .single();
        String members = "{'id': 'b', 'name': 'B', 'members': [null%s]}";

        MvcTestResult many = api.post(
                "fanny", json(members.formatted(", null".repeat(9_000))), "/api/cohorts/{cohort}/teams", cohort);
        assertThat(many).hasStatus(400);
        assertThat(many.getResponse().getContentAsString())
                .hasSizeLessThan(20_000)
                .contains("autres erreurs");

        Api.assertProblem(
                api.post(
                        "fanny",
                        json(members.formatted(", null".repeat(30_000))),
                        "/api/cohorts/{cohort}/teams",
                        cohort),
                400,
                "trop de valeurs");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/invitations?cohort=%00", "/api/teams/a%00b/journey", "/login?error=%00"})
    @DisplayName("ni elle ni son adresse ne contiennent de caractère nul")
    void holdsNoNul(String address) {
        assertThat(mvc.get().uri(URI.create(address))).hasStatus(400);
        assertThat(mvc.post()
                        .uri("/login")
                        .param("username", "a\0b")
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED))
                .hasStatus(400);
    }

    private long rows() {
        return jdbc.sql("select (select count(*) from metric) + (select count(*) from cohort) + (select "
                        + "count(*) from invitation)")
                .query(Long.class)
                .single();
    }

    private static String json(String body) {
        return body.replace('\'', '"');
    }
}
