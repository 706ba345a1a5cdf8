package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.Refusal;
import fr.jalon.scic.CompanyInterview.Interest;
import fr.jalon.scic.MarketKpis.Rate;
import fr.jalon.scic.MarketKpis.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les chiffres de la validation du marché")
class MarketKpisTest {

    @Test
    @DisplayName("Les cibles par défaut sont celles du projet")
    void knowsTheSeed() {
        assertThat(MarketTargets.DEFAULT).isEqualTo(new MarketTargets(20, 10, 30, 3, 50, 2500));
    }

    @Test
    @DisplayName("6 sur 20 : atteint, fragile, de 14,5 % à 51,9 %")
    void callsSixOfTwentyFragile() {
        Rate rate = new Rate(6, 20, 30);
        assertThat(rate.standing()).isEqualTo(Standing.FRAGILE);
        assertThat(rate.interval().orElseThrow().low()).isCloseTo(0.145, within(5e-4));
        assertThat(rate.interval().orElseThrow().high()).isCloseTo(0.519, within(5e-4));
        assertThat(rate.inWords().replace('\u00a0', ' '))
                .isEqualTo("6 sur 20, soit 30,0 % (14,5 % à 51,9 %) : atteint, fragile");
    }

    @ParameterizedTest(name = "{0} sur {1}, cible {2} % : {3}")
    @CsvSource(textBlock = """
       0,  0,  30, UNKNOWN
       5, 20,  30, MISSED
       6, 20,  30, FRAGILE
      10, 20,  30, FRAGILE
      11, 20,  30, MET
      10, 20,  50, FRAGILE
       9, 20,  50, MISSED
      14, 20,  50, FRAGILE
      15, 20,  50, MET
       1,  1,  30, FRAGILE
       0, 20,   0, MET
      20, 20, 100, FRAGILE
      """)
    @DisplayName("Chaque taux a son état, bornes comprises")
    void stands(int count, int interviews, double target, Standing standing) {
        assertThat(new Rate(count, interviews, target).standing()).isEqualTo(standing);
    }

    @Test
    @DisplayName("Sans entretien, ni taux ni intervalle, et aucun verdict favorable")
    void knowsNothingYet() {
        MarketKpis none = MarketKpis.of(List.of(), 0, MarketTargets.DEFAULT);
        assertThat(none.strongInterest().rate()).isEmpty();
        assertThat(none.strongInterest().interval()).isEmpty();
        assertThat(none.priceAccepted().inWords()).isEqualTo("aucun entretien pour l’instant");
        assertThat(none.lettersStanding()).isEqualTo(Standing.UNKNOWN);
        assertThat(none.bySegment()).containsEntry(Segment.TECH_SME, 0).hasSize(3);
        assertThat(none.facts())
                .containsEntry("companies", 0)
                .containsEntry("interviewsMissing", 30)
                .containsEntry("lettersMissing", 3)
                .containsEntry("interestMet", false)
                .containsEntry("priceMet", false)
                .containsEntry("ratesCertain", false);
    }

    @Test
    @DisplayName("De nouveaux entretiens s’ajoutent, les surplus ne comblent rien d’autre")
    void adds() {
        List<CompanyInterview> interviews = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(i -> new CompanyInterview(
                        Segment.values()[i % 3], i < 6 ? Interest.STRONG : Interest.NONE, i < 10, i < 3))
                .toList());
        MarketKpis first = MarketKpis.of(interviews, 9, MarketTargets.DEFAULT);
        interviews.add(new CompanyInterview(Segment.TECH_SME, Interest.WEAK, true, true));
        MarketKpis second = MarketKpis.of(interviews, 9, MarketTargets.DEFAULT);
        assertThat(first.bySegment()).containsEntry(Segment.TECH_SME, 7).containsEntry(Segment.REGIONAL_IT_SERVICES, 6);
        assertThat(first.letters()).isEqualTo(3);
        assertThat(first.lettersStanding()).isEqualTo(Standing.MET);
        assertThat(second.priceAccepted()).isEqualTo(new Rate(11, 21, 50));
        assertThat(second.facts()).containsEntry("companies", 21).containsEntry("interviewsMissing", 1);
        assertThat(second.strongInterest().standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    @DisplayName("Des cibles ou des réponses impossibles sont refusées")
    void refuses() {
        assertThat(catchThrowableOfType(Refusal.class, () -> new MarketTargets(0, -1, 101, -1, Double.NaN, 0))
                        .errors())
                .containsOnlyKeys(
                        "companies",
                        "apprentices",
                        "strongInterestPercent",
                        "letters",
                        "priceAcceptedPercent",
                        "price");
        assertThat(catchThrowableOfType(Refusal.class, () -> new CompanyInterview(null, null, true, true))
                        .errors())
                .containsOnlyKeys("segment", "interest");
    }
}
