package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.util.RawValue;
import fr.jalon.chain.Link;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was taken; nothing updates it.
 *
 * @param position from 1 among the team's decisions; each carries the hash of the one before
 * @param advice what was recommended
 * @param proposal what the team proposed before it knew that
 * @param hash SHA-256, in hexadecimal, of {@link #form} without it
 */
public record Decision(
        String team,
        int iteration,
        int position,
        Verdict verdict,
        Advice advice,
        Proposal proposal,
        Grounds grounds,
        @Nullable String previousHash,
        @Nullable String hash)
        implements Link {

    /** What a facilitator decided. */
    public record Verdict(String decision, String reason, String decidedBy, Instant decidedAt) {}

    /**
     * What a decision rests on, as JSON.
     *
     * @param contract as it was frozen
     * @param amendments what was changed of it since; null in decisions older than amendments
     */
    public record Grounds(
            String contract, String evidence, @Nullable String amendments) {}

    /** As it is shown and hashed, in this order for ever; what is absent is left out. */
    @JsonValue
    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("team", team);
        form.put("iteration", iteration);
        form.put("position", position);
        form.put("decision", verdict.decision());
        form.put("recommendation", advice.recommendation());
        form.put("recommendationReason", advice.recommendationReason());
        form.put("proposal", proposal.decision());
        form.put("proposalReason", proposal.reason());
        form.put("learnings", proposal.learnings());
        form.put("reason", verdict.reason());
        form.put("decidedBy", verdict.decidedBy());
        form.put("decidedAt", verdict.decidedAt());
        form.put("tableVersion", advice.tableVersion());
        form.put("contract", raw(grounds.contract()));
        form.put("evidence", raw(grounds.evidence()));
        form.put("amendments", raw(grounds.amendments()));
        form.put("thresholds", raw(advice.thresholds()));
        form.put("label", advice.label());
        form.put("prior", advice.prior());
        form.put("amendedVerdict", raw(advice.amendedVerdict()));
        form.put("demands", raw(advice.demands()));
        form.put("previousHash", previousHash);
        form.put("hash", hash);
        form.values().removeIf(Objects::isNull);
        return form;
    }

    private static @Nullable RawValue raw(@Nullable String json) {
        return json == null ? null : new RawValue(json);
    }

    @Override
    public Decision unhashed() {
        return hashed(null);
    }

    Decision hashed(@Nullable String hash) {
        return new Decision(team, iteration, position, verdict, advice, proposal, grounds, previousHash, hash);
    }
}
