package fr.jalon.experiment;

import static fr.jalon.Drawings.assertStandsAlone;
import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.Drawings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

@DisplayName("Les images de la semaine")
class ChartsTest {

    private static final LocalDate V1 = LocalDate.of(2026, 12, 10);
    private static final Contract CONTRACT = new Contract(5, 100, 200, 15, "Inscription à la liste d’attente");

    /** A week as the charts are handed it. */
    record Week(String name, Contract contract, List<LocalDate> days, Evidence evidence) {

        @Override
        public String toString() {
            return name;
        }

        Map<String, String> charts() {
            return Map.of(
                    "conversion",
                    Charts.conversion(evidence, days),
                    "pace",
                    Charts.pace(evidence, days),
                    "spend",
                    Charts.spend(evidence, contract, days),
                    "channels",
                    Charts.channels(evidence));
        }
    }

    static Stream<Week> weeks() {
        return Stream.of(
                week("aucun chiffre", CONTRACT, 7, List.of()),
                week("aucun jour", CONTRACT, 0, List.of()),
                week("un jour sans visite", CONTRACT, 7, List.of(day(0, row("Annonces", 0, 0, "0")))),
                week("une seule visite", CONTRACT, 7, List.of(day(0, row("Annonces", 1, 1, "0.50")))),
                week("sans contrat", null, 7, full(3)),
                week("plafond nul, cible 100 %", new Contract(100, 50, 0, 15, "Don"), 7, full(3)),
                week("chiffres inconnus", CONTRACT, 7, unknown()),
                week(
                        "rien que des clics",
                        CONTRACT,
                        7,
                        List.of(day(0, new MetricRow("Annonces", null, 5L, null, null, null)))),
                week(
                        "plus de conversions que de visites",
                        CONTRACT,
                        7,
                        List.of(day(0, row("Annonces", 10, 1, "3")), day(1, row("Annonces", 4, 19, "3")))),
                week("un jour manque", CONTRACT, 7, full(6), V1.plusDays(6), V1.plusDays(3)),
                week("complète", CONTRACT, 7, full(7)),
                week("quatorze jours", CONTRACT, 14, full(14)),
                week("soixante jours", CONTRACT, 60, full(60)),
                week("noms hostiles", CONTRACT, 7, List.of(day(0, hostile()))),
                week(
                        "un milliard",
                        new Contract(0.1, 1_000_000, 1e6, 15, "Clic"),
                        7,
                        List.of(
                                day(0, row("Annonces", 1_000_000_000, 1_000_000, "1000000000")),
                                day(1, row("Annonces", 500_000_000, 1, "1")))),
                week(
                        "un taux infime",
                        new Contract(0.1, 50, 200, 15, "Clic"),
                        7,
                        List.of(day(0, row("Annonces", 1_000_000_000, 1, "1")))));
    }

    @ParameterizedTest
    @MethodSource("weeks")
    @DisplayName("Chaque image est bien formée, titrée, inerte et sans nombre impossible")
    void isWellFormed(Week week) {
        for (String svg : week.charts().values())
            assertStandsAlone(svg, "title", "desc", "rect", "line", "polyline", "polygon", "circle", "text");
    }

    @ParameterizedTest
    @MethodSource("weeks")
    @DisplayName("Rien ne sort du cadre")
    void staysInside(Week week) {
        week.charts().forEach((name, svg) -> {
            Element root = parse(svg);
            String[] box = root.getAttribute("viewBox").split(" ");
            double width = Double.parseDouble(box[2]);
            double height = Double.parseDouble(box[3]);
            assertThat(width).isEqualTo(640);
            for (Element each : elements(root, "*")) {
                List<Double> xs = new ArrayList<>();
                List<Double> ys = new ArrayList<>();
                for (String attribute : List.of("x", "x1", "x2", "cx")) number(each, attribute, xs);
                for (String attribute : List.of("y", "y1", "y2", "cy")) number(each, attribute, ys);
                for (String point : each.getAttribute("points").split(" ")) {
                    if (point.isEmpty()) continue;
                    xs.add(Double.parseDouble(point.split(",")[0]));
                    ys.add(Double.parseDouble(point.split(",")[1]));
                }
                if (each.getTagName().equals("rect")) {
                    assertThat(Drawings.number(each, "width")).isNotNegative();
                    assertThat(Drawings.number(each, "height")).isNotNegative();
                    xs.add(xs.get(0) + Drawings.number(each, "width"));
                    ys.add(ys.get(0) + Drawings.number(each, "height"));
                }
                String where = "%s: %s %s".formatted(name, each.getTagName(), each.getTextContent());
                assertThat(xs).as(where).allMatch(x -> x >= 0 && x <= width);
                assertThat(ys).as(where).allMatch(y -> y >= 0 && y <= height);
                if (each.getTagName().equals("text")) {
                    assertThat(Drawings.number(each, "font-size")).as(where).isGreaterThanOrEqualTo(12);
                }
            }
        });
    }

