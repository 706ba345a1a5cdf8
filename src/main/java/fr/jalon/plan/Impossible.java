package fr.jalon.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Works that cannot be done in time, as people and programs are told.
 *
 * @param chain the titles of those that hold each other, in order; the last is the one that is due
 * @param people whoever works on it
 * @param missingDays how many days earlier the first would have to begin
 * @param since the last day on which that was not too late
 * @param repairs what would help, each by itself, in a French infinitive
 * @param said all but the repairs, in a French sentence
 */
public record Impossible(
        List<String> chain,
        List<String> people,
        int missingDays,
        LocalDate since,
        List<String> repairs,
        @JsonIgnore String said) {

    static Impossible of(ImpossibleDates dates, LocalDate today) {
        return of(dates, today, Repair::said);
    }

    /** @param repaired what a repair is called */
    public static Impossible of(ImpossibleDates dates, LocalDate today, Function<Repair, String> repaired) {
        return new Impossible(
                dates.chain().stream().map(Work::title).toList(),
                dates.people(),
                dates.missing(),
                dates.latestStart(),
                dates.repairs().stream().map(repaired).toList(),
                dates.said(today));
    }

    /** All in two French sentences. */
    public String inWords() {
        return repairs.isEmpty() ? said : said + " On peut " + String.join("\u00a0; ou ", repairs) + ".";
    }
}
