package fr.jalon.plan;

import static fr.jalon.plan.Some.FRANCE;
import static fr.jalon.plan.Some.any;
import static fr.jalon.plan.Some.by;
import static fr.jalon.plan.Some.day;
import static fr.jalon.plan.Some.on;
import static fr.jalon.plan.Some.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.jalon.Refusal;
import fr.jalon.plan.Schedule.Placed;
import fr.jalon.plan.Work.Point;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Le calendrier d’un plan")
class ScheduleTest {

    /** A Monday. */
    private static final LocalDate START = day("2026-03-02");

    private static Schedule forward(Work... works) {
        return Schedule.forward(List.of(works), START, null, FRANCE);
    }

    private static Schedule due(String day, Work... works) {
        return Schedule.backward(List.of(works), Launch.dueOn(day(day)), START, FRANCE);
    }

    /** First and last day of each, as {@code 03-02/03-04}. */
    private static List<String> days(Schedule schedule) {
        return schedule.placed().stream().map(ScheduleTest::days).toList();
    }

    private static String days(Placed placed) {
        return placed.first().toString().substring(5) + "/"
                + placed.last().toString().substring(5);
    }

    private static List<String> chain(Schedule schedule) {
        return schedule.criticalChain().stream().map(one -> one.work().id()).toList();
    }

    @Test
    @DisplayName("va du début, au plus tôt, par jours ouvrés")
    void countsOn() {
        Schedule schedule = forward(work("a", 3), work("b", 2, "a"), work("c", 1, "b"), any("d", 2, "b"));
        assertThat(days(schedule)).containsExactly("03-02/03-04", "03-05/03-06", "03-09/03-09", "03-07/03-08");
        assertThat(chain(schedule)).containsExactly("a", "b", "c");
        assertThat(schedule.placed()).extracting(Placed::slack).containsExactly(0, 0, 0, 1);
        assertThat(schedule.placed()).extracting(Placed::critical).containsExactly(true, true, true, false);
    }

    @Test
    @DisplayName("remonte d’une échéance, au plus tard, avec la même marge qu’en avançant")
    void countsBack() {
        Work[] works = {work("a", 3), work("b", 2, "a"), work("c", 1, "b"), any("d", 2, "b")};
        Schedule back = due("2026-03-09", works);
        assertThat(days(back)).containsExactly("03-02/03-04", "03-05/03-06", "03-09/03-09", "03-08/03-09");
        assertThat(back.placed())
                .extracting(Placed::slack)
                .isEqualTo(forward(works).placed().stream().map(Placed::slack).toList());
        assertThat(due("2026-03-16", works).placed()).extracting(Placed::slack).containsExactly(5, 5, 5, 8);
    }

    @Test
    @DisplayName("compte un délai dans le calendrier de ce qui attend, et en avance s’il est négatif")
    void countsLags() {
        assertThat(days(forward(work("a", 5), work("b", 1, "a:2"), any("c", 1, "a:2"), work("d", 2, "a:-1"))))
                .containsExactly("03-02/03-06", "03-11/03-11", "03-09/03-09", "03-06/03-09");
        assertThat(days(due("2026-03-13", work("a", 2), work("b", 1, "a:2"))))
                .containsExactly("03-09/03-10", "03-13/03-13");
    }

    @Test
    @DisplayName("pose un jalon sans durée le jour où ce qu’il attend est fini, et la suite le lendemain")
    void placesMilestones() {
        Work[] works = {work("a", 5), work("m", 0, "a"), work("n", 0, "m"), work("b", 1, "n")};
        assertThat(days(forward(works))).containsExactly("03-02/03-06", "03-06/03-06", "03-06/03-06", "03-09/03-09");
        assertThat(days(due("2026-03-10", works)))
                .containsExactly("03-03/03-09", "03-09/03-09", "03-09/03-09", "03-10/03-10");
        assertThat(days(forward(work("m", 0)))).containsExactly("03-02/03-02");
        // A working milestone after a Saturday's work waits for Monday; one of every day does not.
        assertThat(days(forward(any("a", 6), work("m", 0, "a"), any("n", 0, "a"))))
                .containsExactly("03-02/03-07", "03-09/03-09", "03-07/03-07");
    }

