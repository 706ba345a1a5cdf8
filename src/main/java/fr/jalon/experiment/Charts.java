package fr.jalon.experiment;

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
import static fr.jalon.drawing.Svg.document;
import static fr.jalon.drawing.Svg.px;
import static fr.jalon.drawing.Svg.rule;
import static fr.jalon.drawing.Svg.shortened;
import static fr.jalon.drawing.Svg.text;
import static fr.jalon.drawing.Svg.width;

import fr.jalon.drawing.Svg;
import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * The validation week in pictures: standalone SVG without scripts, styles or outside references, for pages and for
 * print. They show how far the week is, never a verdict. A chart's description holds its figures for who cannot see it.
 */
@NullUnmarked
public final class Charts {

    private static final String NOTHING = "Aucun chiffre pour l’instant.";
    private static final int WIDTH = 640;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d", Locale.FRANCE);

    private Charts() {}

    /**
     * What had been counted by the end of a recorded day; the slot is the day's place in the week.
     *
     * @param visits null while none is known
     * @param rated conversions of those visits whose conversions are known
     * @param spend null while none is known
     * @param daySpend null where the day's is unknown
     */
    private record SoFar(int slot, Double visits, double rated, double ratedVisits, Double spend, Double daySpend) {

        boolean hasRate() {
            return ratedVisits > 0 && rated <= ratedVisits;
        }

        double rate() {
            return 100.0 * rated / ratedVisits;
        }

        Interval interval() {
            return Interval.wilson(rated, ratedVisits);
        }

        String inWords() {
            int digits = interval().high() >= 0.01 ? 1 : interval().high() >= 0.001 ? 2 : 3;
            return "%s\u00a0%% (%s à %s)"
                    .formatted(
                            decimal(rate(), digits, digits),
                            decimal(100 * interval().low(), digits, digits),
                            decimal(100 * interval().high(), digits, digits));
        }
    }

    /**
     * The conversion rate so far, day after day, with its 95 % interval (Wilson) and the target. The scale suits the
     * rates and the latest interval; wider intervals of the first days leave the frame, marked by a triangle.
     */
    public static String conversion(Evidence evidence, List<LocalDate> days) {
        List<SoFar> all = soFar(evidence, days);
        List<SoFar> rates = all.stream().filter(SoFar::hasRate).toList();
        SoFar latest = all.isEmpty() || !latest(all).hasRate() ? null : latest(all);
        Double target =
                evidence.goal().target() == null ? null : 100 * evidence.goal().target();
        double most = Math.max(
                target == null ? 0 : target,
                rates.stream().mapToDouble(SoFar::rate).max().orElse(0));
        if (latest != null) most = Math.max(most, 100 * latest.interval().high());
        Frame frame = new Frame(
                evidence,
                days,
                most == 0 ? 10 : Math.min(100, 1.1 * most),
                0.01,
                value -> decimal(value, 0, 3) + "\u00a0%",
                latest == null ? "" : latest.inWords(),
                target == null ? null : "cible " + decimal(target, 0, 3) + "\u00a0%");
        for (SoFar each : rates) {
            frame.column(
                    each.slot,
                    100 * each.interval().low(),
                    100 * each.interval().high(),
                    12,
                    each.inWords());
        }
        frame.limit(target);
        frame.line(rates, SoFar::rate);
        if (latest != null) frame.name(latest.slot, latest.rate(), target, 12);
        frame.legend("line", "taux cumulé");
        frame.legend("column", "intervalle à 95\u00a0%");
        if (frame.isCut) frame.legend("▲", "dépasse le cadre");
        if (!all.isEmpty() && rates.isEmpty() && evidence.isUsable()) {
            frame.say(
                    isZero(evidence.totals().visits())
                            ? "Aucune visite pour l’instant."
                            : "Taux inconnu pour l’instant.");
        }
        return frame.drawn(
                "Taux de conversion, cumulé jour après jour",
                (rates.isEmpty() || !evidence.rate().isPartial()
                                ? count(evidence.totals().conversions(), "conversion") + " pour "
                                        + count(evidence.totals().visits(), "visite")
                                : count(evidence.rate().of(), "conversion") + " pour les "
                                        + count(evidence.rate().by(), "visite") + " dont les conversions sont connues")
                        + (evidence.isUsable() ? "" : "\u00a0: plus de conversions que de visites, aucun taux"));
    }

