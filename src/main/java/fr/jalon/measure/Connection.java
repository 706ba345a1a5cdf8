package fr.jalon.measure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a team's audience is measured, and how asking there goes.
 *
 * @param token sealed; null where there is none
 * @param next when Jalon asks next
 * @param readAt when it last got an answer; null where it never did
 * @param failures how often it has got none since
 * @param failingSince null where the last time went well
 * @param fault why it got none
 */
record Connection(
        String team,
        String address,
        int site,
        @Nullable String token,
        String savedBy,
        Instant savedAt,
        Instant next,
        @Nullable Instant readAt,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String fault) {

    /** What the token is sealed for: one team and one address. */
    static String purpose(String team, String address) {
        return team + "\n" + address;
    }

    String purpose() {
        return purpose(team, address);
    }
}
