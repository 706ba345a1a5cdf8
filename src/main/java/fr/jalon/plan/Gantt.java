package fr.jalon.plan;

import fr.jalon.drawing.DateAxis;
import fr.jalon.drawing.Legend;
import fr.jalon.drawing.Svg;
import fr.jalon.drawing.Svg.Point;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A plan in one picture: its items by section, each as planned, as first planned and as lived. Standalone SVG, 720 wide
 * and as high as it has items; its description says the same in words.
 */
public final class Gantt {

    private static final String TITLE = "Calendrier du plan";
    private static final int WIDTH = 720;
    private static final int ROW = 26;
    private static final int TOP = 98;
    private static final double LEFT = 248;
    private static final double RIGHT = WIDTH - Svg.MARGIN - 82;
    private static final String BASELINE = "#8a94a3";
    private static final double TITLES = LEFT - Svg.MARGIN - 30;

    private final LocalDate today;
    private final Set<String> critical;
    private final Set<String> impossible;
    private final DateAxis axis;
    private final StringBuilder grid = new StringBuilder();
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();
    private double y = TOP;

    private Gantt(List<Item> items, LocalDate today, Set<String> critical, Set<String> impossible) {
        this.today = today;
        this.critical = critical;
        this.impossible = impossible;
        List<LocalDate> days = items.stream().flatMap(Gantt::days).toList();
        LocalDate from = Collections.min(days);
        LocalDate to = Collections.max(days);
        boolean goesOn = items.stream()
                .anyMatch(item -> item.actualEnd() == null && (item.actualStart() != null || item.isLateOn(today)));
        if (goesOn && today.isAfter(to)) to = today;
        axis = new DateAxis(from, to, LEFT, RIGHT);
    }

    private static Stream<LocalDate> days(Item item) {
        return Stream.of(
                item.baselineStart(),
                item.baselineEnd(),
                item.plannedStart(),
                item.plannedEnd(),
                item.actualStart() == null ? item.plannedStart() : item.actualStart(),
                item.actualEnd() == null ? item.plannedEnd() : item.actualEnd());
    }

    /** Draws the items in their order, with what is late on that day. */
    public static String of(List<Item> items, LocalDate today) {
        return of(items, today, Set.of(), Set.of());
    }

    /**
     * The same with what all hangs on.
     *
     * @param critical the ids of those that must not be late
     * @param impossible the ids of those that begin too late already
     */
    public static String of(List<Item> items, LocalDate today, Set<String> critical, Set<String> impossible) {
        if (items.isEmpty()) {
            String nothing = "Aucune étape pour l’instant.";
            String mark = Svg.text(WIDTH / 2.0, 84, "middle", Svg.QUIET, 15, nothing);
            return Svg.document(WIDTH, 120, TITLE, "", List.of(nothing), mark);
        }
        return new Gantt(items, today, critical, impossible).drawn(items);
    }

    private String drawn(List<Item> items) {
        String section = "";
        for (Item item : items) {
            if (!item.section().isBlank() && !item.section().equals(section)) head(item.section());
            section = item.section();
            row(item);
        }
        double bottom = y + 4;
        grid.append(axis.drawn(86, bottom)).append(Svg.text(WIDTH - Svg.MARGIN, 86, "end", Svg.QUIET, 13, "échéance"));
        boolean isToday = axis.holds(today);
        if (isToday) today(bottom);
        legend(bottom + (isToday ? 40 : 24), items);
        int height = (int) bottom + (isToday ? 54 : 38);
        return Svg.document(WIDTH, height, TITLE, subtitle(items), told, grid.append(marks));
    }

    private void head(String section) {
        double room = WIDTH - 2 * Svg.MARGIN;
        grid.append(Svg.box(Svg.MARGIN, y, room, ROW, Svg.BAND, null));
        marks.append(Svg.bold(Svg.MARGIN + 6, y + 18, "start", Svg.INK, 13, Svg.shortened(section, 0.9 * room)));
        y += ROW;
    }

