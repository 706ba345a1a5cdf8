package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.DecisionTable;
import fr.jalon.statistics.Bars;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A week, from its rows to what the table says of it. */
@DisplayName("Une semaine devant la table des verdicts")
class CaseTest {

    private static final DecisionTable TABLE = new DecisionTable("bootcamp", "go-pivot-stop");
    private static final Bars FIRST = new Bars(0.9, 0.05, 0.5, 5);
    private static final Bars EXTENDED = new Bars(0.95, 0.05, 0.5, 5);
    private static final LocalDate V1 = LocalDate.of(2026, 12, 9);

    /** Seven days, each with its rows; what lacks a figure that is judged is a gap. */
    private record Week(
            double target,
            long minimum,
            double cap,
            List<String> counted,
            Set<String> organic,
            boolean isExtended,
            Map<LocalDate, Map<String, MetricRow>> days,
            @Nullable Base base,
            @Nullable Long uniques) {

        static Week of(double target, long minimum, double cap) {
            return new Week(
                    target,
                    minimum,
                    cap,
                    List.of("Annonces"),
                    Set.of("Page"),
                    false,
                    new LinkedHashMap<>(),
                    null,
                    null);
        }

        /** The same on the unique visitors of the week. */
        Week onUniques(@Nullable Long visitors) {
            return new Week(target, minimum, cap, counted, organic, isExtended, days, Base.WEEKLY_UNIQUES, visitors);
        }

        Week extended() {
            return new Week(target, minimum, cap, counted, organic, true, days, base, uniques);
        }

        Week counting(String... channels) {
            return new Week(target, minimum, cap, List.of(channels), organic, isExtended, days, base, uniques);
        }

        Week day(int number, MetricRow... rows) {
            days.put(V1.plusDays(number), Stream.of(rows).collect(Collectors.toMap(MetricRow::channel, row -> row)));
            return this;
        }

        /** All on one day of a week of one day. */
        static Week whole(double target, long visits, String conversions, String spend) {
            return of(target, 50, 8).day(0, row("Annonces", visits, conversions, spend));
        }

        Case heard() {
            Map<LocalDate, List<String>> gaps = new LinkedHashMap<>();
            Map<LocalDate, Map<String, MetricRow>> counting = new LinkedHashMap<>();
            days.forEach((day, rows) -> {
                List<String> lacking = counted.stream()
                        .filter(channel -> lacks(channel, rows.get(channel)))
                        .toList();
                if (!lacking.isEmpty()) gaps.put(day, lacking);
                Map<String, MetricRow> some = new LinkedHashMap<>(rows);
                some.keySet().retainAll(counted);
                counting.put(day, some);
            });
            return new Case(contract(), Belief.PROMISE, isExtended, organic, gaps, counting, uniques);
        }

        private boolean lacks(String channel, @Nullable MetricRow row) {
            return row == null
                    || row.visits() == null
                    || row.conversions() == null
                    || row.spend() == null && !organic.contains(channel);
        }

        private Contract contract() {
            return new Contract(target, minimum, 90, cap, "Inscription", "MEDIUM", null, counted, base, null);
        }

        String rule() {
            List<String> rules = TABLE.ask("week", heard().asked()).rules();
            assertThat(rules).hasSize(1);
            return rules.get(0).replace("go-pivot-stop-", "");
        }

        String wanting() {
            return plain(heard().wanting(isExtended ? EXTENDED : FIRST, EXTENDED));
        }
    }

    private static MetricRow row(
            String channel, @Nullable Long visits, @Nullable String conversions, @Nullable String spend) {
        return new MetricRow(
                channel,
                null,
                null,
                visits,
                conversions == null ? null : new BigDecimal(conversions),
                spend == null ? null : new BigDecimal(spend));
    }

    @ParameterizedTest(
            name = "{0} visites : poursuivre dès {1} (prolongée : {2}), sous {3} la cible manque, arrêter jusqu’à {4}")
    @CsvSource(textBlock = """
         50,  6,  7,  0,  0
        100,  9, 10,  1,  1
        200, 15, 16,  5,  4
        300, 21, 23,  9,  7
        500, 32, 34, 17, 12
        """)
    @DisplayName("Pour une cible de 5 %, la table penche aux nombres connus")
    void turnsAtKnownCounts(long visits, long go, long goExtended, long fail, long stop) {
        assertThat(Week.whole(5, visits, "" + go, "8").rule()).isEqualTo("go");
        assertThat(Week.whole(5, visits, "" + (go - 1), "8").rule()).isEqualTo("between");
        assertThat(Week.whole(5, visits, "" + goExtended, "8").extended().rule())
                .isEqualTo("go-extended");
        assertThat(Week.whole(5, visits, "" + (goExtended - 1), "8").extended().rule())
                .isEqualTo("between");
        assertThat(Week.whole(5, visits, "" + (fail + 1), "8").rule()).isEqualTo("between");
        assertThat(Week.whole(5, visits, "" + fail, "8").rule()).isEqualTo(fail == stop ? "stop" : "signal");
        assertThat(Week.whole(5, visits, "" + stop, "8").rule()).isEqualTo("stop");
        if (fail > stop)
            assertThat(Week.whole(5, visits, "" + (stop + 1), "8").rule()).isEqualTo("signal");
    }

