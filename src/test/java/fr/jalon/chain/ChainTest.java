package fr.jalon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Une chaîne d’empreintes, de quelque décision que ce soit")
class ChainTest {

    private static final Canonical CANONICAL = new Canonical();

    /** Another kind of decision than the experiments'. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Vote(
            int position,
            String motion,
            LocalDate day,
            boolean carried,
            @Nullable String previousHash,
            @Nullable String hash)
            implements Link {

        @Override
        public Vote unhashed() {
            return new Vote(position, motion, day, carried, previousHash, null);
        }

        Vote hashed() {
            return new Vote(position, motion, day, carried, previousHash, CANONICAL.hash(unhashed()));
        }

        Vote lost() {
            return new Vote(position, motion, day, false, previousHash, hash);
        }
    }

    /** Three votes, each written after the one before. */
    private static List<Vote> votes() {
        List<Vote> votes = new ArrayList<>();
        String previous = null;
        for (String motion : List.of("Statuts", "Transformation", "Agrément")) {
            int position = votes.size() + 1;
            Vote vote = new Vote(position, motion, LocalDate.of(2027, 3, position), true, previous, null).hashed();
            votes.add(vote);
            previous = vote.hash();
        }
        return votes;
    }

    private static Chain.Verification verified(List<Vote> votes) {
        return Chain.verify(votes, CANONICAL);
    }

    private static Chain.Verification brokenAt(int position) {
        return new Chain.Verification(false, position);
    }

    @Test
    @DisplayName("tient tant que rien n’y change, même vide")
    void holds() {
        assertThat(verified(votes())).isEqualTo(new Chain.Verification(true, null));
        assertThat(verified(List.of())).isEqualTo(new Chain.Verification(true, null));
    }

    @Test
    @DisplayName("casse où une valeur a changé")
    void breaksAtAChangedValue() {
        List<Vote> votes = votes();
        votes.set(1, votes.get(1).lost());

        assertThat(verified(votes)).isEqualTo(brokenAt(2));
    }

    @Test
    @DisplayName("casse au suivant quand l’empreinte a été refaite avec la valeur")
    void breaksAfterARehashedValue() {
        List<Vote> votes = votes();
        votes.set(1, votes.get(1).lost().hashed());

        assertThat(verified(votes)).isEqualTo(brokenAt(3));
    }

    @Test
    @DisplayName("casse où un maillon manque")
    void breaksAtARemovedLink() {
        for (int removed = 0; removed < 2; removed++) {
            List<Vote> votes = votes();
            votes.remove(removed);
            assertThat(verified(votes)).isEqualTo(brokenAt(removed + 1));
        }
    }

    @Test
    @DisplayName("casse où deux maillons ont changé de place")
    void breaksAtSwappedLinks() {
        List<Vote> votes = votes();
        Collections.swap(votes, 1, 2);

        assertThat(verified(votes)).isEqualTo(brokenAt(2));
    }
}