    @Test
    @DisplayName("Vingt canaux sont dessinés, les plus visités ; les autres sont comptés")
    void boundsChannels() {
        assertThat(texts(Charts.channels(channels(20))))
                .contains("Canal 1", "Canal 20")
                .noneMatch(text -> text.startsWith("et "));
        assertThat(texts(Charts.channels(channels(21))))
                .contains("Canal 21", "et un autre canal")
                .doesNotContain("Canal 1");
        assertThat(texts(Charts.channels(channels(3000))))
                .contains("et 2 980 autres canaux")
                .hasSizeLessThan(80);
    }

    private static Evidence channels(int count) {
        return week(
                        "",
                        CONTRACT,
                        7,
                        List.of(day(
                                0,
                                IntStream.rangeClosed(1, count)
                                        .mapToObj(number -> row("Canal " + number, number, 0, "1"))
                                        .toArray(MetricRow[]::new))))
                .evidence;
    }

    @Test
    @DisplayName("Sans chiffre, chaque image le dit")
    void saysThatNothingIsKnown() {
        Week week = week("", CONTRACT, 7, List.of());
        assertThat(week.charts().values())
                .allSatisfy(svg -> assertThat(texts(svg)).contains("Aucun chiffre pour l’instant."));
        assertThat(texts(Charts.conversion(week.evidence, week.days))).contains("cible 5 %", "jeu. 10", "mer. 16");
    }

    @Test
    @DisplayName("Le taux porte sa valeur, son intervalle, sa cible et ses jours")
    void labelsTheRate() {
        Week week = week(
                "", CONTRACT, 7, List.of(day(0, row("Annonces", 200, 10, "9")), day(6, row("Annonces", 124, 10, "9"))));
        assertThat(texts(Charts.conversion(week.evidence, week.days)))
                .contains("6,2 % (4,0 à 9,3)", "cible 5 %", "jeu. 10", "mer. 16", "20 conversions pour 324 visites");
    }

    @ParameterizedTest
    @MethodSource("weeks")
    @DisplayName("La barre du dernier jour va d’un bout à l’autre de l’intervalle, le point est au taux, la "
            + "cible à sa hauteur")
    void drawsTheInterval(Week week) {
        Evidence evidence = week.evidence;
        String svg = Charts.conversion(evidence, week.days);
        Element root = parse(svg);
        List<Element> bars = bars(root);
        Scale scale = Scale.of(root);
        double exact = scale.perPixel() / 50;
        if (evidence.goal().target() != null) {
            Element target = elements(root, "line").stream()
                    .filter(each -> each.hasAttribute("stroke-dasharray"))
                    .findFirst()
                    .orElseThrow();
            assertThat(scale.value(target, "y1"))
                    .isEqualTo(100 * evidence.goal().target(), within(exact));
        }
        if (evidence.certainty().interval() == null) {
            assertThat(texts(svg)).noneMatch(text -> text.contains(" à ") && text.contains("("));
            return;
        }
        Element bar = bars.get(bars.size() - 1);
        double top = Drawings.number(bar, "y");
        assertThat(scale.value(top))
                .isEqualTo(100 * evidence.certainty().interval().high(), within(exact));
        assertThat(scale.value(top + Drawings.number(bar, "height")))
                .isEqualTo(100 * evidence.certainty().interval().low(), within(exact));
        String[] points =
                elements(root, "polyline").get(0).getAttribute("points").split(" ");
        assertThat(scale.value(Double.parseDouble(points[points.length - 1].split(",")[1])))
                .isEqualTo(100 * evidence.ratios().conversionRate(), within(exact));
    }

