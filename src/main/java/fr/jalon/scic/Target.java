package fr.jalon.scic;

import fr.jalon.scic.Apprentices.Counts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The minimums of seed 003: what a step aims at, what a gate or a review judges, and what no form insists on. */
public enum Target {
    PARTNERS("sign-partnerships", PartnerCategory.NEEDED, "Partenariats signés"),
    FOUNDERS("recruit-founders", FounderRole.values().length, "Rôles de l’équipe fondatrice pourvus"),
    FIRST_APPRENTICES("place-first-apprentices", 3, "Premiers alternants placés"),
    TEN_APPRENTICES("place-ten-apprentices", 10, "Alternants placés"),
    FIFTY_APPRENTICES("reach-fifty-apprentices", 50, "Alternants actifs");

    static final List<Target> PLACEMENTS = List.of(FIRST_APPRENTICES, TEN_APPRENTICES, FIFTY_APPRENTICES);

    private final String step;
    private final int wanted;
    private final String label;

    Target(String step, int wanted, String label) {
        this.step = step;
        this.wanted = wanted;
        this.label = label;
    }

    /** The id of the step whose target it is. */
    public String step() {
        return step;
    }

    /** How many the founding documents want. */
    public int wanted() {
        return wanted;
    }

    /** What is counted. */
    public String label() {
        return label;
    }

    /** That of a step, if the step has one. */
    public static Optional<Target> of(String step) {
        return Stream.of(values()).filter(each -> each.step.equals(step)).findFirst();
    }

    /** How far those who were placed have come. */
    public int reached(Counts counts) {
        return this == FIFTY_APPRENTICES ? counts.active() : counts.placed();
    }

    /** How many are missing still. */
    public int missing(int reached) {
        return Math.max(0, wanted - reached);
    }

    /** {@code Alternants placés : 7 sur 10 visés, il en manque 3}. */
    public String inWords(int reached) {
        int missing = missing(reached);
        return Wording.typeset(label + " : " + reached + " sur " + wanted + " visés, "
                + (missing == 0 ? "cible atteinte" : "il en manque " + missing));
    }

    String inWords(Counts counts) {
        return inWords(reached(counts));
    }
}
