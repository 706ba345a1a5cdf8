package fr.jalon.experiment;

import fr.jalon.text.French;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a facilitator changed of a contract once it was frozen.
 *
 * @param number from 1
 * @param contract as it stands from then on
 * @param changes one French sentence a term, with its former and its new value
 * @param from the day from which it holds: told beside it, no figure depends on it
 */
public record Amendment(
        int number,
        Contract contract,
        List<String> changes,
        String reason,
        String amendedBy,
        Instant amendedAt,
        LocalDate from) {

    /** What differs between two states of a contract. */
    static List<String> changes(Contract before, Contract after) {
        List<String> changes = new ArrayList<>();
        change(
                changes,
                "Taux de conversion visé",
                French.rate(before.targetConversionRate()),
                French.rate(after.targetConversionRate()));
        change(
                changes,
                "Visites uniques au minimum",
                French.number(before.minimumVisits()),
                French.number(after.minimumVisits()));
        change(changes, "Plafond de dépense", French.euros(before.spendCap()), French.euros(after.spendCap()));
        change(
                changes,
                "Coût maximal par conversion",
                French.euros(before.maximumCostPerConversion()),
                French.euros(after.maximumCostPerConversion()));
        change(changes, "Ce qui compte comme une conversion", before.conversionMeans(), after.conversionMeans());
        return changes;
    }

    private static void change(List<String> changes, String term, String before, String after) {
        if (!Objects.equals(before, after)) changes.add(term + "\u00a0: " + before + " → " + after);
    }
}
