package fr.jalon.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/**
 * A decision as it was taken; nothing updates it.
 *
 * @param position from 1 among the team's decisions; each carries the hash of the one before
 * @param tableVersion the decision table that spoke
 * @param hash SHA-256 over all other fields, in hexadecimal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decision(
    String team, int iteration, int position, String decision, String recommendation, String recommendationReason,
    String proposal, String reason, String decidedBy, Instant decidedAt, String tableVersion,
    @JsonRawValue String contract, @JsonRawValue String evidence, String previousHash, String hash) {}