    @ParameterizedTest(name = "cible {0} %, {1} conversions pour {2} visites : {3}")
    @CsvSource(textBlock = """
        1,    4,    100, between
        1,    5,    100, go
        0.1,  4,   1000, between
        0.1,  0,   1000, between
        0.1,  5,   1000, go
        5,    8.5,  100, between
        5,    8.9,  100, go
        5,    1.25, 100, stop
        20,   5,     50, signal
        20,   4,     50, stop
        5,    0,     49, few-visits
        5,   51,     50, unusable
        """)
    @DisplayName("Cinq conversions au moins, des décimales telles quelles, les bornes des autres cibles")
    void readsCounts(double target, String conversions, long visits, String rule) {
        assertThat(Week.whole(target, visits, conversions, "1").rule()).isEqualTo(rule);
    }

    @ParameterizedTest(name = "{0} € pour neuf conversions payantes à 8 € au plus : {1}")
    @CsvSource({"72.00, go", "72.01, too-dear", "0.00, go"})
    @DisplayName("La dépense payante tient dans le plafond de ses conversions, au centime près")
    void weighsTheCost(String spend, String rule) {
        assertThat(Week.whole(5, 100, "9", spend).rule()).isEqualTo(rule);
    }

    @Nested
    @DisplayName("Les trois équipes que les anciennes règles laissaient passer")
    class TheThreeTeams {

        @Test
        @DisplayName("Aucune conversion pour 56 visites et 105 €, cible 0,1 % : rien ne s’en conclut")
        void oneWithoutAnyConversion() {
            Week week = Week.whole(0.1, 56, "0", "105");

            assertThat(week.rule()).isEqualTo("between");
            assertThat((Double) week.heard().asked().get("probability")).isEqualTo(0.348, within(0.001));
            assertThat(week.wanting()).isEqualTo("Trop près de la promesse : aucune prolongation ne tranchera.");
        }

        @Test
        @DisplayName("Cinq matinées manquantes sur sept, 34,56 € par conversion payante cachés par vingt organiques")
        void oneThatMissedFiveMornings() {
            Week week = Week.of(5, 50, 8);
            for (int day = 0; day < 2; day++) {
                week.day(day, row("Annonces", 60L, day == 0 ? "3" : "2", "86.40"), row("Page", 40L, "10", null));
            }
            for (int day = 2; day < 7; day++) week.day(day);

            assertThat(week.rule()).isEqualTo("mornings-missing");
            assertThat(week.counting("Annonces", "Page").rule()).isEqualTo("mornings-missing");
            assertThat(week.wanting()).contains("Chiffres manquants : ", "(Annonces)");
        }

        @Test
        @DisplayName(
                "Les mêmes chiffres, complets : vingt conversions organiques ne rendent pas les payantes moins chères")
        void oneWhoseCostWasHidden() {
            Week week = Week.of(5, 50, 8).counting("Annonces", "Page");
            week.day(0, row("Annonces", 120L, "5", "172.80"), row("Page", 80L, "20", null));

            assertThat(week.rule()).isEqualTo("too-dear");
            assertThat(week.counting("Annonces").rule()).isEqualTo("between");
        }

        @Test
        @DisplayName("Une promesse abaissée de 5 à 1 % après les chiffres : le verdict sur la promesse reste à côté")
        void oneThatLoweredItsPromise() {
            assertThat(Week.whole(5, 200, "5", "20").rule()).isEqualTo("signal");
            assertThat(Week.whole(1, 200, "5", "20").rule()).isEqualTo("go");
        }
    }

    @Nested
    @DisplayName("Une matinée manquante")
    class OneMissingMorning {

        /** Six days alike, and one that lacks what is told. */
        private Week six(long visits, String conversions, String spend, MetricRow... seventh) {
            Week week = Week.of(5, 50, 8);
            for (int day = 0; day < 6; day++) week.day(day, row("Annonces", visits, conversions, spend));
            return week.day(6, seventh);
        }

        @Test
        @DisplayName(
                "laisse « poursuivre » à qui le resterait sans une conversion ce jour-là, à la dépense d’un jour moyen")
        void mayNotMatter() {
            Week week = six(20, "3", "10");
            assertThat(week.rule()).isEqualTo("go");
            assertThat((Double) week.heard().asked().get("probabilityAtWorst"))
                    .isEqualTo(Belief.PROMISE.after(0.05, 18, 140).probabilityAbove(0.05), within(1e-12));
        }

