package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.Charts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Demands;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Hearing;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Standing;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where the validation week stands, as the forms of its mornings and of the restitution show it: in figures and drawn.
 */
@Configuration(proxyBeanMethods = false)
class WeekFacts {

    private final BootcampRows journeys;
    private final JourneyCalendar calendar;
    private final Validation validation;
    private final ParisCalendar paris;
    private final DecisionTables tables;
    private final Verdicts verdicts;

    WeekFacts(
            BootcampRows journeys,
            JourneyCalendar calendar,
            Validation validation,
            ParisCalendar paris,
            DecisionTables tables,
            Verdicts verdicts) {
        this.journeys = journeys;
        this.calendar = calendar;
        this.validation = validation;
        this.paris = paris;
        this.tables = tables;
        this.verdicts = verdicts;
    }

    record Morning(String dayLabel, String dayNumber) {}

    /** What was measured until now, beside what was promised. */
    record Measured(
            List<WeekTables.Figure> totals,
            List<WeekTables.Channel> channelTable,
            List<WeekTables.Day> days,
            @Nullable String gaps,
            boolean usable,
            String conversionChart,
            String paceChart,
            String spendChart) {}

    record CheckIn(Morning morning, Measured measured) {}

    @Bean
    FormFacts<CheckIn> factsOfCheckIn() {
        return FormFacts.on("morning-check-in", CheckIn.class, task -> {
            Standing standing = standing(journey(task));
            return new CheckIn(morning(task, standing), measured(task, standing));
        });
    }

    /** @param channelStops the channels that are stopped, each with its last day; empty where none is */
    record Adjustment(
            Morning morning, Measured measured, List<String> advice, String channelStops, String figuresPage) {}

    @Bean
    FormFacts<Adjustment> factsOfAdjustment() {
        return FormFacts.on("adjust-campaigns", Adjustment.class, task -> {
            Bootcamp journey = journey(task);
            Standing standing = standing(journey);
            return new Adjustment(
                    morning(task, standing),
                    measured(task, standing),
                    advice(task, standing),
                    validation.stopped(journey.experiment()).entrySet().stream()
                            .map(stop -> FormFacts.inert(stop.getKey()) + ", après le " + French.day(stop.getValue()))
                            .collect(Collectors.joining("\u00a0; ")),
                    figuresPage(journey, paris.today()));
        });
    }

    /**
     * Apart from what is only shown: an answer is held against it.
     *
     * @param runningChannels those of the paid channels that can be stopped
     */
    record Stoppable(List<FormFacts.Choice> runningChannels) {}

    @Bean
    FormFacts<Stoppable> factsOfStoppable() {
        return FormFacts.on("adjust-campaigns", Stoppable.class, task -> {
            ExperimentId experiment = journey(task).experiment();
            Set<String> stopped = validation.stopped(experiment).keySet();
            Set<String> organic = validation.organicChannels(experiment);
            return new Stoppable(Week.channels(task).stream()
                    .filter(channel -> !stopped.contains(channel) && !organic.contains(channel))
                    .map(channel -> new FormFacts.Choice(channel, channel))
                    .toList());
        });
    }

    /**
     * The figures of a morning, by hand or by a file; {@code metrics} and {@code organicMetrics} are rows to begin
     * with, of channels that cost something and of those that do not; {@code asksUniques} whether the unique visitors
     * of the week come with the day.
     */
    record ToFill(
            String metricsRoute,
            String figuresPage,
            String channelNames,
            List<Map<String, Object>> metrics,
            List<Map<String, Object>> organicMetrics,
            int paidChannels,
            int organicChannels,
            boolean asksUniques) {}

    /** What the day before and the week have, apart: no answer is held against it. */
    record Before(Morning morning, List<Known> known) {}

    /** What a channel has brought already. */
    record Known(String channel, String dayBefore, String week) {}

