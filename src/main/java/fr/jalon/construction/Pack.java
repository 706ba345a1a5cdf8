package fr.jalon.construction;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.construction.Construction.Delay;
import fr.jalon.construction.Construction.FirstUser;
import fr.jalon.journey.Learnt;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a committee looks at: all that a construction has shown since its start. Kept with the decision, as JSON in this
 * order for ever.
 *
 * @param month how many months are over
 * @param missingReviews the months over that nobody has reviewed
 * @param contacts how many there are, by state
 * @param links with their visits since the start
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Pack(
        String team,
        LocalDate start,
        LocalDate on,
        int month,
        @Nullable FirstUser firstUser,
        @Nullable Delay delay,
        Totals totals,
        List<Review> reviews,
        List<Integer> missingReviews,
        List<Irritant> irritants,
        List<Help> help,
        List<Count> contacts,
        List<Count> links,
        @Nullable Learnt learnt) {

    /** A number under a name. */
    record Count(String label, long count) {}

    /**
     * Sums over all reviews.
     *
     * @param visits of the months that know them; null where none does
     * @param monthsWithVisits how many those are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Totals(
            int usersServed, int transactions, @Nullable Integer visits, int monthsWithVisits) {

        static Totals of(List<Review> reviews) {
            List<Integer> visits = reviews.stream()
                    .map(review -> review.figures().visits())
                    .filter(Objects::nonNull)
                    .toList();
            return new Totals(
                    reviews.stream()
                            .mapToInt(review -> review.figures().usersServed())
                            .sum(),
                    reviews.stream()
                            .mapToInt(review -> review.figures().transactions())
                            .sum(),
                    visits.isEmpty()
                            ? null
                            : visits.stream().mapToInt(Integer::intValue).sum(),
                    visits.size());
        }
    }
}