        @Test
        @DisplayName("retire « poursuivre » à qui le perdrait par le taux, ou par le coût")
        void mayUndoGo() {
            // 10 of 120 pass; with 20 visits more and no conversion they do not.
            Week byRate = six(20, "1.66", "1");
            assertThat((Double) byRate.heard().asked().get("probability")).isGreaterThan(0.9);
            assertThat(byRate.rule()).isEqualTo("undone-go");
            assertThat(byRate.wanting()).isEqualTo("Chiffres manquants : mardi 15/12/2026 (Annonces).");

            // 18 conversions carry 144 €; six days cost 132 €, and the seventh 22 € more.
            Week byCost = six(20, "3", "22");
            assertThat(byCost.rule()).isEqualTo("undone-go");
            assertThat(six(20, "3", "24.01").rule()).isEqualTo("too-dear");
        }

        @Test
        @DisplayName("n’invente que ce qui manque : les visites connues du jour comptent, sa dépense connue aussi")
        void keepsWhatIsKnown() {
            Week week = six(20, "3", "10", row("Annonces", 200L, null, "10"));
            assertThat((Double) week.heard().asked().get("probabilityAtWorst"))
                    .isEqualTo(Belief.PROMISE.after(0.05, 18, 320).probabilityAbove(0.05), within(1e-12));
            assertThat(six(20, "3", "10", row("Annonces", 20L, "3", null)).rule())
                    .isEqualTo("go");
            assertThat(six(20, "3", "23", row("Annonces", 20L, "0", null)).rule())
                    .isEqualTo("undone-go");
        }

        @Test
        @DisplayName(
                "laisse « arrêter » à qui resterait sous la cible même avec sa meilleure journée, et l’ôte à qui non")
        void mayUndoStop() {
            Week still = six(50, "0", "5");
            assertThat(still.rule()).isEqualTo("stop");

            Week week = Week.of(5, 50, 8);
            for (int day = 0; day < 5; day++) week.day(day, row("Annonces", 30L, "0", "5"));
            week.day(5, row("Annonces", 30L, "3", "5")).day(6);
            assertThat((Double) week.heard().asked().get("probability")).isLessThan(0.05);
            assertThat((Double) week.heard().asked().get("probabilityAtBest"))
                    .isEqualTo(Belief.PROMISE.after(0.05, 6, 210).probabilityAbove(0.05), within(1e-12));
            assertThat(week.rule()).isEqualTo("undone-stop");
        }

        @Test
        @DisplayName("ne compte pas si c’est celle d’un canal à côté, et compte si elle est d’un canal qui compte")
        void concernsWhatCounts() {
            Week week = Week.of(5, 50, 8);
            for (int day = 0; day < 7; day++) week.day(day, row("Annonces", 20L, "3", "10"));

            assertThat(week.rule()).isEqualTo("go");
            assertThat(week.counting("Annonces", "Page").rule()).isEqualTo("mornings-missing");
        }

        @Test
        @DisplayName("seule et unique d’une semaine, elle ne laisse rien dire")
        void mayBeAllThereIs() {
            Week week = Week.of(5, 50, 8).day(0, row("Annonces", 100L, "20", null));

            assertThat(week.rule()).isEqualTo("undone-go");
        }
    }

    @Nested
    @DisplayName("Ce qui trancherait")
    class WhatWouldSettle {

        @ParameterizedTest(name = "{0} sur {1} : {2}")
        @CsvSource(delimiter = '|', textBlock = """
            8  | 100 | Au taux du jour, environ 100 visites de plus (1 jour) : une chance sur deux de trancher.
            5  | 100 | Trop près de la promesse : aucune prolongation ne tranchera.
            2  | 100 | Au taux du jour, environ 12 visites de plus (1 jour) : une chance sur deux de trancher.
            7  | 100 | Trop près de la promesse : aucune prolongation ne tranchera.
            """)
        @DisplayName("vient de la rencontre du taux du jour avec les seuils du regard suivant")
        void crosses(String conversions, long visits, String sentence) {
            assertThat(Week.whole(5, visits, conversions, "1").wanting()).isEqualTo(sentence);
        }

        @Test
        @DisplayName("aux seuils du premier regard, 8 sur 100 demanderait 132 visites en tout")
        void crossesFirst() {
            assertThat(FIRST.crossing(0.05, 8, 100)).hasValue(132);
            assertThat(EXTENDED.crossing(0.05, 8, 100)).hasValue(200);
            assertThat(EXTENDED.crossing(0.05, 5, 100)).isEmpty();
        }

