package fr.jalon.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Refusal;
import fr.jalon.engine.RefusedStart;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayName("Les jours ouvrés")
class WorkingDaysTest {

    private static WorkingDays in(String region, String... closed) {
        return new WorkingDays(new CalendarSettings(region, List.of(closed)));
    }

    private static List<LocalDate> days(String... days) {
        return Arrays.stream(days).map(LocalDate::parse).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024, 2024-04-01, 2024-05-09, 2024-05-20",
        "2025, 2025-04-21, 2025-05-29, 2025-06-09",
        "2026, 2026-04-06, 2026-05-14, 2026-05-25",
        "2027, 2027-03-29, 2027-05-06, 2027-05-17",
        "2028, 2028-04-17, 2028-05-25, 2028-06-05",
        "2038, 2038-04-26, 2038-06-03, 2038-06-14",
        "2049, 2049-04-19, 2049-05-27, 2049-06-07"
    })
    @DisplayName("Lundi de Pâques, Ascension et lundi de Pentecôte sont fériés, et huit jours fixes")
    void knowsTheYear(int year, LocalDate easterMonday, LocalDate ascension, LocalDate whitMonday) {
        assertThat(Region.METROPOLE.holidays(year).keySet())
                .containsExactlyInAnyOrder(
                        LocalDate.of(year, 1, 1),
                        easterMonday,
                        LocalDate.of(year, 5, 1),
                        LocalDate.of(year, 5, 8),
                        ascension,
                        whitMonday,
                        LocalDate.of(year, 7, 14),
                        LocalDate.of(year, 8, 15),
                        LocalDate.of(year, 11, 1),
                        LocalDate.of(year, 11, 11),
                        LocalDate.of(year, 12, 25));
    }

    @ParameterizedTest(name = "{0} et cinq : {1}")
    @CsvSource({
        "2026-04-20, 2026-04-25",
        "2026-04-22, 2026-04-28",
        "2026-03-31, 2026-04-07",
        "2026-04-29, 2026-05-06",
        "2026-12-24, 2026-12-31",
        "2026-08-14, 2026-08-21"
    })
    @DisplayName("Les jours ouvrables comptent le samedi, ni le dimanche ni les jours fériés, et rien des fermetures")
    void countsOpenDays(LocalDate start, LocalDate fifth) {
        assertThat(in("metropole", "2026-04-21/2026-05-05").plusOpenDays(start, 5))
                .isEqualTo(fifth);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "alsace-moselle, 2025-04-18",
        "alsace-moselle, 2026-04-03",
        "alsace-moselle, 2028-12-26",
        "guadeloupe, 2026-05-27",
        "guyane, 2026-06-10",
        "martinique, 2026-05-22",
        "mayotte, 2026-04-27",
        "reunion, 2027-12-20",
        "saint-barthelemy, 2026-10-09",
        "saint-martin, 2026-05-28"
    })
    @DisplayName("Chaque région a ses jours à elle")
    void knowsTheRegion(String region, LocalDate holiday) {
        assertThat(in(region).isWorking(holiday)).isFalse();
        assertThat(in("metropole").isWorking(holiday)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
      metropole,
      alsace-moselle,   2026-04-03 Vendredi saint; 2026-12-26 Saint-Étienne
      guadeloupe,       2026-05-27 abolition de l’esclavage
      guyane,           2026-06-10 abolition de l’esclavage
      martinique,       2026-05-22 abolition de l’esclavage
      mayotte,          2026-04-27 abolition de l’esclavage
      reunion,          2026-12-20 abolition de l’esclavage
      saint-barthelemy, 2026-10-09 abolition de l’esclavage
      saint-martin,     2026-05-28 abolition de l’esclavage
      """)
    @DisplayName("Chaque jour de l’année dit pourquoi personne ne travaille, ou rien")
    void saysWhy(String region, String own) {
        Map<LocalDate, String> expected = new TreeMap<>();
        Stream.of(
                        "2026-01-01 jour de l’An",
                        "2026-04-06 lundi de Pâques",
                        "2026-05-01 fête du Travail",
                        "2026-05-08 victoire de 1945",
                        "2026-05-14 Ascension",
                        "2026-05-25 lundi de Pentecôte",
                        "2026-07-14 fête nationale",
                        "2026-08-15 Assomption",
                        "2026-11-01 Toussaint",
                        "2026-11-11 armistice de 1918",
                        "2026-12-25 Noël")
                .forEach(line -> name(expected, line));
        if (own != null) Stream.of(own.split("; ")).forEach(line -> name(expected, line));
        for (int day = 3; day <= 16; day++)
            expected.putIfAbsent(LocalDate.of(2026, 8, day), day % 7 == 1 ? "samedi" : "jour de fermeture");
        expected.put(LocalDate.of(2026, 8, 9), "dimanche");
        expected.put(LocalDate.of(2026, 8, 16), "dimanche");
        WorkingDays days = in(region, "2026-08-03/2026-08-16");
        LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).forEach(day -> {
            String weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY
                    ? "samedi"
                    : day.getDayOfWeek() == DayOfWeek.SUNDAY ? "dimanche" : null;
            String why = expected.getOrDefault(day, weekend);
            assertThat(days.why(day)).as(day.toString()).isEqualTo(Optional.ofNullable(why));
            assertThat(days.isWorking(day)).isEqualTo(why == null);
        });
    }

    private static void name(Map<LocalDate, String> days, String line) {
        days.put(LocalDate.parse(line.substring(0, 10)), line.substring(11));
    }

    @Test
    @DisplayName("Un jour chômé se dit avec sa raison, sans répéter le jour de la semaine ; deux fêtes se partagent")
    void saysTheDay() {
        WorkingDays days = in("metropole", "2026-05-15");
        assertThat(days.said(LocalDate.parse("2026-04-06"))).hasValue("lundi 6 avril, lundi de Pâques");
        assertThat(days.said(LocalDate.parse("2026-05-01"))).hasValue("vendredi 1er mai, fête du Travail");
        assertThat(days.said(LocalDate.parse("2026-05-15"))).hasValue("vendredi 15 mai, jour de fermeture");
        assertThat(days.said(LocalDate.parse("2026-05-17"))).hasValue("dimanche 17 mai");
        assertThat(days.said(LocalDate.parse("2026-05-18"))).isEmpty();
        assertThat(days.said(LocalDate.parse("2008-05-01"))).hasValue("jeudi 1er mai, fête du Travail et Ascension");
    }

    @Test
    @DisplayName("Samedi, dimanche et jours fériés ne comptent pas")
    void countsOnWorkingDays() {
        WorkingDays days = in("metropole");
        LocalDate eve = LocalDate.parse("2026-05-13");
        assertThat(days.plus(eve, 1)).isEqualTo("2026-05-15");
        assertThat(days.plus(eve, 3)).isEqualTo("2026-05-19");
        assertThat(days.plus(LocalDate.parse("2026-05-19"), -3)).isEqualTo(eve);
        assertThat(days.plus(LocalDate.parse("2026-05-14"), 0)).isEqualTo("2026-05-14");
        assertThat(days.onOrAfter(LocalDate.parse("2026-05-23"))).isEqualTo("2026-05-26");
        assertThat(days.onOrAfter(eve)).isEqualTo(eve);
        assertThat(days.onOrBefore(LocalDate.parse("2026-05-25"))).isEqualTo("2026-05-22");
        assertThat(days.between(eve, LocalDate.parse("2026-05-19"))).isEqualTo(3);
        assertThat(days.between(LocalDate.parse("2026-05-19"), eve)).isEqualTo(-3);
        assertThat(days.between(eve, eve)).isZero();
    }

    @Test
    @DisplayName("Le nombre de jours ouvrés et le jour où ils mènent vont ensemble, sur trois ans")
    void agreesWithItself() {
        WorkingDays days = in("alsace-moselle", "2026-12-24/2027-01-03");
        LocalDate start = LocalDate.parse("2025-12-30");
        for (int count = -500; count <= 500; count++) {
            LocalDate end = days.plus(start, count);
            assertThat(days.isWorking(end)).isTrue();
            assertThat(days.between(start, end)).isEqualTo(count);
        }
    }

    @Test
    @DisplayName("Les jours de fermeture de la maison ne comptent pas non plus")
    void keepsClosedDays() {
        WorkingDays days = in("metropole", "2026-05-15", "2026-12-24/2027-01-02");
        assertThat(days("2026-05-15", "2026-12-24", "2026-12-31")).noneMatch(days::isWorking);
        assertThat(days("2026-05-18", "2026-12-23", "2027-01-04")).allMatch(days::isWorking);
        assertThat(days.plus(LocalDate.parse("2026-12-23"), 1)).isEqualTo("2027-01-04");
    }

    @ParameterizedTest
    @ValueSource(strings = {"24/12/2026", "2026-12-24/", "2027-01-02/2026-12-24", "2026-02-30", "Noël", ""})
    @DisplayName("Un jour de fermeture mal écrit est refusé")
    void refusesClosedDays(String closed) {
        assertThatThrownBy(() -> in("metropole", closed))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("jalon.calendar.closed-days")
                .hasMessageContaining("«\u00a0" + closed);
    }

    @Test
    @DisplayName("Une région inconnue arrête le démarrage, et la phrase dit lesquelles existent")
    void refusesRegions() {
        new ApplicationContextRunner()
                .withUserConfiguration(WorkingDays.class)
                .withPropertyValues("jalon.calendar.region=bretagne")
                .run(context -> assertThat(new RefusedStart()
                                .analyze(context.getStartupFailure())
                                .getDescription())
                        .contains("«\u00a0bretagne\u00a0»", "alsace-moselle", "reunion"));
    }

    @Test
    @DisplayName("Les réglages se lisent en liste")
    void readsSettings() {
        new ApplicationContextRunner()
                .withUserConfiguration(WorkingDays.class)
                .withPropertyValues(
                        "jalon.calendar.region=Reunion",
                        "jalon.calendar.closed-days[0]=2026-08-03/2026-08-21",
                        "jalon.calendar.closed-days[1]=2026-12-24")
                .run(context -> assertThat(days("2026-08-10", "2026-12-24", "2027-12-20"))
                        .noneMatch(context.getBean(WorkingDays.class)::isWorking));
    }
}