    @Bean
    FormFacts<ToFill> factsOfMetrics() {
        return FormFacts.on(IdeaToDecision.RECORD_METRICS, ToFill.class, task -> {
            Bootcamp journey = journey(task);
            LocalDate day = calendar.day(task.getExecution());
            List<MetricRow> rows = validation.rowsToFill(journey.experiment(), day);
            Set<String> organic = validation.organicChannels(journey.experiment());
            List<Map<String, Object>> paid = new ArrayList<>();
            List<Map<String, Object>> free = new ArrayList<>();
            for (MetricRow row : rows) (organic.contains(row.channel()) ? free : paid).add(row.asAnswers());
            free.forEach(row -> row.keySet().retainAll(Set.of("channel", "visits", "conversions")));
            return new ToFill(
                    "/api/teams/" + journey.team() + "/metrics",
                    figuresPage(journey, day),
                    rows.stream().map(MetricRow::channel).collect(Collectors.joining(",")),
                    paid,
                    free,
                    paid.size(),
                    free.size(),
                    validation.asksUniques(journey.experiment(), day));
        });
    }

    @Bean
    FormFacts<Before> factsBeforeTheDay() {
        return FormFacts.on(IdeaToDecision.RECORD_METRICS, Before.class, task -> {
            Bootcamp journey = journey(task);
            LocalDate day = calendar.day(task.getExecution());
            Standing standing = standing(journey);
            return new Before(
                    morning(task, standing),
                    known(standing.evidence(), validation.rowsToFill(journey.experiment(), day), day.minusDays(1)));
        });
    }

    private static String figuresPage(Bootcamp journey, LocalDate day) {
        return "/equipes/" + journey.team() + "/chiffres/" + day;
    }

    private static List<Known> known(Evidence evidence, List<MetricRow> rows, LocalDate dayBefore) {
        return rows.stream()
                .map(MetricRow::channel)
                .map(channel -> new Known(
                        FormFacts.inert(channel),
                        evidence.days().stream()
                                .filter(day -> day.date().equals(dayBefore))
                                .flatMap(day -> day.channels().stream())
                                .filter(row -> row.channel().equals(channel))
                                .map(row -> said(row.visits(), row.conversions(), row.spend()))
                                .findFirst()
                                .orElse("–"),
                        evidence.shownChannels().stream()
                                .filter(each -> each.channel().equals(channel))
                                .map(Evidence.Channel::totals)
                                .map(week -> said(week.visits(), week.conversions(), week.spend()))
                                .findFirst()
                                .orElse("–")))
                .toList();
    }

    private static String said(@Nullable Long visits, @Nullable BigDecimal conversions, @Nullable BigDecimal spend) {
        return French.number(visits) + " visites, " + French.number(conversions) + " conversions"
                + (spend == null || spend.signum() == 0 ? "" : ", " + French.euros(spend));
    }

    record Results(Measured measured, String channelsChart, String dossier, List<Amendment> amendments) {}

    record Amendment(String on, String from, String by, String changes, String reason) {}

    @Bean
    FormFacts<Results> factsOfResults() {
        Set<String> forms = Set.of(
                IdeaToDecision.GATE_VALIDATION,
                "present-results",
                "analyse-data",
                IdeaToDecision.DECIDE,
                "prepare-pivot",
                IdeaToDecision.CONFIRM_PIVOT,
                "capture-lessons");
        return new FormFacts<>(forms, Results.class, task -> {
            Bootcamp journey = journey(task);
            Standing standing = standing(journey);
            return new Results(
                    measured(task, standing),
                    FormFacts.picture(Charts.channels(standing.evidence())),
                    "/api/teams/" + journey.team() + "/dossier",
                    standing.amendments().stream()
                            .map(amendment -> new Amendment(
                                    French.day(paris.wallClock(amendment.amendedAt())
                                            .toLocalDate()),
                                    French.day(amendment.from()),
                                    FormFacts.inert(amendment.amendedBy()),
                                    FormFacts.inert(String.join("\u00a0; ", amendment.changes())),
                                    FormFacts.inert(amendment.reason())))
                            .toList());
        });
    }

