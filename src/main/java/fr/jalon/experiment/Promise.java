package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a team promised for its week, once it is frozen.
 *
 * @param contract as it was frozen
 * @param contractHash SHA-256 of its JSON
 * @param contractInForce the contract with its amendments
 * @param belief what is believed before the week is measured
 * @param rules the version of the decision table that will judge; null where none was known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Promise(
        Contract contract,
        Instant frozenAt,
        String contractHash,
        Contract contractInForce,
        Belief belief,
        @Nullable Integer rules) {}