    @Test
    @DisplayName("Un intervalle plus large que le cadre est coupé et le montre; l’échelle suit le dernier")
    void cutsWideIntervals() {
        Week week = week("", CONTRACT, 7, full(7));
        Element root = parse(Charts.conversion(week.evidence, week.days));
        assertThat(Scale.of(root).most()).isEqualTo(15);
        assertThat(elements(root, "polygon")).isNotEmpty().hasSizeLessThan(7);
        assertThat(texts(Charts.conversion(week.evidence, week.days))).contains("dépasse le cadre");
    }

    @Test
    @DisplayName("Plus de conversions que de visites : le jour n’a pas de point et l’image dit pourquoi")
    void drawsNoImpossibleRate() {
        Week week = week(
                "", CONTRACT, 7, List.of(day(0, row("Annonces", 10, 1, "3")), day(1, row("Annonces", 4, 19, "3"))));
        String svg = Charts.conversion(week.evidence, week.days);
        assertThat(bars(parse(svg))).hasSize(1);
        assertThat(texts(svg))
                .contains("20 conversions pour 14 visites : plus de conversions que de visites, aucun taux");
    }

    @Test
    @DisplayName("Les visites se cumulent face au minimum ; un jour sans chiffres est marqué")
    void drawsThePace() {
        Week week = week(
                "",
                CONTRACT,
                7,
                List.of(
                        day(0, row("Annonces", 30, 1, "1")),
                        day(2, row("Annonces", 57, 1, "1"), row("Presse", 50, 0, "0"))),
                V1.plusDays(1));
        String svg = Charts.pace(week.evidence, week.days);
        Element root = parse(svg);
        Scale scale = Scale.of(root);
        assertThat(texts(svg))
                .contains("minimum 100 visites", "137 visites", "rythme régulier vers le minimum", "chiffres manquants")
                .containsOnlyOnce("0")
                .filteredOn("?"::equals)
                .hasSize(2);
        assertThat(bars(root))
                .extracting(each -> scale.value(each, "y"))
                .satisfiesExactly(first -> assertThat(first).isEqualTo(30, within(0.1)), third -> assertThat(third)
                        .isEqualTo(137, within(0.1)));
        assertThat(scale.ticks).allMatch(tick -> tick == Math.rint(tick));
    }

    @Test
    @DisplayName("Ce qui est inconnu se note ainsi et ne se dessine pas comme un 0")
    void drawsNothingUnknown() {
        Week week = week("", CONTRACT, 7, unknown());
        assertThat(texts(Charts.conversion(week.evidence, week.days)))
                .contains("7,5 conversions pour les 100 visites dont les conversions sont connues");
        String spend = Charts.spend(week.evidence, week.contract, week.days);
        assertThat(bars(parse(spend))).hasSize(1);
        assertThat(texts(spend)).contains("12 € en tout ; 1,60 € par conversion");
        assertThat(texts(Charts.channels(week.evidence))).contains("–", "7,5", "300 visites, 7,5 conversions");

        Week clicks = week("", CONTRACT, 7, List.of(day(0, new MetricRow("Annonces", null, 5L, null, null, null))));
        assertThat(texts(Charts.conversion(clicks.evidence, clicks.days))).contains("Taux inconnu pour l’instant.");
        assertThat(texts(Charts.pace(clicks.evidence, clicks.days)))
                .anyMatch(text -> text.startsWith("visites inconnues"));
        assertThat(texts(Charts.spend(clicks.evidence, clicks.contract, clicks.days)))
                .contains("dépense inconnue");
        assertThat(texts(Charts.channels(clicks.evidence))).contains("visites inconnues, conversions inconnues");
    }

    @Test
    @DisplayName("Sans contrat gelé, ni cible, ni minimum, ni plafond")
    void drawsNoLimitWithoutContract() {
        Week week = week("", null, 7, full(3));
        assertThat(week.charts().values()).noneMatch(svg -> svg.contains("stroke-dasharray"));
    }

