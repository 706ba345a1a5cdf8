package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import fr.jalon.experiment.Design.Chance;
import fr.jalon.experiment.Design.Line;
import fr.jalon.experiment.Design.Outlook;
import fr.jalon.statistics.Bars;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The thresholds are those of {@code go-pivot-stop.dmn}; that the table has them is a test of its own. */
@DisplayName("Un contrat en train de s’écrire")
class DesignTest {

    private static final Bars FIRST = new Bars(0.9, 0.05, 0.5, 5);
    private static final Bars EXTENDED = new Bars(0.95, 0.05, 0.5, 5);

    private static Design design(double target, long visits) {
        return new Design(target, visits, null, null, null, null, null, null, null, true, Base.DAILY_VISITS);
    }

    private static Design paying(double cap, double each, Double click, Double budget, Long planned) {
        return new Design(
                5, 100, cap, each, click, budget, planned, "STRONG", "Une précommande.", true, Base.DAILY_VISITS);
    }

    private static Outlook outlook(Design design) {
        return design.outlook(FIRST, EXTENDED);
    }

    private static Map<String, String> thresholds(Outlook outlook) {
        return outlook.thresholds().stream().collect(Collectors.toMap(Line::name, line -> plain(line.value())));
    }

    private static double number(String percent) {
        return Double.parseDouble(plain(percent).replace(" %", "").replace(',', '.'));
    }

    private static List<String> plainly(List<String> sentences) {
        return sentences.stream().map(sentence -> plain(sentence)).toList();
    }

    @ParameterizedTest(name = "cible {0} %, {1} visites")
    @CsvSource(textBlock = """
       5, 50, 6, 7, jamais, aucune conversion, 3.8 17.0 38.4, 7.7 28.2 53.3, 7.7 28.2 53.3
       5, 100, 9, 10, jamais, jusqu’à 1, 6.3 33.5 67.9, 3.7 28.3 64.4, 3.7 28.3 64.4
       5, 200, 15, 16, 5 conversions, jusqu’à 4, 7.8 53.8 90.7, 6.2 61.6 95.9, 2.6 43.8 89.2
       5, 300, 21, 23, 8 à 9, jusqu’à 7, 7.8 66.0 97.1, 6.5 77.9 99.5, 1.6 52.4 96.3
       5, 500, 32, 34, 13 à 17, jusqu’à 12, 9.4 84.6 99.8, 5.6 91.8 100.0, 0.3 51.8 98.8
       1, 100, 5, 5, jamais, jamais, 0.3 1.8 5.1, 0.0 0.0 0.0, 0.0 0.0 0.0
       1, 300, 7, 7, jamais, aucune conversion, 3.3 16.7 39.4, 4.9 22.2 47.2, 4.9 22.2 47.2
       1, 1000, 15, 17, 5 conversions, jusqu’à 4, 8.2 53.5 89.7, 6.6 61.6 95.8, 2.9 44.0 89.1
      20, 50, 15, 16, 5 conversions, jusqu’à 4, 6.1 55.3 94.6, 4.8 61.6 96.2, 1.8 43.1 89.6
     0.1, 1000, 5, 5, jamais, jamais, 0.4 1.8 5.2, 0.0 0.0 0.0, 0.0 0.0 0.0
     """)
    @DisplayName("dit ses seuils au minimum de visites, et les chances de chaque verdict")
    void tellsItsThresholdsAndChances(
            double target,
            long visits,
            String go,
            String extended,
            String pivot,
            String stop,
            String chancesOfGo,
            String chancesToFail,
            String chancesOfStop) {
        Outlook outlook = outlook(design(target, visits));

        assertThat(thresholds(outlook))
                .containsEntry("Poursuivre", "dès " + go + " conversions")
                .containsEntry("Poursuivre, après une prolongation", "dès " + extended + " conversions")
                .containsEntry("Pivoter, un signal sans le taux promis", pivot)
                .containsEntry("Arrêter", stop);
        List<Chance> chances = outlook.chances();
        assertThat(chances).hasSize(5);
        String[] fails = chancesToFail.split(" ");
        for (int i = 0; i < 3; i++) {
            assertThat(number(chances.get(2 + i).go()))
                    .isEqualTo(Double.parseDouble(chancesOfGo.split(" ")[i]));
            Chance worse = chances.get(2 - i);
            assertThat(number(worse.stop()))
                    .isEqualTo(Double.parseDouble(chancesOfStop.split(" ")[i]));
            assertThat(Math.abs(number(worse.pivot()) + number(worse.stop()) - Double.parseDouble(fails[i])))
                    .isLessThan(0.11);
        }
        assertThat(chances).allSatisfy(chance -> assertThat(Math.abs(100
                        - number(chance.go())
                        - number(chance.pivot())
                        - number(chance.stop())
                        - number(chance.open())))
                .isLessThan(0.21));
    }

