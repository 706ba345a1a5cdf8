package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Charts;
import fr.jalon.experiment.Contract;
import fr.jalon.experiment.Evidence;
import fr.jalon.experiment.Forecast;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Standing;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Where the validation week stands, as the forms of its mornings and of the restitution show it: in figures and drawn. */
@Component
class WeekFacts implements FormFacts {

    private static final Set<String> MORNINGS =
            Set.of("morning-check-in", IdeaToDecision.RECORD_METRICS, "adjust-campaigns");
    private static final Set<String> RESULTS = Set.of(
            "gate-validation",
            "present-results",
            "analyse-data",
            "decide",
            "prepare-pivot",
            "confirm-pivot",
            "capture-lessons");

    private final BootcampRows journeys;
    private final JourneyCalendar calendar;
    private final Validation validation;
    private final ParisCalendar paris;
    private final DecisionTables tables;

    WeekFacts(
            BootcampRows journeys,
            JourneyCalendar calendar,
            Validation validation,
            ParisCalendar paris,
            DecisionTables tables) {
        this.journeys = journeys;
        this.calendar = calendar;
        this.validation = validation;
        this.paris = paris;
        this.tables = tables;
    }

    @Override
    public Map<String, Object> ofTask(String form, DelegateTask task) {
        boolean isMorning = MORNINGS.contains(form);
        if (!isMorning && !RESULTS.contains(form)) return Map.of();
        Bootcamp journey = journeys.of(task.getProcessInstanceId());
        Standing standing = validation.standing(journey.experiment());
        Map<String, Object> facts = new LinkedHashMap<>();
        if (isMorning) facts.putAll(morning(task, standing));
        facts.putAll(form.equals(IdeaToDecision.RECORD_METRICS) ? toFill(task, journey) : standing(task, standing));
        if (!isMorning) facts.putAll(results(journey, standing));
        if (form.equals("adjust-campaigns")) facts.put("advice", advice(task, standing));
        return facts;
    }

