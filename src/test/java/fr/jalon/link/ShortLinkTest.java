package fr.jalon.link;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.team.Teams;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Un lien court")
class ShortLinkTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final AtomicInteger ELSEWHERE = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Links links;

    @Autowired
    private LinkRows rows;

    private SharedLink link;
    private String path;

    @BeforeEach
    void aLink() {
        String team = stage.teamAWeekBefore();
        links.add(
                teams.team(team),
                new Links.Asked("https://exemple.fr/été?a=1", "Affiche", "print", "", "", ""),
                team + "-a");
        link = rows.of(team).get(0);
        path = "/l/" + link.code();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    /** Somebody at an address of their own. */
    private Visitor somebody() {
        int number = ELSEWHERE.incrementAndGet();
        return Visitor.anonymous(port)
                .with("X-Forwarded-For", "198.51." + number / 250 + "." + (1 + number % 250))
                .with("Accept", "text/html");
    }

    private Visitor person() {
        return somebody().with("User-Agent", FIREFOX);
    }

    private static void assertBare(HttpResponse<String> answer) {
        Map<String, List<String>> headers = answer.headers().map();
        assertThat(headers).doesNotContainKeys("set-cookie", "etag", "last-modified");
        assertThat(headers).containsEntry("cache-control", List.of("no-store"));
        assertThat(headers).containsEntry("x-robots-tag", List.of("noindex"));
        assertThat(headers).containsEntry("referrer-policy", List.of("same-origin"));
    }

    private long visits() {
        return rows.visitsOf(link.id()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    @DisplayName(
            "mène sans compte à l’adresse balisée, compte la visite et ne laisse rien : ni cookie, ni copie en cache")
    void leadsThere() {
        HttpResponse<String> answer = person().get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .contains("https://exemple.fr/%C3%A9t%C3%A9?a=1&" + link.tags());
        assertBare(answer);
        assertThat(answer.body()).isEmpty();
        assertThat(person().get(path.toUpperCase(Locale.ROOT).replace("/L/", "/l/") + "?fbclid=x")
                        .statusCode())
                .isEqualTo(302);
        assertThat(visits()).isEqualTo(2);
    }

    @Test
    @DisplayName("compte au jour de Paris")
    void countsByDay() {
        stage.clock(Stage.MONDAY, 23, 59);
        person().get(path);
        stage.clock(Stage.MONDAY.plusDays(1), 0, 1);
        person().get(path);
        person().get(path);
        assertThat(rows.visitsOf(link.id()))
                .containsExactly(Map.entry(Stage.MONDAY, 1L), Map.entry(Stage.MONDAY.plusDays(1), 2L));
    }

    @Test
    @DisplayName("mène aussi les robots, et qui ne demande que l’en-tête, sans les compter")
    void leadsRobotsToo() {
        List<HttpResponse<String>> answers = List.of(
                somebody().with("User-Agent", "Googlebot/2.1").get(path),
                somebody().with("User-Agent", "WhatsApp/2.23").get(path),
                somebody().get(path),
                person().with("Sec-Purpose", "prefetch;prerender").get(path),
                person().with("Purpose", "prefetch").get(path),
                person().send("HEAD", path, null));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(302);
            assertBare(answer);
        });
        assertThat(visits()).isZero();
    }

    @Test
    @DisplayName("retiré, mène à une page qui le dit, ce qu’il a compté reste")
    void leadsNowhereOnceWithdrawn() {
        person().get(path);
        rows.withdraw(link.id(), Instant.parse("2026-10-12T08:00:00Z"));
        HttpResponse<String> answer = person().get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertBare(answer);
        assertThat(plain(answer.body()))
                .contains("Ce lien court ne mène nulle part.")
                .doesNotContain("exemple.fr");
        assertThat(visits()).isEqualTo(1);
    }

    @Test
    @DisplayName("inconnu, mène à la même page, qui ne mène d’elle-même à rien")
    void leadsNowhere() {
        for (String unknown : List.of("bcdfghjk", "abc", "bcdf2340", "x".repeat(3000), "%0d%0aX:y", "..%2f")) {
            HttpResponse<String> answer = person().get("/l/" + unknown);
            assertThat(answer.statusCode()).as(unknown).isIn(400, 404);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
            assertThat(answer.body()).doesNotContain("http-equiv", "<script");
        }
        assertThat(person().get("/l/bcdfghjk").body()).contains("Ce lien court ne mène nulle part.");
    }

    @Test
    @DisplayName("ne mène qu’à une adresse de la toile, quoi qu’il soit advenu de la base")
    void leadsToTheWebAlone() {
        SharedLink forged = new SharedLink(
                "forge-" + link.code(),
                link.team(),
                ShortCode.next(),
                "Forgé",
                "javascript:alert(1)",
                link.tags(),
                "javascript:alert(1)",
                "personne",
                link.madeAt(),
                null);
        assertThat(rows.insert(forged, 99)).isTrue();
        assertThat(person().get("/l/" + forged.code()).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("ne se devine pas : vingt codes inconnus, puis l’attente, sans gêner personne d’autre")
    void isNotGuessed() {
        Visitor guessing = person();
        for (int guess = 0; guess < ShortLinkPage.MOST_GUESSES; guess++) {
            assertThat(guessing.get("/l/" + ShortCode.next()).statusCode()).isEqualTo(404);
            assertThat(guessing.get("/l/pas-un-code").statusCode()).isEqualTo(404);
        }
        HttpResponse<String> answer = guessing.get("/l/" + ShortCode.next());
        assertThat(answer.statusCode()).isEqualTo(429);
        assertBare(answer);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 300L);
        assertThat(plain(answer.body())).contains("Attendez 5 minutes");
        assertThat(guessing.get(path).statusCode()).isEqualTo(429);
        assertThat(person().get(path).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("ne se suit pas sans fin d’une même adresse, et l’attente n’est que pour elle")
    void isNotFollowedForEver() {
        Visitor hasty = person();
        for (int visit = 0; visit < ShortLinkPage.MOST_VISITS; visit++) hasty.send("HEAD", path, null);
        assertThat(hasty.get(path).statusCode()).isEqualTo(429);
        assertThat(person().get(path).statusCode()).isEqualTo(302);
        assertThat(visits()).isEqualTo(1);
    }

    @Test
    @DisplayName("compte juste dix mille visites de vingt clients à la fois")
    void countsExactly() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int client = 0; client < 20; client++) {
                Visitor visitor = person();
                work.add(() -> {
                    int led = 0;
                    for (int visit = 0; visit < 500; visit++)
                        if (visitor.get(path).statusCode() == 302) led++;
                    return led;
                });
            }
            int led = 0;
            for (Future<Integer> each : clients.invokeAll(work)) led += each.get();
            assertThat(led).isEqualTo(10_000);
        } finally {
            clients.shutdownNow();
        }
        LocalDate today = Stage.MONDAY.minusDays(7);
        assertThat(rows.visitsOf(link.id())).containsExactly(Map.entry(today, 10_000L));
    }
}