    /** Visits so far against the even pace to the minimum traffic. */
    public static String pace(Evidence evidence, List<LocalDate> days) {
        List<SoFar> all = soFar(evidence, days).stream()
                .filter(each -> each.visits != null)
                .toList();
        Double minimum = evidence.goal().minimumVisits() == null
                ? null
                : evidence.goal().minimumVisits().doubleValue();
        Frame frame = new Frame(
                evidence,
                days,
                Math.max(minimum == null ? 5 : minimum, all.isEmpty() ? 0 : latest(all).visits),
                1,
                value -> French.number((long) value),
                all.isEmpty() ? "" : count(latest(all).visits, "visite"),
                minimum == null ? null : "minimum " + count(evidence.goal().minimumVisits(), "visite"));
        for (SoFar each : all) frame.column(each.slot, 0, each.visits, 34, count(each.visits, "visite"));
        frame.limit(minimum);
        if (minimum != null && !days.isEmpty()) frame.evenPace(minimum);
        if (!all.isEmpty()) {
            double height = latest(all).visits;
            int past = latest(all).slot + 1;
            if (minimum != null && past < days.size()) {
                double even = minimum / days.size();
                boolean touches =
                        height > even * past - frame.most / 20 && height < even * (past + 1.5) + frame.most / 10;
                if (touches) height = even * past - frame.most / 14;
            }
            frame.name(latest(all).slot, height, minimum, frame.columnWidth(34) / 2 + 6);
        }
        frame.legend("column", "visites cumulées");
        if (minimum != null) frame.legend("rule", "rythme régulier vers le minimum");
        return frame.drawn(
                "Visites cumulées jour après jour",
                count(evidence.totals().visits(), "visite") + "\u00a0; chiffres de "
                        + count(evidence.daysRecorded(), "jour") + " sur " + days.size());
    }

    /** Spend a day and in all, against the cap. */
    public static String spend(Evidence evidence, Contract contract, List<LocalDate> days) {
        List<SoFar> all = soFar(evidence, days).stream()
                .filter(each -> each.spend != null)
                .toList();
        Double cap = contract == null ? null : contract.spendCap();
        Frame frame = new Frame(
                evidence,
                days,
                Math.max(cap == null || cap <= 0 ? 5 : cap, all.isEmpty() ? 0 : latest(all).spend),
                1,
                Charts::euros,
                all.isEmpty() ? "" : euros(latest(all).spend),
                cap == null ? null : "plafond " + euros(cap));
        for (SoFar each : all.stream().filter(each -> each.daySpend != null).toList()) {
            frame.column(each.slot, 0, each.daySpend, 34, euros(each.daySpend) + ", " + euros(each.spend) + " en tout");
        }
        frame.limit(cap);
        frame.line(all, SoFar::spend);
        if (!all.isEmpty()) frame.name(latest(all).slot, latest(all).spend, cap, frame.columnWidth(34) / 2 + 6);
        frame.legend("column", "dépense du jour");
        frame.legend("line", "dépense cumulée");
        Double cost = evidence.ratios().costPerConversion();
        return frame.drawn(
                "Dépense par jour et cumulée",
                (evidence.totals().spend() == null
                                ? "dépense inconnue"
                                : euros(evidence.totals().spend().doubleValue()) + " en tout")
                        + (cost == null ? "" : "\u00a0; " + French.euros(cost) + " par conversion"));
    }