    @Test
    @DisplayName("nomme les vrais taux, sans ceux de 100 % et plus")
    void leavesImpossibleRatesOut() {
        assertThat(outlook(design(5, 100)).chances())
                .extracting(chance -> plain(chance.rate()))
                .containsExactly("1,25 %", "2,5 %", "5 %", "7,5 %", "10 %");
        assertThat(outlook(design(0.1, 3000)).chances().get(0).rate()).startsWith("0,025");
        assertThat(outlook(design(50, 100)).chances()).hasSize(4);
        assertThat(outlook(design(49.99, 100)).chances()).hasSize(5);
        assertThat(outlook(design(70, 100)).chances()).hasSize(3);
        assertThat(outlook(design(100, 100)).chances()).hasSize(2);
    }

    @Test
    @DisplayName("dit de quel trafic le double de la cible se voit : 157 visites à 5 %")
    void tellsTheFairTraffic() {
        assertThat(outlook(design(5, 100)).fair()).contains("157 visites");
        assertThat(outlook(design(50, 100)).fair()).contains("aucun trafic");
    }

    @Nested
    @DisplayName("et ce qu’il coûte")
    class Costs {

        private static List<String> costs(Outlook outlook) {
            return outlook.costs().stream()
                    .map(cost -> plain(cost.visits() + " | " + cost.cost() + " | " + cost.days()))
                    .toList();
        }

        @Test
        @DisplayName("au CPC prévu, à côté du plafond, et en jours du budget")
        void sumsUp() {
            assertThat(costs(outlook(paying(90, 8, 0.6, 12.5, null))))
                    .containsExactly(
                            "100 | 60,00 € sur les 90 € du plafond | 5 jours",
                            "145 | 87,00 € sur les 90 € du plafond | 7 jours",
                            "157 | 94,20 € au-dessus des 90 € du plafond | 8 jours, plus que la semaine"
                                    .replace("€ au", "€, au"));
        }

        @Test
        @DisplayName("sans budget, sans jours ; sans prix ou sans canal payant, sans coût")
        void needsAPrice() {
            assertThat(costs(outlook(paying(90, 8, 0.6, 0.0, null))))
                    .containsExactly(
                            "100 | 60,00 € sur les 90 € du plafond | –",
                            "157 | 94,20 €, au-dessus des 90 € du plafond | –");
            assertThat(outlook(paying(90, 8, null, 12.5, null)).costs()).isEmpty();
            assertThat(outlook(new Design(5, 100, 0.0, 0.0, 0.6, 12.5, null, "STRONG", "x", false, Base.DAILY_VISITS)))
                    .satisfies(outlook -> assertThat(outlook.costs()).isEmpty())
                    .satisfies(outlook -> assertThat(outlook.warnings()).isEmpty())
                    .satisfies(outlook -> assertThat(outlook.doubts()).isEmpty());
        }

        @Test
        @DisplayName("avertit où le minimum passe le plafond, au centime près")
        void warnsOfTheCap() {
            assertThat(outlook(paying(60, 8, 0.6, null, null)).warnings()).isEmpty();
            assertThat(plainly(outlook(paying(59.99, 8, 0.6, null, null)).warnings()))
                    .singleElement()
                    .asString()
                    .startsWith("Le minimum de visites coûterait 60,00 € à 0,60 € le clic");
        }

        @Test
        @DisplayName("avertit où le CPC rapporté au taux de « Poursuivre » passe le coût maximal")
        void warnsOfTheCostOfAConversion() {
            // 9 of 100 visits at 0.63 €: 7 € each.
            assertThat(outlook(paying(90, 7, 0.63, null, null)).warnings()).isEmpty();
            assertThat(plainly(outlook(paying(90, 6.99, 0.63, null, null)).warnings()))
                    .singleElement()
                    .asString()
                    .contains("9 conversions pour 100 visites", "7,00 €", "6,99 €");
        }

        @Test
        @DisplayName("avertit où le trafic prévu n’atteint pas le minimum, et reste au minimum pour les chances")
        void warnsOfTooLittleTraffic() {
            assertThat(outlook(paying(90, 8, 0.6, null, 100L)).warnings()).isEmpty();
            assertThat(outlook(paying(90, 8, 0.6, null, 99L)).warnings()).hasSize(1);
            assertThat(outlook(paying(90, 8, 0.6, null, 99L)).visits()).isEqualTo("100 visites");
            assertThat(outlook(paying(90, 8, 0.6, null, 300L)).visits()).isEqualTo("300 visites");
        }
    }

