package fr.jalon.experiment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A team's dossier, lent to readers without an account.
 *
 * @param decisions it shows the first so many of the team's, with what they rest on, and nothing of what came after
 * @param expiresAt from then on its link is worth nothing
 * @param openings how often it was opened
 * @param openedAt when it was last; null before the first time
 */
record Loan(
        String id,
        String team,
        int decisions,
        String borrower,
        String lentBy,
        Instant lentAt,
        Instant expiresAt,
        int openings,
        @Nullable Instant openedAt) {}