        @Test
        @DisplayName("demande cinq conversions aussi : 3 sur 60 à 1 %, c’est quarante visites de plus")
        void asksForFiveConversions() {
            assertThat(EXTENDED.crossing(0.01, 3, 60)).hasValue(100);
        }

        @Test
        @DisplayName("se dit en jours, au rythme de ceux qui ont des chiffres")
        void countsDays() {
            Week week = Week.of(5, 50, 8);
            for (int day = 0; day < 5; day++) week.day(day, row("Annonces", 20L, day == 0 ? "8" : "0", "1"));
            assertThat(week.wanting()).contains("environ 100 visites de plus (5 jours)");
        }

        @Test
        @DisplayName("ne promet plus de prolongation à une semaine déjà prolongée")
        void isExtendedOnce() {
            assertThat(Week.whole(5, 100, "8", "1").extended().wanting())
                    .isEqualTo("La semaine a déjà été prolongée : elle ne le sera plus.");
        }

        @Test
        @DisplayName("commence par le trafic du contrat là où il n’est pas atteint")
        void asksForTraffic() {
            Week week = Week.of(5, 120, 8).day(0, row("Annonces", 100L, "8", "1"));

            assertThat(week.wanting()).isEqualTo("Il manque 20 visites sur les 120 du contrat.");
        }
    }

    private static Week uniques(@Nullable Long visitors, String conversions) {
        return Week.of(5, 100, 8)
                .day(0, row("Annonces", 400L, conversions, "8"))
                .onUniques(visitors);
    }

    @Test
    @DisplayName("Où le contrat compte les visiteurs uniques, le verdict est le leur : minimum, taux et coût")
    void judgesUniques() {
        assertThat(uniques(400L, "9").rule()).isEqualTo("stop");
        assertThat(uniques(100L, "9").rule()).isEqualTo("go");
        assertThat(uniques(100L, "8").rule()).isEqualTo("between");
        assertThat(uniques(99L, "9").rule()).isEqualTo("few-visits");
        assertThat(uniques(99L, "9").wanting()).isEqualTo("Il manque 1 visiteur unique sur les 100 du contrat.");
        assertThat(uniques(100L, "101").rule()).isEqualTo("unusable");
        assertThat(uniques(100L, "8").wanting()).contains("environ 100 visiteurs uniques de plus");
    }

    @Test
    @DisplayName(
            "Sans les visiteurs uniques qu’il demande, un contrat n’a pas assez de données, et ce qui manque est dit")
    void wantsUniques() {
        Week week = uniques(null, "9");

        assertThat(week.rule()).isEqualTo("few-visits");
        assertThat(week.heard().isUncounted()).isTrue();
        assertThat(week.wanting())
                .isEqualTo("Il manque les visiteurs uniques de la semaine, que le contrat prend pour base : ils se "
                        + "donnent sur la page des chiffres du dernier jour.");
        assertThat(uniques(null, "0").rule()).isEqualTo("few-visits");
        assertThat(uniques(100L, "9").heard().isUncounted()).isFalse();
    }

    @Test
    @DisplayName("Une matinée manquante est déjà parmi les visiteurs uniques : elle n’y ajoute que des conversions")
    void countsTheMissingMorningOnce() {
        Week week = Week.of(5, 100, 8)
                .day(0, row("Annonces", 100L, "9", "8"))
                .day(1, row("Annonces", null, null, null))
                .onUniques(100L);

        assertThat(week.heard().asked().get("probabilityAtWorst"))
                .isEqualTo(week.heard().asked().get("probability"));
        assertThat(week.heard().asked().get("probabilityAtBest"))
                .isEqualTo(uniques(100L, "18").heard().asked().get("probability"));
    }

    @Test
    @DisplayName("Les anciennes règles restent ce qu’elles étaient : a priori uniforme, tous les canaux, coût de tous")
    void keepsTheFormerRules() {
        Map<LocalDate, Map<String, MetricRow>> days =
                Map.of(V1, Map.of("Annonces", row("Annonces", 50L, "4", "100"), "Page", row("Page", 50L, "4", null)));
        Case former = new Case(
                new Contract(5, 100, 90, 12.5, "Inscription"),
                Belief.NOTHING,
                false,
                Set.of("Page"),
                Map.of(),
                days,
                null);

        assertThat(former.asked()).containsEntry("usable", true).containsEntry("enoughVisits", true);
        assertThat((Double) former.asked().get("probability")).isEqualTo(0.9337, within(5e-5));
        assertThat(former.asked()).containsEntry("costWithinCap", true);
        assertThat(former.wanting(FIRST, EXTENDED)).isEmpty();
        assertThat(new Case(
                                new Contract(5, 100, 90, 12.49, "Inscription"),
                                Belief.NOTHING,
                                false,
                                Set.of("Page"),
                                Map.of(),
                                days,
                                null)
                        .asked())
                .containsEntry("costWithinCap", false);
    }
}
