package fr.jalon.plan;

import static fr.jalon.plan.Some.FRANCE;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.plan.PlanFile.Content;
import fr.jalon.plan.PlanFile.Format;
import fr.jalon.plan.PlanFile.People;
import fr.jalon.plan.Schedules.Scheduled;
import fr.jalon.plan.Work.After;
import fr.jalon.plan.Work.Place;
import fr.jalon.plan.Work.Point;
import fr.jalon.plan.WorkTemplate.Line;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Ce qui vaut pour tout plan emporté et repris")
class PlanFilePropertiesTest {

    private static final String SEED = "20261224";
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
    private static final People PEOPLE = new People(
            Map.of("lea", "Léa Petit", "tom", "Tom Petit", "tom-2", "Tom Petit", "zoe", "Zoé O’Neil"),
            Set.of("lea", "tom", "tom-2"));
    private static final Plan PLAN =
            new Plan("plan", "retroplanning", "abeilles", "Un <plan>", DAY, true, null, Launch.dueOn(DAY));

    /** What spreadsheets, separators and our own words could trip over. */
    private static final List<String> WORDS = List.of(
            "=SOMME(A1)",
            "+3",
            "-a",
            "@x",
            "'=x",
            "''+x",
            "A; B",
            "A",
            "B",
            "A (+2 jours)",
            "A (-1 jour)",
            "(+0 jour)",
            "« Titre »",
            "x, y",
            "\"cité\"",
            "|",
            "été",
            "<b>&amp;",
            "prêt",
            "20/12/2026",
            "2026-12-20",
            "oui",
            "1");

    @Property(tries = 1_000, seed = SEED)
    @Label("Un CSV français redonne le même plan")
    void returnsFromFrenchCsv(@ForAll("plans") List<Scheduled> plan) {
        assertSame(plan, PlanFile.csv(plan, PEOPLE, Format.FRENCH).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000, seed = SEED)
    @Label("Un CSV international redonne le même plan")
    void returnsFromInternationalCsv(@ForAll("plans") List<Scheduled> plan) {
        assertSame(plan, PlanFile.csv(plan, PEOPLE, Format.INTERNATIONAL).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000, seed = SEED)
    @Label("Un XML de MS Project redonne le même plan")
    void returnsFromXml(@ForAll("plans") List<Scheduled> plan) {
        assertSame(plan, PlanFile.xml(PLAN, plan, PEOPLE, FRANCE));
    }

    /** With its ids where the plan knows the titles, else but for them. */
    private static void assertSame(List<Scheduled> plan, byte[] file) {
        Content again = PlanFile.read(file, plan, PEOPLE, FRANCE);
        assertThat(again.lines()).isEqualTo(lines(plan));
        assertThat(again.owners()).isEqualTo(owners(plan));
        // Whoever has left keeps what was theirs, and is given nothing new.
        List<Scheduled> ofMembers =
                plan.stream().filter(each -> !"zoe".equals(each.item().owner())).toList();
        if (ofMembers.size() < plan.size()) return;
        Content elsewhere = PlanFile.read(file, List.of(), PEOPLE, FRANCE);
        assertThat(titled(elsewhere.lines())).isEqualTo(titled(lines(plan)));
        assertThat(elsewhere.owners().values())
                .containsExactlyInAnyOrderElementsOf(owners(plan).values());
    }

    private static List<Line> lines(List<Scheduled> plan) {
        return plan.stream()
                .map(each -> new Line(each.item().section(), each.work()))
                .toList();
    }

    private static Map<String, String> owners(List<Scheduled> plan) {
        Map<String, String> owners = new HashMap<>();
        plan.stream()
                .map(Scheduled::item)
                .filter(item -> item.owner() != null)
                .forEach(item -> owners.put(item.id(), item.owner()));
        return owners;
    }

    /** The same with titles for ids. */
    private static List<Line> titled(List<Line> lines) {
        Map<String, String> titles = lines.stream()
                .map(Line::work)
                .collect(Collectors.toMap(Work::id, Work::title, (one, other) -> one, LinkedHashMap::new));
        return lines.stream()
                .map(line -> new Line(line.section(), titled(line.work(), titles)))
                .toList();
    }

    private static Work titled(Work work, Map<String, String> titles) {
        List<After> after = work.after().stream()
                .map(each -> new After(titles.get(each.id()), each.lag()))
                .toList();
        return new Work(
                work.title(),
                work.title(),
                work.duration(),
                work.everyDay(),
                work.who(),
                work.optional(),
                after,
                work.place());
    }

    @Provide
    Arbitrary<List<Scheduled>> plans() {
        Arbitrary<String> text =
                Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(2).map(words -> String.join(" ", words));
        return Combinators.combine(
                        text.list().uniqueElements().ofMinSize(1).ofMaxSize(8),
                        text.list().ofSize(8),
                        Arbitraries.longs())
                .as((titles, others, seed) -> plan(titles, others, new Random(seed)));
    }

    private static List<Scheduled> plan(List<String> titles, List<String> others, Random random) {
        List<Scheduled> plan = new ArrayList<>();
        for (int at = 0; at < titles.size(); at++) {
            List<After> after = new ArrayList<>();
            for (int before = 0; before < at; before++)
                if (random.nextInt(3) == 0)
                    after.add(new After("i" + before, random.nextBoolean() ? 0 : random.nextInt(60) - 30));
            Work work = new Work(
                    "i" + at,
                    titles.get(at),
                    random.nextInt(4) == 0 ? 0 : random.nextInt(366),
                    random.nextBoolean(),
                    random.nextBoolean() ? null : others.get(at),
                    random.nextBoolean(),
                    after,
                    place(random));
            LocalDate first = DAY.plusDays(random.nextInt(300));
            Item item = new Item(
                    work.id(),
                    work.title(),
                    others.get(at / 3),
                    first,
                    first.plusDays(3),
                    first,
                    first.plusDays(3),
                    null,
                    null,
                    Stream.of("lea", "tom", "tom-2", "zoe", "").toList().get(random.nextInt(5)),
                    null,
                    null,
                    null);
            plan.add(new Scheduled(
                    item.owner().isEmpty()
                            ? Item.planned(item.id(), item.title(), item.section(), first, first.plusDays(3))
                            : item,
                    work));
        }
        return plan;
    }

    private static Place place(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Place.Fixed(DAY.plusDays(random.nextInt(900) - 450));
            default -> new Place.Offset(Point.values()[random.nextInt(4)], random.nextInt(400) - 200);
        };
    }
}
