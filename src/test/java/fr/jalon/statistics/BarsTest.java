package fr.jalon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The thresholds are those of {@code go-pivot-stop.dmn}; that the table has them is a test of its own. */
@DisplayName("Ce qu’un seuil de probabilité demande en conversions")
class BarsTest {

    private static final Bars FIRST = new Bars(0.9, 0.05, 0.5, 5);
    private static final Bars EXTENDED = new Bars(0.95, 0.05, 0.5, 5);
    private static final int WEEKS = 20_000;

    private static final String ANCHORS = """
       5,   50,  6,  7,  0, 0, 3.8 17.0 38.4,  7.7 28.2 53.3,  7.7 28.2 53.3
       5,  100,  9, 10,  1, 1, 6.3 33.5 67.9,  3.7 28.3 64.4,  3.7 28.3 64.4
       5,  200, 15, 16,  5, 4, 7.8 53.8 90.7,  6.2 61.6 95.9,  2.6 43.8 89.2
       5,  300, 21, 23,  9, 7, 7.8 66.0 97.1,  6.5 77.9 99.5,  1.6 52.4 96.3
       5,  500, 32, 34, 17, 12, 9.4 84.6 99.8, 5.6 91.8 100.0, 0.3 51.8 98.8
       1,  100,  5,  5,  –, –, 0.3 1.8 5.1,    0.0 0.0 0.0,    0.0 0.0 0.0
       1,  300,  7,  7,  0, 0, 3.3 16.7 39.4,  4.9 22.2 47.2,  4.9 22.2 47.2
       1, 1000, 15, 17,  5, 4, 8.2 53.5 89.7,  6.6 61.6 95.8,  2.9 44.0 89.1
      20,   50, 15, 16,  5, 4, 6.1 55.3 94.6,  4.8 61.6 96.2,  1.8 43.1 89.6
     0.1, 1000,  5,  5,  –, –, 0.4 1.8 5.2,    0.0 0.0 0.0,    0.0 0.0 0.0
     """;

    @ParameterizedTest(name = "cible {0} %, {1} visites")
    @CsvSource(nullValues = "–", textBlock = ANCHORS)
    @DisplayName("Les nombres qui font pencher, et les chances de chaque verdict")
    void turnsAtKnownCounts(
            double percent,
            long visits,
            long go,
            long goExtended,
            Long fail,
            Long stop,
            String chancesToPass,
            String chancesToFail,
            String chancesToStop) {
        double target = percent / 100;
        Bars.Turns turns = FIRST.at(target, visits);

        assertThat(turns.passFrom()).hasValue(go);
        assertThat(EXTENDED.at(target, visits).passFrom()).hasValue(goExtended);
        assertThat(turns.failUpTo()).isEqualTo(fail == null ? OptionalLong.empty() : OptionalLong.of(fail));
        assertThat(turns.stopUpTo()).isEqualTo(stop == null ? OptionalLong.empty() : OptionalLong.of(stop));
        assertThat(percents(turns::chanceToPass, target, 1, 1.5, 2)).isEqualTo(chancesToPass);
        assertThat(percents(turns::chanceToFail, target, 1, 0.5, 0.25)).isEqualTo(chancesToFail);
        assertThat(percents(turns::chanceToStop, target, 1, 0.5, 0.25)).isEqualTo(chancesToStop);
    }

    private interface Chance {
        double of(double rate);
    }

    private static String percents(Chance chance, double target, double... multiples) {
        return String.join(
                " ",
                DoubleStream.of(multiples)
                        .mapToObj(multiple -> String.format(Locale.ROOT, "%.1f", 100 * chance.of(multiple * target)))
                        .toList());
    }

    @ParameterizedTest(name = "cible {0} %, {1} visites")
    @CsvSource(nullValues = "–", textBlock = ANCHORS)
    @DisplayName("Vingt mille semaines tirées au sort trouvent ces chances à un point près")
    void isWhatWeeksDo(
            double percent,
            int visits,
            long go,
            long goExtended,
            Long fail,
            Long stop,
            String chancesToPass,
            String chancesToFail,
            String chancesToStop) {
        Random random = new Random(20261207);
        double target = percent / 100;
        double[] multiples = {0.25, 0.5, 1, 1.5, 2};
        Bars.Turns turns = FIRST.at(target, visits);
        for (double multiple : multiples) {
            int passed = 0;
            int failed = 0;
            int stopped = 0;
            boolean[][] verdicts = new boolean[visits + 1][];
            for (int week = 0; week < WEEKS; week++) {
                int conversions = drawn(random, multiple * target, visits);
                if (verdicts[conversions] == null) {
                    verdicts[conversions] = new boolean[] {
                        FIRST.isPassed(target, conversions, visits),
                        FIRST.isFailed(target, conversions, visits),
                        FIRST.isStopped(target, conversions, visits)
                    };
                }
                if (verdicts[conversions][0]) passed++;
                if (verdicts[conversions][1]) failed++;
                if (verdicts[conversions][2]) stopped++;
            }
            assertThat((double) passed / WEEKS).isEqualTo(turns.chanceToPass(multiple * target), within(0.01));
            assertThat((double) failed / WEEKS).isEqualTo(turns.chanceToFail(multiple * target), within(0.01));
            assertThat((double) stopped / WEEKS).isEqualTo(turns.chanceToStop(multiple * target), within(0.01));
        }
    }