    private Map<String, Object> morning(DelegateTask task, Standing standing) {
        return Map.of(
                "dayLabel",
                French.day(calendar.day(task.getExecution())),
                "dayNumber",
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

    private Map<String, Object> toFill(DelegateTask task, Bootcamp journey) {
        List<MetricRow> rows = validation.rowsToFill(journey.experiment(), calendar.day(task.getExecution()));
        return Map.of(
                "metricsRoute",
                "/api/teams/" + journey.team() + "/metrics",
                "channelNames",
                rows.stream().map(MetricRow::channel).collect(Collectors.joining(",")),
                IdeaToDecision.METRICS,
                rows.stream().map(MetricRow::asAnswers).toList());
    }

    private Map<String, Object> standing(DelegateTask task, Standing standing) {
        Evidence evidence = standing.evidence();
        Contract contract = standing.contract().orElseGet(() -> Week.contract(task));
        List<LocalDate> days = standing.days().stream().map(WeekDay::day).toList();
        return Map.of(
                "totals",
                totals(evidence, contract, standing.frozen().orElse(contract)),
                "days",
                evidence.days().stream().map(WeekFacts::day).toList(),
                "usable",
                evidence.isUsable(),
                "conversionChart",
                FormFacts.picture(Charts.conversion(evidence, days)),
                "paceChart",
                FormFacts.picture(Charts.pace(evidence, days)),
                "spendChart",
                FormFacts.picture(Charts.spend(evidence, contract, days)));
    }

    private Map<String, Object> results(Bootcamp journey, Standing standing) {
        return Map.of(
                "channelsChart",
                FormFacts.picture(Charts.channels(standing.evidence())),
                "dossier",
                "/api/teams/" + journey.team() + "/dossier",
                "amendments",
                standing.amendments().stream()
                        .map(amendment -> Map.of(
                                "on",
                                French.date(
                                        paris.wallClock(amendment.amendedAt()).toLocalDate()),
                                "by",
                                FormFacts.inert(amendment.amendedBy()),
                                "changes",
                                FormFacts.inert(String.join("\u00a0; ", amendment.changes())),
                                "reason",
                                FormFacts.inert(amendment.reason())))
                        .toList());
    }

    /** Each measure beside what was promised and what was forecast. */
    private static List<Map<String, Object>> totals(Evidence evidence, Contract contract, Contract frozen) {
        Forecast forecast = contract.forecast() == null ? new Forecast(null, null, null) : contract.forecast();
        return List.of(
                figure(
                        "Visites uniques",
                        French.number(evidence.visits()),
                        term(contract, frozen, each -> French.number(each.minimumVisits()) + " au moins"),
                        ""),
                figure("Conversions", French.number(evidence.conversions()), "", ""),
                figure(
                        "Taux de conversion",
                        rate(evidence),
                        term(contract, frozen, each -> "cible " + French.rate(each.targetConversionRate())),
                        percent(forecast.conversionRate())),
                figure(
                        "Intervalle à 95 %",
                        evidence.interval() == null
                                ? "–"
                                : French.percent(evidence.interval().low()) + " à "
                                        + French.percent(evidence.interval().high()),
                        "",
                        ""),
                figure("Impressions", French.number(evidence.impressions()), "", ""),
                figure("Clics", French.number(evidence.clicks()), "", ""),
                figure(
                        "Taux de clic (CTR)",
                        French.percent(evidence.clickThroughRate()),
                        "",
                        percent(forecast.clickThroughRate())),
                figure(
                        "Coût par clic (CPC)",
                        French.euros(evidence.costPerClick()),
                        "",
                        forecast.costPerClick() == null ? "" : French.euros(forecast.costPerClick())),
                figure(
                        "Dépense",
                        French.euros(evidence.spend()),
                        term(contract, frozen, each -> French.euros(each.spendCap()) + " au plus"),
                        ""),
                figure(
                        "Coût par conversion",
                        French.euros(evidence.costPerConversion()),
                        term(contract, frozen, each -> French.euros(each.maximumCostPerConversion()) + " au plus"),
                        ""),
                figure(
                        "Jours incomplets",
                        evidence.daysMissing().isEmpty()
                                ? "aucun"
                                : evidence.daysMissing().stream()
                                        .map(French::shortDay)
                                        .collect(Collectors.joining(", ")),
                        "",
                        ""),
                figure("Jours à vérifier", doubtful(evidence), "", ""));
    }

    /** The rate, and what it rests on where that is not all that was counted. */
    private static String rate(Evidence evidence) {
        return French.percent(evidence.conversionRate())
                + (evidence.conversionRate() == null || !evidence.rate().isPartial()
                        ? ""
                        : " (" + French.number(evidence.rate().of()) + " pour les "
                                + French.number(evidence.rate().by()) + " visites dont les conversions sont connues)");
    }

    private static String doubtful(Evidence evidence) {
        String days = evidence.doubtfulDays().stream().map(French::shortDay).collect(Collectors.joining(", "));
        return days.isEmpty() ? "aucun" : days + "\u00a0: plus de conversions que de visites";
    }

    /** A term of the contract in force, and what it was before it was amended. */
    private static String term(Contract contract, Contract frozen, Function<Contract, String> term) {
        String now = term.apply(contract);
        String promised = term.apply(frozen);
        return now.equals(promised) ? now : now + " (promis : " + promised + ")";
    }

    private static String percent(Double rate) {
        return rate == null ? "" : French.rate(rate);
    }

    private static Map<String, Object> figure(String name, String value, String promised, String forecast) {
        return Map.of("name", name, "value", value, "promised", promised, "forecast", forecast);
    }

    private static Map<String, Object> day(Evidence.Day day) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", French.shortDay(day.date()));
        row.put("visits", French.number(day.visits()));
        row.put("conversions", French.number(day.conversions()));
        row.put("clicks", French.number(day.clicks()));
        row.put("spend", French.euros(day.spend()));
        return row;
    }
}