    /** Visits and conversions by channel, the most visited first. */
    public static String channels(Evidence evidence) {
        Map<String, List<MetricRow>> recorded = evidence.days().stream()
                .flatMap(day -> day.channels().stream())
                .collect(Collectors.groupingBy(MetricRow::channel));
        List<MetricRow> rows = recorded.entrySet().stream()
                .map(channel -> new MetricRow(
                        channel.getKey(),
                        null,
                        null,
                        Evidence.count(channel.getValue(), MetricRow::visits),
                        Evidence.sum(channel.getValue(), MetricRow::conversions),
                        null))
                .sorted(Comparator.comparingDouble((MetricRow row) -> length(row.visits()))
                        .reversed()
                        .thenComparing(MetricRow::channel))
                .limit(Validation.MOST_CHANNELS)
                .toList();
        int more = recorded.size() - rows.size();
        double left = MARGIN
                + 12
                + rows.stream()
                        .mapToDouble(row -> width(shortened(row.channel(), 200)))
                        .max()
                        .orElse(0);
        double room = Math.max(
                116,
                14
                        + rows.stream()
                                .flatMap(
                                        row -> Stream.of(French.number(row.visits()), French.number(row.conversions())))
                                .mapToDouble(Svg::width)
                                .max()
                                .orElse(0));
        double middle = WIDTH - MARGIN - room;
        double unit = (middle - room + 4 - left)
                / Math.max(
                        1,
                        rows.stream()
                                .mapToDouble(row -> Math.max(length(row.visits()), length(row.conversions())))
                                .max()
                                .orElse(1));
        StringBuilder marks = new StringBuilder();
        List<String> told = new ArrayList<>();
        if (!rows.isEmpty()) {
            String[] heads = {"Visites", "Conversions"};
            for (int i = 0; i < 2; i++) {
                double right = i == 0 ? middle : WIDTH - MARGIN;
                marks.append(text(right, 76, "end", QUIET, 13, heads[i]))
                        .append(box(right - width(heads[i]) - 16, 66, 11, 11, i == 0 ? PALE : DARK, null));
            }
            marks.append(rule(MARGIN, 84, WIDTH - MARGIN, 84, GRID, 1, ""));
        }
        double y = 106;
        for (MetricRow row : rows) {
            String said = row.channel() + "\u00a0: " + count(row.visits(), "visite") + ", "
                    + count(row.conversions(), "conversion");
            told.add(said);
            marks.append(text(MARGIN, y, "start", INK, 13, shortened(row.channel(), 200)))
                    .append(box(left, y - 12, seen(length(row.visits()) * unit), 16, PALE, said))
                    .append(box(left, y - 8, seen(length(row.conversions()) * unit), 8, DARK, said))
                    .append(text(middle, y, "end", INK, 13, French.number(row.visits())))
                    .append(text(WIDTH - MARGIN, y, "end", INK, 13, French.number(row.conversions())));
            y += 26;
        }
        if (more > 0) {
            told.add("et " + (more == 1 ? "un autre canal" : French.number(more) + " autres canaux"));
            marks.append(text(MARGIN, y, "start", QUIET, 13, latest(told)));
            y += 26;
        }
        if (rows.isEmpty()) {
            told.add(NOTHING);
            marks.append(text(WIDTH / 2.0, 116, "middle", QUIET, 15, NOTHING));
        }
        return document(
                WIDTH,
                (int) (rows.isEmpty() ? 180 : y),
                "Visites et conversions par canal",
                rows.isEmpty()
                        ? ""
                        : count(evidence.totals().visits(), "visite") + ", "
                                + count(evidence.totals().conversions(), "conversion"),
                told,
                marks);
    }

    private static double length(Number figure) {
        return figure == null ? 0 : figure.doubleValue();
    }

    private static boolean isZero(Long figure) {
        return figure != null && figure == 0;
    }

    /** Something, however little, is seen; nothing is not. */
    private static double seen(double length) {
        return length <= 0 ? 0 : Math.max(1.5, length);
    }

    private static List<SoFar> soFar(Evidence evidence, List<LocalDate> days) {
        List<SoFar> sums = new ArrayList<>();
        SoFar sum = new SoFar(-1, null, 0, 0, null, null);
        for (Evidence.Day day : evidence.days().stream()
                .sorted(Comparator.comparing(Evidence.Day::date))
                .toList()) {
            Double spend = day.spend() == null ? null : (Double) day.spend().doubleValue();
            sum = new SoFar(
                    days.indexOf(day.date()),
                    plus(sum.visits, day.visits()),
                    sum.rated + day.rate().of().doubleValue(),
                    sum.ratedVisits + day.rate().by().doubleValue(),
                    plus(sum.spend, spend),
                    spend);
            if (sum.slot >= 0) sums.add(sum);
        }
        return sums;
    }

