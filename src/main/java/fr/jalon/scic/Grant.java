package fr.jalon.scic;

import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A line of the calendar of grants.
 *
 * @param amount what can be asked for; empty where it varies
 * @param action what the team hands in
 * @param month whose last day is the deadline, each year
 * @param publicMoney whether a public authority pays, so that the contrat d’engagement républicain must be signed
 */
public record Grant(
        String id, String funder, Kind kind, Optional<Range> amount, String action, Month month, boolean publicMoney) {

    /** What a funder gives. */
    public enum Kind {
        SUBSIDY("subvention"),
        SUPPORT("accompagnement"),
        GUARANTEE("garantie"),
        AID("aide"),
        AGREEMENT("convention");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }

        /** Whether money comes: a guarantee only covers a loan. */
        public boolean isMoney() {
            return this != GUARANTEE && this != SUPPORT;
        }
    }

    /** Whole euros, bounds included. */
    public record Range(long lowest, long highest) {}

    /** Whether it brings money that counts among a year's public subsidies in cash. */
    boolean isPublicCash() {
        return publicMoney && kind.isMoney();
    }

    /** {@code de 20 000 € à 50 000 €}, {@code 0 €}, {@code variable}. */
    public String amountInWords() {
        return amount.map(range -> range.lowest() == range.highest()
                        ? French.money(range.lowest())
                        : "de " + French.money(range.lowest()) + " à " + French.money(range.highest()))
                .orElse("variable");
    }

    /**
     * The first deadline on or after a track's start. Funders set it, so it does not shift with the start; it is a
     * guess from the founding documents, « à confirmer » with the funder.
     */
    public LocalDate deadline(LocalDate start) {
        LocalDate thisYear = YearMonth.of(start.getYear(), month).atEndOfMonth();
        return thisYear.isBefore(start)
                ? YearMonth.of(start.getYear() + 1, month).atEndOfMonth()
                : thisYear;
    }
}
