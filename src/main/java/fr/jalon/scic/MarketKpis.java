package fr.jalon.scic;

import fr.jalon.statistics.Interval;
import fr.jalon.text.French;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the interviews say of the market so far, with its uncertainty.
 *
 * @param companies companies interviewed
 * @param apprentices apprentices interviewed
 * @param letters letters of intent signed
 * @param bySegment companies interviewed in each of the three segments
 */
public record MarketKpis(
        MarketTargets targets,
        int companies,
        int apprentices,
        int letters,
        Rate strongInterest,
        Rate priceAccepted,
        Map<Segment, Integer> bySegment) {

    /** How a measure stands against its target. */
    public enum Standing {
        /** Nothing is measured yet. */
        UNKNOWN("aucun entretien pour l’instant"),
        MISSED("non atteint"),
        /** The measure meets the target, but its interval reaches below. */
        FRAGILE("atteint, fragile"),
        MET("atteint");

        private final String label;

        Standing(String label) {
            this.label = label;
        }

        /** What a person reads. */
        public String label() {
            return label;
        }
    }

    /**
     * Companies among those interviewed, against a target in percent. The interval is Wilson's at 95 %
     * ({@link Interval#wilson}); rate and interval are fractions of 1, absent before the first interview.
     */
    public record Rate(int count, int interviews, double targetPercent) {

        public Optional<Double> rate() {
            return interviews == 0 ? Optional.empty() : Optional.of((double) count / interviews);
        }

        public Optional<Interval> interval() {
            return interviews == 0 ? Optional.empty() : Optional.of(Interval.wilson(count, interviews));
        }

        public Standing standing() {
            if (interviews == 0) return Standing.UNKNOWN;
            if (100.0 * count < targetPercent * interviews - 1e-9) return Standing.MISSED;
            return 100 * interval().orElseThrow().low() < targetPercent ? Standing.FRAGILE : Standing.MET;
        }

        /** {@code 6 sur 20, soit 30,0 % (14,5 % à 51,9 %) : atteint, fragile}. */
        public String inWords() {
            return interviews == 0
                    ? standing().label()
                    : "%d sur %d, soit %s (%s à %s)\u00a0: %s"
                            .formatted(
                                    count,
                                    interviews,
                                    French.percent(rate().orElseThrow()),
                                    French.percent(interval().orElseThrow().low()),
                                    French.percent(interval().orElseThrow().high()),
                                    standing().label());
        }
    }

    /** Counts the interviews; a second round adds to the first. */
    public static MarketKpis of(Collection<CompanyInterview> interviews, int apprentices, MarketTargets targets) {
        Map<Segment, Integer> bySegment = new EnumMap<>(Segment.class);
        for (Segment segment : Segment.values()) bySegment.put(segment, 0);
        interviews.forEach(interview -> bySegment.merge(interview.segment(), 1, Integer::sum));
        int companies = interviews.size();
        int strong = (int) interviews.stream()
                .filter(each -> each.interest() == CompanyInterview.Interest.STRONG)
                .count();
        int accepting =
                (int) interviews.stream().filter(CompanyInterview::acceptsPrice).count();
        int letters =
                (int) interviews.stream().filter(CompanyInterview::letterSigned).count();
        return new MarketKpis(
                targets,
                companies,
                apprentices,
                letters,
                new Rate(strong, companies, targets.strongInterestPercent()),
                new Rate(accepting, companies, targets.priceAcceptedPercent()),
                Map.copyOf(bySegment));
    }

    /** Letters are counted, not sampled: their target is met or not. */
    public Standing lettersStanding() {
        return letters >= targets.letters() ? Standing.MET : companies == 0 ? Standing.UNKNOWN : Standing.MISSED;
    }

    /** How many companies are missing in a segment. */
    public int missing(Segment segment) {
        return Math.max(0, targets.segmentLeast() - bySegment.getOrDefault(segment, 0));
    }

    private int missingBySegment() {
        return Stream.of(Segment.values()).mapToInt(this::missing).sum();
    }

    /** What the table {@code market-verdict} asks, as its variable {@code market}. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("companies", companies);
        facts.put(
                "interviewsMissing",
                Math.max(Math.max(0, targets.companies() - companies), missingBySegment())
                        + Math.max(0, targets.apprentices() - apprentices));
        facts.put("lettersMissing", Math.max(0, targets.letters() - letters));
        facts.put("interestMet", isMet(strongInterest));
        facts.put("priceMet", isMet(priceAccepted));
        facts.put(
                "ratesCertain",
                List.of(strongInterest, priceAccepted).stream().allMatch(rate -> rate.standing() == Standing.MET));
        return facts;
    }

    private static boolean isMet(Rate rate) {
        return rate.standing() == Standing.MET || rate.standing() == Standing.FRAGILE;
    }
}