    @Test
    @DisplayName("invite à regarder deux fois : cible au-dessus de 50 %, plafonds à 0 €, précommande dite faible")
    void raisesDoubts() {
        assertThat(outlook(paying(90, 8, 0.6, null, null)).doubts()).isEmpty();
        assertThat(outlook(design(50, 100)).doubts()).isEmpty();
        assertThat(outlook(design(50.01, 100)).doubts()).hasSize(1);
        assertThat(outlook(paying(0, 8, null, null, null)).doubts()).hasSize(1);
        assertThat(outlook(paying(90, 0, null, null, null)).doubts()).hasSize(1);
        for (String means : List.of("Une précommande.", "PRÉ-COMMANDE", "pre commande")) {
            assertThat(outlook(new Design(5, 100, null, null, null, null, null, "WEAK", means, true, Base.DAILY_VISITS))
                            .doubts())
                    .hasSize(1);
        }
        assertThat(outlook(new Design(
                                5,
                                100,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "WEAK",
                                "Une adresse laissée.",
                                true,
                                Base.DAILY_VISITS))
                        .doubts())
                .isEmpty();
        assertThat(outlook(new Design(
                                5,
                                100,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "MEDIUM",
                                "Une précommande.",
                                true,
                                Base.DAILY_VISITS))
                        .doubts())
                .isEmpty();
    }

    @ParameterizedTest(name = "cible {0} %, {1} visites")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
       5     | 50      | –                    | –
       5     | 1000000 | –                    | –
       1     | 200     | –                    | –
       1     | 199     | minimumVisits        | même sans une seule conversion ; il faut 200 visites au moins
       1     | 100     | minimumVisits        | une cible d’au moins 1,99 %
       0.1   | 1996    | –                    | –
       0.1   | 1995    | minimumVisits        | il faut 1 996 visites au moins, ou une cible d’au moins 0,11 %
       95    | 50      | –                    | –
       99    | 50      | minimumVisits        | il faut 229 visites au moins, ou une cible d’au plus 95,58 %
       99    | 229     | –                    | –
       100   | 1000    | targetConversionRate | il faut une cible d’au plus 99,77 %
       """)
    @DisplayName("est sans objet où « Poursuivre » ou « Arrêter » ne pourrait jamais être dit, avec ce qui suffirait")
    void isRefusedWhereNothingCanBeSaid(double target, long visits, String field, String said) {
        Map<String, String> faults = Design.faults(target, visits, FIRST);

        if (field == null) assertThat(faults).isEmpty();
        else {
            assertThat(faults).containsOnlyKeys(field);
            assertThat(plain(faults.get(field))).contains(said);
        }
    }

    @Test
    @DisplayName("en disant lequel des deux verdicts manquerait")
    void tellsWhichVerdictIsLost() {
        assertThat(plain(Design.faults(1, 100, FIRST).toString())).contains("« Arrêter » ne pourrait jamais être dit");
        assertThat(plain(Design.faults(99, 50, FIRST).toString())).contains("« Poursuivre » ne pourrait jamais");
    }

    @Test
    @DisplayName("avec les plus petits nombres qui suffisent : l’un comme l’autre rend le contrat possible")
    void proposesWhatDoes() {
        for (double target : new double[] {0.1, 0.37, 1, 2.5, 97, 99.99}) {
            Map<String, String> faults = Design.faults(target, 50, FIRST);
            String said = plain(faults.get("minimumVisits")).replace(" ", "");
            long visits = Long.parseLong(said.replaceAll(".*ilfaut(\\d+)visites.*", "$1"));
            double other = Double.parseDouble(said.replaceAll(".*cibled’au(?:moins|plus)([\\d,]+)%.*", "$1")
                    .replace(',', '.'));
            double nearer = Math.round(100 * other + Math.signum(target - other)) / 100.0;

            assertThat(Design.faults(target, visits, FIRST)).isEmpty();
            assertThat(Design.faults(target, visits - 1, FIRST)).isNotEmpty();
            assertThat(Design.faults(other, 50, FIRST)).isEmpty();
            assertThat(Design.faults(nearer, 50, FIRST)).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "cible {0} %")
    @ValueSource(doubles = {0.1, 0.11, 5, 49.99, 50, 99.99, 100})
    @DisplayName("se calcule vite, même avec le plus grand trafic")
    void isBounded(double target) {
        assertTimeout(Duration.ofSeconds(5), () -> outlook(design(target, Design.MOST_VISITS)));
        assertTimeout(Duration.ofSeconds(5), () -> Design.faults(target, Design.LEAST_VISITS, FIRST));
    }
}
