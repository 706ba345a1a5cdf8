package fr.jalon.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce que des comptes disent d’un taux")
class RatesTest {

    @ParameterizedTest(name = "{0} sur {1} : {2} à {3} %")
    @CsvSource(textBlock = """
      6,   20, 14.5,  51.9
      0,   10,  0.0,  27.8
      10,  10, 72.2, 100.0
      1,  100,  0.2,   5.4
      8,  100,  4.1,  15.0
      20, 300,  4.4,  10.1
      50, 1000, 3.8,   6.5
      """)
    @DisplayName("L’intervalle de Wilson à 95 % encadre le taux")
    void boundsTheRate(double successes, double trials, double low, double high) {
        Interval interval = Interval.wilson(successes, trials);
        assertThat(interval.low() * 100).isEqualTo(low, within(0.05));
        assertThat(interval.high() * 100).isEqualTo(high, within(0.05));
    }

    @ParameterizedTest(name = "cible {0}, {1} sur {2} : {3}")
    @CsvSource(textBlock = """
      0.05, 0,  0, 0.95
      0.50, 1,  1, 0.75
      0.50, 0,  1, 0.25
      0.05, 0, 50, 0.0731
      0.05, 8, 100, 0.9337
      0.05, 1, 100, 0.0355
      1.00, 9, 10, 0
      """)
    @DisplayName("La probabilité de dépasser la cible suit l’a priori uniforme")
    void weighsTheTarget(double target, double successes, double trials, double probability) {
        assertThat(new Posterior(successes, trials).probabilityAbove(target)).isEqualTo(probability, within(5e-5));
    }

    @ParameterizedTest(name = "cible {0}, {1} sur {2} : {3}")
    @CsvSource(textBlock = """
      0.05, 0,   0, 0.3774
      0.05, 8, 100, 0.8578
      0.05, 1, 100, 0.0162
      0.01, 8, 100, 0.9998
      0.01, 1, 100, 0.4074
      0.50, 0,   0, 0.5
      0.90, 0,   0, 0.1
      """)
    @DisplayName("L’a priori de la cible a la cible pour moyenne, et reste uniforme au-delà de 50 %")
    void believesThePromise(double target, double successes, double trials, double probability) {
        assertThat(new Posterior(Prior.of(target), successes, trials).probabilityAbove(target))
                .isEqualTo(probability, within(5e-5));
    }

    @ParameterizedTest(name = "{0} : {1} échecs")
    @CsvSource({"0.05, 19", "0.01, 99", "0.001, 999", "0.25, 3", "0.5, 1", "0.9, 1"})
    @DisplayName("L’a priori pèse autant que les visites d’une conversion promise")
    void weighsOneConversion(double target, double failures) {
        assertThat(Prior.of(target).failures()).isEqualTo(failures, within(1e-9));
        if (target <= 0.5) assertThat(1 / (1 + failures)).isEqualTo(target, within(1e-12));
    }

    @ParameterizedTest(name = "cible {0} : {1} à {2}")
    @CsvSource({"0.05, 0.04616, 0.10691", "0.01, 0.02748, 0.06448", "0.5, 0.05449, 0.12548"})
    @DisplayName("L’intervalle central laisse autant de chances dessous que dessus")
    void centresTheInterval(double target, double low, double high) {
        Posterior posterior = new Posterior(Prior.of(target), 8, 100);
        Interval central = posterior.central(0.8);

        assertThat(central.low()).isEqualTo(low, within(5e-6));
        assertThat(central.high()).isEqualTo(high, within(5e-6));
        assertThat(posterior.probabilityAbove(central.low())).isEqualTo(0.9, within(1e-9));
        assertThat(posterior.probabilityAbove(central.high())).isEqualTo(0.1, within(1e-9));
    }

    @Test
    @DisplayName("Un a priori sans échec n’en est pas un")
    void refusesNoPrior() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Prior(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prior(Double.NaN));
    }

    @ParameterizedTest(name = "{0} sur {1}")
    @CsvSource({"-1, 10", "11, 10", "NaN, 10", "1, NaN"})
    @DisplayName("Des comptes impossibles sont refusés")
    void refusesWhatCannotBe(double successes, double trials) {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.wilson(successes, trials));
        assertThatIllegalArgumentException().isThrownBy(() -> new Posterior(successes, trials));
    }

    @ParameterizedTest(name = "{1} pour {0} €, à {2} : {3} à {4} €")
    @CsvSource(textBlock = """
      10,  10, 0.95, 0.5438, 2.0855
      10,   1, 0.80, 2.5709, 94.9122
      60, 100, 0.80, 0.5260, 0.6864
       0,  10, 0.80, 0,      0
      """)
    @DisplayName("Le prix d’un clic suit les bornes exactes d’un nombre de Poisson (Garwood)")
    void weighsAPrice(double amount, double count, double share, double low, double high) {
        Interval interval = Interval.priceOfOne(amount, count, share);
        assertThat(interval.low()).isEqualTo(low, within(5e-4));
        assertThat(interval.high()).isEqualTo(high, within(5e-4));
    }

    @ParameterizedTest(name = "{0} € pour {1}")
    @CsvSource({"10, 0", "-1, 5", "NaN, 5", "10, NaN"})
    @DisplayName("Ce qui n’achète rien n’a pas de prix")
    void refusesWhatBoughtNothing(double amount, double count) {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.priceOfOne(amount, count, 0.8));
    }

    @Test
    @DisplayName("Sans essai, il n’y a pas d’intervalle")
    void needsATrial() {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.wilson(0, 0));
    }
}
