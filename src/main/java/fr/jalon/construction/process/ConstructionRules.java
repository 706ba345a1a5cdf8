package fr.jalon.construction.process;

import fr.jalon.construction.ConstructionYear;
import fr.jalon.construction.Constructions;
import fr.jalon.engine.form.FormRule;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may not stand among the answers to a construction's forms. */
@Configuration(proxyBeanMethods = false)
class ConstructionRules {

    /** As many looks from outside may wait for their answer. */
    static final int MOST_WAITING = 5;

    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+\\.\\S+|(?:\\d[ .-]?){9,}");

    /** It is served after the start, and told without naming anybody. */
    @Bean
    FormRule firstUserIsAKind(ConstructionCalendar calendar) {
        return FormRule.on(ConstructionYear.SERVE_FIRST_USER, (answers, task) -> {
            LocalDate start = calendar.plan(task).start();
            if (answers.day(ConstructionPhase.SERVED_ON)
                    .filter(day -> day.isBefore(start.minusYears(1)))
                    .isPresent())
                answers.refuse(
                        ConstructionPhase.SERVED_ON,
                        "plus d’un an avant le début de la construction : vérifiez l’année");
            for (String field : Set.of(ConstructionPhase.SERVED_WHO, ConstructionPhase.SERVED_TRANSACTION))
                if (answers.get(field) instanceof String said
                        && ADDRESS.matcher(said).find())
                    answers.refuse(
                            field,
                            "dites un type d’utilisateur, sans adresse ni numéro : on le lit au-delà de l’équipe");
        });
    }

    /** What irritates is named once. */
    @Bean
    FormRule irritantsDiffer() {
        return FormRule.on(ConstructionPhase.MONTHLY_REVIEW, (answers, task) -> {
            Set<String> titles = new HashSet<>();
            int line = 0;
            for (Map<String, Object> row : answers.rows(ConstructionPhase.IRRITANTS)) {
                line++;
                if (!titles.add(String.valueOf(row.get("title")).strip()))
                    answers.refuse(ConstructionPhase.IRRITANTS, line, "« " + row.get("title") + " » figure deux fois");
            }
        });
    }

    /** Nobody is flooded with questions. */
    @Bean
    FormRule helpIsWaitedFor(Constructions constructions) {
        return FormRule.on(ConstructionPhase.ASK_FOR_HELP, (answers, task) -> {
            long waiting = constructions.help(task.getProcessInstanceId()).stream()
                    .filter(help -> help.answer() == null)
                    .count();
            if (waiting >= MOST_WAITING)
                answers.refuse(
                        ConstructionPhase.HELP_QUESTION,
                        "cinq demandes attendent déjà une réponse ; relancez votre coach ou votre facilitateur");
        });
    }
}
