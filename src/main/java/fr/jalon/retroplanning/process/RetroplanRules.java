package fr.jalon.retroplanning.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.Schedules.Scheduled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may not stand among the answers to a retroplanning's forms. */
@Configuration(proxyBeanMethods = false)
class RetroplanRules {

    /** Two items of one title could not be told apart. */
    @Bean
    FormRule itemsDiffer() {
        return FormRule.on(Retroplanning.LIST_ITEMS, (answers, task) -> {
            Set<String> titles = new HashSet<>();
            int line = 0;
            for (Map<String, Object> row : answers.rows(StoreList.ITEMS)) {
                line++;
                if (!titles.add((String) row.get("title")))
                    answers.refuse(StoreList.ITEMS, line, "« " + row.get("title") + " » figure deux fois");
            }
        });
    }

    /** As among items, meetings included: a title names one thing of a plan. */
    @Bean
    FormRule meetingsDiffer(Retroplans calendar, Schedules schedules) {
        return FormRule.on(Retroplanning.SCHEDULE_MEETINGS, (answers, task) -> {
            Set<String> titles = new HashSet<>();
            schedules.items(calendar.plan(task).id()).stream()
                    .filter(each -> !each.item().section().equals(Retroplanning.MEETINGS))
                    .forEach(each -> titles.add(each.item().title()));
            int line = 0;
            for (Map<String, Object> row : answers.rows(StoreMeetings.MEETINGS)) {
                line++;
                if (!titles.add((String) row.get("title")))
                    answers.refuse(StoreMeetings.MEETINGS, line, "« " + row.get("title") + " » figure déjà au plan");
            }
        });
    }

    /** Each role of the plan once, and no other. */
    @Bean
    FormRule everyRoleIsAnswered(Retroplans calendar, Schedules schedules) {
        return FormRule.on(Retroplanning.ASSIGN_OWNERS, (answers, task) -> {
            Map<String, Integer> left = new HashMap<>();
            List<Scheduled> items = schedules.items(calendar.plan(task).id());
            items.forEach(each -> {
                if (each.work().who() != null) left.put(each.work().who(), 1);
            });
            int line = 0;
            for (Map<String, Object> row : answers.rows(StoreOwners.ROLES)) {
                line++;
                if (left.merge((String) row.get("role"), -1, Integer::sum) != 0)
                    answers.refuse(
                            StoreOwners.ROLES,
                            line,
                            "« " + row.get("role") + " » n’est pas un rôle de ce plan, ou deux fois");
            }
        });
    }

    /** What begins too late is not started without a word on how it will be met. */
    @Bean
    FormRule troubleIsAnswered(Retroplans calendar, Schedules schedules) {
        return FormRule.on(Retroplanning.REVIEW_PLAN, (answers, task) -> {
            if (!"KEPT".equals(answers.get("planVerdict")) || answers.get("planAnswer") != null) return;
            var plan = calendar.plan(task);
            if (!schedules.schedule(plan, schedules.items(plan.id())).isPossible())
                answers.refuse(
                        "planAnswer", "dites comment vous tiendrez ce qui commence trop tard, ou revoyez la liste");
        });
    }
}
