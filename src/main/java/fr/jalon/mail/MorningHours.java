package fr.jalon.mail;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** At which hour of a morning, at Paris, people are told what awaits them: each chooses one, or does without. */
@Component
public class MorningHours {

    /** Nobody is told any more from this hour on. */
    public static final int OVER = 18;

    static final int USUAL = 8;

    static final List<Integer> ALL = IntStream.rangeClosed(6, 11).boxed().toList();

    /** Those who are to be told now. */
    public record Round(Set<Integer> hours, Map<String, Integer> chosen, Set<String> without) {

        public boolean isFor(String person) {
            return !without.contains(person) && hours.contains(chosen.getOrDefault(person, USUAL));
        }
    }

    private final ReaderRows rows;

    MorningHours(ReaderRows rows) {
        this.rows = rows;
    }

    /**
     * Has the caller's transaction, and no other, tell those whose hour has come; nobody's may have.
     *
     * @param now a working day's wall clock
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Round claim(LocalDateTime now) {
        Set<Integer> hours = new HashSet<>();
        LocalDate day = now.toLocalDate();
        if (now.getHour() < OVER) {
            rows.hoursLeft(day, now.getHour()).stream()
                    .filter(hour -> rows.claim(hour, day))
                    .forEach(hours::add);
        }
        return hours.isEmpty()
                ? new Round(hours, Map.of(), Set.of())
                : new Round(hours, rows.hours(), rows.without(Topic.MORNING));
    }
}
