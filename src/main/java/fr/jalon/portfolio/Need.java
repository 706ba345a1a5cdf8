package fr.jalon.portfolio;

import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Who;
import fr.jalon.silence.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a journey needs somebody of the staff; the most urgent reason first, and only the first counts. */
enum Need {
    /** A gate or a decision waits for a facilitator. */
    GATE("à valider"),
    /** Something is due and not done. */
    LATE("en retard"),
    /** The team is awaited and has written nothing for longer than the rule of silence allows. */
    SILENT("silencieuse"),
    ON_TIME("à l’heure"),
    /** It waits, with all that is due of it, until somebody resumes it. */
    PAUSED("en pause"),
    /** No journey goes on. */
    NONE("sans parcours en cours");

    private final String label;

    Need(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** How a filter names it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it waits for somebody of the staff. */
    boolean isUrgent() {
        return compareTo(ON_TIME) < 0;
    }

    /** How a mark of it looks. */
    public String look() {
        return switch (this) {
            case GATE -> "wait";
            case LATE, SILENT -> "late";
            case ON_TIME -> "good";
            case PAUSED, NONE -> "";
        };
    }

    static Optional<Need> named(String id) {
        return Stream.of(values()).filter(need -> need.id().equals(id)).findFirst();
    }

    /**
     * What a journey needs now in which nothing waits for a decision.
     *
     * @param silence of its team
     */
    static Need of(Journey journey, Instant now, Silence silence) {
        if (!journey.isOpen()) return NONE;
        if (journey.isPaused()) return PAUSED;
        if (journey.place().lateSince(now) != null) return LATE;
        return silence.isTold() ? SILENT : ON_TIME;
    }

    static Optional<Instant> since(List<Awaited> awaited, Who who) {
        return awaited.stream()
                .filter(each -> each.who() == who)
                .map(Awaited::since)
                .findFirst();
    }
}