    @Test
    @DisplayName("Une prolongation coûte peu : à 5 %, 300 visites et sept jours de plus, 9,6 % de faux « poursuivre »")
    void paysForOneExtension() {
        Random random = new Random(20261207);
        int visits = 300;
        long passed = 0;
        for (int week = 0; week < WEEKS; week++) {
            int first = drawn(random, 0.05, visits);
            if (FIRST.isPassed(0.05, first, visits)) passed++;
            else if (!FIRST.isFailed(0.05, first, visits)) {
                int both = first + drawn(random, 0.05, visits);
                if (EXTENDED.isPassed(0.05, both, 2.0 * visits)) passed++;
            }
        }
        assertThat((double) passed / WEEKS).isEqualTo(0.096, within(0.01));
    }

    @Test
    @DisplayName("Une prolongation tranche sur les chances exactes : 9,6 % à un dixième près")
    void knowsTheExactCostOfOneExtension() {
        Bars.Turns first = FIRST.at(0.05, 300);
        Bars.Turns both = EXTENDED.at(0.05, 600);
        long from = first.passFrom().orElseThrow();
        BinomialDistribution binomial = BinomialDistribution.of(300, 0.05);
        double chance = first.chanceToPass(0.05);
        for (long k = first.failUpTo().orElseThrow() + 1; k < from; k++) {
            chance += binomial.probability((int) k)
                    * binomial.survivalProbability((int) (both.passFrom().orElseThrow() - k) - 1);
        }
        assertThat(chance).isEqualTo(0.0965, within(0.00005));
    }

    /** Who converts among so many visitors, each alone; by the gaps between those who do. */
    private static int drawn(Random random, double rate, int visits) {
        int conversions = 0;
        double none = Math.log1p(-rate);
        for (double at = 0; ; conversions++) {
            at += Math.floor(Math.log(1 - random.nextDouble()) / none) + 1;
            if (at > visits) return conversions;
        }
    }

    @ParameterizedTest(name = "cible {0} % : {1} visites")
    @CsvSource(nullValues = "–", textBlock = """
       5, 157
       1, 793
      50, –
      60, –
      """)
    @DisplayName("Le plus petit trafic d’où le double de la cible est reconnu quatre fois sur cinq, et le reste")
    void findsTheFairTraffic(double percent, Long visits) {
        OptionalLong fair = FIRST.fairTraffic(percent / 100, 2, 0.8);

        if (visits == null) assertThat(fair).isEmpty();
        else {
            assertThat(fair).hasValue(visits);
            assertThat(FIRST.at(percent / 100, visits - 1).chanceToPass(2 * percent / 100))
                    .isLessThan(0.8);
            for (long more = visits; more < 2 * visits; more++) {
                assertThat(FIRST.at(percent / 100, more).chanceToPass(2 * percent / 100))
                        .isGreaterThanOrEqualTo(0.8);
            }
        }
    }

    @ParameterizedTest(name = "cible {0} % : {1} visites")
    @CsvSource({"5, 40", "1, 200", "20, 10", "99, 229"})
    @DisplayName("Le plus petit trafic qui peut dire l’un et l’autre : environ deux visites par cible")
    void findsTheLeastTraffic(double percent, long visits) {
        assertThat(FIRST.leastTraffic(percent / 100, 1, 1_000_000)).hasValue(visits);
        assertThat(FIRST.leastTraffic(percent / 100, 1, visits - 1)).isEmpty();
    }

    @Test
    @DisplayName("Sans cinq conversions, rien ne passe ; avec des décimales, elles comptent telles quelles")
    void asksForFiveConversions() {
        assertThat(FIRST.isPassed(0.001, 4.99, 50)).isFalse();
        assertThat(FIRST.isPassed(0.001, 5, 50)).isTrue();
        assertThat(FIRST.isPassed(0.05, 8.5, 100)).isFalse();
        assertThat(FIRST.isPassed(0.05, 8.9, 100)).isTrue();
    }
}