    @Test
    @DisplayName("La dépense montre le plafond, le cumul et le coût par conversion")
    void drawsTheSpend() {
        Week week = week(
                "",
                CONTRACT,
                7,
                List.of(day(0, row("Annonces", 30, 1, "61.10")), day(1, row("Annonces", 57, 1, "82.10"))));
        String svg = Charts.spend(week.evidence, CONTRACT, week.days);
        Element root = parse(svg);
        assertThat(texts(svg))
                .contains("plafond 200 €", "143,20 €", "143,20 € en tout ; 71,60 € par conversion", "50 €");
        Scale scale = Scale.of(root);
        assertThat(bars(root))
                .extracting(each -> scale.value(each, "y"))
                .satisfiesExactly(first -> assertThat(first).isEqualTo(61.1, within(0.1)), second -> assertThat(second)
                        .isEqualTo(82.1, within(0.1)));
        assertThat(texts(Charts.spend(
                        week("", CONTRACT, 7, List.of(day(0, row("A", 3, 0, "1")))).evidence, CONTRACT, week.days)))
                .contains("1 € en tout");
    }

    @Test
    @DisplayName("Les canaux vont du plus au moins visité, leurs jours additionnés")
    void sortsChannels() {
        Week week = week(
                "",
                CONTRACT,
                7,
                List.of(
                        day(0, row("Presse", 10, 2, "0"), row("Annonces", 8, 1, "1")),
                        day(1, row("Annonces", 9, 0, "1"))));
        assertThat(texts(Charts.channels(week.evidence)))
                .containsSubsequence("Annonces", "17", "1", "Presse", "10", "2");
    }

    @Test
    @DisplayName("Un nom hostile reste du texte, un nom long est abrégé, l’image grandit")
    void keepsNamesInert() {
        String svg = Charts.channels(week("", CONTRACT, 7, List.of(day(0, hostile()))).evidence);
        assertThat(texts(svg))
                .contains("<script>alert(1)</script>", "\"&' onload=x  abc", "Canal 23", "et 10 autres canaux")
                .anyMatch(text -> text.startsWith("Publicité ciblée") && text.endsWith("…"));
        assertThat(parse(svg).getAttribute("viewBox")).isEqualTo("0 0 640 652");
    }

    @Test
    @DisplayName("Les jours s’écrivent sans se chevaucher, même nombreux")
    void spacesDays() {
        for (int length : new int[] {7, 14, 30, 60}) {
            Week week = week("", CONTRACT, length, full(length));
            List<Double> xs = elements(parse(Charts.spend(week.evidence, CONTRACT, week.days)), "text").stream()
                    .filter(each -> each.getTextContent().matches("[a-z]{3}\\. \\d+(er)?"))
                    .map(each -> Drawings.number(each, "x"))
                    .toList();
            assertThat(xs).hasSizeGreaterThan(3);
            assertThat(IntStream.range(1, xs.size()).mapToObj(i -> xs.get(i) - xs.get(i - 1)))
                    .allMatch(apart -> apart > 50);
        }
    }

    @Test
    @DisplayName("Le nom du dernier chiffre n’est jamais sur celui de la limite")
    void keepsNamesApart() {
        for (int visits = 1; visits <= 400; visits++) {
            Week week = week("", CONTRACT, 7, List.of(day(6, row("Annonces", visits, visits / 20, "" + visits))));
            for (String svg : List.of(
                    Charts.conversion(week.evidence, week.days),
                    Charts.pace(week.evidence, week.days),
                    Charts.spend(week.evidence, CONTRACT, week.days))) {
                List<Element> texts = elements(parse(svg), "text");
                Element limit = texts.stream()
                        .filter(each -> each.getTextContent().matches("(cible|minimum|plafond) .*"))
                        .findFirst()
                        .orElseThrow();
                Element latest = texts.get(texts.indexOf(limit) + 1);
                assertThat(latest.getAttribute("font-weight")).isEqualTo("bold");
                assertThat(Math.abs(Drawings.number(limit, "y") - Drawings.number(latest, "y")))
                        .as("%d: %s", visits, latest.getTextContent())
                        .isGreaterThanOrEqualTo(14);
            }
        }
    }