    /**
     * What the gate of the week needs to know of the verdict: whether the data suffice for one, and not which. A
     * morning that is missing is filled from the tool's export, a file sent to {@code metricsRoute}.
     *
     * @param leftOut the days that an extension would leave out; null where there are none
     */
    record Sufficiency(String sufficiency, @Nullable String leftOut, String metricsRoute, String channelNames) {}

    @Bean
    FormFacts<Sufficiency> factsOfSufficiency() {
        return FormFacts.on(
                IdeaToDecision.GATE_VALIDATION,
                Sufficiency.class,
                task -> new Sufficiency(
                        sufficiency(task),
                        validation.gapOfExtension(journey(task).experiment()).orElse(null),
                        "/api/teams/" + journey(task).team() + "/metrics",
                        String.join(",", Week.channels(task))));
    }

    private String sufficiency(DelegateTask task) {
        Hearing hearing = validation.hearing(journey(task).experiment());
        Advice.Verdict verdict = verdicts.judge(task, hearing);
        String said = Advice.INSUFFICIENT.equals(verdict.recommendation())
                ? (verdict.label() == null ? "" : verdict.label() + "\u00a0: ") + verdict.reason()
                : "Les données suffisent pour conclure\u00a0: la semaine ne se prolonge pas.";
        return FormFacts.inert(said);
    }

    record Judged(
            String verdictLabel,
            String verdictReason,
            String amendedVerdict,
            List<String> demandsOfGo,
            List<String> demandsOfAll,
            List<WeekTables.Forecasted> forecasts) {}

    @Bean
    FormFacts<Judged> factsOfVerdict() {
        return FormFacts.on(IdeaToDecision.DECIDE, Judged.class, task -> {
            ExperimentId experiment = journey(task).experiment();
            Advice advice = validation.advice(experiment).orElseThrow();
            Demands demands = validation.demands(experiment);
            return new Judged(
                    advice.said(),
                    FormFacts.inert(advice.recommendationReason()),
                    validation
                            .amendedVerdict(experiment)
                            .map(verdict -> FormFacts.inert(verdict.said() + "\u00a0: " + verdict.reason()))
                            .orElse(""),
                    demands.toGo().stream().map(FormFacts::inert).toList(),
                    demands.always().stream().map(FormFacts::inert).toList(),
                    WeekTables.Forecasted.of(validation.standing(experiment).evidence()));
        });
    }

    private Bootcamp journey(DelegateTask task) {
        return journeys.of(task.getProcessInstanceId());
    }

    private Standing standing(Bootcamp journey) {
        return validation.standing(journey.experiment());
    }

    private Morning morning(DelegateTask task, Standing standing) {
        return new Morning(
                French.day(calendar.day(task.getExecution())),
                calendar.number(task.getExecution()) + " sur " + standing.days().size());
    }

    /** The advice for the figures as they are now: they may have changed since the morning. */
    private List<String> advice(DelegateTask task, Standing standing) {
        Contract contract = standing.contract().orElseGet(() -> Week.contract(task));
        return tables.ask(
                        task,
                        IdeaToDecision.ADVISE_CAMPAIGN,
                        WeekFigures.of(
                                contract, standing.evidence(), standing.days().size()))
                .collectEntries("advice");
    }

    private Measured measured(DelegateTask task, Standing standing) {
        Evidence evidence = standing.evidence();
        Contract contract = standing.contract().orElseGet(() -> Week.contract(task));
        List<LocalDate> days = standing.days().stream().map(WeekDay::day).toList();
        List<String> gaps = validation.gaps(journey(task).experiment());
        return new Measured(
                WeekTables.totals(evidence, contract, standing.frozen().orElse(contract)),
                WeekTables.Channel.of(evidence),
                evidence.days().stream()
                        .map(day -> WeekTables.Day.of(evidence, day))
                        .toList(),
                gaps.isEmpty() ? null : String.join(" ", gaps),
                evidence.isUsable(),
                FormFacts.picture(Charts.conversion(evidence, days)),
                FormFacts.picture(Charts.pace(evidence, days)),
                FormFacts.picture(Charts.spend(evidence, contract, days)));
    }
}
