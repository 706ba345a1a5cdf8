package fr.jalon.scic;

import java.time.LocalDate;

/**
 * Where a track's application for a grant stands. Money in whole euros, null before it is known.
 *
 * @param id that of its line, with the number of the round behind it from the second on
 * @param deadline the funder's last day
 * @param yearEnd the last day of the financial year that the money belongs to; null before it is granted
 */
public record GrantApplication(
        String id,
        Grant grant,
        LocalDate deadline,
        Status status,
        Long asked,
        Long granted,
        Long received,
        LocalDate yearEnd) {

    /** From planned to accounted for. */
    public enum Status {
        PLANNED("prévue"),
        PREPARED("en préparation"),
        SUBMITTED("déposée"),
        GRANTED("accordée"),
        REFUSED("refusée"),
        MISSED("échéance manquée"),
        DROPPED("abandonnée");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }
    }

    /** Whether its file is still to be handed in. */
    public boolean isAwaited() {
        return status == Status.PLANNED || status == Status.PREPARED;
    }

    /** The funder, with the number of the round from the second on. */
    public String title() {
        return Grants.title(id);
    }

    /** The funder's next deadline: the same day a year later, to confirm; never a day that is past. */
    public LocalDate nextDeadline(LocalDate today) {
        LocalDate next = deadline.plusYears(1);
        while (next.isBefore(today)) next = next.plusYears(1);
        return next;
    }

    /** Its money; what was never handed in asks for nothing. */
    public Grants.Application money() {
        boolean isAsked = status == Status.SUBMITTED || status == Status.GRANTED || status == Status.REFUSED;
        return new Grants.Application(grant.kind(), isAsked ? or0(asked) : 0, or0(granted), or0(received));
    }

    /** What is asked for and not answered yet, or about to be asked for. */
    long awaited() {
        return isAwaited() || status == Status.SUBMITTED ? or0(asked) : 0;
    }

    private static long or0(Long amount) {
        return amount == null ? 0 : amount;
    }
}
