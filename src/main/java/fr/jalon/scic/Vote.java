package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A general assembly's vote under the rule of the association's statutes. Article 28 bis of loi n° 47-1775 of 10
 * September 1947 sets no majority for the transformation: the statutes do (CA Paris, 16 January 2018, n° 16/05764).
 */
public final class Vote {

    private Vote() {}

    /** Among whom the majority is counted: members present or represented, votes cast, all members. */
    public enum Base {
        PRESENT,
        CAST,
        ALL
    }

    /** What came of a vote. */
    public enum Outcome {
        ADOPTED,
        REJECTED,
        NO_QUORUM
    }

    /**
     * What the statutes require. Percentages near a third or two thirds (33,3 or 66,67) mean those fractions exactly.
     *
     * @param quorumPercent members that must be present or represented, in percent; 0 where there is no quorum
     * @param majorityPercent votes for, in percent of the base: 50 means more than half, above 50 means at least that
     *     much; empty means unanimity of the base
     * @param abstentionsCount whether abstentions count among the votes cast; those of {@code PRESENT} and {@code ALL}
     *     always stay in the base
     */
    public record Rule(double quorumPercent, OptionalDouble majorityPercent, Base base, boolean abstentionsCount) {

        /** @throws Refusal if a percentage makes no sense or the base is missing */
        public Rule {
            Map<String, String> errors = new LinkedHashMap<>();
            if (!(quorumPercent >= 0 && quorumPercent <= 100)) {
                errors.put("quorumPercent", "Quorum : un pourcentage des membres de 0 à 100 est attendu.");
            }
            double majority = majorityPercent == null ? Double.NaN : majorityPercent.orElse(100);
            if (!(majority >= 50 && majority <= 100)) {
                errors.put(
                        "majorityPercent",
                        "Majorité : un pourcentage de 50 (plus de la moitié) à 100 est attendu, ou l’unanimité.");
            }
            if (base == null) errors.put("base", "Majorité : dites parmi qui elle se compte.");
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        }

        /** {@code un quorum de 50 % des membres ; au moins 66,67 % des membres présents ou représentés}. */
        public String inWords() {
            String among =
                    switch (base) {
                        case ALL -> "des membres";
                        case PRESENT -> "des membres présents ou représentés";
                        case CAST -> "des suffrages exprimés" + (abstentionsCount ? ", abstentions comprises" : "");
                    };
            String majority = majorityPercent.isEmpty()
                    ? "l’unanimité "
                    : majorityPercent.getAsDouble() == 50
                            ? "plus de la moitié "
                            : "au moins " + French.rate(majorityPercent.getAsDouble()) + " ";
            return (quorumPercent == 0 ? "aucun quorum" : "un quorum de " + French.rate(quorumPercent) + " des membres")
                    + "\u00a0; " + majority + among;
        }

        /** The fewest of so many members that make up the quorum. */
        public long quorum(long members) {
            return atLeast(members, exact(quorumPercent));
        }

        /** The part of the base that must be for it: a half means more than half, 1 unanimity. */
        public double share() {
            return exact(majorityPercent.orElse(100));
        }

        /** A majority in percent. */
        public static Rule majority(double quorumPercent, double majorityPercent, Base base, boolean abstentionsCount) {
            return new Rule(quorumPercent, OptionalDouble.of(majorityPercent), base, abstentionsCount);
        }

        /** Unanimity of the base. */
        public static Rule unanimity(double quorumPercent, Base base, boolean abstentionsCount) {
            return new Rule(quorumPercent, OptionalDouble.empty(), base, abstentionsCount);
        }

        /**
         * Where the statutes are silent: all members. The prudent reading, for a lawyer to confirm: Cass. 1re civ., 1
         * February 2017, n° 16-11.979, asks for unanimity only where the members' commitments grow.
         */
        public static Rule silentStatutes() {
            return unanimity(0, Base.ALL, true);
        }
    }

    /** What came of a vote and why; {@code needed} votes for would have carried it, among the base. */
    public record Result(Outcome outcome, String reason, long needed) {}

