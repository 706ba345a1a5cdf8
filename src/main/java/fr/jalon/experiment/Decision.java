package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import fr.jalon.chain.Link;
import java.time.Instant;

/**
 * A decision as it was taken; nothing updates it.
 *
 * @param position from 1 among the team's decisions; each carries the hash of the one before
 * @param tableVersion the decision table that spoke
 * @param contract as it was frozen, as JSON
 * @param amendments what was changed of it since, as JSON; null in decisions older than amendments
 * @param thresholds the rules of the decision table, as JSON; null in decisions older than them
 * @param hash SHA-256, in hexadecimal, of the JSON of all other fields in the order of this record, absent ones left
 *     out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decision(
        String team,
        int iteration,
        int position,
        String decision,
        String recommendation,
        String recommendationReason,
        String proposal,
        String proposalReason,
        String learnings,
        String reason,
        String decidedBy,
        Instant decidedAt,
        String tableVersion,
        @JsonRawValue String contract,
        @JsonRawValue String evidence,
        @JsonRawValue String amendments,
        @JsonRawValue String thresholds,
        String previousHash,
        String hash)
        implements Link {

    @Override
    public Decision unhashed() {
        return hashed(null);
    }

    Decision hashed(String hash) {
        return new Decision(
                team,
                iteration,
                position,
                decision,
                recommendation,
                recommendationReason,
                proposal,
                proposalReason,
                learnings,
                reason,
                decidedBy,
                decidedAt,
                tableVersion,
                contract,
                evidence,
                amendments,
                thresholds,
                previousHash,
                hash);
    }
}
