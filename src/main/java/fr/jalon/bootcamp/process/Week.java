package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.form.ListAnswers;
import fr.jalon.experiment.Base;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Forecast;
import fr.jalon.experiment.MetricRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the validation week takes from the answers of the phase before it. */
@Component
class Week {

    private final BootcampRows journeys;

    Week(BootcampRows journeys) {
        this.journeys = journeys;
    }

    Bootcamp journey(DelegateExecution execution) {
        return journeys.of(execution.getProcessInstanceId());
    }

    /** The names of the configured channels. */
    static List<String> channels(VariableScope scope) {
        return rows(scope, IdeaToDecision.CHANNELS).stream()
                .map(row -> String.valueOf(row.get("channel")))
                .toList();
    }

    /** Those of the channels that cost nothing. */
    static Set<String> organicChannels(VariableScope scope) {
        return rows(scope, IdeaToDecision.CHANNELS).stream()
                .filter(row -> "ORGANIC".equals(row.get("kind")))
                .map(row -> String.valueOf(row.get("channel")))
                .collect(Collectors.toSet());
    }

    /** What is meant to be spent a day, by channel, where anything was said. */
    static Map<String, BigDecimal> dailyBudgets(VariableScope scope) {
        return rows(scope, IdeaToDecision.CHANNELS).stream()
                .filter(row -> row.get("dailyBudget") instanceof Number)
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("channel")),
                        row -> new BigDecimal(String.valueOf(row.get("dailyBudget")))));
    }

    /** The figures of a morning as they are answered, channel by channel. */
    static List<MetricRow> metrics(Function<String, List<Map<String, Object>>> answers) {
        return Stream.of(IdeaToDecision.METRICS, IdeaToDecision.ORGANIC_METRICS)
                .flatMap(list -> answers.apply(list).stream())
                .map(MetricRow::of)
                .toList();
    }

    /** The contract that the team has written, with its forecast; its reason may be of a target written before. */
    static Contract contract(VariableScope scope) {
        Forecast forecast = new Forecast(
                decimal(scope, "forecastClickThroughRate"),
                decimal(scope, "forecastCostPerClick"),
                decimal(scope, "forecastConversionRate"));
        return new Contract(
                number(scope, "targetConversionRate").doubleValue(),
                number(scope, "minimumVisits").longValue(),
                number(scope, "spendCap").doubleValue(),
                number(scope, "maximumCostPerConversion").doubleValue(),
                (String) scope.getVariable("conversionMeans"),
                (String) scope.getVariable("signalStrength"),
                forecast.forecastsNothing() ? null : forecast,
                counted(scope),
                base(scope),
                (String) scope.getVariable(IdeaToDecision.LOWER_TARGET_REASON));
    }

    private static @Nullable Base base(VariableScope scope) {
        String base = (String) scope.getVariable(IdeaToDecision.VISITS_BASE);
        return base == null ? null : Base.valueOf(base);
    }

    /**
     * The channels that count: the paid ones where there are any, for what a bought audience does is what growth will
     * cost, unless the team has promised on all.
     */
    private static List<String> counted(VariableScope scope) {
        List<String> all = channels(scope);
        Set<String> organic = organicChannels(scope);
        List<String> paid =
                all.stream().filter(channel -> !organic.contains(channel)).toList();
        return paid.isEmpty() || "ALL".equals(scope.getVariable(IdeaToDecision.COUNTED_CHANNELS)) ? all : paid;
    }

    /** A list answer as maps; empty if there is none. */
    static List<Map<String, Object>> rows(VariableScope scope, String name) {
        return ListAnswers.rows(scope, name);
    }

    /** Rows to begin with; null once there is an answer of this name. */
    static <R> @Nullable List<R> unlessAnswered(VariableScope scope, String name, Supplier<List<R>> rows) {
        return scope.hasVariable(name) ? null : rows.get();
    }

    private static Number number(VariableScope scope, String name) {
        return (Number) scope.getVariable(name);
    }

    /** A decimal answer; null if there is none. */
    static @Nullable Double decimal(VariableScope scope, String name) {
        Number number = number(scope, name);
        return number == null ? null : number.doubleValue();
    }
}
