package fr.jalon.portfolio;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.assertProblemOf;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.scic.process.TrackStage;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.CalendarReaders;
import fr.jalon.text.CalendarReaders.Read;
import fr.jalon.text.Token;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Un calendrier à son adresse secrète")
class FeedsTest {

    private static final LocalDate D1 = Stage.MONDAY;
    private static final Pattern ADDRESS = Pattern.compile("value=\"[^\"]*(/calendriers/[\\w-]{43}\\.ics)\"");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private TrackStage tracks;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Teams teams;

    @Autowired
    private TaskService tasks;

    @Autowired
    private StatementCount statements;

    @Autowired
    private JdbcClient jdbc;

    private Api api;
    private String team;
    private String member;
    private String journey;

    @BeforeEach
    void openAJourney() {
        api = new Api(mvc);
        team = stage.teamAWeekBefore();
        member = team + "-a";
        journey = stage.open(team);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult create(String who, String of, String id) {
        return api.post(who, "{\"of\": \"%s\", \"id\": \"%s\"}".formatted(of, id), "/api/calendars");
    }

    /** The path of a new feed's address. */
    private String feed(String who, String of, String id) {
        MvcTestResult created =
                id.isEmpty() ? api.post(who, "{\"of\": \"%s\"}".formatted(of), "/api/calendars") : create(who, of, id);
        assertThat(created).hasStatus(201);
        String address = JsonPath.read(text(created), "$.address");
        assertThat(address).matches("http://[^/]+/calendriers/[\\w-]{43}\\.ics");
        return address.replaceFirst("^http://[^/]+", "");
    }

    /** As an application that knows nothing but the address. */
    private MvcTestResult read(String feed) {
        return mvc.get().uri(feed).accept("text/calendar").exchange();
    }

    private List<Read> events(String feed) {
        MvcTestResult calendar = read(feed);
        assertThat(calendar).hasStatusOk().hasContentType("text/calendar;charset=UTF-8");
        return CalendarReaders.read(text(calendar));
    }

    private Read event(String feed, String uid) {
        return events(feed).stream()
                .filter(event -> event.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private String uid(String item) {
        return journey + "-" + item + "@jalon";
    }

    /** Whatever is wrong with an address, the answer is that of one that never was. */
    private void assertVoid(String feed) {
        MvcTestResult unknown = read("/calendriers/" + Token.next() + ".ics");
        MvcTestResult answer = read(feed);
        assertProblem(answer, 404, "Ce calendrier est inconnu.");
        assertThat(text(answer).replaceAll("/calendriers/[^\"]*", ""))
                .isEqualTo(text(unknown).replaceAll("/calendriers/[^\"]*", ""));
        assertThat(answer.getResponse().getHeaderNames())
                .isEqualTo(unknown.getResponse().getHeaderNames());
    }

    private void move(LocalDate firstDay) {
        assertThat(api.put("fanny", "{\"firstDay\": \"%s\"}".formatted(firstDay), "/api/teams/{team}/dates", team))
                .hasStatusOk();
    }

    private void withdraw() {
        assertThat(api.post("fanny", "{\"reason\": \"Déménage.\"}", "/api/teams/{team}/withdrawal", team))
                .hasStatus(204);
    }

    @Test
    @DisplayName("d’une équipe, dit les étapes, les rencontres avec leurs heures, le jalon et les tâches à rendre")
    void tellsATeam() {
        List<Read> events = events(feed(member, "team", team));

        assertThat(events)
                .extracting(Read::title, Read::start, Read::end)
                .contains(
                        tuple("Semaine de validation", "2026-10-21", "2026-10-29"),
                        tuple("Premier jour", "2026-10-19T07:00:00Z", "2026-10-19T15:30:00Z"),
                        tuple("Restitution", "2026-10-28T13:00:00Z", "2026-10-28T16:30:00Z"),
                        tuple("Jalon\u00a0: Préparation", "2026-10-18T15:30:00Z", "2026-10-18T16:00:00Z"));
        assertThat(events)
                .filteredOn(event -> event.uid().contains("-task-"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.end()).isEqualTo("2026-10-18T16:00:00Z"));
        assertThat(events).allSatisfy(event -> assertThat(event.sequence()).isZero());
    }

    @Test
    @DisplayName("d’un parcours vers la SCIC, dit aussi les subventions et les bilans")
    void tellsATrack() {
        stage.clock(TrackStage.START, 8, 0);
        String track = tracks.open();
        String own = jdbc.sql("select team from journey where id = ?")
                .param(track)
                .query(String.class)
                .single();

        assertThat(events(feed(own + "-a", "plan", track)))
                .extracting(Read::title, Read::start)
                .contains(
                        tuple("Adopter les statuts", "2025-03-01"),
                        tuple("Bilan à 6 mois", "2025-09-01"),
                        tuple("Bilan à 36 mois", "2028-03-01"))
                .anySatisfy(event -> assertThat(event.toList().toString())
                        .contains("Région Occitanie", "à confirmer", "2025-03-31"));
    }

    @Test
    @DisplayName("dit en une fois les tâches de même sorte à rendre au même moment")
    void gathersTasks() {
        stage.clock(TrackStage.START, 8, 0);
        String track = tracks.open();
        String own = jdbc.sql("select team from journey where id = ?")
                .param(track)
                .query(String.class)
                .single();
        String feed = feed(own + "-a", "me", "");
        assertThat(events(feed))
                .filteredOn(event -> event.title().startsWith("Interroger une entreprise"))
                .singleElement()
                .satisfies(event -> assertThat(event.title()).endsWith("n°\u00a001 et 19 autres"));

        tracks.completeSome(track, "interview-company", 19, Map.of());

        assertThat(events(feed))
                .filteredOn(event -> event.title().startsWith("Interroger une entreprise"))
                .singleElement()
                .satisfies(event -> assertThat(event.title()).doesNotContain("autre"))
                .extracting(Read::sequence, Read::isCancelled)
                .containsExactly(1, false);
    }

    @Test
    @DisplayName("d’une personne, dit ses tâches et sonne avant, sans celles qu’une autre a prises")
    void tellsAPerson() {
        String other = team + "-b";
        accounts.create(new Person(other, "Max", "Roy", other + "@jalon.example"));
        accounts.setPassword(other, Stage.PASSWORD);
        accounts.join(other, teams.team(team).group());
        String taken = stage.task(journey, "create-tool-accounts").getId();
        tasks.setAssignee(taken, other);
        String mine = uid("task-" + stage.task(journey, "follow-self-training").getId());

        String feed = feed(member, "me", "");

        assertThat(event(feed, mine).alarms()).isOne();
        assertThat(event(feed, uid("first-day")).alarms()).isOne();
        assertThat(event(feed, uid("ideation")).alarms()).isZero();
        assertThat(events(feed)).extracting(Read::uid).doesNotContain(uid("task-" + taken));
        assertThat(event(feed(member, "team", team), uid("task-" + taken)).alarms())
                .isZero();
        assertThat(event(feed(other, "me", ""), uid("task-" + taken)).alarms()).isOne();
    }

    @Test
    @DisplayName("de l’encadrement, dit jalons et rencontres des cohortes suivies, et rien des autres équipes")
    void tellsTheStaff() {
        String coach = team + "-c";
        accounts.create(new Person(coach, "Max", "Roy", coach + "@jalon.example"));
        accounts.setPassword(coach, Stage.PASSWORD);
        accounts.join(coach, Groups.COACHES);
        String feed = feed(coach, "me", "");
        assertThat(events(feed)).isEmpty();
        Cohort cohort = teams.cohort(teams.team(team).cohort());
        stage.open(stage.team(D1));
        teams.choose(coach, cohort, true);

        List<Read> events = events(feed);

        assertThat(events)
                .extracting(Read::uid)
                .contains(uid("first-day"), uid("due-gate-preparation"))
                .doesNotContain(uid("ideation"))
                .allMatch(uid -> uid.startsWith(journey));
        teams.choose(coach, cohort, false);
        assertThat(events(feed)).isNotEmpty().allMatch(Read::isCancelled);
    }

    @Test
    @DisplayName("ne dit que son équipe, et à qui n’en est pas il ne se donne pas")
    void hidesOthers() {
        String other = stage.team(D1);
        String elsewhere = stage.open(other);

        for (String of : List.of("team", "plan")) {
            String theirs = of.equals("team") ? other : elsewhere;
            assertProblem(create(member, of, theirs), 404, "inconnu");
            assertProblem(create(member, of, "nulle-part"), 404, "inconnu");
            assertThat(create("fanny", of, theirs)).hasStatus(201);
        }
        assertThat(events(feed(member, "me", ""))).isNotEmpty().allSatisfy(event -> assertThat(event.uid())
                .startsWith(journey));
    }

    @Test
    @DisplayName(
            "en a une nouvelle quand on la redemande, et l’ancienne ne mène plus à rien ; la base n’a qu’une empreinte")
    void isRenewed() {
        String former = feed(member, "me", "");
        String others = feed(member, "team", team);
        List<Read> before = events(former);

        String renewed = feed(member, "me", "");

        assertVoid(former);
        assertThat(events(renewed)).isEqualTo(before);
        assertThat(read(others)).hasStatusOk();
        assertThat(jdbc.sql("select token_hash from calendar_feed where person = ? and scope = 'ME'")
                        .param(member)
                        .query(String.class)
                        .list())
                .containsExactly(Token.hash(renewed.replaceAll("^/calendriers/|\\.ics$", "")));
    }

    @Test
    @DisplayName("ne mène plus à rien quand on a quitté l’équipe, perdu son rôle ou son compte")
    void endsWithTheRight() {
        String second = stage.team(D1);
        accounts.join(member, teams.team(second).group());
        List<String> ofTheTeam = List.of(feed(member, "team", team), feed(member, "plan", journey));
        String own = feed(member, "me", "");
        assertThat(events(own)).isNotEmpty();

        accounts.leave(member, teams.team(team).group());

        ofTheTeam.forEach(this::assertVoid);
        assertThat(events(own)).isNotEmpty().allMatch(Read::isCancelled);
        accounts.leave(member, teams.team(second).group());
        assertVoid(own);

        String facilitator = team + "-f";
        accounts.create(new Person(facilitator, "Max", "Roy", facilitator + "@jalon.example"));
        accounts.setPassword(facilitator, Stage.PASSWORD);
        accounts.join(facilitator, Groups.FACILITATORS);
        String watching = feed(facilitator, "team", team);
        assertThat(read(watching)).hasStatusOk();
        accounts.leave(facilitator, Groups.FACILITATORS);
        assertVoid(watching);

        accounts.join(facilitator, Groups.FACILITATORS);
        assertThat(read(watching)).hasStatusOk();
        accounts.delete(facilitator);
        accounts.create(new Person(facilitator, "Eve", "Roy", facilitator + "@jalon.example"));
        accounts.join(facilitator, Groups.FACILITATORS);
        assertVoid(watching);
    }

    @Test
    @DisplayName("garde l’identité de ce qui bouge, et compte ses changements et rien d’autre")
    void followsMoves() {
        String feed = feed(member, "team", team);
        assertThat(event(feed, uid("second-day")).sequence()).isZero();
        String before = text(read(feed));
        stage.clock(D1.minusDays(6), 10, 0);
        assertThat(text(read(feed))).isEqualTo(before);

        move(D1.plusDays(7));

        assertThat(event(feed, uid("second-day")))
                .extracting(Read::start, Read::sequence)
                .containsExactly("2026-10-27T08:00:00Z", 1);
        String task = uid("task-" + stage.task(journey, "follow-self-training").getId());
        assertThat(List.of(event(feed, task), event(feed, uid("due-gate-preparation"))))
                .extracting(Read::end, Read::sequence)
                .containsOnly(tuple("2026-10-25T17:00:00Z", 1));
        assertThat(text(read(feed)))
                .contains("LAST-MODIFIED:20261013T080000Z")
                .isNotEqualTo(before)
                .isEqualTo(text(read(feed)));
    }

    @Test
    @DisplayName("dit pendant trente jours annulé ce qui l’est, puis l’oublie ; ce qui est vécu reste")
    void keepsWhatIsCancelled() {
        String feed = feed(member, "team", team);
        stage.clock(D1.atTime(18, 0));
        assertThat(event(feed, uid("second-day")).isCancelled()).isFalse();

        withdraw();

        Read cancelled = event(feed, uid("second-day"));
        assertThat(cancelled).extracting(Read::isCancelled, Read::start).containsExactly(true, "2026-10-20T07:00:00Z");
        assertThat(event(feed, uid("first-day")).isCancelled()).isFalse();
        stage.clock(D1.plusDays(30).atTime(16, 59));
        assertThat(event(feed, uid("second-day"))).isEqualTo(cancelled);
        stage.clock(D1.plusDays(30).atTime(17, 1));
        assertThat(events(feed)).noneMatch(Read::isCancelled);
        assertThat(jdbc.sql("select count(*) from calendar_event where uid = ?")
                        .param(uid("second-day"))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("dit une tâche annulée comme annulée, une tâche faite comme faite")
    void tellsDoneFromCancelled() {
        String feed = feed(member, "team", team);
        String done = uid("task-" + stage.task(journey, "follow-self-training").getId());
        String open = uid("task-" + stage.task(journey, "create-tool-accounts").getId());
        assertThat(event(feed, done).title())
                .isEqualTo(stage.task(journey, "follow-self-training").getName());

        stage.complete(journey, "follow-self-training");

        assertThat(event(feed, done))
                .extracting(Read::sequence, Read::isCancelled, Read::alarms)
                .containsExactly(1, false, 0);
        assertThat(event(feed, done).title()).startsWith("Fait\u00a0: ");
        withdraw();
        assertThat(event(feed, open).isCancelled()).isTrue();
        assertThat(event(feed, done).isCancelled()).isFalse();
    }

    @Test
    @DisplayName("garde l’identité d’un jalon, de son annonce à sa décision")
    void keepsGates() {
        String feed = feed(member, "team", team);
        String gate = uid("due-gate-preparation");
        assertThat(event(feed, gate).title()).isEqualTo("Jalon\u00a0: Préparation");

        stage.pass(journey, "preparation");

        assertThat(event(feed, gate)).extracting(Read::isCancelled).isEqualTo(false);
        assertThat(event(feed, gate).title()).startsWith("Fait\u00a0: ");
        assertThat(event(feed, uid("due-gate-ideation")).title()).isEqualTo("Jalon\u00a0: Idéation");
    }

    @Test
    @DisplayName("garde de même celle de la décision finale")
    void keepsTheDecision() {
        String feed = feed(member, "team", team);
        stage.reach(journey, "decision");
        assertThat(event(feed, uid("due-decide")).title()).isEqualTo("Jalon\u00a0: Décider de la suite");

        stage.complete(journey, "decide");

        assertThat(event(feed, uid("due-decide")).title()).startsWith("Fait\u00a0: ");
        assertThat(events(feed))
                .filteredOn(event -> event.uid().contains("decide"))
                .hasSize(1);
    }

    @Test
    @DisplayName("ne se renvoie pas quand rien n’a changé, et ne se garde que par qui le lit")
    void isCached() {
        String feed = feed(member, "team", team);
        String tag = read(feed).getResponse().getHeader("ETag");
        assertThat(read(feed))
                .headers()
                .hasValue("Referrer-Policy", "no-referrer")
                .hasValue("X-Robots-Tag", "noindex");
        assertThat(readUnless(feed, tag)).hasStatus(304);
        assertThat(text(readUnless(feed, tag))).isEmpty();

        move(D1.plusDays(7));

        assertThat(readUnless(feed, tag)).hasStatusOk();
    }

    private MvcTestResult readUnless(String feed, String tag) {
        return mvc.get().uri(feed).header("If-None-Match", tag).exchange();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                             | 400 | of
            {"of": "week"}                 | 400 | of
            {"of": "team"}                 | 400 | id
            {"of": "plan", "id": " "}      | 400 | id
            {"of": "me", "id": "boussole"} | 400 | id
            """)
    @DisplayName("ne se demande pas de travers")
    void refuses(String body, int status, String field) {
        assertProblemOf(api.post(member, body, "/api/calendars"), status, field);
        assertThat(jdbc.sql("select count(*) from calendar_feed where person = ?")
                        .param(member)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("demande à la base autant pour huit équipes que pour une")
    void asksOften() {
        String cohort = teams.team(team).cohort();
        String facilitator = team + "-f";
        accounts.create(new Person(facilitator, "Max", "Roy", facilitator + "@jalon.example"));
        accounts.setPassword(facilitator, Stage.PASSWORD);
        accounts.join(facilitator, Groups.FACILITATORS);
        teams.choose(facilitator, teams.cohort(cohort), true);
        tracks.open(team, D1, Map.of());
        String one = feed(facilitator, "me", "");
        List<String> first = statements.during(() -> read(one));
        for (int i = 1; i < 8; i++) {
            String next = stage.team(cohort);
            stage.open(next);
            tracks.open(next, D1, Map.of());
        }
        String eight = feed(facilitator, "me", "");
        jdbc.sql("delete from calendar_event where feed in (select id from calendar_feed where person = ?)")
                .param(facilitator)
                .update();

        assertThat(statements.during(() -> read(eight))).hasSameSizeAs(first).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    @DisplayName("s’obtient, se remplace et se supprime sur sa page, qui ne montre l’adresse qu’une fois")
    void hasAPage() {
        String page = "/calendrier/agenda";
        assertThat(text(Pages.get(mvc, member, "/calendrier"))).contains("href=\"" + page);
        assertThat(text(Pages.get(mvc, member, "/equipes/" + team))).contains(page + "?equipe=" + team);
        assertThat(shown(Pages.get(mvc, member, page)))
                .contains("Tout ce qui me concerne", teams.team(team).name(), "Google Agenda", "Outlook", "Apple");

        MvcTestResult made = Pages.post(mvc, member, page, "of", "me");

        String first = address(made);
        assertThat(shown(made)).contains("Votre adresse : Tout ce qui me concerne");
        assertThat(text(made)).contains("webcal://", "data-copies=\"address\"");
        assertThat(events(first)).isNotEmpty();
        assertThat(text(Pages.get(mvc, member, page))).doesNotContain("/calendriers/");
        MvcTestResult twice = Pages.post(mvc, member, page, "of", "me");
        assertThat(shown(twice)).contains("Entre-temps");
        assertThat(text(twice)).doesNotContain("/calendriers/");
        assertThat(read(first)).hasStatusOk();

        stage.clock(D1.minusDays(6), 10, 0);
        String second = address(Pages.post(mvc, member, page, "of", "me", "seen", seen(member, page)));
        assertVoid(first);
        assertThat(events(second)).isNotEmpty();

        assertThat(Pages.post(mvc, member, page + "/fin", "of", "me")).hasStatus(302);
        assertVoid(second);
        assertThat(shown(Pages.get(mvc, member, page + "?fait=fin"))).contains("Cette adresse est supprimée");
    }

    private static String address(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        Matcher address = ADDRESS.matcher(text(page));
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    /** What the form of the first feed that has an address brings back. */
    private String seen(String who, String page) {
        Matcher seen = Pattern.compile("name=\"seen\" value=\"(\\d+)\"").matcher(text(Pages.get(mvc, who, page)));
        assertThat(seen.find()).isTrue();
        return seen.group(1);
    }

    @Test
    @DisplayName("se propose pour une équipe à qui la voit, parcours par parcours s’il y en a plusieurs")
    void isOfferedForATeam() {
        Team theirs = teams.team(team);
        String page = "/calendrier/agenda?equipe=" + team;
        String offered = theirs.name() + " Toutes les dates de l’équipe";
        for (String who : List.of(member, "fanny", "carlos"))
            assertThat(shown(Pages.get(mvc, who, page))).contains(offered).doesNotContain("de ce seul parcours");
        assertThat(Pages.get(mvc, stage.team(D1) + "-a", page)).hasStatus(404);
        assertThat(Pages.post(mvc, member, "/calendrier/agenda", "of", "team", "id", "ailleurs"))
                .hasStatus(404);

        tracks.open(team, D1, Map.of());

        assertThat(shown(Pages.get(mvc, member, page))).contains("Les dates de ce seul parcours.");
        String plan =
                address(Pages.post(mvc, member, "/calendrier/agenda", "equipe", team, "of", "plan", "id", journey));
        assertThat(events(plan)).isNotEmpty().allMatch(event -> event.uid().startsWith(journey));
    }

    @Test
    @DisplayName("dit ce que dit la page du calendrier")
    void agreesWithThePage() {
        assertThat(shown(Pages.get(mvc, member, "/calendrier")))
                .contains(
                        "Rencontre : Premier jour , 9 h – " + teams.team(team).name(),
                        "Jalon : Préparation",
                        "À finir : Idéation",
                        "À faire : "
                                + stage.task(journey, "follow-self-training").getName() + " , 18 h");
    }
}
