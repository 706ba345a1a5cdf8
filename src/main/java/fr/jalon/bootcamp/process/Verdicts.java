package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.Belief;
import fr.jalon.experiment.Case;
import fr.jalon.experiment.Design;
import fr.jalon.experiment.Hearing;
import fr.jalon.experiment.Judge;
import fr.jalon.statistics.Bars;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoublePredicate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the table of verdicts says of a week, and the thresholds that it has, found by asking it. */
@Component
class Verdicts implements Judge {

    private static final String TABLE = IdeaToDecision.GO_PIVOT_STOP;

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
        Advice.Verdict said = judge(version, one);
        return worded(version, hearing, one, said.recommendation(), said.label(), said.reason());
    }

    /** What a table has said, with what is wanting. */
    Advice.Verdict worded(
            int version, Hearing hearing, Case one, String recommendation, @Nullable String label, String reason) {
        String wanting = !Advice.INSUFFICIENT.equals(recommendation) || hearing.belief() == Belief.NOTHING
                ? ""
                : one.wanting(bars(version, hearing.isExtended()), bars(version, true));
        String said = one.isUncounted() ? wanting : wanting.isEmpty() ? reason : reason + " " + wanting;
        return new Advice.Verdict(recommendation, label, said);
    }

    /** Why a contract that is being written would lose its week, by the name of the term. */
    Map<String, String> faults(DelegateTask task, double targetConversionRate, long minimumVisits) {
        return Design.faults(
                targetConversionRate, minimumVisits, bars(version(null, task.getProcessDefinitionId()), false));
    }

    /** The same under the table of today. */
    Map<String, String> faults(Design design) {
        return Design.faults(design.targetConversionRate(), design.minimumVisits(), bars(tables.latest(TABLE), false));
    }

    /** What a contract could tell, under the table that will judge it. */
    Design.Outlook outlook(DelegateTask task, Design design) {
        return outlook(version(null, task.getProcessDefinitionId()), design);
    }

    /** What it could tell under the table of today. */
    Design.Outlook outlook(Design design) {
        return outlook(tables.latest(TABLE), design);
    }

    private Design.Outlook outlook(int version, Design design) {
        return design.outlook(bars(version, false), bars(version, true));
    }

    @Override
    public Advice.Verdict judge(int version, Case one) {
        var spoken = tables.ask(TABLE, version, one.asked()).getSingleResult();
        return new Advice.Verdict(
                spoken.getEntry("recommendation"), spoken.getEntry("label"), spoken.getEntry("reason"));
    }

    /** The thresholds of a version of the table: each is where its answer turns. */
    @Override
    public Bars bars(int version, boolean isExtended) {
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
