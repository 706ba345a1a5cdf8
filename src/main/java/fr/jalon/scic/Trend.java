package fr.jalon.scic;

import fr.jalon.drawing.Svg;
import fr.jalon.scic.Milestones.Kpi;
import fr.jalon.scic.Milestones.Milestone;
import fr.jalon.scic.Milestones.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The four reviews side by side: apprentices on the left, revenue on the right. */
@SuppressWarnings("NullAway") // of what Svg may leave unsaid
final class Trend {

    private static final double TOP = 92;
    private static final double BOTTOM = 262;
    private static final double WIDE = 236;

    private final List<Review> reviews;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();

    Trend(List<Review> reviews) {
        this.reviews = reviews;
        for (Review review : reviews) {
            told.add("%d mois\u00a0: %s placés, %s actifs, %s de revenus"
                    .formatted(
                            review.month(),
                            Wording.decimal(review.apprenticesPlaced()),
                            Wording.decimal(review.apprenticesActive()),
                            Wording.euros(review.revenue())));
        }
    }

    String drawn() {
        panel(52, "Alternants", most(50, Review::apprenticesPlaced, Review::apprenticesActive), Wording::decimal);
        double heads = most(50, Review::apprenticesPlaced, Review::apprenticesActive);
        targets(52, heads, "apprenticesPlaced", "placés");
        targets(52, heads, "apprenticesActive", "actifs");
        line(52, heads, Review::apprenticesPlaced, false, true, Wording::decimal);
        line(52, heads, Review::apprenticesActive, true, false, Wording::decimal);
        double euros = most(300_000, Review::revenue);
        panel(386, "Revenus B2B sur douze mois", euros, value -> Wording.decimal(value / 1000) + "\u00a0k€");
        targets(386, euros, "revenue", "");
        line(
                386,
                euros,
                Review::revenue,
                true,
                true,
                value -> Wording.decimal(Math.rint(value / 100) / 10) + "\u00a0k€");
        legend();
        return Svg.document(
                640,
                334,
                "Tendance sur les quatre bilans",
                reviews.isEmpty()
                        ? "Aucun bilan pour l’instant"
                        : Wording.count(reviews.size(), "bilan dressé", "bilans dressés") + " sur "
                                + Milestones.ALL.size(),
                told,
                marks);
    }

    /** At least the last target and room above what was reached, up to a whole step. */
    @SafeVarargs
    private double most(double target, ToDoubleFunction<Review>... values) {
        double most = target;
        for (ToDoubleFunction<Review> value : values)
            most = Math.max(
                    most, 1.12 * reviews.stream().mapToDouble(value).max().orElse(0));
        return Math.ceil(most / step(most) - 1e-9) * step(most);
    }

    /** The next of 1, 2, 5, 10, 20, 50… that makes at most six steps. */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 6)));
        return power
                * Stream.of(1, 2, 5)
                        .filter(digit -> digit * power >= most / 6 - 1e-9)
                        .findFirst()
                        .orElse(10);
    }

    private void panel(double left, String name, double most, DoubleFunction<String> unit) {
        marks.append(Svg.bold(left, 74, "start", Svg.INK, 13, name));
        for (double value = 0; value <= most + 1e-9; value += step(most)) {
            marks.append(Svg.rule(
                    left, y(value, most), left + WIDE, y(value, most), value == 0 ? Svg.QUIET : Svg.GRID, 1, ""));
            marks.append(Svg.text(left - 6, y(value, most) + 4, "end", Svg.QUIET, 12, unit.apply(value)));
        }
        for (Milestone milestone : Milestones.ALL) {
            marks.append(Svg.text(
                    x(left, milestone.month()),
                    BOTTOM + 18,
                    "middle",
                    Svg.QUIET,
                    12,
                    milestone.month() + (milestone.month() == 36 ? "\u00a0mois" : "")));
        }
    }

    private void targets(double left, double most, String id, String what) {
        for (Milestone milestone : Milestones.ALL) {
            for (Kpi kpi : milestone.kpis()) {
                if (!kpi.id().equals(id)) continue;
                double x = x(left, milestone.month());
                marks.append(Svg.rule(x - 14, y(kpi.target(), most), x + 14, y(kpi.target(), most), Svg.LIMIT, 3, ""));
                told.add("cible à %d mois\u00a0: %s %s"
                        .formatted(milestone.month(), kpi.targetInWords(), what)
                        .strip());
            }
        }
    }

    private void line(
            double left,
            double most,
            ToDoubleFunction<Review> value,
            boolean full,
            boolean nameAbove,
            DoubleFunction<String> unit) {
        marks.append(Svg.line(
                reviews.stream()
                        .map(each -> new double[] {x(left, each.month()), y(value.applyAsDouble(each), most)})
                        .toList(),
                full ? Svg.DARK : Svg.PALE,
                full ? "" : " stroke-dasharray=\"6 4\""));
        for (int i = 0; i < reviews.size(); i++) {
            Review each = reviews.get(i);
            double y = y(value.applyAsDouble(each), most);
            marks.append(Svg.dot(
                    x(left, each.month()),
                    y,
                    4.5,
                    full ? Svg.DARK : "#ffffff",
                    full ? "#ffffff" : Svg.PALE,
                    told.get(i)));
        }
        if (reviews.isEmpty()) return;
        Review last = reviews.get(reviews.size() - 1);
        String name = unit.apply(value.applyAsDouble(last));
        boolean beside = !nameAbove && last.month() < 36;
        double x = x(left, last.month()) + (beside ? 14 + 4 * name.length() : 0);
        double y = y(value.applyAsDouble(last), most) + (nameAbove ? -11 : beside ? 5 : 21);
        marks.append(Svg.box(
                x - 4 * name.length() - 1, Math.min(y, BOTTOM - 4) - 11, 8 * name.length() + 2, 14, "#ffffff", null));
        marks.append(Svg.bold(x, Math.min(y, BOTTOM - 4), "middle", full ? Svg.DARK : Svg.QUIET, 13, name));
    }

    private void legend() {
        double y = 310;
        marks.append(Svg.rule(52, y, 72, y, Svg.PALE, 2, " stroke-dasharray=\"6 4\""));
        marks.append(Svg.dot(62, y, 4.5, "#ffffff", Svg.PALE, null));
        marks.append(Svg.text(80, y + 4, "start", Svg.QUIET, 13, "placés depuis le début"));
        marks.append(Svg.rule(246, y, 266, y, Svg.DARK, 2, ""));
        marks.append(Svg.dot(256, y, 4.5, Svg.DARK, "#ffffff", null));
        marks.append(Svg.text(274, y + 4, "start", Svg.QUIET, 13, "actifs\u00a0; revenus"));
        marks.append(Svg.rule(400, y, 428, y, Svg.LIMIT, 3, ""));
        marks.append(Svg.text(436, y + 4, "start", Svg.QUIET, 13, "cible du bilan"));
    }

    private static double x(double left, int month) {
        return left + 22 + (WIDE - 44) * (month - 6) / 30.0;
    }

    private static double y(double value, double most) {
        return BOTTOM - (BOTTOM - TOP) * Math.max(0, Math.min(1, value / most));
    }
}
