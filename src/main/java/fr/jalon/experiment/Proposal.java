package fr.jalon.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What a team proposes in sight of its evidence, before it knows the recommendation.
 *
 * @param decision GO, PIVOT or STOP
 * @param reason why; null in proposals older than it
 * @param learnings what the team learnt; null in proposals older than it
 */
public record Proposal(
        String decision, @Nullable String reason, @Nullable String learnings) {}
