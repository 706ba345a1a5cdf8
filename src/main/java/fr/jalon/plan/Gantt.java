package fr.jalon.plan;

import static fr.jalon.drawing.Svg.BAND;
import static fr.jalon.drawing.Svg.DARK;
import static fr.jalon.drawing.Svg.GRID;
import static fr.jalon.drawing.Svg.INK;
import static fr.jalon.drawing.Svg.LIMIT;
import static fr.jalon.drawing.Svg.MARGIN;
import static fr.jalon.drawing.Svg.PALE;
import static fr.jalon.drawing.Svg.QUIET;
import static fr.jalon.drawing.Svg.bold;
import static fr.jalon.drawing.Svg.box;
import static fr.jalon.drawing.Svg.px;
import static fr.jalon.drawing.Svg.rule;
import static fr.jalon.drawing.Svg.shortened;
import static fr.jalon.drawing.Svg.text;
import static fr.jalon.drawing.Svg.width;

import fr.jalon.drawing.Svg;
import fr.jalon.text.French;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plan in one picture: its items by section, each as planned, as first planned and as lived. Standalone SVG, 720 wide
 * and as high as it has items; its description says the same in words.
 */
public final class Gantt {

    private static final int WIDTH = 720;
    private static final int ROW = 26;
    private static final int TOP = 98;
    private static final double LEFT = 248;
    private static final double RIGHT = WIDTH - MARGIN - 82;
    private static final String BASELINE = "#8a94a3";
    private static final double TITLES = LEFT - MARGIN - 30;
    private static final String YEAR = "#b8bfc9";
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRANCE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.FRANCE);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.FRANCE);

    /** The least room that the name of a day or of a month needs on the axis. */
    private static final double DAY_ROOM = 52;

    private static final double MONTH_ROOM = 35;

    private final LocalDate today;
    private final LocalDate first;
    private final LocalDate last;
    private final boolean isShort;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();
    private double y = TOP;

    private Gantt(List<Item> items, LocalDate today) {
        this.today = today;
        LocalDate from =
                items.stream().flatMap(Gantt::days).min(LocalDate::compareTo).orElseThrow();
        LocalDate to =
                items.stream().flatMap(Gantt::days).max(LocalDate::compareTo).orElseThrow();
        boolean goesOn = items.stream()
                .anyMatch(item -> item.actualEnd() == null && (item.actualStart() != null || item.isLateOn(today)));
        if (goesOn && today.isAfter(to)) to = today;
        isShort = ChronoUnit.DAYS.between(from, to) <= 75;
        first = isShort ? from : from.withDayOfMonth(1);
        last = isShort ? to.plusDays(1) : to.with(TemporalAdjusters.firstDayOfNextMonth());
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
        if (items.isEmpty()) {
            String nothing = "Aucune étape pour l’instant.";
            return Svg.document(
                    WIDTH,
                    120,
                    "Calendrier du plan",
                    "",
                    List.of(nothing),
                    text(WIDTH / 2.0, 84, "middle", QUIET, 15, nothing));
        }
        return new Gantt(items, today).drawn(items);
    }

    private String drawn(List<Item> items) {
        List<Integer> headed = IntStream.range(0, items.size())
                .filter(i -> !items.get(i).section().isBlank()
                        && (i == 0
                                || !items.get(i)
                                        .section()
                                        .equals(items.get(i - 1).section())))
                .boxed()
                .toList();
        double bottom = TOP + ROW * (items.size() + headed.size()) + 4;
        for (int i = 0, line = 0; i < items.size(); i++, line++) {
            if (headed.contains(i)) marks.append(box(MARGIN, TOP + ROW * line++, WIDTH - 2 * MARGIN, ROW, BAND, null));
            marks.append(rule(MARGIN, TOP + ROW * (line + 1), WIDTH - MARGIN, TOP + ROW * (line + 1), BAND, 1, ""));
        }
        axis(bottom);
        marks.append(text(WIDTH - MARGIN, 86, "end", QUIET, 13, "échéance"));
        for (int i = 0; i < items.size(); i++) {
            if (headed.contains(i)) {
                marks.append(bold(
                        MARGIN + 6,
                        y + 18,
                        "start",
                        INK,
                        13,
                        shortened(items.get(i).section(), 0.9 * (WIDTH - 2 * MARGIN))));
                y += ROW;
            }
            row(items.get(i));
        }
        boolean isToday = !today.isBefore(first) && !today.isAfter(last);
        if (isToday) today(bottom);
        legend(bottom + (isToday ? 40 : 24), items);
        return Svg.document(
                WIDTH, (int) bottom + (isToday ? 54 : 38), "Calendrier du plan", subtitle(items), told, marks);
    }

    private void row(Item item) {
        boolean isLate = item.isLateOn(today);
        String said = inWords(item);
        told.add(said);
        // What is late is bold, and has no check mark beside it.
        String title = shortened(item.title(), isLate ? 0.93 * (TITLES + 20) : TITLES);
        String due = French.date(item.plannedEnd());
        marks.append(
                        isLate
                                ? bold(MARGIN + 6, y + 17, "start", LIMIT, 13, title)
                                : text(MARGIN + 6, y + 17, "start", INK, 13, title))
                .append(
                        isLate
                                ? bold(WIDTH - MARGIN, y + 17, "end", LIMIT, 13, due)
                                : text(WIDTH - MARGIN, y + 17, "end", QUIET, 13, due));
        if (item.actualEnd() != null) marks.append(check(LEFT - 16, y + 13));
        marks.append(bar(item.plannedStart(), item.plannedEnd(), y + 5, 12, PALE, said))
                .append(bar(item.baselineStart(), item.baselineEnd(), y + 20, 2.5, BASELINE, said));
        if (item.actualStart() != null) {
            LocalDate until = item.actualEnd() != null ? item.actualEnd() : today;
            marks.append(bar(item.actualStart(), until, y + 8, 6, DARK, said));
        }
        y += ROW;
    }

    /** What takes no time is still seen. */
    private String bar(LocalDate from, LocalDate to, double top, double height, String fill, String said) {
        return box(Math.min(x(from), RIGHT - 3), top, Math.max(3, x(to) - x(from)), height, fill, said);
    }

    private double x(LocalDate day) {
        return LEFT + (RIGHT - LEFT) * ChronoUnit.DAYS.between(first, day) / ChronoUnit.DAYS.between(first, last);
    }

    private void axis(double bottom) {
        int year = Integer.MIN_VALUE;
        for (LocalDate tick : isShort ? dayTicks() : monthTicks()) {
            double x = x(tick);
            boolean isNewYear = tick.getYear() != year;
            year = tick.getYear();
            marks.append(rule(x, 91, x, bottom, tick.getDayOfYear() == 1 ? YEAR : GRID, 1, ""))
                    .append(text(x + 3, 86, "start", QUIET, 13, isShort ? ordinal(DAY, tick) : MONTH.format(tick)));
            if (isNewYear) marks.append(bold(x + 3, 70, "start", QUIET, 13, String.valueOf(year)));
        }
    }

    private List<LocalDate> dayTicks() {
        long length = ChronoUnit.DAYS.between(first, last);
        int step = IntStream.of(1, 2, 7, 14)
                .filter(days -> (RIGHT - LEFT) * days / length >= DAY_ROOM)
                .findFirst()
                .orElse(28);
        LocalDate tick = step < 7 ? first : first.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return Stream.iterate(tick, this::hasRoom, day -> day.plusDays(step)).toList();
    }

    /** Months that divide the year, then whole years. */
    private List<LocalDate> monthTicks() {
        double month = (RIGHT - LEFT) / ChronoUnit.MONTHS.between(first, last);
        int step = IntStream.of(1, 2, 3, 4, 6)
                .filter(months -> month * months >= MONTH_ROOM)
                .findFirst()
                .orElse(12 * (int) Math.ceil(MONTH_ROOM / (12 * month)));
        LocalDate tick = first;
        while (Math.floorMod(tick.getYear() * 12 + tick.getMonthValue() - 1, step) != 0) tick = tick.plusMonths(1);
        return Stream.iterate(tick, this::hasRoom, day -> day.plusMonths(step)).toList();
    }

    private boolean hasRoom(LocalDate tick) {
        return x(tick) <= RIGHT - MONTH_ROOM;
    }

    private void today(double bottom) {
        String name = "aujourd’hui, " + ordinal(DAY, today);
        double half = width(name) / 2;
        marks.append(rule(x(today), 91, x(today), bottom + 2, LIMIT, 1.5, " stroke-dasharray=\"5 4\""))
                .append(text(
                        Math.max(MARGIN + half, Math.min(WIDTH - MARGIN - half, x(today))),
                        bottom + 16,
                        "middle",
                        LIMIT,
                        13,
                        name));
        told.add("aujourd’hui\u00a0: " + day(today));
    }

    private void legend(double middle, List<Item> items) {
        double x = MARGIN + 6;
        x = legend(x, middle, box(x, middle - 6, 20, 12, PALE, null), "prévu");
        x = legend(x, middle, box(x, middle - 1, 20, 2.5, BASELINE, null), "prévu à l’origine");
        x = legend(x, middle, box(x, middle - 3, 20, 6, DARK, null), "réalisé");
        x = legend(x, middle, check(x + 6, middle), "terminé");
        if (items.stream().anyMatch(item -> item.isLateOn(today)))
            marks.append(bold(x, middle + 4, "start", LIMIT, 13, "en retard"));
    }

    private double legend(double x, double middle, String sign, String said) {
        marks.append(sign).append(text(x + 26, middle + 4, "start", QUIET, 13, said));
        return x + 26 + width(said) + 22;
    }

    private static String check(double x, double middle) {
        return "<polyline points=\"%s,%s %s,%s %s,%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                .formatted(px(x - 4), px(middle), px(x - 1), px(middle + 4), px(x + 6), px(middle - 5), DARK);
    }

    private String subtitle(List<Item> items) {
        LocalDate from =
                items.stream().map(Item::plannedStart).min(LocalDate::compareTo).orElseThrow();
        LocalDate to =
                items.stream().map(Item::plannedEnd).max(LocalDate::compareTo).orElseThrow();
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
                + (item.isLateOn(today) ? ", en retard" : "");
    }

    private static String day(LocalDate day) {
        return ordinal(LONG, day);
    }

    private static String ordinal(DateTimeFormatter format, LocalDate day) {
        return format.format(day).replaceFirst("^1 ", "1er ");
    }
}
