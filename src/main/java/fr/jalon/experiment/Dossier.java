package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.jalon.chain.Chain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that supports the decisions of a team, iteration by iteration.
 *
 * @param page from 1, which holds the latest iterations
 * @param pages how many there are
 * @param chance what chance alone could have done over all iterations; null for one alone
 * @param people the names of those whose ids appear in it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Dossier(
        String team,
        String teamName,
        Instant writtenAt,
        Map<String, String> people,
        int page,
        int pages,
        List<Iteration> iterations,
        @Nullable Chance chance,
        Chain.Verification verification) {

    /** How many iterations a page holds. */
    static final int ITERATIONS = 3;

    /**
     * One iteration. What has not come yet is absent; once a decision is taken, the evidence is the one it rests on.
     *
     * @param uniqueVisitors of the week, every number that was given, the oldest first
     * @param corrections how many there are in all
     * @param recommendedAt when the recommendation was given: what is corrected later is marked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Iteration(
            int iteration,
            @JsonUnwrapped @Nullable Promise promise,
            List<Amendment> amendments,
            List<WeekDay> days,
            List<Recording> metrics,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Visitors> uniqueVisitors,
            int corrections,
            Evidence evidence,
            @Nullable Proposal proposal,
            @JsonUnwrapped @Nullable Advice advice,
            @Nullable Instant recommendedAt,
            @Nullable Decision decision) {

        /** Whether figures were corrected once the recommendation was given. */
        public boolean isLate(Recording.Former former) {
            return recommendedAt != null && former.correctedAt().isAfter(recommendedAt);
        }

        /** Whoever recorded, corrected, amended or decided. */
        Stream<String> people() {
            return Stream.of(
                            metrics.stream().map(Recording::recordedBy),
                            metrics.stream()
                                    .flatMap(row -> row.formerly().stream().map(Recording.Former::recordedBy)),
                            uniqueVisitors.stream().map(Visitors::recordedBy),
                            amendments.stream().map(Amendment::amendedBy),
                            Stream.ofNullable(decision)
                                    .map(taken -> taken.verdict().decidedBy()))
                    .flatMap(each -> each);
        }
    }
}