    private static Double plus(Double sum, Number figure) {
        return figure == null ? sum : (Double) (length(sum) + figure.doubleValue());
    }

    private static <T> T latest(List<T> all) {
        return all.get(all.size() - 1);
    }

    /** Days along the bottom, round values up the side, room on the right for the names of lines. */
    private static final class Frame {
        private static final double TOP = 66;
        private static final double BOTTOM = 230;

        private final Evidence evidence;
        private final List<LocalDate> days;
        private final String latest;
        private final String limit;
        private final StringBuilder marks = new StringBuilder();
        private final List<String> told = new ArrayList<>();
        private final double most;
        private final double left;
        private final double right;
        private final double slot;
        private double legendX;
        private boolean isCut;

        Frame(
                Evidence evidence,
                List<LocalDate> days,
                double atLeast,
                double smallestStep,
                DoubleFunction<String> unit,
                String latest,
                String limit) {
            double step = Math.max(smallestStep, round(atLeast / 5));
            int ticks = (int) Math.max(1, Math.ceil(atLeast / step - 1e-9));
            this.evidence = evidence;
            this.days = days;
            this.latest = latest;
            this.limit = limit;
            most = ticks * step;
            double side = 0;
            for (int i = 0; i <= ticks; i++) side = Math.max(side, width(unit.apply(i * step)));
            left = MARGIN + side + 8;
            right = WIDTH - MARGIN - 8 - Math.max(1.08 * width(latest), width(limit == null ? "" : limit));
            slot = (right - left) / Math.max(1, days.size());
            legendX = left;
            int every = (int) Math.max(1, Math.ceil(56 / slot));
            for (LocalDate gap :
                    evidence.daysMissing().stream().filter(days::contains).toList()) {
                double x = left + slot * days.indexOf(gap);
                marks.append(box(x + 1, TOP, slot - 2, BOTTOM - TOP, BAND, null))
                        .append(bold(x + slot / 2, BOTTOM + 34, "middle", LIMIT, 13.5, "?"));
                told.add(day(gap) + "\u00a0: chiffres manquants ou incomplets");
            }
            for (int i = 0; i <= ticks; i++) {
                marks.append(rule(left, y(i * step), right, y(i * step), i == 0 ? QUIET : GRID, 1, ""))
                        .append(text(left - 8, y(i * step) + 4, "end", QUIET, 13, unit.apply(i * step)));
            }
            for (int i = 0; i < days.size(); i++) {
                marks.append(rule(middle(i), BOTTOM, middle(i), BOTTOM + 4, QUIET, 1, ""));
                if (i % every == 0) marks.append(text(middle(i), BOTTOM + 18, "middle", QUIET, 13, day(days.get(i))));
            }
        }

