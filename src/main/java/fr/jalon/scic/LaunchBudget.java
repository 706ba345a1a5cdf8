package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.text.French;
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

    private static final String EXPECTED = " : un montant en euros entiers, de 0 à 100 000 000 €, est attendu.";
    private static final long MOST = 100_000_000;

    /** @throws Refusal if a line is missing or negative, or if the lines do not add up to the total */
    public LaunchBudget {
        Map<String, String> errors = new LinkedHashMap<>();
        if (total < 1 || total > MOST) errors.put("total", "Budget total : de 1 à 100 000 000 €.");
        for (Line line : Line.values()) {
            Long amount = lines.get(line);
            if (amount == null || amount < 0 || amount > MOST) {
                errors.put(line.field, line.label + EXPECTED);
            }
        }
        if (errors.isEmpty()) {
            long sum = lines.values().stream().mapToLong(Long::longValue).sum();
            if (sum != total) {
                errors.put(
                        "total",
                        "Budget total (€) : les six lignes font %s et non %s : il %s %s."
                                .formatted(
                                        French.money(sum),
                                        French.money(total),
                                        sum < total ? "manque" : "y a en trop",
                                        French.money(Math.abs(total - sum))));
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
                errors.put(line.field, line.label + EXPECTED);
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
}
