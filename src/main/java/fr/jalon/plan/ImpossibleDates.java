package fr.jalon.plan;

import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Works that cannot be done in time, one after the other.
 *
 * @param chain those that hold each other, in order; the last is the one that is due
 * @param missing how many days earlier the first would have to begin, in its calendar
 * @param everyDay whether these count every day
 * @param latestStart the day on which it would have to begin: the last that was not too late
 * @param earliestStart the day on which it can
 * @param repairs what would help, each by itself; the easiest first
 */
public record ImpossibleDates(
        List<Work> chain,
        int missing,
        boolean everyDay,
        LocalDate latestStart,
        LocalDate earliestStart,
        List<Repair> repairs) {

    /** Whoever works on the chain, in its order. */
    public List<String> people() {
        return chain.stream().map(Work::who).filter(Objects::nonNull).distinct().toList();
    }

    /** All but the repairs, as it is said on that day. */
    public String said(LocalDate today) {
        String count = Days.counted(missing, everyDay);
        String start = French.day("d MMMM uuuu", latestStart);
        String begin = earliestStart.isAfter(today)
                ? "Il faudrait commencer " + count + " plus tôt (le " + start + " au lieu du "
                        + French.day("d MMMM uuuu", earliestStart) + ")"
                : "Il fallait commencer il y a " + count + " (le " + start + ")";
        String titles = chain.stream().map(Work::title).collect(Collectors.joining(", "));
        List<String> people = people();
        return begin + "\u00a0; la chaîne\u00a0: " + titles
                + (people.isEmpty() ? "" : "\u00a0; les personnes\u00a0: " + String.join(", ", people)) + ".";
    }
}
