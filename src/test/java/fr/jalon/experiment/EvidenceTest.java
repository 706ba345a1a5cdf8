package fr.jalon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.jalon.statistics.Interval;
import fr.jalon.statistics.Posterior;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les données de la semaine et leur incertitude")
class EvidenceTest {

    private static final LocalDate V1 = LocalDate.of(2026, 12, 9);
    private static final Contract CONTRACT = new Contract(5, 100, 200, 15, "Inscription à la liste d’attente");
    private static final double EXACT = 1e-12;

    @Test
    @DisplayName("Les taux viennent des sommes, jamais d’une moyenne de jours")
    void sumsBeforeItDivides() {
        Evidence evidence = evidence(
                day(0, row("Annonces", 1000, 10, 10, 1, "5.00")), day(1, row("Annonces", 1000, 90, 100, 30, "25.50")));
        assertThat(evidence.totals().impressions()).isEqualTo(2000);
        assertThat(evidence.totals().clicks()).isEqualTo(100);
        assertThat(evidence.totals().visits()).isEqualTo(110);
        assertThat(evidence.totals().conversions()).isEqualByComparingTo("31");
        assertThat(evidence.totals().spend()).isEqualByComparingTo("30.50");
        assertThat(evidence.ratios().clickThroughRate()).isEqualTo(100 / 2000.0, within(EXACT));
        assertThat(evidence.ratios().costPerClick()).isEqualTo(30.5 / 100, within(EXACT));
        assertThat(evidence.ratios().conversionRate()).isEqualTo(31 / 110.0, within(EXACT));
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(30.5 / 31, within(EXACT));
    }

    @Test
    @DisplayName("Un jour dit ses propres sommes et son taux")
    void sumsADay() {
        Evidence.Day day =
                day(0, row("Annonces", 1000, 20, 18, 2, "10.00"), row("Bouche à oreille", 0, 80, 82, 6, "2.50"));
        assertThat(day.clicks()).isEqualTo(100);
        assertThat(day.visits()).isEqualTo(100);
        assertThat(day.conversions()).isEqualByComparingTo("8");
        assertThat(day.spend()).isEqualByComparingTo("12.50");
        assertThat(day.rate().of()).isEqualByComparingTo("8");
        assertThat(day.rate().by()).isEqualByComparingTo("100");
    }

    @ParameterizedTest(name = "{0} visites, {1} conversions : {2}")
    @CsvSource({"18, 2, false", "18, , true", ", 2, true", ", , false"})
    @DisplayName("Un taux est partiel là où une ligne ne donne que l’un de ses deux chiffres")
    void knowsPartialRates(Long visits, BigDecimal conversions, boolean isPartial) {
        Evidence.Day day = day(
                0,
                row("Annonces", 1000, 20, 18, 2, "10.00"),
                new MetricRow("Page", null, null, visits, conversions, null));
        assertThat(day.rate().isPartial()).isEqualTo(isPartial);
    }

    @Test
    @DisplayName("Les jours qui convertissent plus qu’ils n’ont de visites sont douteux, et eux seuls")
    void namesDoubtfulDays() {
        assertThat(evidence(
                                day(0, row("Annonces", 1000, 20, 4, 3, "1")),
                                day(1, row("Annonces", 1000, 20, 4, 5, "1")),
                                day(2, row("Annonces", 1000, 20, 4, 4, "1")))
                        .doubtfulDays())
                .containsExactly(V1.plusDays(1));
    }

    @Test
    @DisplayName("Un canal organique compte en visites et conversions, pas dans le CTR ni le CPC")
    void keepsOrganicOutOfPaidRatios() {
        Evidence evidence =
                evidence(day(0, row("Annonces", 1000, 20, 18, 2, "10.00"), row("Bouche à oreille", 0, 80, 82, 6, "0")));
        assertThat(evidence.ratios().clickThroughRate()).isEqualTo(0.02, within(EXACT));
        assertThat(evidence.ratios().costPerClick()).isEqualTo(0.5, within(EXACT));
        assertThat(evidence.totals().clicks()).isEqualTo(100);
        assertThat(evidence.ratios().conversionRate()).isEqualTo(0.08, within(EXACT));
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(1.25, within(EXACT));
    }