    private void row(Item item) {
        boolean isLate = item.isLateOn(today);
        String said = inWords(item);
        told.add(said);
        // What is late is bold, and has no check mark beside it.
        String title = Svg.shortened(item.title(), isLate ? 0.93 * (TITLES + 20) : TITLES);
        grid.append(Svg.rule(Svg.MARGIN, y + ROW, WIDTH - Svg.MARGIN, y + ROW, Svg.BAND, 1, ""));
        name(Svg.MARGIN + 6, "start", isLate, Svg.INK, title);
        name(WIDTH - Svg.MARGIN, "end", isLate, Svg.QUIET, French.date(item.plannedEnd()));
        if (item.actualEnd() != null) marks.append(check(LEFT - 16, y + 13));
        String planned = impossible.contains(item.id()) ? Svg.LIMIT : Svg.PALE;
        if (item.droppedOn() == null)
            marks.append(bar(item.plannedStart(), item.plannedEnd(), y + 5, 12, planned, said));
        marks.append(bar(item.baselineStart(), item.baselineEnd(), y + 20, 2.5, BASELINE, said));
        if (critical.contains(item.id()))
            marks.append(bar(item.plannedStart(), item.plannedEnd(), y + 2, 3, Svg.INK, said));
        if (item.actualStart() != null) {
            LocalDate until = item.actualEnd() != null ? item.actualEnd() : today;
            marks.append(bar(item.actualStart(), until, y + 8, 6, Svg.DARK, said));
        }
        y += ROW;
    }

    private void name(double x, String anchor, boolean isLate, String colour, String name) {
        marks.append(
                isLate
                        ? Svg.bold(x, y + 17, anchor, Svg.LIMIT, 13, name)
                        : Svg.text(x, y + 17, anchor, colour, 13, name));
    }

    /** What takes no time is still seen. */
    private String bar(LocalDate from, LocalDate to, double top, double height, String fill, String said) {
        return Svg.box(
                Math.min(axis.x(from), RIGHT - 3), top, Math.max(3, axis.x(to) - axis.x(from)), height, fill, said);
    }

    private void today(double bottom) {
        String name = "aujourd’hui, " + French.day("d MMM", today);
        double x = axis.x(today);
        double half = Svg.width(name) / 2;
        marks.append(Svg.rule(x, 91, x, bottom + 2, Svg.LIMIT, 1.5, " stroke-dasharray=\"5 4\""))
                .append(Svg.text(
                        Math.max(Svg.MARGIN + half, Math.min(WIDTH - Svg.MARGIN - half, x)),
                        bottom + 16,
                        "middle",
                        Svg.LIMIT,
                        13,
                        name));
        told.add("aujourd’hui\u00a0: " + day(today));
    }

    private void legend(double middle, List<Item> items) {
        Legend legend = new Legend(Svg.MARGIN + 6, middle)
                .bar(20, 12, Svg.PALE, "prévu")
                .bar(20, 2.5, BASELINE, "prévu à l’origine")
                .bar(20, 6, Svg.DARK, "réalisé")
                .add(12, (x, y) -> check(x + 6, y), "terminé");
        if (!critical.isEmpty()) legend.bar(20, 3, Svg.INK, "chaîne critique");
        if (!impossible.isEmpty()) legend.bar(20, 12, Svg.LIMIT, "trop tard");
        if (items.stream().anyMatch(item -> item.isLateOn(today))) legend.word("en retard", Svg.LIMIT, "");
        marks.append(legend.drawn());
    }

    private static String check(double x, double middle) {
        return Svg.line(
                List.of(new Point(x - 4, middle), new Point(x - 1, middle + 4), new Point(x + 6, middle - 5)),
                Svg.DARK,
                "");
    }

    private String subtitle(List<Item> items) {
        LocalDate from = Collections.min(items.stream().map(Item::plannedStart).toList());
        LocalDate to = Collections.max(items.stream().map(Item::plannedEnd).toList());
        long done = items.stream().filter(item -> item.actualEnd() != null).count();
        long late = items.stream().filter(item -> item.isLateOn(today)).count();
        return "Du " + day(from) + " au " + day(to) + "\u00a0: " + items.size()
                + (items.size() > 1 ? " étapes, " : " étape, ") + (done == 0 ? "aucune" : done)
                + (done > 1 ? " terminées" : " terminée") + (late > 0 ? ", " + late + " en retard" : "");
    }

    private String inWords(Item item) {
        boolean hasMoved = !item.plannedStart().equals(item.baselineStart())
                || !item.plannedEnd().equals(item.baselineEnd());
        return item.title() + "\u00a0: prévu du " + day(item.plannedStart()) + " au " + day(item.plannedEnd())
                + (hasMoved
                        ? " (à l’origine du " + day(item.baselineStart()) + " au " + day(item.baselineEnd()) + ")"
                        : "")
                + (item.actualStart() == null ? "" : ", commencé le " + day(item.actualStart()))
                + (item.actualEnd() == null ? "" : ", terminé le " + day(item.actualEnd()))
                + (item.droppedOn() == null ? "" : ", abandonné le " + day(item.droppedOn()))
                + (critical.contains(item.id()) ? ", dans la chaîne critique" : "")
                + (impossible.contains(item.id()) ? ", commence trop tard" : "")
                + (item.isLateOn(today) ? ", en retard" : "");
    }

    private static String day(LocalDate day) {
        return French.day("d MMMM uuuu", day);
    }
}
