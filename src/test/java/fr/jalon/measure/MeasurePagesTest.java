package fr.jalon.measure;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static fr.jalon.measure.MatomoServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Teams;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.ModelAndView;

@JalonTest
@DisplayName("La page de l’audience d’une équipe")
class MeasurePagesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private MeasureRows rows;

    @Autowired
    private Readings readings;

    @Autowired
    private Accounts accounts;

    @Autowired
    private ParisCalendar paris;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeasurePages pages;

    @Autowired
    private StatementCount statements;

    @Autowired
    private MockMvcTester mvc;

    private final MatomoServer server = new MatomoServer();
    private String team;
    private String path;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
        path = "/equipes/" + team + "/mesure";
        stage.clock(TODAY, 10, 0);
    }

    @AfterEach
    void close() {
        server.close();
        ClockUtil.reset();
    }

    private MvcTestResult get(String who) {
        return Pages.get(mvc, who, path);
    }

    private String read() {
        return shown(get(team + "-a"));
    }

    private MvcTestResult save(String address, String site, String token) {
        return Pages.post(mvc, team + "-a", path, "address", address, "site", site, "token", token);
    }

    private MvcTestResult readNow() {
        return Pages.post(mvc, team + "-a", path + "/releve");
    }

    private void connect() {
        assertThat(save(server.address() + "/index.php", "7", TOKEN))
                .hasStatus(302)
                .hasHeader("Location", path + "?fait=liaison");
    }

    @Test
    @DisplayName("dit d’abord que rien n’est relevé, et ce qu’il faut")
    void asksForAConnection() {
        assertThat(read())
                .contains("Rien n’est relevé pour l’instant.", "Aucun jeton n’est enregistré.", "Enregistrer le jeton")
                .doesNotContain("Relever maintenant", "Retirer");
    }

    @Test
    @DisplayName("garde le jeton, dit qui l’a donné et quand, et ne le montre plus")
    void keepsTheToken() {
        connect();

        MvcTestResult page = get("fanny");
        assertThat(said(page))
                .contains("Jeton enregistré le 30/11/2026 à 10:00 par Anne Durand.")
                .contains("Le premier relevé se fait dans les minutes qui viennent.");
        assertThat(text(page))
                .doesNotContain(
                        TOKEN, String.valueOf(rows.find(team).orElseThrow().token()))
                .contains("type=\"password\"");
    }

    @Test
    @DisplayName(
            "se lit par qui suit l’équipe, s’écrit par ses membres et les facilitateurs, et n’est à personne d’autre")
    void isForTheTeam() {
        connect();
        String stranger = stage.team(teams.team(team).cohort()) + "-a";
        for (String reader : List.of("carlos", "admin"))
            assertThat(shown(get(reader)))
                    .contains(server.address() + ", site 7", "Jeton enregistré")
                    .doesNotContain("Relever maintenant", "Retirer");
        assertThat(get(stranger)).hasStatus(404);
        for (String other : List.of("carlos", "admin", stranger)) {
            for (String deed : List.of("", "/retrait", "/releve")) {
                assertThat(Pages.post(mvc, other, path + deed, "address", "https://ailleurs.example", "site", "1"))
                        .as(other + deed)
                        .hasStatus(404);
            }
        }
        assertThat(server.asked()).isEmpty();
        assertThat(shown(get("fanny"))).contains("Relever maintenant", "Retirer le jeton");
    }

    @Test
    @DisplayName("montre les visites du mois, d’où elles viennent, et les jours qui manquent")
    void showsVisits() {
        connect();
        assertThat(readNow()).hasStatus(302).hasHeader("Location", path + "?fait=releve");

        assertThat(read())
                .contains(
                        "Novembre 2026 240 cinq jours sans chiffre sur 29",
                        "Octobre 2026 270 quatre jours sans chiffre")
                .contains("campagnes (liens balisés) 120 moteurs de recherche 30 accès direct 7")
                .contains("dimanche 29/11/2026 – samedi 28/11/2026 10")
                .contains("Dernier relevé le 30/11/2026 à 10:00 ; le prochain, demain 5 h.");
    }

    @Test
    @DisplayName("demande cinq choses à la base : l’équipe, la liaison, qui l’a faite, les jours, les origines")
    void asksLittle() {
        connect();
        readNow();
        Authentication fanny = UsernamePasswordAuthenticationToken.authenticated(
                "fanny", null, AuthorityUtils.createAuthorityList(Groups.FACILITATORS));
        assertThat(statements.during(() -> pages.show(team, "", fanny))).hasSize(5);
    }

    @Test
    @DisplayName("laisse une minute entre deux relevés")
    void isPatient() {
        connect();
        readNow();
        MvcTestResult again = readNow();
        assertThat(again).hasStatus(429);
        assertThat(said(again)).contains("une minute entre deux relevés");
    }

    @Test
    @DisplayName("dit depuis quand rien n’est relevé, pourquoi, et quand Jalon réessaie")
    void tellsFailures() {
        connect();
        server.answers("<html></html>");
        assertThat(readNow()).hasStatus(302).hasHeader("Location", path);

        assertThat(read())
                .contains("Aucun relevé depuis le 30/11/2026 à 10:00. La réponse n’est pas celle de Matomo")
                .contains("Prochain essai : aujourd’hui 11 h.")
                .doesNotContain("Dernier relevé");
    }

    @Test
    @DisplayName("montre sans danger ce qu’un Matomo hostile lui dit")
    void showsHostileWords() {
        connect();
        server.answers("{\"result\":\"error\",\"message\":\"<script>alert(1)</script>\"}");
        readNow();
        assertThat(text(get("fanny"))).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @ParameterizedTest(name = "{0} ; {1} ; {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "mesure.exemple.fr; 7; 0123456789abcdef; address; Une adresse en https://",
                "''; 7; 0123456789abcdef; address; Une adresse en https://",
                "https://a.fr?token_auth=x; 7; 0123456789abcdef; address; Une adresse en https://",
                "https://a.fr; ''; 0123456789abcdef; site; nombre entier, à partir de 1",
                "https://a.fr; 0; 0123456789abcdef; site; nombre entier, à partir de 1",
                "https://a.fr; -7; 0123456789abcdef; site; nombre entier, à partir de 1",
                "https://a.fr; 7,5; 0123456789abcdef; site; nombre entier, à partir de 1",
                "https://a.fr; 9999999999; 0123456789abcdef; site; nombre entier, à partir de 1",
                "https://a.fr; 7; ''; token; Saisissez le jeton",
                "https://a.fr; 7; un deux trois; token; sans espace",
                "https://a.fr; 7; court; token; sans espace",
                "https://a.fr; 7; jeton-accentué; token; sans espace"
            })
    @DisplayName("refuse ce qui ne va pas, à côté du champ, et garde ce qui est tapé, sauf le jeton")
    void refuses(String address, String site, String token, String field, String said) {
        MvcTestResult answer = save(address, site, token);

        assertThat(answer).hasStatus(422);
        assertThat(said(answer)).contains("Rien n’est enregistré : voyez ci-dessous.", said);
        assertThat(text(answer))
                .contains("id=\"" + field + "-fault\"", "value=\"" + address + "\"", "value=\"" + site + "\"");
        if (!token.isEmpty()) assertThat(text(answer)).doesNotContain(token);
        assertThat(rows.find(team)).isEmpty();
    }

    @Test
    @DisplayName("garde le jeton à la même adresse, et le redemande à une autre")
    void voidsTheTokenElsewhere() {
        connect();
        assertThat(save(server.address() + "/", "8", "")).hasStatus(302);
        readNow();
        assertThat(server.asked().get(0).form()).containsEntry("idSite", "8").containsEntry("token_auth", TOKEN);

        MvcTestResult moved = save(server.address() + "/ailleurs", "8", "");
        assertThat(moved).hasStatus(422);
        assertThat(said(moved)).contains("L’adresse change : l’ancien jeton n’y vaut plus.");
        assertThat(rows.find(team).orElseThrow().address()).isEqualTo(server.address());
        assertThat(save(server.address() + "/ailleurs", "8", TOKEN)).hasStatus(302);
    }

    @Test
    @DisplayName("retire le jeton, autant de fois qu’on le demande, et garde ce qui a été relevé")
    void forgetsTheToken() {
        connect();
        readNow();
        for (int times = 0; times < 2; times++)
            assertThat(Pages.post(mvc, team + "-a", path + "/retrait"))
                    .hasStatus(302)
                    .hasHeader("Location", path + "?fait=retrait");

        assertThat(read()).contains("Aucun jeton n’est enregistré.", "240").doesNotContain("Relever maintenant");
        assertThat(rows.find(team).orElseThrow().token()).isNull();
        assertThat(readNow()).hasStatus(429);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    @DisplayName("dit qu’un jeton ne s’ouvre plus, et en prend un autre")
    void tellsLostTokens() {
        connect();
        jdbc.sql("update measure_connection set token = 'AAAA' where team = ?")
                .param(team)
                .update();

        assertThat(read())
                .contains("Ce jeton ne s’ouvre plus", "saisissez-le de nouveau")
                .doesNotContain("Relever");
        assertThat(save(server.address(), "7", "")).hasStatus(422);
        connect();
        assertThat(read()).doesNotContain("ne s’ouvre plus");
    }

    /** The same pages on a Jalon that nobody has given a key. */
    private MeasurePages withoutKey() {
        Connections keyless = new Connections(rows, Loopback.REACH, new Seal(""), teams, clock);
        return new MeasurePages(teams, keyless, readings, rows, accounts, paris);
    }

    @Test
    @DisplayName("sans clé, le dit, ne prend aucun jeton, et montre encore ce qui est relevé")
    void needsAKey() {
        connect();
        readNow();
        Authentication member = UsernamePasswordAuthenticationToken.authenticated(
                team + "-a",
                null,
                AuthorityUtils.createAuthorityList(teams.team(team).group()));

        ModelAndView refused = withoutKey().save(team, server.address(), "7", TOKEN, member);

        assertThat(refused.getStatus()).hasToString("409 CONFLICT");
        assertThat(String.valueOf(refused.getModel().get("refused"))).contains("JALON_MEASURE_KEY");
        MeasurePages.Audience audience =
                (MeasurePages.Audience) refused.getModel().get("audience");
        assertThat(audience.hasKey()).isFalse();
        assertThat(audience.months()).isNotEmpty();
    }
}
