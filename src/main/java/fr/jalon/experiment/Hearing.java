package fr.jalon.experiment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A week before its judges.
 *
 * @param promise as it was promised, before any figure
 * @param amended under the contract as it was amended since; empty where it was not
 * @param belief what is believed before any figure
 * @param rules the version of the decision table that judges; null where none was kept
 */
public record Hearing(
        Case promise,
        Optional<Case> amended,
        Belief belief,
        boolean isExtended,
        @Nullable Integer rules) {}