    @Test
    @DisplayName("tient en une étape, et en aucune")
    void isSmall() {
        assertThat(days(due("2026-03-15", work("a", 3)))).containsExactly("03-11/03-13");
        assertThat(due("2026-03-15", work("a", 3)).placed("a"))
                .isEqualTo(new Placed(
                        work("a", 3), day("2026-03-11"), day("2026-03-13"), START, day("2026-03-11"), 7, true));
        assertThat(forward().placed()).isEmpty();
        assertThat(due("2026-03-15").criticalChain()).isEmpty();
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource({
        // A leap day; summer time, that no day knows; 1 May and a bridge; Ascension; the year's end.
        "2028-02-29, 2, 2028-02-28",
        "2028-03-01, 3, 2028-02-28",
        "2027-03-01, 2, 2027-02-26",
        "2026-03-30, 2, 2026-03-27",
        "2026-05-01, 1, 2026-04-30",
        "2026-05-04, 2, 2026-04-30",
        "2026-05-15, 2, 2026-05-13",
        "2027-01-01, 4, 2026-12-28"
    })
    @DisplayName("saute les jours que personne ne travaille")
    void knowsTheCalendar(String due, int days, LocalDate first) {
        assertThat(due(due, work("a", days)).placed("a").first()).isEqualTo(first);
    }

    @Test
    @DisplayName("compte un décalage dans le calendrier de l’étape, depuis un 1er mai aussi")
    void countsOffsets() {
        Launch launch = new Launch(day("2026-05-01"), 3, day("2026-04-28"));
        Schedule schedule = Schedule.backward(
                List.of(
                        on(Point.LAUNCH, 0, any("a", 1)),
                        on(Point.LAUNCH, 0, work("b", 1)),
                        on(Point.LAUNCH, -1, work("c", 1)),
                        on(Point.LAUNCH, 1, work("d", 2)),
                        on(Point.LAST_DAY, 2, any("e", 1)),
                        on(Point.READY, 0, any("f", 0)),
                        work("g", 1),
                        on("2026-05-02", work("h", 0))),
                launch,
                START,
                FRANCE);
        assertThat(days(schedule))
                .containsExactly(
                        "05-01/05-01",
                        "05-04/05-04",
                        "04-30/04-30",
                        "05-04/05-05",
                        "05-05/05-05",
                        "04-28/04-28",
                        "04-28/04-28",
                        "05-04/05-04");
        assertThat(days(forward(on(Point.START, 5, work("a", 2)), work("b", 1, "a"))))
                .containsExactly("03-09/03-10", "03-11/03-11");
    }

    @Test
    @DisplayName("fait au plus tôt ce qui suit le lancement, et au plus tard ce qu’un jour fixé attend")
    void followsTheLaunch() {
        Launch launch = new Launch(day("2026-04-01"), 1, day("2026-03-27"));
        Schedule schedule = Schedule.backward(
                List.of(
                        work("before", 2),
                        on(Point.LAUNCH, 0, any("launch", 1, "before")),
                        work("count", 2, "launch"),
                        work("tell", 1, "count", "before:10"),
                        work("thank", 1, "launch"),
                        on("2026-04-20", any("party", 1, "thank"))),
                launch,
                START,
                FRANCE);
        assertThat(days(schedule))
                .containsExactly(
                        "03-26/03-27", "04-01/04-01", "04-02/04-03", "04-14/04-14", "04-17/04-17", "04-20/04-20");
        assertThat(schedule.isPossible()).isTrue();
        assertThat(chain(schedule)).containsExactly("launch", "thank", "party");
    }

    @Test
    @DisplayName("refuse en nommant l’étape et ce qui ne va pas")
    void refuses() {
        assertRefused(
                "Ces étapes s’attendent l’une l’autre : « B », puis « C », puis « D », puis de nouveau « B ».",
                work("a", 1),
                work("b", 1, "a", "d"),
                work("c", 1, "b"),
                work("d", 1, "c"),
                work("e", 1, "d"));
        assertRefused("« A » ne peut pas attendre sa propre fin.", work("a", 1, "a"));
        assertRefused("« A » attend « x », qui n’est pas dans le plan.", work("a", 1, "x"));
        assertRefused("« A » et « A » portent le même identifiant.", work("a", 1), work("a", 2));
        assertRefused("« A » a une durée négative.", work("a", -1));
        assertRefused("« A » dure plus de dix ans.", work("a", 3_651));
        assertRefused("« A » attend plus de dix ans.", work("a", 1, "b:3651"), work("b", 1));
        assertRefused("« A » compte à partir du lancement, que ce plan n’a pas.", on(Point.LAUNCH, 0, work("a", 1)));
        assertRefused(
                "Un plan compte au plus 10 000 étapes ; celui-ci en a 10 001.",
                Collections.nCopies(10_001, work("a", 1)).toArray(Work[]::new));
        assertRefused(
                "Ce plan s’étend sur plus de cent ans : vérifiez ses durées, ses délais et ses dates.",
                IntStream.range(0, 100)
                        .mapToObj(at -> at == 0 ? work("a0", 300) : work("a" + at, 300, "a" + (at - 1)))
                        .toArray(Work[]::new));
    }

    private static void assertRefused(String sentence, Work... works) {
        assertThatThrownBy(() -> forward(works))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(plain(refusal.getMessage())).isEqualTo(sentence));
    }

