package fr.jalon.experiment;

import fr.jalon.drawing.Svg;
import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The validation week in pictures: standalone SVG without scripts, styles or outside references, for pages and for
 * print. They show how far the week is, never a verdict. A chart's description holds its figures for who cannot see it.
 */
public final class Charts {

    static final String NOTHING = "Aucun chiffre pour l’instant.";
    static final int WIDTH = 640;

    private Charts() {}

    /**
     * The conversion rate so far, day after day, with its interval and the target. The scale suits the rates and the
     * latest interval; wider intervals of the first days leave the frame, marked by a triangle.
     */
    public static String conversion(Evidence evidence, List<LocalDate> days) {
        List<SoFar> all = SoFar.of(evidence, days);
        List<SoFar> rates = all.stream().filter(SoFar::hasRate).toList();
        SoFar latest = all.isEmpty() || !latest(all).hasRate() ? null : latest(all);
        Double target =
                evidence.goal().target() == null ? null : 100 * evidence.goal().target();
        double most = Math.max(
                target == null ? 0 : target,
                rates.stream().mapToDouble(SoFar::rate).max().orElse(0));
        if (latest != null) most = Math.max(most, 100 * latest.of(evidence).high());
        WeekFrame frame = new WeekFrame(
                evidence,
                days,
                most == 0 ? 10 : Math.min(100, 1.1 * most),
                0.01,
                value -> French.decimal(value, 0, 3) + "\u00a0%",
                latest == null ? "" : latest.inWords(evidence),
                target == null ? null : "cible " + French.decimal(target, 0, 3) + "\u00a0%");
        for (SoFar each : rates) {
            Interval interval = each.of(evidence);
            frame.column(each.slot(), 100 * interval.low(), 100 * interval.high(), 12, each.inWords(evidence));
        }
        frame.limit(target);
        frame.line(rates, SoFar::rate);
        if (latest != null) frame.name(latest.slot(), latest.rate(), target, 12);
        frame.legend.curve(true, "taux cumulé");
        frame.legend.bar(12, 12, Svg.PALE, "intervalle " + evidence.intervalName());
        if (frame.isCut) frame.legend.word("▲", Svg.DARK, "dépasse le cadre");
        if (!all.isEmpty() && rates.isEmpty() && evidence.isUsable()) {
            boolean hasNone = Long.valueOf(0).equals(evidence.totals().visits());
            frame.say(hasNone ? "Aucune visite pour l’instant." : "Taux inconnu pour l’instant.");
        }
        return frame.drawn(
                "Taux de conversion" + (evidence.countsUniques() ? " par visite" : "") + ", cumulé jour après jour",
                rated(evidence, rates.isEmpty())
                        + (evidence.isUsable() ? "" : "\u00a0: plus de conversions que de visites, aucun taux"));
    }

    private static String rated(Evidence evidence, boolean isUnknown) {
        if (!isUnknown && evidence.rateOfVisits().isPartial()) {
            return count(evidence.rateOfVisits().of(), "conversion") + " pour les "
                    + count(evidence.rateOfVisits().by(), "visite") + " dont les conversions sont connues";
        }
        return evidence.counted() == null || isUnknown
                ? count(evidence.totals().conversions(), "conversion") + " pour "
                        + count(evidence.totals().visits(), "visite")
                : count(evidence.rateOfVisits().of(), "conversion") + " pour "
                        + count(evidence.rateOfVisits().by(), "visite") + " des canaux qui comptent";
    }

    /** Visits so far against the even pace to the minimum traffic. */
    public static String pace(Evidence evidence, List<LocalDate> days) {
        List<SoFar> all = SoFar.of(evidence, days).stream()
                .filter(each -> each.visits() != null)
                .toList();
        double reached = all.isEmpty() ? 0 : latest(all).visits();
        Double minimum = evidence.goal().minimumVisits() == null
                ? null
                : evidence.goal().minimumVisits().doubleValue();
        WeekFrame frame = new WeekFrame(
                evidence,
                days,
                Math.max(minimum == null ? 5 : minimum, reached),
                1,
                value -> French.number((long) value),
                all.isEmpty() ? "" : count(reached, "visite"),
                minimum == null ? null : "minimum " + evidence.basis().counted(minimum.longValue()));
        for (SoFar each : all) {
            if (each.visits() != null) frame.column(each.slot(), 0, each.visits(), 34, count(each.visits(), "visite"));
        }
        frame.limit(minimum);
        if (minimum != null && !days.isEmpty()) frame.evenPace(minimum);
        if (!all.isEmpty()) {
            double height = reached;
            int past = latest(all).slot() + 1;
            if (minimum != null && past < days.size()) {
                double even = minimum / days.size();
                boolean touches = height > even * past - frame.axis.most() / 20
                        && height < even * (past + 1.5) + frame.axis.most() / 10;
                if (touches) height = even * past - frame.axis.most() / 14;
            }
            frame.name(latest(all).slot(), height, minimum, frame.columnWidth(34) / 2 + 6);
        }
        frame.legend.bar(12, 12, Svg.PALE, "visites cumulées");
        if (minimum != null) frame.legend.rule(Svg.QUIET, 1.5, "rythme régulier vers le minimum");
        return frame.drawn(
                "Visites cumulées jour après jour",
                count(all.isEmpty() ? evidence.totals().visits() : (Number) Long.valueOf((long) reached), "visite")
                        + (evidence.counted() == null ? "" : " des canaux qui comptent") + "\u00a0; chiffres de "
                        + count(evidence.daysRecorded(), "jour") + " sur " + days.size());
    }