    /** The side axis, read from its labels. */
    private record Scale(List<Double> ticks, List<Double> heights) {

        static Scale of(Element root) {
            List<Element> labels = elements(root, "text").stream()
                    .filter(each -> each.getAttribute("text-anchor").equals("end"))
                    .toList();
            return new Scale(
                    labels.stream()
                            .map(each -> Double.parseDouble(each.getTextContent()
                                    .replaceAll("[^0-9,]", "")
                                    .replace(',', '.')))
                            .toList(),
                    labels.stream().map(each -> Drawings.number(each, "y") - 4).toList());
        }

        double most() {
            return Collections.max(ticks);
        }

        double perPixel() {
            return (most() - ticks.get(0)) / (heights.get(0) - heights.get(heights.size() - 1));
        }

        double value(double y) {
            return (heights.get(0) - y) * perPixel();
        }

        double value(Element element, String attribute) {
            return value(Drawings.number(element, attribute));
        }
    }

    /** What stands for a day: the columns that say what they are. */
    private static List<Element> bars(Element root) {
        return elements(root, "rect").stream()
                .filter(each -> each.getElementsByTagName("title").getLength() > 0)
                .toList();
    }

    private static List<String> texts(String svg) {
        return Drawings.texts(parse(svg));
    }

    private static void number(Element element, String attribute, List<Double> into) {
        if (element.hasAttribute(attribute)) into.add(Drawings.number(element, attribute));
    }

    private static Week week(
            String name, Contract contract, int days, List<Evidence.Day> recorded, LocalDate... missing) {
        return new Week(
                name,
                contract,
                IntStream.range(0, days).mapToObj(V1::plusDays).toList(),
                Evidence.of("pionniers", 1, former(contract, Set.of()), recorded, List.of(missing)));
    }

    private static List<Evidence.Day> full(int days) {
        return IntStream.range(0, days)
                .mapToObj(i -> day(
                        i,
                        row("Annonces", 15 + i % 4, 1 + i % 2, "18.40"),
                        row("LinkedIn", 7 + i % 3, i % 3 == 0 ? 1 : 0, "0"),
                        row("Bouche à oreille", 5, 0, "0")))
                .toList();
    }

    /** Of the second day visits alone, of the third clicks alone. */
    private static List<Evidence.Day> unknown() {
        return List.of(
                day(0, new MetricRow("Annonces", 900L, 90L, 100L, new BigDecimal("7.5"), new BigDecimal("12"))),
                day(1, new MetricRow("Presse", null, null, 200L, null, null)),
                day(2, new MetricRow("Radio", null, 8L, null, null, null)));
    }

    private static MetricRow[] hostile() {
        List<MetricRow> rows = new ArrayList<>(List.of(
                row("<script>alert(1)</script>", 90, 2, "1"),
                row("\"&' onload=x\u0000\u0007\t\u202e abc\ud83d\uffff", 80, 3, "1"),
                row("]]></desc><!--", 70, 3, "1"),
                row("W".repeat(40), 60, 1, "1"),
                row("Publicité ciblée sur les réseaux sociaux", 50, 1, "1"),
                row("😀".repeat(20), 40, 50, "1")));
        for (int i = 0; i < 24; i++) rows.add(row("Canal " + i, i, 0, "1"));
        return rows.toArray(MetricRow[]::new);
    }

    private static Evidence.Day day(int number, MetricRow... channels) {
        return new Evidence.Day(V1.plusDays(number), List.of(channels));
    }

    private static MetricRow row(String channel, long visits, long conversions, String spend) {
        return new MetricRow(channel, 40 * visits, visits, visits, conversions, new BigDecimal(spend));
    }

    /** By the rules of weeks frozen before December 2026: all channels, nothing believed before. */
    private static Evidence.Terms former(Contract contract, Set<String> organic) {
        return new Evidence.Terms(contract, Belief.NOTHING, null, false, List.of(), organic, null);
    }
}