    private static String plain(String sentence) {
        return sentence.replace('\u00a0', ' ').replace('\u202f', ' ');
    }

    @Test
    @DisplayName("refuse deux jours entre lesquels ce qui doit s’y faire ne tient pas, et dit ce qui aiderait")
    void refusesNarrowWindows() {
        assertRefused(
                "« D » est attendu au plus tard le 12 mars 2026 et vient après « M », fini le 9 mars 2026, avec"
                        + " « A », puis « B » entre les deux : il manque deux jours ouvrés. On peut raccourcir"
                        + " « A » de deux jours ouvrés (de 3 à 1) ; ou déplacer « D » au lundi 16 mars 2026.",
                on("2026-03-09", work("m", 1)),
                work("a", 3, "m"),
                work("b", 1, "a"),
                on("2026-03-12", work("d", 1, "b")));
        assertRefused(
                "« D » est attendu au plus tard le 9 mars 2026 et vient après « M », fini le 9 mars 2026 : il"
                        + " manque un jour ouvré. On peut déplacer « D » au mardi 10 mars 2026.",
                on("2026-03-09", work("m", 1)),
                on("2026-03-09", work("d", 1, "m")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0999-12-31", "9001-01-01", "+999999999-12-31"})
    @DisplayName("refuse un début hors du temps")
    void refusesFarDays(String start) {
        assertThatThrownBy(() -> Schedule.forward(List.of(work("a", 1)), LocalDate.parse(start), null, FRANCE))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("refuse un lancement d’aucun jour, ou prêt après coup, ou dans plus de cent ans")
    void refusesLaunches() {
        assertThatThrownBy(() -> new Launch(START, 0, START)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Launch(START, 1, START.plusDays(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("mardi 3 mars 2026");
        assertThatThrownBy(() -> due("2226-03-09", work("a", 1))).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("dit la chaîne et les personnes d’un départ manqué, et ce qui y remédie, vérifié")
    void tellsImpossibleDates() {
        Schedule schedule = due(
                "2026-03-13",
                by("rédacteur", work("a", 7)),
                by("graphiste", Some.optional(work("b", 2, "a"))),
                by("rédacteur", work("c", 3, "b")),
                work("free", 1));
        assertThat(schedule.isPossible()).isFalse();
        List<ImpossibleDates> impossible = schedule.impossible();
        assertThat(impossible).hasSize(1);
        ImpossibleDates dates = impossible.get(0);
        assertThat(plain(dates.said(START)))
                .isEqualTo("Il fallait commencer il y a deux jours ouvrés (le 26 février 2026) ; la chaîne : A, B, C ;"
                        + " les personnes : rédacteur, graphiste.");
        assertThat(dates.latestStart()).isEqualTo("2026-02-26");
        assertThat(said(dates))
                .containsExactly(
                        "raccourcir « A » de deux jours ouvrés (de 7 à 5)",
                        "raccourcir « C » de deux jours ouvrés (de 3 à 1)",
                        "renoncer à « B »",
                        "travailler deux jours de fermeture (samedi 7 mars et dimanche 8 mars)",
                        "déplacer le lancement au mardi 17 mars 2026");
        assertThat(dates.repairs())
                .allSatisfy(
                        repair -> assertThat(schedule.with(repair).isPossible()).isTrue());
    }

    private static List<String> said(ImpossibleDates dates) {
        return dates.repairs().stream()
                .map(Repair::said)
                .map(ScheduleTest::plain)
                .toList();
    }

    @Test
    @DisplayName("voit dès l’ouverture qu’une assurance attend un SIRET qui viendra trop tard")
    void tellsForward() {
        Schedule schedule = forward(
                by("juriste", work("statutes", 6)),
                by("présidente", work("declaration", 5, "statutes")),
                by("présidente", work("siret", 3, "declaration:5")),
                by("trésorier", on(Point.START, 10, work("insurance", 5, "siret"))),
                on(Point.START, 30, work("launch", 1, "insurance")));
        assertThat(schedule.impossible()).hasSize(1);
        ImpossibleDates dates = schedule.impossible().get(0);
        assertThat(plain(dates.said(day("2026-02-20"))))
                .isEqualTo("Il faudrait commencer neuf jours ouvrés plus tôt (le 17 février 2026 au lieu du 2 mars"
                        + " 2026) ; la chaîne : STATUTES, DECLARATION, SIRET, INSURANCE ; les personnes : juriste,"
                        + " présidente, trésorier.");
        assertThat(said(dates))
                .containsExactly(
                        "raccourcir à la fois « STATUTES » de quatre jours ouvrés (de 6 à 2), « DECLARATION » de trois"
                                + " jours ouvrés (de 5 à 2), « SIRET » de deux jours ouvrés (de 3 à 1)",
                        "déplacer « INSURANCE » au vendredi 27 mars 2026");
        assertThat(schedule.placed("insurance").slack()).isEqualTo(-9);
        assertThat(schedule.placed("launch").isImpossible()).isFalse();
    }

    @Test
    @DisplayName("voit une fin trop proche, et quand elle le serait assez peu")
    void tellsAnEnd() {
        Schedule schedule =
                Schedule.forward(List.of(work("a", 5), work("b", 1, "a")), START, day("2026-03-06"), FRANCE);
        assertThat(schedule.impossible()).hasSize(1);
        assertThat(said(schedule.impossible().get(0)))
                .containsExactly("raccourcir « A » d’un jour ouvré (de 5 à 4)", "finir le lundi 9 mars 2026");
    }

    @Test
    @DisplayName("dit à part ce qui est impossible à part, le plus en retard d’abord")
    void tellsEachChain() {
        Launch launch = new Launch(day("2026-03-16"), 1, day("2026-03-11"));
        Schedule schedule = Schedule.backward(
                List.of(
                        work("a", 9),
                        work("b", 5),
                        work("c", 4, "b"),
                        on(Point.LAUNCH, -12, work("meet", 1)),
                        on("2026-02-01", any("past", 1)),
                        work("fine", 2)),
                launch,
                START,
                FRANCE);
        assertThat(schedule.impossible())
                .extracting(dates -> dates.chain().stream().map(Work::id).toList(), ImpossibleDates::missing)
                .containsExactly(tuple(List.of("meet"), 2), tuple(List.of("a"), 1), tuple(List.of("b", "c"), 1));
        assertThat(said(schedule.impossible().get(0)))
                .containsExactly(
                        "déplacer « MEET » au lundi 2 mars 2026", "déplacer le lancement au mercredi 18 mars 2026");
        assertThat(said(schedule.impossible().get(1)))
                .containsExactly(
                        "raccourcir « A » d’un jour ouvré (de 9 à 8)",
                        "travailler le samedi 7 mars",
                        "n’être prêt que le jeudi 12 mars 2026",
                        "déplacer le lancement au mardi 17 mars 2026");
        assertThat(schedule.placed("past").isImpossible()).isFalse();
    }
}
