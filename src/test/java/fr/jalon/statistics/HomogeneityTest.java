package fr.jalon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.statistics.Homogeneity.Group;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Des groupes qui diffèrent plus que le hasard")
class HomogeneityTest {

    @Test
    @DisplayName("Avec assez de comptes, la loi du χ² : 20 et 40 conversions pour 400 visites chacun")
    void followsTheLaw() {
        // χ² = 2 × 10² / (400 × 0.075 × 0.925) = 7.207 with one degree of freedom.
        assertThat(Homogeneity.chance(List.of(new Group(20, 400), new Group(40, 400))))
                .isEqualTo(0.00726, within(5e-5));
    }

    @Test
    @DisplayName("Avec peu de comptes, une permutation : huit conversions toutes du même jour parmi sept égaux")
    void dealsOutAnew() {
        List<Group> onePress = groups(8, 0, 0, 0, 0, 0, 0);
        // All eight of 140 visits within one given day of 20: C(20, 8) / C(140, 8), for any of seven days.
        assertThat(Homogeneity.chance(onePress)).isLessThan(0.001);
        assertThat(Homogeneity.chance(groups(2, 1, 1, 1, 1, 1, 1))).isGreaterThan(0.9);
        assertThat(Homogeneity.chance(onePress)).isEqualTo(Homogeneity.chance(onePress));
    }

    @Test
    @DisplayName("La permutation trouve la chance exacte : deux conversions, deux groupes de dix")
    void findsTheExactChance() {
        // Both in one group: 2 × C(10, 2) / C(20, 2) = 90 / 190.
        assertThat(Homogeneity.chance(List.of(new Group(2, 10), new Group(0, 10))))
                .isEqualTo(0.4737, within(0.015));
        assertThat(Homogeneity.chance(List.of(new Group(18, 20), new Group(20, 20))))
                .isEqualTo(2 * 190.0 / 780, within(0.015));
    }

    @Test
    @DisplayName("Des semaines égales passent pour inégales une fois sur cent, pas plus")
    void rarelyErrs() {
        Random random = new Random(20261207);
        long alarms = IntStream.range(0, 400)
                .mapToObj(week -> IntStream.range(0, 7)
                        .mapToObj(day -> new Group(
                                IntStream.range(0, 20)
                                        .filter(visit -> random.nextDouble() < 0.08)
                                        .count(),
                                20))
                        .toList())
                .filter(week -> Homogeneity.chance(week) < 0.01)
                .count();
        assertThat(alarms).isLessThanOrEqualTo(12);
    }

    @Test
    @DisplayName("Rien ne se compare là où il n’y a qu’un groupe, aucune conversion ou aucune visite")
    void tellsNothing() {
        assertThat(Homogeneity.chance(List.of())).isEqualTo(1);
        assertThat(Homogeneity.chance(groups(8))).isEqualTo(1);
        assertThat(Homogeneity.chance(groups(0, 0, 0))).isEqualTo(1);
        assertThat(Homogeneity.chance(List.of(new Group(5, 20), new Group(0, 0))))
                .isEqualTo(1);
        assertThat(Homogeneity.chance(List.of(new Group(20, 20), new Group(25, 20))))
                .isEqualTo(1);
    }

    private static List<Group> groups(double... successes) {
        return IntStream.range(0, successes.length)
                .mapToObj(i -> new Group(successes[i], 20))
                .toList();
    }
}
