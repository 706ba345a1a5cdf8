package fr.jalon.plan;

import static fr.jalon.plan.Some.FRANCE;
import static fr.jalon.plan.Some.any;
import static fr.jalon.plan.Some.by;
import static fr.jalon.plan.Some.on;
import static fr.jalon.plan.Some.work;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.plan.Work.Point;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("La promotion de Noël")
class ChristmasTest {

    /**
     * The example's own plan. Early December is thirteen working days before the launch, early January eight after the
     * last day: working days that move with it.
     */
    private static final List<Work> PLAN = List.of(
            by("OBM", on(Point.LAUNCH, -13, work("client-1", 1))),
            by("OBM", on(Point.LAUNCH, -13, work("team-1", 1, "client-1:-1"))),
            by("graphiste", work("square", 2, "team-1")),
            by("graphiste", work("banner", 2, "square")),
            by("rédacteur web", work("site-text", 1, "team-1")),
            by("rédacteur web", work("mail-text", 1, "site-text")),
            by("rédacteur web", work("mail-again-text", 1, "mail-text")),
            by("rédacteur web", work("post-text", 1, "mail-again-text")),
            by("rédacteur web", work("post-again-text", 1, "post-text")),
            by("webmaster", work("page", 2, "site-text", "banner")),
            by("webmaster", work("coupon", 1)),
            on(Point.READY, 0, any("ready", 0, "page", "coupon", "post-again-text")),
            by("webmaster", on(Point.LAUNCH, -1, any("site", 1, "page", "coupon", "banner"))),
            by("responsable des réseaux sociaux", on(Point.LAUNCH, 0, any("post", 1, "post-text", "square"))),
            by(
                    "responsable des réseaux sociaux",
                    on(Point.LAST_DAY, 0, any("post-again", 1, "post", "post-again-text"))),
            by("adjointe virtuelle", on(Point.LAUNCH, 0, any("mail", 1, "mail-text"))),
            by("adjointe virtuelle", on(Point.LAST_DAY, 0, any("mail-again", 1, "mail", "mail-again-text"))),
            by("OBM", on(Point.LAUNCH, -1, any("client-2", 1))),
            by("OBM", on(Point.LAUNCH, -1, any("team-2", 1))),
            by("webmaster", on(Point.LAST_DAY, 2, any("withdrawal", 1))),
            by("OBM", work("analysis", 2, "withdrawal")),
            by("OBM", on(Point.LAST_DAY, 8, work("client-3", 1, "analysis"))));

    private static Schedule launchedOn(LocalDate day) {
        return Schedule.backward(PLAN, new Launch(day, 5, day.minusDays(5)), day.minusMonths(2), FRANCE);
    }

    @ParameterizedTest(name = "{0} : {2}")
    @CsvSource({
        "client-1, 12-02, 12-02",
        "team-1, 12-02, 12-02",
        "square, 12-08, 12-09",
        "banner, 12-10, 12-11",
        "site-text, 12-09, 12-09",
        "mail-text, 12-10, 12-10",
        "mail-again-text, 12-11, 12-11",
        "post-text, 12-14, 12-14",
        "post-again-text, 12-15, 12-15",
        "page, 12-14, 12-15",
        "coupon, 12-15, 12-15",
        "ready, 12-15, 12-15",
        "site, 12-19, 12-19",
        "post, 12-20, 12-20",
        "post-again, 12-24, 12-24",
        "mail, 12-20, 12-20",
        "mail-again, 12-24, 12-24",
        "client-2, 12-19, 12-19",
        "team-2, 12-19, 12-19",
        "withdrawal, 12-26, 12-26"
    })
    @DisplayName("a les jours de l’exemple pour un lancement le 20 décembre")
    void hasTheDays(String id, String first, String last) {
        Schedule.Placed placed = launchedOn(LocalDate.parse("2026-12-20")).placed(id);
        assertThat(placed.first()).isEqualTo("2026-" + first);
        assertThat(placed.last()).isEqualTo("2026-" + last);
    }

    @Test
    @DisplayName("se raconte début janvier, après l’analyse")
    void endsInJanuary() {
        Schedule schedule = launchedOn(LocalDate.parse("2026-12-20"));
        assertThat(schedule.placed("analysis").first()).isEqualTo("2027-01-05");
        assertThat(schedule.placed("client-3").first()).isEqualTo("2027-01-07");
        assertThat(schedule.isPossible()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036})
    @DisplayName("garde son début décembre et son début janvier d’une année à l’autre")
    void keepsTheMonths(int year) {
        Schedule schedule = launchedOn(LocalDate.of(year, 12, 20));
        assertThat(schedule.placed("client-1").first()).isBetween(LocalDate.of(year, 12, 1), LocalDate.of(year, 12, 3));
        assertThat(schedule.placed("client-3").first())
                .isBetween(LocalDate.of(year + 1, 1, 4), LocalDate.of(year + 1, 1, 8));
        assertThat(schedule.placed().stream()
                        .filter(placed -> placed.work().place() == null
                                && !placed.work().id().equals("analysis")))
                .allMatch(placed -> !placed.last().isAfter(LocalDate.of(year, 12, 15)));
    }

    @Test
    @DisplayName("garde son allure pour un autre lancement, le 1er mai aussi")
    void movesWhole() {
        Schedule schedule = launchedOn(LocalDate.parse("2026-05-01"));
        assertThat(schedule.isPossible()).isTrue();
        assertThat(schedule.placed("ready").last()).isEqualTo("2026-04-26");
        assertThat(schedule.placed("page").last()).isEqualTo("2026-04-24");
        assertThat(schedule.placed("post").first()).isEqualTo("2026-05-01");
        assertThat(schedule.placed("withdrawal").first()).isEqualTo("2026-05-07");
    }
}
