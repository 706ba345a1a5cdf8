package fr.jalon.experiment;

import fr.jalon.statistics.Homogeneity;
import fr.jalon.statistics.Homogeneity.Group;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What asks for a written reason, in French sentences.
 *
 * @param toGo of a GO
 * @param always of any decision
 */
public record Demands(List<String> toGo, List<String> always) {

    /** More than chance: one such week in a hundred of equal days. */
    private static final double CHANCE = 0.01;

    /**
     * What a week demands.
     *
     * @param judged the contract that was promised
     * @param week the days of the week, in order
     * @param stopped the last day of the channels that were stopped
     * @param former the target of the previous iteration; null where there is none
     */
    static Demands of(
            Contract judged,
            boolean isAmended,
            Set<String> organic,
            Evidence evidence,
            List<LocalDate> week,
            Map<String, LocalDate> stopped,
            @Nullable Contract former) {
        List<String> toGo = new ArrayList<>();
        BigDecimal spend = evidence.totals().spend();
        if (spend != null && spend.compareTo(BigDecimal.valueOf(judged.spendCap())) > 0) {
            toGo.add("La dépense (" + French.euros(spend) + ") a passé son plafond (" + French.euros(judged.spendCap())
                    + ").");
        }
        if ("WEAK".equals(judged.signalStrength())) {
            toGo.add("Le signal est faible\u00a0: une conversion n’y engage à rien.");
        }
        if (isAmended) toGo.add("Le contrat a été amendé.");
        List<MetricRow> counting = evidence.counting();
        List<MetricRow> paid = counting.stream()
                .filter(row -> !organic.contains(row.channel()))
                .toList();
        if (!counting.isEmpty() && paid.isEmpty()) toGo.add("Seuls des canaux organiques comptent.");
        BigDecimal visits = Evidence.sumOf(paid, MetricRow::visits);
        if (visits.signum() > 0 && Evidence.sumOf(paid, MetricRow::spend).signum() == 0) {
            toGo.add("Les visites payantes n’ont rien coûté.");
        }
        if (spend == null || spend.compareTo(BigDecimal.valueOf(judged.spendCap())) < 0) {
            paid.stream().map(MetricRow::channel).distinct().forEach(channel -> {
                LocalDate last = cut(channel, evidence, week, stopped.get(channel));
                if (last != null) {
                    toGo.add(channel + " s’est arrêté après le " + French.day(last)
                            + ", avant la fin de la semaine et sans que le plafond soit atteint.");
                }
            });
        }
        List<Group> days =
                evidence.days().stream().map(day -> group(evidence.rate(day))).toList();
        if (Homogeneity.chance(days) < CHANCE) {
            toGo.add("Les jours diffèrent plus que le hasard ne le fait (χ², moins d’une chance sur cent)\u00a0: "
                    + "le taux tient-il à une seule journée\u00a0?");
        }
        List<Group> channels = counting.stream().collect(Collectors.groupingBy(MetricRow::channel)).values().stream()
                .map(rows -> group(Evidence.rate(rows)))
                .toList();
        if (Homogeneity.chance(channels) < CHANCE) {
            toGo.add("Les canaux qui comptent diffèrent plus que le hasard ne le fait (χ², moins d’une chance sur "
                    + "cent)\u00a0: le taux tient-il à un seul d’entre eux\u00a0?");
        }
        return new Demands(
                toGo,
                former == null || !judged.promisesLessThan(former)
                        ? List.of()
                        : List.of("La cible (" + French.rate(judged.targetConversionRate())
                                + ") est plus basse qu’à l’itération précédente ("
                                + French.rate(former.targetConversionRate()) + ")."));
    }

    private static Group group(Evidence.Pair rate) {
        return new Group(rate.of().doubleValue(), rate.by().doubleValue());
    }

    /** The last day on which a paid channel ran, where it is known to have stood still from then to the week's end. */
    private static @Nullable LocalDate cut(
            String channel, Evidence evidence, List<LocalDate> week, @Nullable LocalDate stopped) {
        Map<LocalDate, MetricRow> rows = evidence.days().stream()
                .flatMap(day -> day.channels().stream()
                        .filter(row -> row.channel().equals(channel))
                        .map(row -> Map.entry(day.date(), row)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (int i = week.size() - 1; i >= 0; i--) {
            MetricRow row = rows.get(week.get(i));
            if (row == null && stopped != null && week.get(i).isAfter(stopped)) continue;
            if (row == null || row.spend() == null) return null;
            if (row.isPaid()) return i == week.size() - 1 ? null : week.get(i);
        }
        return null;
    }
}
