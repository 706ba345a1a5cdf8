package fr.jalon.experiment;

import fr.jalon.link.TaggedLink;
import fr.jalon.text.French;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as its row keeps it.
 *
 * @param organic those of the channels that cost nothing
 * @param stopped the last day of those of the channels that were stopped
 * @param promise null before the contract is frozen
 * @param uniqueVisitors those of the week over the channels that count; null where they are unknown
 * @param amendments how many there are of the contract
 * @param isExtended whether the week was given days more
 * @param paused why it takes no figures for now; null where it does
 * @param proposal what the team proposed; null before
 * @param advice what the decision table said then; null before
 */
record Experiment(
        ExperimentId id,
        String team,
        List<String> channels,
        Set<String> organic,
        Map<String, LocalDate> stopped,
        @Nullable Promise promise,
        @Nullable Long uniqueVisitors,
        int amendments,
        boolean isExtended,
        @Nullable Instant closedAt,
        @Nullable String paused,
        @Nullable Proposal proposal,
        @Nullable Advice advice) {

    private static final Set<MetricsColumn> JUDGED =
            Set.of(MetricsColumn.VISITS, MetricsColumn.CONVERSIONS, MetricsColumn.SPEND);

    /** What was promised, where only a frozen contract can have led. */
    Promise promised() {
        return Objects.requireNonNull(promise, "no contract is frozen");
    }

    /** The contract in force, amendments included; null before it is frozen. */
    @Nullable
    Contract contract() {
        return promise == null ? null : promise.contractInForce();
    }

    /** Whether the frozen contract asks for the unique visitors of the week. */
    boolean countsUniques() {
        return promise != null && promise.contract().countsUniques();
    }

    /** Whether a channel was stopped before that day: it has no figures then. */
    boolean isStopped(String channel, LocalDate day) {
        return stopped.containsKey(channel) && day.isAfter(stopped.get(channel));
    }

    /** Why figures of a channel cannot be: it was stopped before. Those of 0 say the same. */
    Optional<String> faultOfStop(MetricRow row, LocalDate day) {
        String channel = nameOf(row.channel(), List.of());
        boolean isSilent = MetricsColumn.FIGURES.stream()
                .map(figure -> figure.in(row))
                .allMatch(figure -> figure == null || figure.doubleValue() == 0);
        return isSilent || !isStopped(channel, day)
                ? Optional.empty()
                : Optional.of("arrêté le " + French.day(Objects.requireNonNull(stopped.get(channel)))
                        + ", il n’a plus de chiffres après ce jour\u00a0; s’il tourne encore, annulez son arrêt "
                        + "sur la page des chiffres du " + French.date(day));
    }

    /**
     * What a channel needs for a day to be complete and lacks: visits and conversions, and where it is not organic
     * impressions, clicks and spend too.
     *
     * @param row what is recorded of it; null where nothing is
     * @return the figures that are still unknown
     */
    List<MetricsColumn> lacking(String channel, @Nullable MetricRow row) {
        Stream<MetricsColumn> needed = organic.contains(channel)
                ? Stream.of(MetricsColumn.VISITS, MetricsColumn.CONVERSIONS)
                : MetricsColumn.FIGURES.stream();
        return needed.filter(figure -> row == null || figure.in(row) == null).toList();
    }

    /** What a channel has: what it needs, and whatever is given of it besides. */
    List<MetricsColumn> has(MetricRow row) {
        List<MetricsColumn> needed = lacking(row.channel(), null);
        return MetricsColumn.FIGURES.stream()
                .filter(figure -> needed.contains(figure) || figure.in(row) != null)
                .toList();
    }

    /**
     * The channels that count and lack, of a day, a figure that is judged: visits, conversions, spend where they cost.
     */
    List<String> lackingOf(Contract contract, LocalDate day, Map<String, MetricRow> figures) {
        List<String> counted = contract.counted() == null ? channels : contract.counted();
        return counted.stream()
                .filter(channel -> !isStopped(channel, day)
                        && lacking(channel, figures.get(channel)).stream().anyMatch(JUDGED::contains))
                .toList();
    }

    /** The channels of this experiment that lack something of a day. */
    List<String> lacking(LocalDate day, Map<String, MetricRow> figures) {
        return channels.stream()
                .filter(channel -> !isStopped(channel, day)
                        && !lacking(channel, figures.get(channel)).isEmpty())
                .toList();
    }

    /** The name under which a channel is known here already: two that differ by case or accents are one. */
    String nameOf(String channel, Collection<String> recorded) {
        Optional<String> known = Stream.concat(channels.stream(), recorded.stream())
                .filter(each -> TaggedLink.source(each).equals(TaggedLink.source(channel)))
                .findFirst();
        return known.orElse(channel);
    }
}