    /** Spend a day and in all, against the cap. */
    public static String spend(Evidence evidence, @Nullable Contract contract, List<LocalDate> days) {
        List<SoFar> all = SoFar.of(evidence, days).stream()
                .filter(each -> each.spend() != null)
                .toList();
        double reached = all.isEmpty() ? 0 : latest(all).spend();
        Double cap = contract == null ? null : contract.spendCap();
        WeekFrame frame = new WeekFrame(
                evidence,
                days,
                Math.max(cap == null || cap <= 0 ? 5 : cap, reached),
                1,
                French::money,
                all.isEmpty() ? "" : French.money(reached),
                cap == null ? null : "plafond " + French.money(cap));
        for (SoFar each : all) {
            if (each.daySpend() == null || each.spend() == null) continue;
            String said = French.money(each.daySpend()) + ", " + French.money(each.spend()) + " en tout";
            frame.column(each.slot(), 0, each.daySpend(), 34, said);
        }
        frame.limit(cap);
        frame.line(all, SoFar::spend);
        if (!all.isEmpty()) frame.name(latest(all).slot(), reached, cap, frame.columnWidth(34) / 2 + 6);
        frame.legend.bar(12, 12, Svg.PALE, "dépense du jour");
        frame.legend.curve(true, "dépense cumulée");
        Double cost = evidence.ratios().costPerConversion();
        return frame.drawn(
                "Dépense par jour et cumulée",
                (evidence.totals().spend() == null
                                ? "dépense inconnue"
                                : French.money(evidence.totals().spend().doubleValue()) + " en tout")
                        + (cost == null ? "" : "\u00a0; " + French.euros(cost) + " par conversion"));
    }

    /** Visits and conversions by channel, the most visited first. */
    public static String channels(Evidence evidence) {
        return ChannelChart.of(evidence);
    }

    /**
     * What had been counted by the end of a recorded day; the slot is the day's place in the week.
     *
     * @param visits null while none is known
     * @param rated conversions of those visits whose conversions are known
     * @param spend null while none is known
     * @param daySpend null where the day's is unknown
     */
    record SoFar(
            int slot,
            @Nullable Double visits,
            double rated,
            double ratedVisits,
            @Nullable Double spend,
            @Nullable Double daySpend) {

        /** The recorded days of a week, in their order. */
        static List<SoFar> of(Evidence evidence, List<LocalDate> days) {
            List<SoFar> sums = new ArrayList<>();
            SoFar sum = new SoFar(-1, null, 0, 0, null, null);
            for (Evidence.Day day : evidence.days().stream()
                    .sorted(Comparator.comparing(Evidence.Day::date))
                    .toList()) {
                sum = new SoFar(
                        days.indexOf(day.date()),
                        plus(sum.visits, Evidence.count(evidence.counting(day), MetricRow::visits)),
                        sum.rated + evidence.rate(day).of().doubleValue(),
                        sum.ratedVisits + evidence.rate(day).by().doubleValue(),
                        plus(sum.spend, day.spend()),
                        plus(null, day.spend()));
                if (sum.slot >= 0) sums.add(sum);
            }
            return sums;
        }

        private static @Nullable Double plus(@Nullable Double sum, @Nullable Number figure) {
            return figure == null ? sum : (Double) ((sum == null ? 0 : sum) + figure.doubleValue());
        }

        boolean hasRate() {
            return ratedVisits > 0 && rated <= ratedVisits;
        }

        /** In percent. */
        double rate() {
            return 100.0 * rated / ratedVisits;
        }

        /** Only where there is a rate. */
        Interval of(Evidence evidence) {
            return Objects.requireNonNull(evidence.interval(rated, ratedVisits));
        }

        /** {@code 6,2 % (4,0 à 9,3)}, with more decimals the smaller it is. */
        String inWords(Evidence evidence) {
            Interval interval = of(evidence);
            int digits = interval.high() >= 0.01 ? 1 : interval.high() >= 0.001 ? 2 : 3;
            return "%s\u00a0%% (%s à %s)"
                    .formatted(
                            French.decimal(rate(), digits, digits),
                            French.decimal(100 * interval.low(), digits, digits),
                            French.decimal(100 * interval.high(), digits, digits));
        }
    }

    private static SoFar latest(List<SoFar> all) {
        return all.get(all.size() - 1);
    }

    static String count(@Nullable Number number, String word) {
        return number == null
                ? word + "s inconnues"
                : French.number(number) + " " + word + (number.doubleValue() >= 2 ? "s" : "");
    }
}
