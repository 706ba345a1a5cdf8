package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.drawing.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the launch costs, by the six lines of the founding documents (seed 003, « Budget lancement (30k€) »).
 *
 * @param total whole euros, all taxes included
 * @param lines whole euros by line; they add up to the total
 */
public record LaunchBudget(long total, Map<Line, Long> lines) {

    /** A line of the budget, under its French name and the name of its field. */
    public enum Line {
        CASH_RESERVE("cashReserve", "Trésorerie de sécurité", 15_000),
        INSURANCE("insurance", "Assurances, année 1", 6_000),
        LEGAL("legal", "Juridique et création", 3_000),
        PLATFORM("platform", "Plateforme MVP", 3_000),
        MARKETING("marketing", "Marketing et commercial", 2_000),
        OTHER("other", "Divers", 1_000);

        private final String field;
        private final String label;
        private final long defaultAmount;

        Line(String field, String label, long defaultAmount) {
            this.field = field;
            this.label = label;
            this.defaultAmount = defaultAmount;
        }

        /** The field of {@code set-launch-budget}. */
        public String field() {
            return field;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }

        /** The amount in the founding documents, in euros. */
        public long defaultAmount() {
            return defaultAmount;
        }
    }

    /** The total of the founding documents, in euros. */
    public static final long DEFAULT_TOTAL = 30_000;

    private static final long MOST = 100_000_000;

    /** Dark and pale by turns: neighbours differ in grey too. */
    private static final List<String> SHADES =
            List.of("#1f4e79", "#a9c4e0", "#4a7aa8", "#d9dde3", "#6b98c4", "#eef0f3");

    /** @throws Refusal if a line is missing or negative, or if the lines do not add up to the total */
    public LaunchBudget {
        Map<String, String> errors = new LinkedHashMap<>();
        if (total < 1 || total > MOST) errors.put("total", "Budget total : de 1 à 100 000 000 €.");
        for (Line line : Line.values()) {
            Long amount = lines.get(line);
            if (amount == null || amount < 0 || amount > MOST) {
                errors.put(
                        line.field, line.label + " : un montant en euros entiers, de 0 à 100 000 000 €, est attendu.");
            }
        }
        if (errors.isEmpty()) {
            long sum = lines.values().stream().mapToLong(Long::longValue).sum();
            if (sum != total) {
                errors.put(
                        "total",
                        "Les six lignes font %s et non %s : il %s %s."
                                .formatted(
                                        Wording.euros(sum),
                                        Wording.euros(total),
                                        sum < total ? "manque" : "y a en trop",
                                        Wording.euros(Math.abs(total - sum))));
            }
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        lines = Map.copyOf(new EnumMap<>(lines));
    }

    /** The budget of the founding documents. */
    public static LaunchBudget byDefault() {
        Map<Line, Long> lines = new EnumMap<>(Line.class);
        for (Line line : Line.values()) lines.put(line, line.defaultAmount);
        return new LaunchBudget(DEFAULT_TOTAL, lines);
    }

    /**
     * Reads a budget from a form's answers, by {@link Line#field}.
     *
     * @throws Refusal if an amount is missing, no number, negative or not in whole euros, if a field is unknown, or if
     *     the lines do not add up to the total
     */
    public static LaunchBudget of(long total, Map<String, ?> amounts) {
        Map<String, String> errors = new LinkedHashMap<>();
        Map<Line, Long> lines = new EnumMap<>(Line.class);
        for (Line line : Line.values()) {
            if (amounts.get(line.field) instanceof Number amount
                    && amount.doubleValue() == Math.rint(amount.doubleValue())
                    && Math.abs(amount.doubleValue()) <= MOST) {
                lines.put(line, amount.longValue());
            } else {
                errors.put(
                        line.field, line.label + " : un montant en euros entiers, de 0 à 100 000 000 €, est attendu.");
            }
        }
        for (String field : amounts.keySet()) {
            if (List.of(Line.values()).stream().noneMatch(line -> line.field.equals(field))) {
                errors.put(field, "Budget de lancement : la ligne « " + field + " » n’existe pas.");
            }
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return new LaunchBudget(total, lines);
    }

    /** What stands in a line, in whole euros. */
    public long amount(Line line) {
        return Objects.requireNonNull(lines.get(line));
    }

    /** The share of a line in the total, in percent. */
    public double percent(Line line) {
        return 100.0 * amount(line) / total;
    }

    /** The budget as a pie: the greatest line first, from noon on; lines without money stand in the legend only. */
    @SuppressWarnings("NullAway") // of what Svg may leave unsaid
    public String pie() {
        StringBuilder marks = new StringBuilder();
        List<String> told = new ArrayList<>();
        List<Line> order = List.of(Line.values()).stream()
                .sorted(Comparator.comparing((Line line) -> lines.get(line)).reversed())
                .toList();
        double from = 0;
        double y = 96;
        for (int i = 0; i < order.size(); i++) {
            Line line = order.get(i);
            double share = percent(line) / 100;
            String shade = SHADES.get(i);
            String said = line.label + "\u00a0: " + Wording.euros(lines.get(line)) + ", " + roundedPercent(line);
            told.add(said);
            if (share > 0) marks.append(Svg.wedge(150, 182, 112, from, from + share, shade, said));
            if (share >= 0.09) {
                double middle = 2 * Math.PI * (from + share / 2);
                double away = share >= 1 ? 0 : 74;
                marks.append(Svg.bold(
                        150 + away * Math.sin(middle),
                        187 - away * Math.cos(middle),
                        "middle",
                        i % 2 == 0 ? "#ffffff" : Svg.INK,
                        14,
                        roundedPercent(line)));
            }
            from += share;
            marks.append(Svg.box(299, y - 13, 16, 16, Svg.QUIET, null));
            marks.append(Svg.box(300, y - 12, 14, 14, shade, null));
            marks.append(Svg.text(324, y, "start", Svg.INK, 14, line.label));
            marks.append(Svg.bold(548, y, "end", Svg.INK, 14, Wording.euros(lines.get(line))));
            marks.append(Svg.text(624, y, "end", Svg.QUIET, 14, roundedPercent(line)));
            y += 32;
        }
        marks.append(Svg.dot(150, 182, 112, "none", Svg.QUIET, null));
        marks.append(Svg.rule(300, y - 18, 624, y - 18, Svg.GRID, 1, ""));
        marks.append(Svg.bold(324, y + 4, "start", Svg.INK, 14, "Total"));
        marks.append(Svg.bold(548, y + 4, "end", Svg.INK, 14, Wording.euros(total)));
        return Svg.document(640, 316, "Budget de lancement", Wording.euros(total) + ", en six lignes", told, marks);
    }

    /** With one decimal at most. */
    private String roundedPercent(Line line) {
        double percent = percent(line);
        return percent > 0 && percent < 0.1 ? "<\u00a00,1\u00a0%" : Wording.percent(Math.rint(percent * 10) / 10);
    }
}
