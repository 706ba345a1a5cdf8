package fr.jalon.scic;

import fr.jalon.drawing.Axis;
import fr.jalon.drawing.Legend;
import fr.jalon.drawing.Scale;
import fr.jalon.drawing.Svg;
import fr.jalon.drawing.Svg.Point;
import fr.jalon.scic.Milestones.Kpi;
import fr.jalon.scic.Milestones.Milestone;
import fr.jalon.scic.Milestones.Review;
import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The four reviews side by side, beside their targets: apprentices on the left, revenue on the right. Placed and active
 * apprentices differ by line and by dot, not by colour alone.
 */
public final class TrendChart {

    private static final double TOP = 92;
    private static final double BOTTOM = 262;
    private static final double WIDE = 236;

    private final List<Review> reviews;
    private final StringBuilder marks = new StringBuilder();
    private final List<String> told = new ArrayList<>();

    private TrendChart(List<Review> reviews) {
        this.reviews = reviews;
        for (Review review : reviews) {
            told.add("%d mois\u00a0: %s placés, %s actifs, %s de revenus"
                    .formatted(
                            review.month(),
                            French.number(review.apprenticesPlaced()),
                            French.number(review.apprenticesActive()),
                            French.money(review.revenue())));
        }
    }

    /** Draws the reviews held so far. */
    public static String of(Collection<Review> reviews) {
        return new TrendChart(reviews.stream()
                        .sorted(Comparator.comparingInt(Review::month))
                        .toList())
                .drawn();
    }

    private String drawn() {
        double most = most(most(50, Review::apprenticesPlaced), Review::apprenticesActive);
        Panel heads = new Panel(52, "Alternants", most, French::number);
        heads.targets("apprenticesPlaced", " placés");
        heads.targets("apprenticesActive", " actifs");
        heads.line(Review::apprenticesPlaced, false, true);
        heads.line(Review::apprenticesActive, true, false);
        Panel euros = new Panel(
                386,
                "Revenus B2B sur douze mois",
                most(300_000, Review::revenue),
                value -> French.number(Math.rint(value / 100) / 10) + "\u00a0k€");
        euros.targets("revenue", "");
        euros.line(Review::revenue, true, true);
        marks.append(new Legend(52, 310)
                .curve(false, "placés depuis le début")
                .curve(true, "actifs\u00a0; revenus")
                .rule(Svg.LIMIT, 3, "cible du bilan")
                .drawn());
        String held = reviews.isEmpty()
                ? "Aucun bilan pour l’instant"
                : Wording.count(reviews.size(), "bilan dressé", "bilans dressés") + " sur " + Milestones.ALL.size();
        return Svg.document(640, 334, "Tendance sur les quatre bilans", held, told, marks);
    }

    /** At least the last target and room above what was reached. */
    private double most(double target, ToDoubleFunction<Review> value) {
        return Math.max(target, 1.12 * reviews.stream().mapToDouble(value).max().orElse(0));
    }

    /** A half of the picture: one kind of value over the months of the reviews. */
    private final class Panel {
        private final Scale months;
        private final Axis axis;
        private final DoubleFunction<String> unit;

        Panel(double left, String name, double most, DoubleFunction<String> unit) {
            this.unit = unit;
            months = new Scale(6, 36, left + 22, left + WIDE - 22);
            axis = new Axis(most, 6, 1, unit, BOTTOM, TOP);
            marks.append(Svg.bold(left, 74, "start", Svg.INK, 13, name)).append(axis.drawn(left, left + WIDE));
            for (Milestone milestone : Milestones.ALL) {
                int month = milestone.month();
                marks.append(axis.below(months.at(month), month + (month == 36 ? "\u00a0mois" : "")));
            }
        }

        void targets(String id, String what) {
            for (Milestone milestone : Milestones.ALL) {
                for (Kpi kpi : milestone.kpis()) {
                    if (!kpi.id().equals(id)) continue;
                    double x = months.at(milestone.month());
                    double y = axis.y(kpi.target());
                    marks.append(Svg.rule(x - 14, y, x + 14, y, Svg.LIMIT, 3, ""));
                    told.add("cible à " + milestone.month() + " mois\u00a0: " + kpi.targetInWords() + what);
                }
            }
        }

        void line(ToDoubleFunction<Review> value, boolean isFull, boolean isNameAbove) {
            List<Point> points = new ArrayList<>();
            for (Review each : reviews)
                points.add(
                        new Point(months.at(each.month()), axis.y(value.applyAsDouble(each)), told.get(points.size())));
            marks.append(Svg.curve(points, isFull));
            if (reviews.isEmpty()) return;
            Review last = reviews.get(reviews.size() - 1);
            String name = unit.apply(value.applyAsDouble(last));
            boolean isBeside = !isNameAbove && last.month() < 36;
            Point at = points.get(points.size() - 1);
            marks.append(Svg.plate(
                    at.x() + (isBeside ? 14 + 4 * name.length() : 0),
                    Math.min(at.y() + (isNameAbove ? -11 : isBeside ? 5 : 21), BOTTOM - 4),
                    "middle",
                    isFull ? Svg.DARK : Svg.QUIET,
                    name));
        }
    }
}
