package fr.jalon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.statistics.Homogeneity.Group;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce qu’un programme apprend de ses semaines")
class PooledTest {

    private static Pooled weeks(int count, double successes, double trials) {
        return Pooled.of(Collections.nCopies(count, new Group(successes, trials)));
    }

    @ParameterizedTest(name = "{0} semaines : il en manque {1}")
    @CsvSource({"0, 20", "1, 19", "19, 1", "20, 0", "21, 0"})
    @DisplayName("Il lui en faut vingt")
    void takesTwentyWeeks(int count, int missing) {
        Pooled pooled = weeks(count, 3, 100);

        assertThat(pooled.missing()).isEqualTo(missing);
        assertThat(pooled.rate().isPresent()).isEqualTo(missing == 0);
        assertThat(pooled.prior(0.05).isPresent()).isEqualTo(missing == 0);
    }

    @ParameterizedTest(name = "{0} conversion(s) par cent visites, cible {1} : Bêta(1 ; {2})")
    @CsvSource(textBlock = """
      2,  0.05, 49
      4,  0.05, 24
      5,  0.05, 19
      8,  0.05, 19
      8,  0.20, 11.5
      80, 0.90, 1
      """)
    @DisplayName("L’a priori pèse une conversion, et sa moyenne ne passe jamais la cible ni la moitié")
    void neverBelievesMoreThanThePromise(double successes, double target, double failures) {
        assertThat(weeks(20, successes, 100).prior(target))
                .hasValueSatisfying(prior -> assertThat(prior.failures()).isEqualTo(failures, within(1e-9)));
    }

    @Test
    @DisplayName("Vingt semaines sans une conversion ne disent pas ce qu’en pèse une")
    void cannotWeighNothing() {
        Pooled pooled = weeks(20, 0, 100);

        assertThat(pooled.missing()).isZero();
        assertThat(pooled.rate()).isEmpty();
        assertThat(pooled.prior(0.05)).isEmpty();
    }

    @Test
    @DisplayName("Le taux vient des sommes, jamais d’une moyenne de semaines")
    void sumsBeforeItDivides() {
        Pooled pooled = Pooled.of(
                Stream.concat(Collections.nCopies(19, new Group(1, 10)).stream(), Stream.of(new Group(1, 1000)))
                        .toList());

        assertThat(pooled.rate()).hasValueSatisfying(rate -> assertThat(rate).isEqualTo(20 / 1190.0, within(1e-12)));
    }

    @Test
    @DisplayName("Une semaine sans visite, ou dont les comptes ne peuvent être vrais, n’apprend rien")
    void leavesOutWhatTellsNothing() {
        assertThat(Pooled.of(List.of(new Group(0, 0), new Group(30, 19), new Group(0, 50), new Group(4, 50))))
                .isEqualTo(new Pooled(2, 4, 100));
    }

    @Test
    @DisplayName("Des cinq cents dernières au plus")
    void takesTheLatest() {
        assertThat(Pooled.of(Stream.concat(
                                Collections.nCopies(500, new Group(1, 100)).stream(), Stream.of(new Group(100, 100)))
                        .toList()))
                .isEqualTo(new Pooled(500, 500, 50_000));
    }
}
