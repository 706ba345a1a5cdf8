package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.Belief;
import fr.jalon.experiment.Case;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Hearing;
import fr.jalon.statistics.Bars;
import fr.jalon.text.French;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the table of verdicts says of a week, and the thresholds that it has, found by asking it. */
@Component
class Verdicts {

    private static final String TABLE = IdeaToDecision.GO_PIVOT_STOP;

    /** As many as a contract may ask for. */
    private static final long MOST_VISITS = 1_000_000;

    private final DecisionTables tables;
    private final Map<String, Bars> known = new ConcurrentHashMap<>();

    Verdicts(DecisionTables tables) {
        this.tables = tables;
    }

    /** The version that judges: the one kept with the week, or the one deployed with its process. */
    int version(@Nullable Integer kept, String process) {
        return kept == null ? tables.version(process, TABLE) : kept;
    }

    /** What is said of the promise of a week, were it over. */
    Advice.Verdict judge(DelegateTask task, Hearing hearing) {
        return judge(version(hearing.rules(), task.getProcessDefinitionId()), hearing, hearing.promise());
    }

    /** What that version says of a case, with what it wants. */
    Advice.Verdict judge(int version, Hearing hearing, Case one) {
        var spoken = tables.ask(TABLE, version, one.asked()).getSingleResult();
        return worded(
                version,
                hearing,
                one,
                spoken.getEntry("recommendation"),
                (String) spoken.get("label"),
                spoken.getEntry("reason"));
    }

    /** What a table has said, with what is wanting. */
    Advice.Verdict worded(
            int version, Hearing hearing, Case one, String recommendation, @Nullable String label, String reason) {
        String wanting = !Advice.INSUFFICIENT.equals(recommendation) || hearing.belief() == Belief.NOTHING
                ? ""
                : one.wanting(bars(version, hearing.isExtended()), bars(version, true));
        return new Advice.Verdict(recommendation, label, wanting.isEmpty() ? reason : reason + " " + wanting);
    }

    /**
     * How many conversions a contract's minimum traffic needs for a GO; empty if all visits converting would not do.
     */
    Optional<Long> conversionsToGo(DelegateTask task, Contract contract) {
        var turns = bars(version(null, task.getProcessDefinitionId()), false)
                .at(contract.target(), contract.minimumVisits());
        return turns.passFrom().isPresent() ? Optional.of(turns.passFrom().getAsLong()) : Optional.empty();
    }

    /**
     * Why a contract could never lead to a GO or to a STOP at its minimum traffic, with the smallest numbers that would
     * do; empty where it can lead to both.
     *
     * @param percent the target
     */
    Optional<String> neverTells(DelegateTask task, double percent, long visits) {
        Bars bars = bars(version(null, task.getProcessDefinitionId()), false);
        double target = percent / 100;
        if (bars.canTell(target, visits)) return Optional.empty();
        boolean canStop = bars.canStop(target, visits);
        OptionalLong more = bars.leastTraffic(target, MOST_VISITS);
        OptionalDouble other = IntStream.rangeClosed(1, 9_999)
                .map(step -> canStop ? 10_000 - step : step)
                .mapToDouble(hundredths -> hundredths / 100.0)
                .filter(each -> bars.canTell(each / 100, visits))
                .findFirst();
        return Optional.of("à %s visites et %s, « %s » ne pourrait jamais être recommandé\u00a0: "
                        .formatted(French.number(visits), French.rate(percent), canStop ? "Poursuivre" : "Arrêter")
                + Stream.of(
                                more.isPresent()
                                        ? "demandez au moins " + French.number(more.getAsLong()) + " visites"
                                        : "",
                                other.isPresent()
                                        ? "visez " + French.rate(other.getAsDouble())
                                                + (canStop ? " au plus" : " au moins")
                                        : "")
                        .filter(way -> !way.isEmpty())
                        .collect(Collectors.joining(", ou ")));
    }

    /** The thresholds of a version of the table: each is where its answer turns. */
    Bars bars(int version, boolean isExtended) {
        return known.computeIfAbsent(version + " " + isExtended, key -> {
            double conversions = first(0, 1000, some -> says(version, isExtended, 1, 1, some, "GO"));
            double pass = first(0, 1, some -> says(version, isExtended, some, 1, 1000, "GO"));
            double above = first(0, 1, some -> !says(version, isExtended, some, 1, 1000, "PIVOT"));
            double signal = first(0, 1, some -> says(version, isExtended, 0, some, 1000, "PIVOT"));
            return new Bars(pass, Math.nextDown(above), signal, conversions);
        });
    }

    private boolean says(
            int version, boolean isExtended, double probability, double signal, double conversions, String verdict) {
        Map<String, Object> week = new HashMap<>();
        week.put("usable", true);
        week.put("enoughVisits", true);
        week.put("morningsMissing", 0);
        week.put("extended", isExtended);
        week.put("conversions", conversions);
        week.put("probability", probability);
        week.put("probabilityAtWorst", probability);
        week.put("probabilityAtBest", probability);
        week.put("signal", signal);
        week.put("signalAtBest", signal);
        week.put("costWithinCap", true);
        return verdict.equals(tables.ask(TABLE, version, week).getSingleResult().getEntry("recommendation"));
    }

    /**
     * The first number between two from which something holds, to the last digit; the next above the higher for none.
     */
    private static double first(double low, double high, DoublePredicate holds) {
        if (holds.test(low)) return low;
        if (!holds.test(high)) return Math.nextUp(high);
        while (Math.nextUp(low) < high) {
            double middle = low + (high - low) / 2;
            if (holds.test(middle)) high = middle;
            else low = middle;
        }
        return high;
    }
}