    /**
     * Counts a vote. A tie is rejected, and so is a vote without any vote cast.
     *
     * @param present members present or represented
     * @throws Refusal if the counts do not add up
     */
    public static Result result(long members, long present, long voteFor, long against, long abstained, Rule rule) {
        refuseWhatDoesNotAddUp(members, present, voteFor, against, abstained);
        long base =
                switch (rule.base()) {
                    case ALL -> members;
                    case PRESENT -> present;
                    case CAST -> voteFor + against + (rule.abstentionsCount() ? abstained : 0);
                };
        long needed = rule.share() == 0.5 ? base / 2 + 1 : atLeast(base, rule.share());
        long quorum = rule.quorum(members);
        if (present < quorum) {
            return new Result(
                    Outcome.NO_QUORUM,
                    Wording.typeset("Le quorum n’est pas atteint : %s sur %s, il en fallait %d (%s)."
                            .formatted(
                                    Wording.count(present, "présent ou représenté", "présents ou représentés"),
                                    Wording.count(members, "membre", "membres"),
                                    quorum,
                                    French.rate(rule.quorumPercent()))),
                    needed);
        }
        boolean adopted = base > 0 && voteFor >= needed;
        return new Result(
                adopted ? Outcome.ADOPTED : Outcome.REJECTED,
                Wording.typeset(reason(adopted, base, needed, voteFor, against, rule)),
                needed);
    }

    private static String reason(boolean adopted, long base, long needed, long voteFor, long against, Rule rule) {
        if (base == 0) return "Rejetée : aucune voix n’a été exprimée.";
        String among =
                switch (rule.base()) {
                    case ALL -> Wording.count(base, "membre", "membres");
                    case PRESENT -> Wording.count(base, "présent ou représenté", "présents ou représentés");
                    case CAST ->
                        Wording.count(base, "voix exprimée", "voix exprimées")
                                + (rule.abstentionsCount() ? ", abstentions comprises" : "");
                };
        String required = rule.majorityPercent().isEmpty()
                ? "l’unanimité est requise"
                : rule.majorityPercent().getAsDouble() == 50
                        ? "plus de la moitié est requise, soit " + needed
                        : "il en faut au moins "
                                + French.rate(rule.majorityPercent().getAsDouble()) + ", soit " + needed;
        String tie = !adopted && voteFor == against && voteFor > 0 ? " Un partage des voix vaut rejet." : "";
        return "%s : %s pour, sur %s ; %s.%s"
                .formatted(
                        adopted ? "Adoptée" : "Rejetée", Wording.count(voteFor, "voix", "voix"), among, required, tie);
    }

    /** What percents are meant to be: near a third or two thirds, that fraction. */
    private static double exact(double percent) {
        double share = percent / 100;
        for (double third : new double[] {1 / 3.0, 2 / 3.0}) {
            if (Math.abs(share - third) < 4e-4) return third;
        }
        return share;
    }

    /** The fewest heads that make up a share. */
    private static long atLeast(long heads, double share) {
        return (long) Math.ceil(heads * share - 1e-9 * Math.max(1, heads));
    }

    private static void refuseWhatDoesNotAddUp(long members, long present, long voteFor, long against, long abstained) {
        Map<String, String> errors = new LinkedHashMap<>();
        if (members < 1 || members > 1_000_000) errors.put("members", "Membres : de 1 à 1 000 000.");
        if (present < 0) errors.put("present", "Présents ou représentés : un nombre positif est attendu.");
        else if (present > members)
            errors.put("present", "Présents ou représentés : ils sont plus nombreux que les membres.");
        if (voteFor < 0) errors.put("voteFor", "Voix pour : un nombre positif est attendu.");
        if (against < 0) errors.put("against", "Voix contre : un nombre positif est attendu.");
        if (abstained < 0) errors.put("abstained", "Abstentions : un nombre positif est attendu.");
        boolean areCounts = present >= 0 && voteFor >= 0 && against >= 0 && abstained >= 0;
        // Compared one by one: a sum of hostile counts could overflow.
        if (areCounts
                && (voteFor > present
                        || against > present
                        || abstained > present
                        || voteFor + against + abstained != present)) {
            errors.put(
                    "voteFor",
                    "Pour : avec les voix contre et les abstentions, le total doit faire " + French.number(present)
                            + ", le nombre des présents ou représentés.");
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
    }
}
