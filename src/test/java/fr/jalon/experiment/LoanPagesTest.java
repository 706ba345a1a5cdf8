package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.person.People;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un dossier prêté")
class LoanPagesTest {

    private static final LocalDate TODAY = Stage.MONDAY.plusDays(21);
    private static final Pattern SECRET = Pattern.compile("/dossiers/([\\w-]+)\"");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private People people;

    @Autowired
    private Teams teams;

    @Autowired
    private JdbcClient jdbc;

    private String team;
    private String instance;
    private String loans;

    @BeforeEach
    void openTheJourney() {
        team = stage.teamAWeekBefore();
        instance = stage.open(team);
        loans = "/equipes/" + team + "/prets";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private void decide(Map<String, Object> decision) {
        stage.reach(instance, "decision");
        stage.complete(instance, "decide", decision);
        stage.clock(TODAY, 10, 0);
    }

    private MvcTestResult lend(String who, String borrower, LocalDate until) {
        MvcTestResult form = Pages.get(mvc, who, loans);
        return Pages.post(
                mvc,
                who,
                loans,
                "id",
                hidden(form, "id"),
                "seen",
                hidden(form, "seen"),
                "borrower",
                borrower,
                "until",
                until.toString());
    }

    private static String secret(MvcTestResult lent) {
        assertThat(lent).hasStatusOk();
        Matcher link = SECRET.matcher(text(lent));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** As somebody without an account. */
    private MvcTestResult read(String secret, String query) {
        return mvc.get()
                .uri("/dossiers/" + secret + query)
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .exchange();
    }

    /** What a dossier says, whenever it is written. */
    private static String decided(MvcTestResult dossier) {
        return shown(dossier).replaceFirst("établi le \\S+ à \\S+", "");
    }

    private void assertEnded(String secret) {
        MvcTestResult unknown = read(Token.next(), "");
        MvcTestResult ended = read(secret, "");
        assertThat(ended).hasStatus(404).hasContentTypeCompatibleWith(MediaType.TEXT_HTML);
        assertThat(text(ended)).isEqualTo(text(unknown)).contains("ne mène plus");
        assertThat(ended.getResponse().getHeaderNames())
                .isEqualTo(unknown.getResponse().getHeaderNames());
        assertThat(ended).headers().hasValue("Referrer-Policy", "no-referrer").hasValue("X-Robots-Tag", "noindex");
        assertThat(read(secret, "?format=pdf")).hasStatus(404);
    }

    @Test
    @DisplayName("se lit sans compte : ce que lit l’équipe, qui l’a prêté, à qui et jusqu’à quand, et rien de plus")
    void isReadWithoutAnAccount() {
        decide(Map.of());

        MvcTestResult lent = read(secret(lend("fanny", "Jury du 24 novembre", TODAY.plusDays(14))), "");

        assertThat(lent)
                .hasStatusOk()
                .headers()
                .hasValue("Referrer-Policy", "no-referrer")
                .hasValue("X-Robots-Tag", "noindex")
                .hasValue("Cache-Control", "no-store");
        assertThat(plain(text(lent)))
                .contains("Prêté", "Fanny Moreau", "Jury du 24 novembre", "lundi 23 novembre 2026", "inclus")
                .doesNotContain("/equipes", "/api/", "JSON", "/login", "logout", team);
        assertThat(said(lent).replaceFirst("Prêté par.*?inclus\\. ", "").replaceFirst("Version PDF ", ""))
                .isEqualTo(said(Pages.get(mvc, team + "-a", "/api/teams/" + team + "/dossier"))
                        .replaceFirst("Version PDF Données \\(JSON\\) ", ""));
    }

    @Test
    @DisplayName("s’emporte en PDF sous le même secret, dans aucun autre format")
    void isPrinted() throws IOException {
        decide(Map.of());
        String secret = secret(lend("fanny", "Jury", TODAY.plusDays(1)));

        MvcTestResult pdf = read(secret, "?format=pdf");

        assertThat(pdf)
                .hasStatusOk()
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PDF)
                .headers()
                .hasValue("Referrer-Policy", "no-referrer")
                .hasValue("X-Robots-Tag", "noindex");
        try (PDDocument document = Loader.loadPDF(pdf.getResponse().getContentAsByteArray())) {
            assertThat(plain(new PDFTextStripper().getText(document)))
                    .contains(
                            "Dossier de décision",
                            "en lecture seule",
                            "Fanny Moreau",
                            "Jury",
                            "mardi 10 novembre 2026");
        }
        assertThat(read(secret, "?format=json")).hasStatus(400);
    }

    @Test
    @DisplayName("montre son lien une fois ; la base n’en garde que l’empreinte")
    void showsItsLinkOnce() {
        decide(Map.of());

        String secret = secret(lend("fanny", "Jury", TODAY.plusDays(14)));

        assertThat(text(Pages.get(mvc, "fanny", loans))).doesNotContain("/dossiers/", secret);
        assertThat(jdbc.sql("select * from dossier_loan where team = ?")
                        .param(team)
                        .query()
                        .singleRow())
                .containsEntry("token_hash", Token.hash(secret))
                .doesNotContainValue(secret);
    }

    @Test
    @DisplayName("se compte parmi les prêts en cours : à qui, par qui, depuis, jusqu’à, combien de fois ouvert")
    void isListed() {
        decide(Map.of());
        String secret = secret(lend("fanny", "Jury du 24 novembre", TODAY.plusDays(14)));
        assertThat(shown(Pages.get(mvc, "fanny", loans)))
                .contains("Jury du 24 novembre lundi 9 novembre, par Fanny Moreau lundi 23 novembre jamais");

        stage.clock(TODAY.plusDays(1), 9, 30);
        read(secret, "");
        read(secret, "?page=2");
        read(secret, "?format=pdf");
        read(Token.next(), "");

        assertThat(shown(Pages.get(mvc, "fanny", loans))).contains("2 fois, la dernière le 10/11/2026 à 09:30");
    }

    @Test
    @DisplayName("se lit jusqu’à la dernière seconde de son dernier jour, à Paris")
    void endsWithItsDay() {
        decide(Map.of());
        String secret = secret(lend("fanny", "Jury", TODAY.plusDays(1)));

        stage.clock(TODAY.plusDays(1).atTime(23, 59, 59));
        assertThat(read(secret, "")).hasStatusOk();
        stage.clock(TODAY.plusDays(2).atStartOfDay());
        assertEnded(secret);
        assertThat(shown(Pages.get(mvc, "fanny", loans))).contains("Prêts en cours Aucun.");
    }

    @Test
    @DisplayName("révoqué, ne se lit plus ; les autres prêts tiennent, et révoquer deux fois ne change rien")
    void isRevoked() {
        decide(Map.of());
        String kept = secret(lend("fanny", "Financeur", TODAY.plusDays(14)));
        String secret = secret(lend("fanny", "Jury", TODAY.plusDays(14)));
        String id = jdbc.sql("select id from dossier_loan where token_hash = ?")
                .param(Token.hash(secret))
                .query(String.class)
                .single();

        for (int time = 0; time < 2; time++) {
            assertThat(Pages.post(mvc, "fanny", loans + "/" + id + "/fin")).hasStatus(302);
        }

        assertEnded(secret);
        assertThat(read(kept, "")).hasStatusOk();
        assertThat(shown(Pages.get(mvc, "fanny", loans + "?fait=fin")))
                .contains("Ce prêt est révoqué", "Financeur")
                .doesNotContain("Jury lundi");
        assertThat(Pages.post(mvc, "fanny", loans + "/inconnu/fin")).hasStatus(404);
    }

    @Test
    @DisplayName("n’existe pas avant la décision")
    void waitsForTheDecision() {
        stage.reach(instance, "decision");

        assertThat(shown(Pages.get(mvc, "fanny", loans))).contains("Aucune décision n’est encore rendue");
        assertThat(Pages.post(mvc, "fanny", loans, "seen", "0", "borrower", "Jury", "until", "2026-11-20"))
                .hasStatus(409);
        assertThat(jdbc.sql("select count(*) from dossier_loan where team = ?")
                        .param(team)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("montre les décisions du jour du prêt : ni la semaine qui suit un pivot, ni sa décision")
    void showsWhatWasLent() {
        decide(Map.of("decision", "PIVOT", "decisionReason", "Autre usage."));
        String secret = secret(lend("fanny", "Jury", TODAY.plusDays(30)));
        MvcTestResult form = Pages.get(mvc, "fanny", loans);
        String before = decided(read(secret, ""));
        assertThat(before).contains("Itération 1", "Pivoter", "Autre usage.");

        stage.complete(instance, "prepare-pivot");
        LocalDate second = TODAY.plusDays(7);
        stage.complete(instance, "confirm-pivot", Map.of("firstDay", second.toString()));
        for (String phase : List.of("planning", "prototyping", "activation")) {
            stage.fire(instance, phase + "-opens");
            stage.pass(instance, phase);
        }
        assertThat(said(Pages.get(mvc, team + "-a", "/api/teams/" + team + "/dossier")))
                .contains("Itération 2");
        assertThat(decided(read(secret, ""))).isEqualTo(before);

        stage.liveUntil(instance, second.plusDays(9).atTime(14, 0));
        stage.complete(instance, "gate-validation");
        stage.presentAndAnalyse(instance);
        stage.complete(instance, "decide");
        assertThat(said(Pages.get(mvc, team + "-a", "/api/teams/" + team + "/dossier")))
                .contains("Décision n° 2");
        assertThat(decided(read(secret, ""))).isEqualTo(before);
        MvcTestResult stale = Pages.post(
                mvc,
                "fanny",
                loans,
                "id",
                hidden(form, "id"),
                "seen",
                hidden(form, "seen"),
                "borrower",
                "Banque",
                "until",
                TODAY.plusDays(3).toString());
        assertThat(stale).hasStatus(422);
        assertThat(said(stale)).contains("Entre-temps, une décision a été rendue");
        assertThat(text(stale)).contains("value=\"Banque\"");
    }

    @ParameterizedTest(name = "« {0} », {1} jours")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      Jury | 0   | until    | Du mardi 10 novembre 2026 au dimanche 7 février 2027.
      Jury | 91  | until    | Du mardi 10 novembre 2026 au dimanche 7 février 2027.
      Jury | –   | until    | Une date est attendue.
      ' '  | 14  | borrower | Ce champ est obligatoire.
      long | 14  | borrower | 120 caractères au plus.
      """)
    @DisplayName("dit à côté du champ ce qui ne va pas, et garde ce qui est écrit")
    void saysWhatIsWrong(String borrower, Long days, String field, String fault) {
        decide(Map.of());
        MvcTestResult form = Pages.get(mvc, "fanny", loans);

        MvcTestResult answer = Pages.post(
                mvc,
                "fanny",
                loans,
                "id",
                hidden(form, "id"),
                "seen",
                hidden(form, "seen"),
                "borrower",
                borrower.equals("long") ? "x".repeat(121) : borrower,
                "until",
                days == null ? "bientôt" : TODAY.plusDays(days).toString());

        assertThat(answer).hasStatus(422);
        assertThat(said(answer)).contains(fault, "Prêts en cours Aucun.");
        assertThat(text(answer)).contains("id=\"" + field + "-fault\"");
        if (field.equals("until")) assertThat(text(answer)).contains("value=\"Jury\"");
    }

    @Test
    @DisplayName("se prête d’un jour à quatre-vingt-dix, quatorze si l’on ne change rien")
    void isLentForAWhile() {
        decide(Map.of());
        assertThat(text(Pages.get(mvc, "fanny", loans))).contains("value=\"2026-11-23\"");

        for (LocalDate until : List.of(TODAY.plusDays(1), TODAY.plusDays(90))) {
            assertThat(read(secret(lend("fanny", "x".repeat(120), until)), "")).hasStatusOk();
        }
    }

    @Test
    @DisplayName("montre à qui il est prêté sans rien en exécuter")
    void isInert() {
        decide(Map.of());
        String secret = secret(lend("fanny", "<script>alert(1)</script>", TODAY.plusDays(3)));

        for (MvcTestResult page : List.of(read(secret, ""), Pages.get(mvc, "fanny", loans))) {
            assertThat(text(page)).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
        }
        assertThat(read(secret, "?format=pdf")).hasStatusOk();
    }

    @Test
    @DisplayName("se prête une fois, même envoyé deux fois")
    void isLentOnce() {
        decide(Map.of());
        MvcTestResult form = Pages.get(mvc, "fanny", loans);
        String[] fields = {
            "id",
            hidden(form, "id"),
            "seen",
            "1",
            "borrower",
            "Jury",
            "until",
            TODAY.plusDays(3).toString()
        };
        String secret = secret(Pages.post(mvc, "fanny", loans, fields));

        MvcTestResult again = Pages.post(mvc, "fanny", loans, fields);

        assertThat(shown(again)).contains("Ce prêt était déjà enregistré");
        assertThat(text(again)).doesNotContain("/dossiers/");
        assertThat(said(again).split("Révoquer ce prêt", -1)).hasSize(2);
        assertThat(read(secret, "")).hasStatusOk();
    }

    @Test
    @DisplayName("n’est prêté ni révoqué que par un facilitateur, que seul le dossier y invite")
    void isLentByFacilitators() {
        decide(Map.of());
        String dossier = "/api/teams/" + team + "/dossier";

        for (String other : List.of(team + "-a", "carlos")) {
            assertThat(Pages.get(mvc, other, loans)).hasStatus(403);
            assertThat(Pages.post(mvc, other, loans, "borrower", "Moi")).hasStatus(403);
            assertThat(Pages.post(mvc, other, loans + "/x/fin")).hasStatus(403);
            assertThat(text(Pages.get(mvc, other, dossier))).doesNotContain(loans);
            assertThat(text(Pages.get(mvc, other, "/equipes/" + team))).doesNotContain(loans);
        }
        assertThat(text(Pages.get(mvc, "fanny", dossier))).contains(loans);
        assertThat(text(Pages.get(mvc, "fanny", "/equipes/" + team))).contains(loans);
    }

    @Test
    @DisplayName("reste quand un membre part, que la cohorte est archivée ou que son prêteur est effacé, sans le nom")
    void outlivesItsLender() {
        decide(Map.of());
        String lender = team + "-f";
        accounts.create(new Person(lender, "Max", "Roy", lender + "@jalon.example"));
        accounts.join(lender, Groups.FACILITATORS);
        String secret = secret(lend(lender, "Jury du 24 novembre", TODAY.plusDays(14)));
        assertThat(people.export(lender, 0).get("entries").toString()).contains("dossier_loan", "Jury du 24 novembre");
        assertThat(text(read(secret, ""))).contains("Max Roy");

        accounts.leave(team + "-a", teams.team(team).group());
        teams.archive(teams.cohort(teams.team(team).cohort()), true);
        people.erase(lender);

        assertThat(said(read(secret, "")))
                .contains("Prêté, en lecture seule, à : Jury du 24 novembre")
                .doesNotContain("Max Roy", lender);
        assertThat(said(Pages.get(mvc, "fanny", loans)))
                .contains("Jury du 24 novembre")
                .doesNotContain("Max Roy");
        assertThat(jdbc.sql("select lent_by from dossier_loan where team = ?")
                        .param(team)
                        .query(String.class)
                        .single())
                .startsWith("personne-effacee-");
    }
}
