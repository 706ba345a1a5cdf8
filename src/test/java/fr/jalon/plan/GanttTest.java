package fr.jalon.plan;

import static fr.jalon.Drawings.assertStandsAlone;
import static fr.jalon.Drawings.elements;
import static fr.jalon.Drawings.number;
import static fr.jalon.Drawings.parse;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Drawings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

@DisplayName("L’image d’un plan")
class GanttTest {

    private static final LocalDate START = LocalDate.of(2025, 3, 1);
    private static final String HOSTILE =
            "<script>alert(1)</script>\"&' onload=x\u0000\u0007\u202e]]></desc><!--\ud83d\uffff";

    /** What is drawn, on which day. */
    private record Drawing(String name, List<Item> items, LocalDate today) {
        String svg() {
            return Gantt.of(items, today);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Drawing> drawings() {
        List<Item> seed = seed();
        Item statutes = seed.get(4);
        return Stream.of(
                new Drawing("le plan du document", seed, START),
                new Drawing("des années après", seed, START.plusYears(12)),
                new Drawing("des années avant", seed, START.minusYears(12)),
                new Drawing("trois mois", seed.subList(0, 14), START.plusDays(40)),
                new Drawing("deux semaines", seed.subList(0, 4), START.plusDays(3)),
                new Drawing("un seul jour", List.of(item("a", "", START, START)), START),
                new Drawing(
                        "en cours, bien après l’échéance", List.of(lived(statutes, START, null)), START.plusYears(3)),
                new Drawing(
                        "fait avant même d’être prévu",
                        List.of(lived(statutes, START.minusDays(60), START.minusDays(50))),
                        START),
                new Drawing("commencé demain", List.of(lived(statutes, START.plusDays(1), null)), START),
                new Drawing(
                        "des siècles",
                        List.of(
                                item("a", "S", LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 30)),
                                item("b", "S", START, START)),
                        START),
                new Drawing(
                        "titres hostiles",
                        List.of(
                                item(HOSTILE, HOSTILE, START, START.plusDays(9)),
                                item("W".repeat(200), "😀".repeat(60), START, START.plusDays(3))),
                        START.plusDays(5)),
                new Drawing("rien", List.of(), START));
    }

    private static List<Item> seed() {
        return new PlanTemplates()
                .rows("association-to-scic").stream()
                        .map(row -> row.startingOn(START))
                        .toList();
    }

    private static Item item(String title, String section, LocalDate from, LocalDate to) {
        return new Item("x", title, section, from, to, from, to, null, null);
    }

    private static Item lived(Item item, LocalDate from, LocalDate to) {
        return new Item(
                item.id(),
                item.title(),
                item.section(),
                item.baselineStart(),
                item.baselineEnd(),
                item.plannedStart(),
                item.plannedEnd(),
                from,
                to);
    }

    @ParameterizedTest
    @MethodSource("drawings")
    @DisplayName("est bien formée, titrée, inerte, et rien n’en sort")
    void isWellFormed(Drawing drawing) {
        Element root = parse(drawing.svg());
        assertStandsAlone(drawing.svg(), "title", "desc", "rect", "line", "polyline", "text");
        String[] box = root.getAttribute("viewBox").split(" ");
        assertThat(box[2]).isEqualTo("720");
        assertThat(elements(root, "rect")).allSatisfy(rect -> {
            assertThat(number(rect, "width")).isPositive();
            assertThat(number(rect, "x")).isNotNegative();
            assertThat(number(rect, "x") + number(rect, "width")).isLessThanOrEqualTo(720.1);
            assertThat(number(rect, "y") + number(rect, "height")).isLessThanOrEqualTo(Double.parseDouble(box[3]));
        });
        assertThat(elements(root, "text")).allSatisfy(text -> {
            assertThat(number(text, "x")).isBetween(0.0, 720.0);
            assertThat(number(text, "y")).isBetween(0.0, Double.parseDouble(box[3]));
        });
    }