    @Test
    @DisplayName("Sans visite ni clic ni dépense, aucun taux et aucun intervalle")
    void leavesUndefinedRatiosOut() {
        for (Evidence nothing : List.of(evidence(), evidence(day(0, row("Annonces", 0, 0, 0, 0, "0"))))) {
            assertThat(nothing.ratios().clickThroughRate()).isNull();
            assertThat(nothing.ratios().costPerClick()).isNull();
            assertThat(nothing.ratios().conversionRate()).isNull();
            assertThat(nothing.ratios().costPerConversion()).isNull();
            assertThat(nothing.certainty().interval()).isNull();
            assertThat(nothing.totals().spend()).isZero();
            assertThat(nothing.isUsable()).isTrue();
        }
    }

    @Test
    @DisplayName("Un canal déclaré organique n’entre ni dans le CTR ni dans le CPC, quoi que disent ses lignes")
    void keepsDeclaredOrganicOut() {
        List<Evidence.Day> days =
                List.of(day(0, row("Annonces", 1000, 20, 18, 2, "10.00"), row("Page", 4000, 200, 82, 6, "30.00")));
        Evidence evidence = Evidence.of("pionniers", 1, former(CONTRACT, Set.of("Page")), days, List.of());
        assertThat(evidence.ratios().clickThroughRate()).isEqualTo(0.02, within(EXACT));
        assertThat(evidence.ratios().costPerClick()).isEqualTo(0.5, within(EXACT));
        assertThat(evidence.totals().clicks()).isEqualTo(220);
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(5, within(EXACT));
    }

    @ParameterizedTest(name = "impressions {0}, clics {1}, visites {2}, conversions {3}, dépense {4}")
    @CsvSource(nullValues = "–", textBlock = """
      1000, 0,  5, 1, 10,   0, –,   0.2, 10
      1000, 10, 0, 0, 10, 0.01, 1,  –,   –
      1000, 10, 5, 0, 10, 0.01, 1,  0,   –
      1000, 10, 5, 1, 0,  0.01, 0,  0.2, 0
      0,    0,  5, 1, 0,  –,    –,  0.2, 0
      """)
    @DisplayName("Seul un dénominateur nul rend un taux absent")
    void onlyZeroDenominatorsAreUndefined(
            long impressions,
            long clicks,
            long visits,
            long conversions,
            String spend,
            Double clickThroughRate,
            Double costPerClick,
            Double conversionRate,
            Double costPerConversion) {
        Evidence evidence = evidence(day(0, row("Annonces", impressions, clicks, visits, conversions, spend)));
        assertThat(evidence.ratios().clickThroughRate()).isEqualTo(clickThroughRate);
        assertThat(evidence.ratios().costPerClick()).isEqualTo(costPerClick);
        assertThat(evidence.ratios().conversionRate()).isEqualTo(conversionRate);
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(costPerConversion);
    }

    @Test
    @DisplayName("Plus de conversions que de visites sur la semaine : rien ne se conclut")
    void concludesNothingFromImpossibleCounts() {
        Evidence evidence =
                evidence(day(0, row("Annonces", 100, 10, 10, 4, "1")), day(1, row("Annonces", 100, 10, 10, 17, "1")));
        assertThat(evidence.isUsable()).isFalse();
        assertThat(evidence.certainty().interval()).isNull();
        assertThat(evidence.certainty().probabilityAboveTarget()).isNull();
    }

    @Test
    @DisplayName("Plus de conversions que de visites un seul jour : la semaine reste exploitable")
    void toleratesOneDay() {
        Evidence evidence =
                evidence(day(0, row("Annonces", 100, 10, 10, 1, "1")), day(1, row("Annonces", 100, 10, 2, 3, "1")));
        assertThat(evidence.isUsable()).isTrue();
        assertThat(evidence.certainty().interval()).isEqualTo(Interval.wilson(4, 12));
        assertThat(evidence.certainty().probabilityAboveTarget())
                .isEqualTo(new Posterior(4, 12).probabilityAbove(0.05));
    }

