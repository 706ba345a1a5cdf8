package fr.jalon.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link that a team shares. What it leads to and its tags never change: a short address that is out in the world goes
 * on meaning the same.
 *
 * @param code of its short address
 * @param destination without tags
 * @param address the destination with its tags
 * @param madeBy the id of their account
 * @param withdrawnAt since when its short address leads nowhere; null while it does lead there
 */
record SharedLink(
        String id,
        String team,
        String code,
        String label,
        String destination,
        Tags tags,
        String address,
        String madeBy,
        Instant madeAt,
        @Nullable Instant withdrawnAt) {

    boolean isInForce() {
        return withdrawnAt == null;
    }
}
