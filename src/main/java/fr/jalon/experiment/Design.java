package fr.jalon.experiment;

import fr.jalon.statistics.Bars;
import fr.jalon.statistics.Bars.Turns;
import fr.jalon.text.French;
import fr.jalon.text.Slug;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A contract while it is being written: what it could tell, and what that would cost. Terms are in the units of a
 * {@link Contract}; what is null is not said yet.
 *
 * @param costPerClick euros, as it is forecast; a click is taken for a visit, and for a unique visitor
 * @param dailyBudget euros, of all channels
 * @param plannedVisits what the team expects over the week, of what the contract counts
 * @param isPaid whether a channel costs anything
 * @param base what its rate and its minimum count
 */
public record Design(
        double targetConversionRate,
        long minimumVisits,
        @Nullable Double spendCap,
        @Nullable Double maximumCostPerConversion,
        @Nullable Double costPerClick,
        @Nullable Double dailyBudget,
        @Nullable Long plannedVisits,
        @Nullable String signalStrength,
        @Nullable String conversionMeans,
        boolean isPaid,
        Base base) {

    static final long LEAST_VISITS = 50;
    static final long MOST_VISITS = 1_000_000;

    /** Of a week. */
    public static final int DAYS = 7;
    /** Targets have two decimals, in percent. */
    private static final long PARTS = 10_000;

    private static final double FAIR = 0.8;

    /** Something that is reckoned, in words. */
    public record Line(String name, String value) {}

    /** How likely each verdict is. */
    public record Chance(String rate, String go, String pivot, String stop, String open) {}

    /** What some traffic costs. */
    public record Cost(String traffic, String visits, String cost, String days) {}

    /**
     * What can be told of it, in French.
     *
     * @param thresholds at the minimum traffic
     * @param unit what is counted
     * @param visits at which the chances are reckoned, with what they are
     * @param chances by true rates
     * @param fair from which traffic twice the target is seen
     * @param costs none where no channel costs anything or no price is forecast
     * @param warnings what cannot hold together
     * @param doubts what is worth a second look
     */
    public record Outlook(
            List<Line> thresholds,
            String unit,
            String visits,
            List<Chance> chances,
            String fair,
            List<Cost> costs,
            List<String> warnings,
            List<String> doubts) {}

    /** As a contract has it. */
    public static Design of(Contract contract, @Nullable Double dailyBudget, boolean isPaid) {
        return new Design(
                contract.targetConversionRate(),
                contract.minimumVisits(),
                contract.spendCap(),
                contract.maximumCostPerConversion(),
                contract.forecast() == null ? null : contract.forecast().costPerClick(),
                dailyBudget,
                null,
                contract.signalStrength(),
                contract.conversionMeans(),
                isPaid,
                contract.basis());
    }

    /**
     * Why a week under such a contract would be lost, with the smallest numbers that would do, by the name of the term:
     * GO or STOP could never be said at its minimum traffic, whatever happens. Empty where both can.
     */
    public static Map<String, String> faults(double targetConversionRate, long minimumVisits, Bars bars) {
        double target = targetConversionRate / 100;
        boolean canPass = bars.canPass(target, minimumVisits);
        if (canPass && bars.canStop(target, minimumVisits)) return Map.of();
        String never = canPass
                ? "«\u00a0Arrêter\u00a0» ne pourrait jamais être dit, même sans une seule conversion"
                : "«\u00a0Poursuivre\u00a0» ne pourrait jamais être dit, même si chaque visite convertissait";
        String other = canPass
                ? "d’au moins " + percent(bars.leastTarget(minimumVisits, PARTS).orElse(PARTS))
                : "d’au plus " + percent(bars.mostTarget(minimumVisits, PARTS));
        String here = "à une cible de " + French.rate(targetConversionRate) + " et " + French.number(minimumVisits)
                + " visites, " + never + "\u00a0; ";
        OptionalLong visits = bars.leastTraffic(target, LEAST_VISITS, MOST_VISITS);
        return visits.isEmpty()
                ? Map.of("targetConversionRate", here + "il faut une cible " + other)
                : Map.of(
                        "minimumVisits",
                        here + "il faut " + French.number(visits.getAsLong()) + " visites au moins, ou une cible "
                                + other);
    }

    private static String percent(long parts) {
        return French.rate(100.0 * parts / PARTS);
    }

    /** What it could tell. */
    public Outlook outlook(Bars now, Bars extended) {
        double target = targetConversionRate / 100;
        Turns least = now.at(target, minimumVisits);
        OptionalLong fair = now.fairTraffic(target, 2, FAIR);
        long visits = Math.max(planned(), minimumVisits);
        return new Outlook(
                thresholds(least, extended.at(target, minimumVisits).passFrom()),
                base.many(),
                base.counted(visits),
                chances(now.at(target, visits)),
                fair.isEmpty()
                        ? "Le double de la cible passe 100\u00a0%\u00a0: aucun trafic ne le montrera."
                        : "À partir de " + base.counted(fair.getAsLong()) + ", un vrai taux double de la cible"
                                + " donne «\u00a0Poursuivre\u00a0» au moins quatre fois sur cinq.",
                costs(fair),
                warnings(least),
                doubts());
    }

    private static List<Line> thresholds(Turns turns, OptionalLong extended) {
        long stop = turns.stopUpTo().orElse(-1);
        long fail = turns.failUpTo().orElse(-1);
        return List.of(
                new Line("Poursuivre", from(turns.passFrom())),
                new Line("Poursuivre, après une prolongation", from(extended)),
                new Line(
                        "Pivoter, un signal sans le taux promis",
                        fail <= stop ? "jamais" : stop + 1 == fail ? conversions(fail) : stop + 1 + " à " + fail),
                new Line("Arrêter", stop < 0 ? "jamais" : stop == 0 ? "aucune conversion" : "jusqu’à " + stop));
    }

    private static String from(OptionalLong conversions) {
        return conversions.isEmpty() ? "jamais" : "dès " + conversions(conversions.getAsLong());
    }

    private static String conversions(long count) {
        return French.number(count) + (count > 1 ? " conversions" : " conversion");
    }

    private List<Chance> chances(Turns turns) {
        return DoubleStream.of(0.25, 0.5, 1, 1.5, 2)
                .map(multiple -> multiple * targetConversionRate / 100)
                .filter(rate -> rate < 1)
                .mapToObj(rate -> {
                    double go = turns.chanceToPass(rate);
                    double fail = turns.chanceToFail(rate);
                    double stop = turns.chanceToStop(rate);
                    return new Chance(
                            French.decimal(100 * rate, 0, 3) + "\u00a0%",
                            French.percent(go),
                            French.percent(Math.max(0, fail - stop)),
                            French.percent(stop),
                            French.percent(Math.max(0, 1 - go - fail)));
                })
                .toList();
    }

    /** What is planned, or what the daily budget buys; the minimum where nothing is said. */
    private long planned() {
        if (plannedVisits != null) return plannedVisits;
        if (!isPaid || dailyBudget == null || dailyBudget == 0 || costPerClick == null || costPerClick == 0)
            return minimumVisits;
        return Math.min(MOST_VISITS, (long) (DAYS * dailyBudget / costPerClick));
    }

    private List<Cost> costs(OptionalLong fair) {
        if (!isPaid || costPerClick == null) return List.of();
        List<Cost> costs = new ArrayList<>();
        costs.add(cost("Le minimum", minimumVisits));
        if (planned() != minimumVisits) costs.add(cost("Le trafic prévu", planned()));
        fair.ifPresent(visits -> costs.add(cost("Pour voir le double de la cible", visits)));
        return costs;
    }

    private Cost cost(String traffic, long visits) {
        double cost = cost(visits);
        String days = "–";
        if (dailyBudget != null && dailyBudget > 0) {
            long needed = (long) Math.ceil(cost / dailyBudget - 1e-9);
            days = French.number(needed)
                    + (needed > 1 ? " jours" : " jour")
                    + (needed > DAYS ? ", plus que la semaine" : "");
        }
        return new Cost(
                traffic,
                French.number(visits),
                French.euros(cost)
                        + (spendCap == null
                                ? ""
                                : (isAbove(cost, spendCap) ? ", au-dessus des " : " sur les ") + French.money(spendCap)
                                        + " du plafond"),
                days);
    }

    private double cost(long visits) {
        return costPerClick == null ? 0 : visits * costPerClick;
    }

    /** Cents are summed in binary fractions. */
    private static boolean isAbove(double amount, double cap) {
        return amount > cap + 1e-6;
    }

    private List<String> warnings(Turns least) {
        List<String> warnings = new ArrayList<>();
        if (planned() < minimumVisits) {
            warnings.add("Le trafic prévu (" + base.counted(planned()) + ") n’atteint pas le minimum ("
                    + French.number(minimumVisits) + ")\u00a0: les données seraient insuffisantes.");
        }
        if (!isPaid || costPerClick == null) return warnings;
        if (spendCap != null && isAbove(cost(minimumVisits), spendCap)) {
            warnings.add("Le minimum de " + base.many() + " coûterait " + French.euros(cost(minimumVisits)) + " à "
                    + French.euros(costPerClick) + " le clic, plus que le plafond de dépense ("
                    + French.euros(spendCap) + ").");
        }
        if (maximumCostPerConversion != null && least.passFrom().isPresent()) {
            long go = least.passFrom().getAsLong();
            double each = cost(minimumVisits) / go;
            if (isAbove(each, maximumCostPerConversion)) {
                warnings.add("Au taux qui donne «\u00a0Poursuivre\u00a0» (" + go + " conversions pour "
                        + base.counted(minimumVisits) + "), une conversion coûterait " + French.euros(each)
                        + ", plus que le coût maximal (" + French.euros(maximumCostPerConversion)
                        + ")\u00a0: le verdict serait «\u00a0Pivoter\u00a0».");
            }
        }
        return warnings;
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (base == Base.WEEKLY_UNIQUES && isPaid) {
            doubts.add("Qui revient ne compte qu’une fois parmi les visiteurs uniques, et chaque clic se paie\u00a0: "
                    + "le trafic et les coûts calculés ici, un visiteur par clic, sont un minimum.");
        }
        if (targetConversionRate > 50) {
            doubts.add("La cible passe 50\u00a0%\u00a0: plus d’une visite sur deux convertirait-elle vraiment\u00a0?");
        }
        if (isPaid && spendCap != null && spendCap == 0) {
            doubts.add("Le plafond de dépense est de 0\u00a0€ alors que des canaux sont payants.");
        }
        if (isPaid && maximumCostPerConversion != null && maximumCostPerConversion == 0) {
            doubts.add("Le coût maximal par conversion est de 0\u00a0€ alors que des canaux sont payants.");
        }
        if ("WEAK".equals(signalStrength)
                && conversionMeans != null
                && Slug.of(conversionMeans).replace("-", "").contains("precommande")) {
            doubts.add("Une précommande est dite un signal faible\u00a0: elle engage pourtant, et passe pour forte.");
        }
        return doubts;
    }
}
