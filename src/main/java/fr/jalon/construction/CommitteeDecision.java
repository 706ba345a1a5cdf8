package fr.jalon.construction;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.util.RawValue;
import fr.jalon.chain.Link;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a committee has decided; nothing updates it.
 *
 * @param position from 1 among those of its construction; each carries the hash of the one before
 * @param month how many months were over
 * @param pack what the committee saw, as JSON
 * @param hash SHA-256, in hexadecimal, of {@link #form} without it
 */
record CommitteeDecision(
        String journey,
        String team,
        int position,
        int month,
        Verdict verdict,
        String pack,
        @Nullable String previousHash,
        @Nullable String hash)
        implements Link {

    /**
     * What was decided.
     *
     * @param learnt what a construction that is stopped has taught; null where it goes on
     */
    record Verdict(Next next, String reason, @Nullable String learnt, String by, Instant at) {}

    /** What comes next. */
    enum Next {
        ACCELERATE("Accélérer"),
        CONTINUE("Continuer la construction"),
        STOP("Arrêter");

        private final String words;

        Next(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** As it is shown and hashed, in this order for ever; what is absent is left out. */
    @JsonValue
    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("team", team);
        form.put("journey", journey);
        form.put("position", position);
        form.put("month", month);
        form.put("decision", verdict.next().name());
        form.put("reason", verdict.reason());
        form.put("learnt", verdict.learnt());
        form.put("decidedBy", verdict.by());
        form.put("decidedAt", verdict.at());
        form.put("pack", new RawValue(pack));
        form.put("previousHash", previousHash);
        form.put("hash", hash);
        form.values().removeIf(Objects::isNull);
        return form;
    }

    @Override
    public CommitteeDecision unhashed() {
        return hashed(null);
    }

    CommitteeDecision hashed(@Nullable String hash) {
        return new CommitteeDecision(journey, team, position, month, verdict, pack, previousHash, hash);
    }
}
