package fr.jalon.experiment;

import fr.jalon.text.French;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is hard to believe of a figure, though it can be: it is said at its field, and confirmed by whoever knows
 * better.
 *
 * @param said the words between the figure's name and a full stop
 */
record Doubt(String channel, MetricsColumn figure, String said) {

    private static final BigDecimal TIMES = BigDecimal.TEN;

    /**
     * The doubts about a row, one a figure at most.
     *
     * @param dayBefore what the channel brought then; null where it is unknown
     * @param budget what was meant to be spent a day, in euros; null where nothing was said
     */
    static List<Doubt> of(MetricRow row, @Nullable MetricRow dayBefore, @Nullable BigDecimal budget) {
        Map<MetricsColumn, String> said = new EnumMap<>(MetricsColumn.class);
        List<BigDecimal> given = new ArrayList<>();
        for (MetricsColumn figure : MetricsColumn.FIGURES) {
            BigDecimal now = decimal(figure.in(row));
            BigDecimal before = dayBefore == null ? null : decimal(figure.in(dayBefore));
            if (now == null) continue;
            given.add(now);
            if (before != null && before.signum() > 0 && now.compareTo(before.multiply(TIMES)) >= 0)
                said.put(figure, "dix fois la veille (" + French.number(before) + ") ou plus");
        }
        if (row.isDoubtful())
            said.put(
                    MetricsColumn.CONVERSIONS,
                    "plus de conversions (" + French.number(row.conversions()) + ") que de visites ("
                            + French.number(row.visits()) + ")");
        if (row.spend() != null && budget != null && row.spend().compareTo(budget) > 0)
            said.put(MetricsColumn.SPEND, "au-dessus du budget d’un jour (" + French.euros(budget) + ")");
        if (!given.isEmpty() && given.stream().allMatch(figure -> figure.signum() == 0))
            said.put(
                    row.visits() == null ? MetricsColumn.CONVERSIONS : MetricsColumn.VISITS,
                    "tout est à 0 ; un chiffre inconnu se laisse vide");
        return said.entrySet().stream()
                .map(doubt -> new Doubt(row.channel(), doubt.getKey(), doubt.getValue()))
                .toList();
    }

    private static @Nullable BigDecimal decimal(@Nullable Number figure) {
        return figure == null ? null : new BigDecimal(figure.toString());
    }

    /** With the figure's name: {@code dépense : au-dessus du budget d’un jour (10,00 €)}. */
    String named() {
        return figure.label() + "\u00a0: " + said;
    }
}
