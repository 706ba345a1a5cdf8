package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.LinedUp;
import fr.jalon.engine.form.Answers;
import fr.jalon.engine.form.FormRule;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.Belief;
import fr.jalon.experiment.Demands;
import fr.jalon.experiment.Design;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Hearing;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.Validation;
import fr.jalon.link.TaggedLink;
import fr.jalon.text.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the journey's forms that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class BootcampRules {

    /** The figures of a day hold together, and there is one at least of each configured channel. */
    @Bean
    FormRule metricsHoldTogether(BootcampRows journeys, JourneyCalendar calendar, Validation validation) {
        return FormRule.on(IdeaToDecision.RECORD_METRICS, (answers, task) -> {
            Set<String> channels = new HashSet<>();
            Set<String> missing = new LinkedHashSet<>(Week.channels(task));
            Set<String> empty = new LinkedHashSet<>();
            ExperimentId experiment = journeys.of(task.getProcessInstanceId()).experiment();
            LocalDate day = calendar.day(task.getExecution());
            List<MetricRow> given = Week.metrics(list -> rows(answers, list));
            Map<String, String> doubts = isConfirmed(answers) ? Map.of() : validation.doubts(experiment, day, given);
            validation.stopped(experiment).forEach((channel, last) -> {
                if (day.isAfter(last)) missing.remove(channel);
            });
            for (String list : List.of(IdeaToDecision.METRICS, IdeaToDecision.ORGANIC_METRICS)) {
                int line = 0;
                for (Map<String, Object> answer : rows(answers, list)) {
                    MetricRow row = MetricRow.of(answer);
                    List<String> reasons = new ArrayList<>();
                    row.fault()
                            .or(() -> validation.faultOfStop(experiment, day, row))
                            .ifPresent(reasons::add);
                    if (!channels.add(row.channel())) reasons.add("ce canal figure deux fois");
                    if (row.givesNothing()) empty.add(row.channel());
                    if (doubts.containsKey(row.channel())) {
                        reasons.add(doubts.get(row.channel()));
                        reasons.add("corrigez, ou confirmez en bas du formulaire que c’est bien cela");
                    }
                    line++;
                    if (!reasons.isEmpty())
                        answers.refuse(list, line, "canal « " + row.channel() + " » : " + String.join(" ; ", reasons));
                }
            }
            missing.removeAll(channels);
            missing.addAll(empty);
            refuseMissing(answers, missing, Week.organicChannels(task));
            if (answers.ask(IdeaToDecision.UNIQUE_VISITORS)
                    && answers.get(IdeaToDecision.UNIQUE_VISITORS) instanceof Number visitors) {
                validation
                        .faultOfVisitors(experiment, day, given, visitors.longValue())
                        .ifPresent(fault -> answers.refuse(IdeaToDecision.UNIQUE_VISITORS, fault));
            }
        });
    }

    private static void refuseMissing(Answers answers, Set<String> missing, Set<String> organic) {
        missing.stream()
                .collect(Collectors.groupingBy(
                        channel -> organic.contains(channel) && answers.ask(IdeaToDecision.ORGANIC_METRICS)
                                ? IdeaToDecision.ORGANIC_METRICS
                                : IdeaToDecision.METRICS))
                .forEach((list, channels) ->
                        answers.refuse(list, "il manque les chiffres de " + String.join(", ", channels)));
    }

    /** Forms of former versions ask in one list, and for no confirmation. */
    private static List<Map<String, Object>> rows(Answers answers, String list) {
        return answers.ask(list) ? answers.rows(list) : List.of();
    }

    private static boolean isConfirmed(Answers answers) {
        return !answers.ask(IdeaToDecision.METRICS_CONFIRMED)
                || Boolean.TRUE.equals(answers.get(IdeaToDecision.METRICS_CONFIRMED));
    }

    /** The figures come before the check-in that looks at them; both were asked for at once. */
    @Bean
    LinedUp figuresFirst() {
        return new LinedUp(
                IdeaToDecision.KEY,
                "morning-join",
                List.of(IdeaToDecision.RECORD_METRICS, "morning-check-in", "adjust-campaigns"));
    }

    /** Two campaigns of one name could not be told apart. */
    @Bean
    FormRule channelsDiffer() {
        return new FormRule(
                Set.of("configure-campaigns", "rework-activation"),
                (answers, task) -> refuseLikeness(answers, IdeaToDecision.CHANNELS, "channel"));
    }

    /** What the campaigns of a week come to stays within what it may cost. */
    @Bean
    FormRule campaignsFitBudget() {
        return new FormRule(Set.of("configure-campaigns", "rework-activation"), (answers, task) -> Stream.of(
                        "weekBudget", "spendCap")
                .filter(answers::ask)
                .filter(budget -> answers.get(budget) instanceof Number)
                .forEach(budget -> refuseExcess(answers, budget)));
    }

    private static void refuseExcess(Answers answers, String budget) {
        BigDecimal week = answers.rows(IdeaToDecision.CHANNELS).stream()
                .map(row -> row.get("dailyBudget"))
                .filter(Number.class::isInstance)
                .map(daily -> new BigDecimal(daily.toString()).multiply(BigDecimal.valueOf(Design.DAYS)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (week.compareTo(new BigDecimal(String.valueOf(answers.get(budget)))) > 0) {
            answers.refuse(
                    budget,
                    "vos canaux coûteraient " + French.euros(week) + " en sept jours, soit davantage ; "
                            + "baissez des budgets par jour, ou relevez ce montant");
        }
    }

    @Bean
    FormRule ideasDiffer() {
        return FormRule.on("generate-ideas", (answers, task) -> refuseLikeness(answers, "ideas", "title"));
    }

    /** Every idea is rated, and no other. */
    @Bean
    FormRule everyIdeaIsRated() {
        return FormRule.on("prioritise-ideas", (answers, task) -> {
            refuseLikeness(answers, "priorities", "title");
            List<Object> rated = answers.rows("priorities").stream()
                    .map(row -> row.get("title"))
                    .toList();
            List<Object> ideas = Week.rows(task, "ideas").stream()
                    .map(row -> row.get("title"))
                    .toList();
            if (!Set.copyOf(rated).equals(Set.copyOf(ideas))) {
                answers.refuse(
                        "priorities",
                        "notez chacune des idées générées, et elles seules, "
                                + ideas.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            }
        });
    }

    /** A contract under which GO or STOP could never be said would lose a week. */
    @Bean
    FormRule contractsCanTell(Verdicts verdicts) {
        return new FormRule(Set.of("set-experiment-contract", "rework-activation"), (answers, task) -> {
            if (answers.get("targetConversionRate") instanceof Number target) {
                verdicts.faults(task, target.doubleValue(), answers.number("minimumVisits"))
                        .forEach(answers::refuse);
            }
        });
    }

    /** A decision against the recommendation, on insufficient data, or in spite of a doubt, is explained. */
    @Bean
    FormRule deviationIsExplained(BootcampRows journeys, Validation validation) {
        return FormRule.on(IdeaToDecision.DECIDE, (answers, task) -> {
            if (answers.get(IdeaToDecision.DECISION_REASON) != null) return;
            Object decision = answers.get(IdeaToDecision.DECISION);
            if (!Objects.equals(decision, task.getVariable(IdeaToDecision.RECOMMENDATION))) {
                answers.refuse(
                        IdeaToDecision.DECISION_REASON,
                        "il est obligatoire quand la décision s’écarte de la recommandation "
                                + "ou que les données sont insuffisantes");
                return;
            }
            Demands demands =
                    validation.demands(journeys.of(task.getProcessInstanceId()).experiment());
            List<String> doubts = new ArrayList<>(demands.always());
            if ("GO".equals(decision)) doubts.addAll(demands.toGo());
            if (!doubts.isEmpty()) {
                answers.refuse(
                        IdeaToDecision.DECISION_REASON, "dites pourquoi malgré ceci. " + String.join(" ", doubts));
            }
        });
    }

    /** One extension a week, ever, and only where the data do not suffice; weeks of the former rules are free of it. */
    @Bean
    FormRule onlyWantingWeeksAreExtended(BootcampRows journeys, Validation validation, Verdicts verdicts) {
        return FormRule.on(IdeaToDecision.GATE_VALIDATION, (answers, task) -> {
            if (!"EXTEND".equals(answers.get("gateVerdict"))) return;
            Hearing hearing =
                    validation.hearing(journeys.of(task.getProcessInstanceId()).experiment());
            if (hearing.belief() == Belief.NOTHING) return;
            if (hearing.isExtended()) {
                answers.refuse(
                        "gateVerdict",
                        "la semaine a déjà été prolongée, et ne l’est qu’une fois ; passez à la restitution");
            } else if (!Advice.INSUFFICIENT.equals(verdicts.judge(task, hearing).recommendation())) {
                answers.refuse(
                        "gateVerdict",
                        "les données suffisent pour conclure ; "
                                + "prolongée sans besoin, une semaine se trompe plus souvent");
            }
        });
    }

    /** A team that is sent back reads why. */
    @Bean
    FormRule reworkIsExplained() {
        return new FormRule(
                Set.of("gate-preparation", "gate-ideation", "gate-planning", "gate-prototyping", "gate-activation"),
                (answers, task) -> {
                    if ("REWORK".equals(answers.get("gateVerdict")) && answers.get("comment") == null) {
                        answers.refuse(
                                "comment", "dites à l’équipe ce qu’il manque quand vous la renvoyez à son travail");
                    }
                });
    }

    /** Refuses the first of the rows whose name could be taken for another's. */
    private static void refuseLikeness(Answers answers, String list, String column) {
        Set<String> seen = new HashSet<>();
        answers.rows(list).stream()
                .map(row -> String.valueOf(row.get(column)))
                .filter(name -> !seen.add(TaggedLink.source(name)))
                .findFirst()
                .ifPresent(name ->
                        answers.refuse(list, "« " + name + " » ressemble trop à une autre ligne ; distinguez-les"));
    }
}
