package fr.jalon.bootcamp.process;

import fr.jalon.Refusal;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.MetricRow;
import fr.jalon.experiment.TaggedLink;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the journey's forms that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class BootcampRules {

    /** The figures of a day hold together, and there is one at least of each configured channel. */
    @Bean
    FormRule metricsHoldTogether() {
        return FormRule.on(Set.of(IdeaToDecision.RECORD_METRICS), (answers, task) -> {
            Map<String, String> errors = new LinkedHashMap<>();
            Set<String> channels = new HashSet<>();
            Set<String> missing = new LinkedHashSet<>(Week.channels(task));
            Set<String> empty = new LinkedHashSet<>();
            int line = 0;
            for (Map<String, Object> answer : FormRule.rows(answers, IdeaToDecision.METRICS)) {
                MetricRow row = MetricRow.of(answer);
                String where = "Ligne " + ++line + ", canal « " + row.channel() + " » : ";
                row.fault()
                        .ifPresent(fault ->
                                errors.put(IdeaToDecision.METRICS + "[" + channels.size() + "]", where + fault + "."));
                if (!channels.add(row.channel()))
                    errors.put(IdeaToDecision.METRICS, where + "ce canal figure deux fois.");
                if (row.givesNothing()) empty.add(row.channel());
            }
            missing.removeAll(channels);
            missing.addAll(empty);
            if (!missing.isEmpty()) {
                errors.put("channel", "Il manque les chiffres de : " + String.join(", ", missing) + ".");
            }
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        });
    }

    /** Two campaigns of one name could not be told apart. */
    @Bean
    FormRule channelsDiffer() {
        return FormRule.on(
                Set.of("configure-campaigns", "rework-activation"),
                (answers, task) -> differ(answers, IdeaToDecision.CHANNELS, "channel", "Canaux"));
    }

    @Bean
    FormRule ideasDiffer() {
        return FormRule.on(Set.of("generate-ideas"), (answers, task) -> differ(answers, "ideas", "title", "Idées"));
    }

    /** Every idea is rated, and no other. */
    @Bean
    FormRule everyIdeaIsRated() {
        return FormRule.on(Set.of("prioritise-ideas"), (answers, task) -> {
            differ(answers, "priorities", "title", "Idées notées");
            List<Object> rated = FormRule.rows(answers, "priorities").stream()
                    .map(row -> row.get("title"))
                    .toList();
            List<Object> ideas = Week.rows(task, "ideas").stream()
                    .map(row -> row.get("title"))
                    .toList();
            if (!Set.copyOf(rated).equals(Set.copyOf(ideas))) {
                throw Refusal.malformed(Map.of(
                        "priorities",
                        "Notez chacune des idées générées, et elles seules : "
                                + ideas.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "."));
            }
        });
    }

    /** A decision against the recommendation, or on insufficient data, is explained. */
    @Bean
    FormRule deviationIsExplained() {
        return FormRule.on(Set.of(IdeaToDecision.DECIDE), (answers, task) -> {
            if (answers.get(IdeaToDecision.DECISION_REASON) == null
                    && !Objects.equals(
                            answers.get(IdeaToDecision.DECISION), task.getVariable(IdeaToDecision.RECOMMENDATION))) {
                throw Refusal.malformed(Map.of(
                        IdeaToDecision.DECISION_REASON,
                        "Motif : il est obligatoire quand la décision s’écarte de la "
                                + "recommandation ou que les données sont insuffisantes."));
            }
        });
    }

    /** A team that is sent back reads why. */
    @Bean
    FormRule reworkIsExplained() {
        return FormRule.on(
                Set.of("gate-preparation", "gate-ideation", "gate-planning", "gate-prototyping", "gate-activation"),
                (answers, task) -> {
                    if ("REWORK".equals(answers.get("gateVerdict")) && answers.get("comment") == null) {
                        throw Refusal.malformed(Map.of(
                                "comment",
                                "Commentaire : dites à l’équipe ce qu’il manque quand vous la "
                                        + "renvoyez à son travail."));
                    }
                });
    }

    /** A pivot begins on a day whose restitution lies ahead. */
    @Bean
    FormRule pivotLiesAhead(ParisCalendar paris) {
        return FormRule.on(Set.of(IdeaToDecision.CONFIRM_PIVOT), (answers, task) -> {
            LocalDate first = LocalDate.parse((String) answers.get(IdeaToDecision.FIRST_DAY));
            BootcampDays.from(first).refusePast(paris.today());
            if (first.isBefore(paris.today())) {
                throw Refusal.malformed(Map.of(
                        IdeaToDecision.FIRST_DAY, "Nouveau premier jour : choisissez aujourd’hui ou un jour à venir."));
            }
        });
    }

    private static void differ(Map<String, Object> answers, String list, String column, String label) {
        Set<String> seen = new HashSet<>();
        for (Map<String, Object> row : FormRule.rows(answers, list)) {
            String name = String.valueOf(row.get(column));
            if (!seen.add(TaggedLink.source(name))) {
                throw Refusal.malformed(
                        Map.of(list, label + " : « " + name + " » ressemble trop à une autre ligne ; distinguez-les."));
            }
        }
    }
}
