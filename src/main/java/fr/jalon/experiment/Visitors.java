package fr.jalon.experiment;

import fr.jalon.text.French;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The unique visitors of a week over the channels that count, as somebody gave them. */
record Visitors(long visitors, String recordedBy, Instant recordedAt) {

    static final String NAME = "visiteurs uniques de la semaine";

    /**
     * Why so many cannot be, in words that follow a colon; empty where they can. Whoever came on the best day came in
     * the week, and nobody came who came on no day; while a day's visits are unknown, the sum is no bound.
     *
     * @param days of the week, in order
     * @param figures by day and channel
     */
    static Optional<String> fault(
            long visitors, Experiment experiment, List<WeekDay> days, Map<LocalDate, Map<String, MetricRow>> figures) {
        List<String> counted = experiment.promised().contract().counted();
        Map<LocalDate, Long> visits = new TreeMap<>();
        figures.forEach((day, channels) -> channels.values().stream()
                .filter(row -> counted == null || counted.contains(row.channel()))
                .forEach(row -> visits.merge(day, Objects.requireNonNullElse(row.visits(), 0L), Long::sum)));
        Optional<Map.Entry<LocalDate, Long>> best =
                visits.entrySet().stream().max(Comparator.comparingLong(Map.Entry<LocalDate, Long>::getValue));
        if (best.isPresent() && visitors < best.get().getValue())
            return Optional.of("moins que le meilleur jour à lui seul, le "
                    + French.day(best.get().getKey()) + " ("
                    + Base.DAILY_VISITS.counted(best.get().getValue()) + ")");
        long sum = visits.values().stream().mapToLong(Long::longValue).sum();
        boolean isWhole = days.stream().noneMatch(day -> lacksVisits(experiment, day.day(), figures));
        return isWhole && visitors > sum
                ? Optional.of("plus que la somme des visites de chaque jour (" + French.number(sum) + ")")
                : Optional.empty();
    }

    /** Why none can be given yet, in the same words: while the week runs they come after its last day. */
    static Optional<String> tooEarly(
            Experiment experiment, List<WeekDay> days, Map<LocalDate, Map<String, MetricRow>> figures) {
        LocalDate last = days.get(days.size() - 1).day();
        return experiment.closedAt() == null && lacksVisits(experiment, last, figures)
                ? Optional.of("ils attendent les visites du dernier jour, le " + French.day(last))
                : Optional.empty();
    }

    private static boolean lacksVisits(
            Experiment experiment, LocalDate day, Map<LocalDate, Map<String, MetricRow>> figures) {
        List<String> counted = experiment.promised().contract().counted();
        return experiment.channels().stream()
                .filter(channel -> counted == null || counted.contains(channel))
                .filter(channel -> !experiment.isStopped(channel, day))
                .anyMatch(channel ->
                        lacksVisits(figures.getOrDefault(day, Map.of()).get(channel)));
    }

    private static boolean lacksVisits(@Nullable MetricRow row) {
        return row == null || row.visits() == null;
    }
}
