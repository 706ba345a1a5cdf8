package fr.jalon.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether what was written once still stands as it was written. */
public final class Chain {

    private Chain() {}

    /** Whether a chain holds; else the position of the first link that breaks it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verification(boolean valid, @Nullable Integer brokenAt) {}

    /** Checks every hash, and that each link names the one before. */
    public static Verification verify(List<? extends Link> links, Canonical canonical) {
        String previous = null;
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            if (link.position() != i + 1
                    || !Objects.equals(link.previousHash(), previous)
                    || !canonical.hash(link.unhashed()).equals(link.hash())) {
                return new Verification(false, i + 1);
            }
            previous = link.hash();
        }
        return new Verification(true, null);
    }
}