        /** The next of 1, 2, 5, 10, 20, 50… */
        private static double round(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value)));
            return power
                    * Stream.of(1, 2, 5)
                            .filter(digit -> digit >= value / power - 1e-9)
                            .findFirst()
                            .orElse(10);
        }

        private double y(double value) {
            return BOTTOM - (BOTTOM - TOP) * Math.max(0, Math.min(1, value / most));
        }

        private double middle(int index) {
            return left + slot * (index + 0.5);
        }

        double columnWidth(double widest) {
            return Math.min(widest, 0.6 * slot);
        }

        void column(int index, double from, double to, double widest, String said) {
            told.add(day(days.get(index)) + "\u00a0: " + said);
            double wide = columnWidth(widest);
            marks.append(box(middle(index) - wide / 2, y(to), wide, y(from) - y(to), PALE, latest(told)));
            if (to > most + 1e-9) {
                isCut = true;
                marks.append("<polygon points=\"%s,%s %s,%s %s,%s\" fill=\"%s\"/>"
                        .formatted(
                                px(middle(index) - 4),
                                px(TOP + 1),
                                px(middle(index) + 4),
                                px(TOP + 1),
                                px(middle(index)),
                                px(TOP - 6),
                                DARK));
            }
        }

        void limit(Double value) {
            if (value == null) return;
            told.add(limit);
            marks.append(rule(left, y(value), right, y(value), LIMIT, 2, " stroke-dasharray=\"7 4\""))
                    .append(text(right + 8, y(value) + 4, "start", LIMIT, 13, limit));
        }

        void evenPace(double goal) {
            for (int pass = 0; pass < 2; pass++) {
                marks.append(rule(
                        middle(0),
                        y(goal / days.size()),
                        middle(days.size() - 1),
                        y(goal),
                        pass == 0 ? "#ffffff" : QUIET,
                        pass == 0 ? 4 : 1.5,
                        ""));
            }
        }

        void line(List<SoFar> sums, ToDoubleFunction<SoFar> value) {
            StringBuilder points = new StringBuilder();
            for (SoFar sum : sums)
                points.append(px(middle(sum.slot)))
                        .append(',')
                        .append(px(y(value.applyAsDouble(sum))))
                        .append(' ');
            marks.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                    .formatted(points.toString().trim(), DARK));
            for (SoFar sum : sums) marks.append(dot(middle(sum.slot), y(value.applyAsDouble(sum))));
        }

        /** Names the latest value beside it, clear of the limit's line and name and of the axis. */
        void name(int index, double value, Double limit, double away) {
            double y = Math.min(y(value), BOTTOM - 10);
            if (limit != null && Math.abs(y - y(limit)) < 17) {
                y = y < y(limit) && y(limit) - 17 > TOP - 8 ? y(limit) - 17 : y(limit) + 17;
            }
            double x = middle(index) + away;
            marks.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"16\" fill=\"#ffffff\" fill-opacity=\"0.85\"/>"
                            .formatted(px(x - 2), px(y - 8), px(1.08 * width(latest) + 4)))
                    .append(bold(x, y + 4, "start", DARK, 13.5, latest));
        }

        void legend(String sign, String said) {
            double y = 289;
            marks.append(
                            switch (sign) {
                                case "column" -> box(legendX, y - 6, 12, 12, PALE, null);
                                case "line" -> rule(legendX - 3, y, legendX + 15, y, DARK, 2, "") + dot(legendX + 6, y);
                                case "rule" -> rule(legendX - 3, y, legendX + 15, y, QUIET, 1.5, "");
                                default ->
                                    bold(legendX + 6, y + 4, "middle", sign.equals("?") ? LIMIT : DARK, 13.5, sign);
                            })
                    .append(text(legendX + 20, y + 4, "start", QUIET, 13, said));
            legendX += width(said) + 38;
        }

        void say(String sentence) {
            double wide = 1.2 * width(sentence) + 16;
            marks.append(box((left + right - wide) / 2, 135, wide, 28, "#ffffff", null))
                    .append(text((left + right) / 2, 154, "middle", QUIET, 15, sentence));
            told.add(sentence);
        }

        String drawn(String title, String subtitle) {
            if (evidence.daysMissing().stream().anyMatch(days::contains)) legend("?", "chiffres manquants");
            if (evidence.days().isEmpty()) say(NOTHING);
            return document(WIDTH, 304, title, evidence.days().isEmpty() ? "" : subtitle, told, marks);
        }
    }

    private static String dot(double x, double y) {
        return "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\" stroke=\"#ffffff\"/>".formatted(px(x), px(y), DARK);
    }

    private static String count(Number number, String word) {
        return number == null
                ? word + "s inconnues"
                : French.number(number) + " " + word + (length(number) >= 2 ? "s" : "");
    }

    private static String euros(double exact) {
        double amount = Math.rint(exact * 100) / 100;
        return amount == Math.rint(amount) ? French.number((long) amount) + "\u00a0€" : French.euros(amount);
    }

    private static String day(LocalDate day) {
        return DAY.format(day) + (day.getDayOfMonth() == 1 ? "er" : "");
    }

    private static String decimal(double value, int atLeast, int atMost) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMinimumFractionDigits(atLeast);
        format.setMaximumFractionDigits(atMost);
        return format.format(value);
    }
}
