package fr.jalon.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  @ParameterizedTest(name = "{0} conversions sur {1} visites : {2} à {3} %")
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
  void boundsTheRate(long conversions, long visits, double low, double high) {
    Evidence.Interval interval = Evidence.wilson(conversions, visits);
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
  void weighsTheTarget(double target, long conversions, long visits, double probability) {
    assertThat(Evidence.probabilityAbove(target, conversions, visits)).isEqualTo(probability, within(5e-5));
  }

  @Test
  @DisplayName("Les taux viennent des sommes, jamais d’une moyenne de jours")
  void sumsBeforeItDivides() {
    Evidence evidence = evidence(
        day(0, row("Annonces", 1000, 10, 10, 1, "5.00")),
        day(1, row("Annonces", 1000, 90, 100, 30, "25.50")));
    assertThat(evidence.impressions()).isEqualTo(2000);
    assertThat(evidence.clicks()).isEqualTo(100);
    assertThat(evidence.visits()).isEqualTo(110);
    assertThat(evidence.conversions()).isEqualTo(31);
    assertThat(evidence.spend()).isEqualByComparingTo("30.50");
    assertThat(evidence.clickThroughRate()).isEqualTo(100 / 2000.0, within(EXACT));
    assertThat(evidence.costPerClick()).isEqualTo(30.5 / 100, within(EXACT));
    assertThat(evidence.conversionRate()).isEqualTo(31 / 110.0, within(EXACT));
    assertThat(evidence.costPerConversion()).isEqualTo(30.5 / 31, within(EXACT));
  }

  @Test
  @DisplayName("Un canal organique compte en visites et conversions, pas dans le CTR ni le CPC")
  void keepsOrganicOutOfPaidRatios() {
    Evidence evidence = evidence(day(0,
        row("Annonces", 1000, 20, 18, 2, "10.00"),
        row("Bouche à oreille", 0, 80, 82, 6, "0")));
    assertThat(evidence.clickThroughRate()).isEqualTo(0.02, within(EXACT));
    assertThat(evidence.costPerClick()).isEqualTo(0.5, within(EXACT));
    assertThat(evidence.clicks()).isEqualTo(100);
    assertThat(evidence.conversionRate()).isEqualTo(0.08, within(EXACT));
    assertThat(evidence.costPerConversion()).isEqualTo(1.25, within(EXACT));
  }

  @Test
  @DisplayName("Sans visite ni clic ni dépense, aucun taux et aucun intervalle")
  void leavesUndefinedRatiosOut() {
    for (Evidence nothing : List.of(evidence(), evidence(day(0, row("Annonces", 0, 0, 0, 0, "0"))))) {
      assertThat(nothing.clickThroughRate()).isNull();
      assertThat(nothing.costPerClick()).isNull();
      assertThat(nothing.conversionRate()).isNull();
      assertThat(nothing.costPerConversion()).isNull();
      assertThat(nothing.interval()).isNull();
      assertThat(nothing.spend()).isZero();
      assertThat(nothing.isUsable()).isTrue();
    }
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
  void onlyZeroDenominatorsAreUndefined(long impressions, long clicks, long visits, long conversions, String spend,
      Double clickThroughRate, Double costPerClick, Double conversionRate, Double costPerConversion) {
    Evidence evidence = evidence(day(0, row("Annonces", impressions, clicks, visits, conversions, spend)));
    assertThat(evidence.clickThroughRate()).isEqualTo(clickThroughRate);
    assertThat(evidence.costPerClick()).isEqualTo(costPerClick);
    assertThat(evidence.conversionRate()).isEqualTo(conversionRate);
    assertThat(evidence.costPerConversion()).isEqualTo(costPerConversion);
  }

  @Test
  @DisplayName("Plus de conversions que de visites sur la semaine : rien ne se conclut")
  void concludesNothingFromImpossibleCounts() {
    Evidence evidence = evidence(
        day(0, row("Annonces", 100, 10, 10, 4, "1")), day(1, row("Annonces", 100, 10, 10, 17, "1")));
    assertThat(evidence.isUsable()).isFalse();
    assertThat(evidence.interval()).isNull();
    assertThat(evidence.probabilityAboveTarget()).isNull();
  }

  @Test
  @DisplayName("Plus de conversions que de visites un seul jour : la semaine reste exploitable")
  void toleratesOneDay() {
    Evidence evidence = evidence(
        day(0, row("Annonces", 100, 10, 10, 1, "1")), day(1, row("Annonces", 100, 10, 2, 3, "1")));
    assertThat(evidence.isUsable()).isTrue();
    assertThat(evidence.interval()).isEqualTo(Evidence.wilson(4, 12));
    assertThat(evidence.probabilityAboveTarget()).isEqualTo(Evidence.probabilityAbove(0.05, 4, 12));
  }

  @Test
  @DisplayName("Autant de conversions que de visites reste possible")
  void everyVisitorMayConvert() {
    Evidence evidence = evidence(day(0, row("Annonces", 100, 10, 10, 10, "1")));
    assertThat(evidence.isUsable()).isTrue();
    assertThat(evidence.interval().high()).isEqualTo(1, within(EXACT));
  }

  @Test
  @DisplayName("Sans contrat, ni cible ni probabilité, mais déjà un taux et son intervalle")
  void doesWithoutContract() {
    List<Evidence.Day> days = List.of(day(0, row("Annonces", 100, 20, 20, 6, "1")));
    Evidence evidence = Evidence.of("pionniers", 1, null, Set.of(), days, List.of());
    assertThat(evidence.target()).isNull();
    assertThat(evidence.minimumVisits()).isNull();
    assertThat(evidence.probabilityAboveTarget()).isNull();
    assertThat(evidence.conversionRate()).isEqualTo(0.3, within(EXACT));
    assertThat(evidence.interval()).isEqualTo(Evidence.wilson(6, 20));
  }

  @Test
  @DisplayName("La cible du contrat, en pour cent, devient une fraction")
  void readsTheContract() {
    Evidence evidence = evidence();
    assertThat(evidence.target()).isEqualTo(0.05, within(EXACT));
    assertThat(evidence.minimumVisits()).isEqualTo(100);
  }

  @Test
  @DisplayName("Les jours sans chiffres sont nommés, les autres comptés")
  void namesMissingDays() {
    Evidence evidence = Evidence.of("pionniers", 1, CONTRACT, Set.of(),
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
    assertThat(after).usingRecursiveComparison().ignoringFields("recommendation", "reason").isEqualTo(before);
  }

  @Test
  @DisplayName("En JSON, ce qui n’est pas défini est absent, et rien de calculé ne s’y glisse")
  void writesOnlyWhatIsDefined() {
    JsonNode json = JsonMapper.builder().findAndAddModules().build().valueToTree(evidence());
    assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder("team", "iteration", "target", "minimumVisits",
        "daysRecorded", "daysMissing", "impressions", "clicks", "visits", "conversions", "spend", "days",
        "probabilityAboveTarget");
  }

  @Test
  @DisplayName("Propriété : une conversion de plus n’abaisse jamais la probabilité, une visite seule ne la relève pas")
  void growsWithConversions() {
    Random random = new Random(20261207);
    for (int example = 0; example < 2000; example++) {
      long visits = 1 + random.nextInt(3000);
      long conversions = random.nextInt((int) visits);
      double target = (1 + random.nextInt(99)) / 100.0;
      double probability = Evidence.probabilityAbove(target, conversions, visits);
      assertThat(probability).as("%d/%d > %s", conversions, visits, target).isBetween(0.0, 1.0)
          .isLessThanOrEqualTo(Evidence.probabilityAbove(target, conversions + 1, visits) + EXACT)
          .isGreaterThanOrEqualTo(Evidence.probabilityAbove(target, conversions, visits + 1) - EXACT);
    }
  }

  @Test
  @DisplayName("Propriété : l’intervalle contient le taux mesuré et se resserre quand le trafic croît")
  void narrowsWithTraffic() {
    Random random = new Random(20261208);
    for (int example = 0; example < 2000; example++) {
      long visits = 1 + random.nextInt(3000);
      long conversions = random.nextInt((int) visits + 1);
      Evidence.Interval few = Evidence.wilson(conversions, visits);
      Evidence.Interval many = Evidence.wilson(conversions * 4, visits * 4);
      assertThat((double) conversions / visits).as("%d/%d", conversions, visits)
          .isBetween(few.low() - EXACT, few.high() + EXACT);
      assertThat(few.low()).isGreaterThanOrEqualTo(0);
      assertThat(few.high()).isLessThanOrEqualTo(1);
      assertThat(many.high() - many.low()).as("%d/%d", conversions, visits).isLessThan(few.high() - few.low());
    }
  }

  @Test
  @DisplayName("Propriété : répartir une journée entre plusieurs canaux ne change ni total ni taux")
  void ignoresHowADayIsSplit() {
    Random random = new Random(20261209);
    for (int example = 0; example < 500; example++) {
      MetricRow whole = randomRow(random);
      List<MetricRow> parts = split(whole, 1 + random.nextInt(5), random);
      Evidence together = evidence(day(0, whole));
      Evidence apart = evidence(new Evidence.Day(V1, parts));
      assertThat(apart).as("%s = %s", whole, parts).usingRecursiveComparison().ignoringFields("days")
          .withComparatorForType(BigDecimal::compareTo, BigDecimal.class).isEqualTo(together);
    }
  }

  @Test
  @DisplayName("Propriété : répartir des chiffres sur plusieurs jours ne change ni total ni taux")
  void ignoresHowAWeekIsSplit() {
    Random random = new Random(20261210);
    for (int example = 0; example < 500; example++) {
      MetricRow whole = randomRow(random);
      List<Evidence.Day> week = new ArrayList<>();
      for (MetricRow part : split(whole, 7, random)) week.add(day(week.size(), part));
      assertThat(evidence(week.toArray(Evidence.Day[]::new))).as("%s = %s", whole, week).usingRecursiveComparison()
          .ignoringFields("days", "daysRecorded").withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
          .isEqualTo(evidence(day(0, whole)));
    }
  }

  /** Figures that can be: no more clicks than impressions. */
  private static MetricRow randomRow(Random random) {
    int impressions = random.nextInt(5000);
    int visits = random.nextInt(500);
    return new MetricRow("Annonces", impressions, random.nextInt(impressions + 1), visits, random.nextInt(visits + 1),
        impressions == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(30_000), 2));
  }

  /** Rows that can be, and add up to the whole; a channel without impressions has neither clicks nor spend. */
  private static List<MetricRow> split(MetricRow whole, int parts, Random random) {
    List<MetricRow> rows = new ArrayList<>();
    MetricRow rest = whole;
    for (int part = 1; part < parts; part++) {
      long impressions = upTo(rest.impressions(), random);
      long clicks = Math.max(upTo(Math.min(rest.clicks(), impressions), random),
          rest.clicks() - (rest.impressions() - impressions));
      BigDecimal spend = impressions == 0 ? BigDecimal.ZERO : impressions == rest.impressions() ? rest.spend()
          : BigDecimal.valueOf(upTo(rest.spend().movePointRight(2).longValueExact(), random), 2);
      MetricRow row = new MetricRow("Canal " + part, impressions, clicks, upTo(rest.visits(), random),
          upTo(rest.conversions(), random), spend);
      rows.add(row);
      rest = new MetricRow("Canal " + parts, rest.impressions() - impressions, rest.clicks() - clicks,
          rest.visits() - row.visits(), rest.conversions() - row.conversions(), rest.spend().subtract(spend));
    }
    rows.add(rest);
    assertThat(rows).allSatisfy(row -> assertThat(row.fault()).isEmpty());
    return rows;
  }

  private static long upTo(long most, Random random) {
    return random.nextInt((int) most + 1);
  }

  private static Evidence evidence(Evidence.Day... days) {
    return Evidence.of("pionniers", 1, CONTRACT, Set.of(), List.of(days), List.of());
  }

  private static Evidence.Day day(int number, MetricRow... channels) {
    return new Evidence.Day(V1.plusDays(number), List.of(channels));
  }

  private static MetricRow row(
      String channel, long impressions, long clicks, long visits, long conversions, String spend) {
    return new MetricRow(channel, impressions, clicks, visits, conversions, new BigDecimal(spend));
  }
}