    @Test
    @DisplayName("Autant de conversions que de visites reste possible")
    void everyVisitorMayConvert() {
        Evidence evidence = evidence(day(0, row("Annonces", 100, 10, 10, 10, "1")));
        assertThat(evidence.isUsable()).isTrue();
        assertThat(evidence.certainty().interval().high()).isEqualTo(1, within(EXACT));
    }

    @Test
    @DisplayName("Sans contrat, ni cible ni probabilité, mais déjà un taux et son intervalle")
    void doesWithoutContract() {
        List<Evidence.Day> days = List.of(day(0, row("Annonces", 100, 20, 20, 6, "1")));
        Evidence evidence = Evidence.of("pionniers", 1, former(null, Set.of()), days, List.of());
        assertThat(evidence.goal().target()).isNull();
        assertThat(evidence.goal().minimumVisits()).isNull();
        assertThat(evidence.certainty().probabilityAboveTarget()).isNull();
        assertThat(evidence.ratios().conversionRate()).isEqualTo(0.3, within(EXACT));
        assertThat(evidence.certainty().interval()).isEqualTo(Interval.wilson(6, 20));
    }

    @Test
    @DisplayName("La cible du contrat, en pour cent, devient une fraction")
    void readsTheContract() {
        Evidence evidence = evidence();
        assertThat(evidence.goal().target()).isEqualTo(0.05, within(EXACT));
        assertThat(evidence.goal().minimumVisits()).isEqualTo(100);
    }

    @Test
    @DisplayName("Les jours sans chiffres sont nommés, les autres comptés")
    void namesMissingDays() {
        Evidence evidence = Evidence.of(
                "pionniers",
                1,
                former(CONTRACT, Set.of()),
                List.of(day(0, row("Annonces", 1, 1, 1, 0, "1")), day(2, row("Annonces", 1, 1, 1, 0, "1"))),
                List.of(V1.plusDays(1), V1.plusDays(3)));
        assertThat(evidence.daysRecorded()).isEqualTo(2);
        assertThat(evidence.days()).extracting(Evidence.Day::date).containsExactly(V1, V1.plusDays(2));
        assertThat(evidence.daysMissing()).containsExactly(V1.plusDays(1), V1.plusDays(3));
    }

    @Test
    @DisplayName("La recommandation s’ajoute sans rien changer d’autre")
    void addsTheRecommendation() {
        Evidence before = evidence(day(0, row("Annonces", 100, 20, 20, 6, "1")));
        Evidence after = before.recommending("PIVOT", "Non concluant.");
        assertThat(before.recommendation()).isNull();
        assertThat(before.reason()).isNull();
        assertThat(after.recommendation()).isEqualTo("PIVOT");
        assertThat(after.reason()).isEqualTo("Non concluant.");
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("recommendation", "reason")
                .isEqualTo(before);
    }