    @ParameterizedTest
    @MethodSource("drawings")
    @DisplayName("nomme mois et jours sans qu’ils se chevauchent")
    void spacesNames(Drawing drawing) {
        List<Element> names = elements(parse(drawing.svg()), "text").stream()
                .filter(text -> number(text, "y") == 86
                        && text.getAttribute("text-anchor").equals("start"))
                .toList();
        assertThat(IntStream.range(1, names.size())
                        .mapToObj(i -> number(names.get(i), "x") - number(names.get(i - 1), "x")))
                .allMatch(apart -> apart >= 33.9);
        if (!drawing.items.isEmpty()) assertThat(names).isNotEmpty();
    }

    @Test
    @DisplayName("montre sections, étapes, échéances et années du document, et grandit avec elles")
    void showsThePlan() {
        String svg = Gantt.of(seed(), START);

        assertThat(texts(svg))
                .contains(
                        "Phase 1 – Création",
                        "Phase 2 – POC",
                        "Phase 3 – Scale",
                        "Placer dix alternants",
                        "2025",
                        "2026",
                        "2027",
                        "juil.",
                        "01/10/2027",
                        "aujourd’hui, 1er mars",
                        "Du 1er mars 2025 au 1er octobre 2027 : 22 étapes, aucune terminée");
        assertThat(height(svg) - height(Gantt.of(seed().subList(0, 21), START))).isEqualTo(26);
    }

    @ParameterizedTest(name = "le {0} : {1}")
    @CsvSource({"2025-03-15, false", "2025-03-16, true"})
    @DisplayName("dit en gras ce qui est en retard, dès le lendemain de l’échéance")
    void namesTheLate(LocalDate today, boolean isLate) {
        Item statutes = seed().get(4);
        String svg =
                Gantt.of(List.of(lived(statutes, START, null), lived(seed().get(0), START, START.plusDays(14))), today);

        List<String> bold = elements(parse(svg), "text").stream()
                .filter(text -> text.getAttribute("font-weight").equals("bold"))
                .map(Element::getTextContent)
                .toList();
        assertThat(bold.contains("Adopter les statuts")).isEqualTo(isLate);
        assertThat(bold.contains("en retard")).isEqualTo(isLate);
        assertThat(bold).doesNotContain("Consulter un avocat en ESS");
    }

    @Test
    @DisplayName("dit en mots ce qui était prévu à l’origine, commencé, terminé")
    void tellsInWords() {
        Item moved = new Item(
                "x",
                "Adopter les statuts",
                "Phase 1",
                START,
                START.plusDays(14),
                START.plusDays(31),
                START.plusDays(45),
                START.plusDays(32),
                START.plusDays(40));

        assertThat(Drawings.told(Gantt.of(List.of(moved), START.plusDays(60))))
                .contains("Adopter les statuts : prévu du 1er avril 2025 au 15 avril 2025"
                        + " (à l’origine du 1er mars 2025 au 15 mars 2025), commencé le 2 avril "
                        + "2025, terminé le 10 avril 2025");
    }

    @Test
    @DisplayName("garde inerte un titre hostile et abrège un titre long")
    void keepsTitlesInert() {
        String svg = Gantt.of(
                List.of(item("<b>&", "\"'", START, START.plusDays(9)), item("W".repeat(200), "S", START, START)),
                START);

        assertThat(texts(svg)).contains("<b>&", "\"'").anyMatch(text -> text.startsWith("WWW") && text.endsWith("…"));
    }

    @Test
    @DisplayName("place les barres à l’échelle : ce qui dure deux fois plus est deux fois plus long")
    void drawsToScale() {
        List<Item> items = new ArrayList<>(List.of(
                item("a", "S", START, START.plusDays(20)), item("b", "S", START.plusDays(20), START.plusDays(60))));

        List<Element> bars = elements(parse(Gantt.of(items, START)), "rect").stream()
                .filter(rect -> rect.getAttribute("height").equals("12")
                        && rect.getElementsByTagName("title").getLength() > 0)
                .toList();

        assertThat(bars).hasSize(2);
        assertThat(number(bars.get(1), "width") / number(bars.get(0), "width")).isBetween(1.99, 2.01);
        assertThat(number(bars.get(0), "x") + number(bars.get(0), "width"))
                .isBetween(number(bars.get(1), "x") - 0.1, number(bars.get(1), "x") + 0.1);
    }

    private static double height(String svg) {
        return Double.parseDouble(parse(svg).getAttribute("viewBox").split(" ")[3]);
    }

    private static List<String> texts(String svg) {
        return Drawings.texts(parse(svg));
    }
}
