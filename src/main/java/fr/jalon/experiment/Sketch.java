package fr.jalon.experiment;

import fr.jalon.text.French;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contract as somebody types it, with what is wrong with it by field.
 *
 * @param typed every field, as it was typed
 * @param faults why a field cannot be read
 */
public record Sketch(Map<String, String> typed, Map<String, String> faults) {

    private static final int LONGEST = 500;
    private static final Set<String> SIGNALS = Set.of("", "WEAK", "MEDIUM", "STRONG");
    private static final Set<String> BASES = Set.of("", Base.DAILY_VISITS.name(), Base.WEEKLY_UNIQUES.name());
    private static final Set<String> KINDS = Set.of("", "PAID", "ORGANIC");

    /** A term that is a number; its bounds are those of the contract's form. */
    private enum Term {
        TARGET("targetConversionRate", WrittenFigure.SHARED, "0.1", 100),
        MINIMUM_VISITS("minimumVisits", WrittenFigure.COUNT, "50", Design.MOST_VISITS),
        SPEND_CAP("spendCap", WrittenFigure.MONEY, "0", 1_000_000),
        MAXIMUM_COST("maximumCostPerConversion", WrittenFigure.MONEY, "0", 100_000),
        COST_PER_CLICK("forecastCostPerClick", WrittenFigure.MONEY, "0", 1000),
        DAILY_BUDGET("dailyBudget", WrittenFigure.MONEY, "0", 1_000_000),
        PLANNED_VISITS("plannedVisits", WrittenFigure.COUNT, "1", Design.MOST_VISITS);

        private final String field;
        private final WrittenFigure how;
        private final BigDecimal least;
        private final BigDecimal most;

        Term(String field, WrittenFigure how, String least, long most) {
            this.field = field;
            this.how = how;
            this.least = new BigDecimal(least);
            this.most = BigDecimal.valueOf(most);
        }

        /** @throws IllegalArgumentException saying in French what is expected */
        @Nullable
        BigDecimal read(String cell) {
            if (cell.isEmpty()) return null;
            BigDecimal figure = how.read(this == TARGET ? cell.replaceFirst("\\s*%$", "") : cell);
            if (figure.compareTo(least) < 0 || figure.compareTo(most) > 0) {
                throw new IllegalArgumentException("de " + French.number(least) + " à " + French.number(most));
            }
            if (figure.stripTrailingZeros().scale() > 2) throw new IllegalArgumentException("deux décimales au plus");
            return figure;
        }
    }

    /** What is typed; fields of other names are left aside. */
    public static Sketch of(Map<String, String> given) {
        Map<String, String> typed = new LinkedHashMap<>();
        Map<String, String> faults = new LinkedHashMap<>();
        for (Term term : Term.values()) {
            String cell = given.getOrDefault(term.field, "").strip();
            typed.put(term.field, cell);
            try {
                term.read(cell);
            } catch (IllegalArgumentException unreadable) {
                faults.put(term.field, unreadable.getMessage());
            }
        }
        for (Term term : List.of(Term.TARGET, Term.MINIMUM_VISITS)) {
            if (typed.getOrDefault(term.field, "").isEmpty()) faults.put(term.field, "ce champ est obligatoire");
        }
        keep("signalStrength", SIGNALS, given, typed, faults);
        keep("visitsBase", BASES, given, typed, faults);
        keep("channels", KINDS, given, typed, faults);
        String means = given.getOrDefault("conversionMeans", "").strip();
        typed.put("conversionMeans", means);
        if (means.length() > LONGEST) faults.put("conversionMeans", LONGEST + " caractères au plus");
        return new Sketch(typed, faults);
    }

    private static void keep(
            String field,
            Set<String> choices,
            Map<String, String> given,
            Map<String, String> typed,
            Map<String, String> faults) {
        String chosen = given.getOrDefault(field, "");
        typed.put(field, chosen);
        if (!choices.contains(chosen)) faults.put(field, "choisissez une des réponses proposées");
    }

    /** What it says; empty where something cannot be read. */
    public Optional<Design> design() {
        if (!faults.isEmpty()) return Optional.empty();
        BigDecimal target = figure(Term.TARGET);
        BigDecimal minimum = figure(Term.MINIMUM_VISITS);
        if (target == null || minimum == null) return Optional.empty();
        BigDecimal planned = figure(Term.PLANNED_VISITS);
        return Optional.of(new Design(
                target.doubleValue(),
                minimum.longValueExact(),
                decimal(Term.SPEND_CAP),
                decimal(Term.MAXIMUM_COST),
                decimal(Term.COST_PER_CLICK),
                decimal(Term.DAILY_BUDGET),
                planned == null ? null : planned.longValueExact(),
                typed.get("signalStrength"),
                typed.get("conversionMeans"),
                !"ORGANIC".equals(typed.get("channels")),
                Base.WEEKLY_UNIQUES.name().equals(typed.get("visitsBase")) ? Base.WEEKLY_UNIQUES : Base.DAILY_VISITS));
    }

    private @Nullable BigDecimal figure(Term term) {
        return term.read(typed.getOrDefault(term.field, ""));
    }

    private @Nullable Double decimal(Term term) {
        BigDecimal figure = figure(term);
        return figure == null ? null : figure.doubleValue();
    }
}