    @Test
    @DisplayName("En JSON, ce qui n’est pas défini est absent, et rien de calculé ne s’y glisse")
    void writesOnlyWhatIsDefined() {
        JsonNode json = JsonMapper.builder().findAndAddModules().build().valueToTree(evidence());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "team",
                        "iteration",
                        "target",
                        "minimumVisits",
                        "daysRecorded",
                        "daysMissing",
                        "impressions",
                        "clicks",
                        "visits",
                        "conversions",
                        "spend",
                        "days",
                        "probabilityAboveTarget",
                        "channels",
                        "rules");
    }

    @Test
    @DisplayName("Un total est la somme de ce qui est connu ; personne ne l’ayant donné, il est absent, jamais 0")
    void sumsWhatIsKnown() {
        Evidence evidence = evidence(
                day(
                        0,
                        new MetricRow("Annonces", 1000L, 10L, null, null, BigDecimal.TEN),
                        new MetricRow("Site", null, null, 40L, null, null)),
                day(1, new MetricRow("Annonces", null, 20L, 30L, null, null)));
        assertThat(evidence.totals().impressions()).isEqualTo(1000);
        assertThat(evidence.totals().clicks()).isEqualTo(30);
        assertThat(evidence.totals().visits()).isEqualTo(70);
        assertThat(evidence.totals().conversions()).isNull();
        assertThat(evidence.totals().spend()).isEqualByComparingTo("10");
        JsonNode json = JsonMapper.builder().findAndAddModules().build().valueToTree(evidence);
        assertThat(json.has("conversions")).isFalse();
        assertThat(json.at("/days/0/channels/1").fieldNames()).toIterable().containsExactly("channel", "visits");
    }

    @Test
    @DisplayName(
            "Un rapport ne compte que les lignes qui donnent ses deux chiffres, et le dit ; sans elles il est absent")
    void dividesWhatBelongsTogether() {
        Evidence evidence = evidence(
                day(0, new MetricRow("Annonces", 1000L, 10L, 100L, BigDecimal.TEN, BigDecimal.TEN)),
                day(1, new MetricRow("Annonces", 500L, null, null, new BigDecimal("90"), null)),
                day(2, new MetricRow("Annonces", null, 90L, 900L, null, new BigDecimal("90"))));
        assertThat(evidence.ratios().conversionRate()).isEqualTo(10 / 100.0, within(EXACT));
        assertThat(evidence.certainty().interval()).isEqualTo(Interval.wilson(10, 100));
        assertThat(evidence.ratios().clickThroughRate()).isEqualTo(10 / 1000.0, within(EXACT));
        assertThat(evidence.ratios().costPerClick()).isEqualTo(1, within(EXACT));
        assertThat(evidence.ratios().costPerConversion()).isEqualTo(1, within(EXACT));
        assertThat(evidence.rate().isPartial()).isTrue();
        assertThat(evidence.isUsable()).isTrue();
        Evidence unknown = evidence(day(0, new MetricRow("Annonces", null, null, 100L, null, BigDecimal.TEN)));
        assertThat(unknown.ratios().conversionRate()).isNull();
        assertThat(unknown.certainty().interval()).isNull();
        assertThat(unknown.certainty().probabilityAboveTarget()).isNull();
        assertThat(unknown.ratios().costPerConversion()).isNull();
    }

    @Test
    @DisplayName("Un canal organique ne coûte rien : ses conversions comptent dans le coût de l’une d’elles, "
            + "qu’il le dise ou non")
    void organicChannelsCostNothing() {
        for (BigDecimal spend : new BigDecimal[] {null, BigDecimal.ZERO}) {
            Evidence evidence = Evidence.of(
                    "pionniers",
                    1,
                    former(CONTRACT, Set.of("Affiches")),
                    List.of(day(
                            0,
                            row("Annonces", 100, 10, 10, 1, "12"),
                            new MetricRow("Affiches", null, null, 8L, new BigDecimal("3"), spend))),
                    List.of());
            assertThat(evidence.ratios().costPerConversion()).isEqualTo(3, within(EXACT));
        }
        assertThat(evidence(day(
                                0,
                                row("Annonces", 100, 10, 10, 1, "12"),
                                new MetricRow("Affiches", null, null, 8L, new BigDecimal("3"), null)))
                        .ratios()
                        .costPerConversion())
                .isEqualTo(12, within(EXACT));
    }

    @Test
    @DisplayName("Des conversions partagées entrent avec leurs décimales")
    void countsShares() {
        Evidence evidence = evidence(
                day(0, new MetricRow("Annonces", 900L, 31L, 30L, new BigDecimal("1.50"), BigDecimal.TEN)),
                day(1, new MetricRow("Annonces", 850L, 28L, 20L, new BigDecimal("0.75"), BigDecimal.TEN)));
        assertThat(evidence.totals().conversions()).hasToString("2.25");
        assertThat(evidence.ratios().conversionRate()).isEqualTo(0.045, within(EXACT));
        assertThat(evidence.certainty().interval()).isEqualTo(Interval.wilson(2.25, 50));
        assertThat(evidence.certainty().probabilityAboveTarget())
                .isEqualTo(new Posterior(2.25, 50).probabilityAbove(0.05));
        assertThat(new Posterior(2.25, 50).probabilityAbove(0.05))
                .isBetween(new Posterior(2, 50).probabilityAbove(0.05), new Posterior(3, 50).probabilityAbove(0.05));
        assertThat(Interval.wilson(2.25, 50).low())
                .isBetween(Interval.wilson(2, 50).low(), Interval.wilson(3, 50).low());
    }

    private static List<Foreseen> foreseen(Forecast forecast, Belief belief, Evidence.Day... days) {
        Contract contract = new Contract(5, 100, 200, 15, "Inscription", "MEDIUM", forecast, List.of("Annonces"));
        return Evidence.of(
                        "pionniers",
                        1,
                        new Evidence.Terms(
                                contract, belief, 1, false, List.of("Annonces", "Page"), Set.of("Page"), null),
                        List.of(days),
                        List.of())
                .forecasts();
    }

    @Test
    @DisplayName("La prévision se lit à côté de la mesure, avec son intervalle, sur les seuls canaux qui comptent")
    void setsTheForecastBesideTheOutcome() {
        List<Foreseen> all = foreseen(
                new Forecast(2.0, 0.5, 12.0),
                Belief.PROMISE,
                day(0, row("Annonces", 1000, 20, 100, 5, "20"), row("Page", 50, 40, 200, 90, "0")));

        assertThat(all)
                .extracting(Foreseen::measure, Foreseen::forecast, Foreseen::measured, Foreseen::within)
                .containsExactly(
                        tuple(Foreseen.Measure.CLICK_THROUGH_RATE, 0.02, 0.02, true),
                        tuple(Foreseen.Measure.COST_PER_CLICK, 0.5, 1.0, false),
                        tuple(Foreseen.Measure.CONVERSION_RATE, 0.12, 0.05, false));
        assertThat(all)
                .extracting(Foreseen::interval)
                .containsExactly(
                        new Posterior(20, 1000).central(0.8),
                        Interval.priceOfOne(20, 20, 0.8),
                        Belief.PROMISE.after(0.05, 5, 100).central(0.8));
    }

    @Test
    @DisplayName("Sans mesure, une prévision n’est ni tenue ni manquée ; sans prévision il n’y a rien à mettre à côté")
    void tellsNothingOfAForecastWithoutFigures() {
        assertThat(foreseen(new Forecast(2.0, 0.5, 6.0), Belief.PROMISE, day(0, row("Annonces", 0, 0, 0, 0, "0"))))
                .hasSize(3)
                .allSatisfy(each -> {
                    assertThat(each.measured()).isNull();
                    assertThat(each.interval()).isNull();
                    assertThat(each.within()).isNull();
                });
        assertThat(foreseen(new Forecast(null, null, 6.0), Belief.PROMISE, day(0, row("Annonces", 100, 9, 9, 10, "1"))))
                .extracting(Foreseen::measure, Foreseen::within)
                .containsExactly(tuple(Foreseen.Measure.CONVERSION_RATE, null));
        assertThat(foreseen(null, Belief.PROMISE, day(0, row("Annonces", 100, 9, 9, 1, "1"))))
                .isNull();
        assertThat(foreseen(new Forecast(2.0, 0.5, 6.0), Belief.NOTHING, day(0, row("Annonces", 100, 9, 9, 1, "1"))))
                .isNull();
    }

    private static Evidence evidence(Evidence.Day... days) {
        return Evidence.of("pionniers", 1, former(CONTRACT, Set.of()), List.of(days), List.of());
    }

    private static Evidence.Day day(int number, MetricRow... channels) {
        return new Evidence.Day(V1.plusDays(number), List.of(channels));
    }

    private static MetricRow row(
            String channel, long impressions, long clicks, long visits, long conversions, String spend) {
        return new MetricRow(channel, impressions, clicks, visits, conversions, new BigDecimal(spend));
    }

    /** By the rules of weeks frozen before December 2026: all channels, nothing believed before. */
    private static Evidence.Terms former(Contract contract, Set<String> organic) {
        return new Evidence.Terms(contract, Belief.NOTHING, null, false, List.of(), organic, null);
    }
}
