package fr.jalon.roadmap.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.roadmap.RoadmapYear;
import fr.jalon.roadmap.Roadmaps;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may not stand among the answers to a roadmap's forms. */
@Configuration(proxyBeanMethods = false)
class RoadmapRules {

    /** What is reviewed is of this plan, and what is added is not yet there. */
    @Bean
    FormRule reviewIsOfItsPlan(RoadmapCalendar calendar, Roadmaps roadmaps) {
        return FormRule.on(StudioRoadmap.REVIEW_MONTH, (answers, task) -> {
            Set<String> titles = roadmaps.entries(calendar.plan(task).id()).stream()
                    .map(entry -> entry.item().title())
                    .collect(Collectors.toSet());
            Set<String> seen = new HashSet<>();
            int line = 0;
            for (Map<String, Object> row : answers.rows(StudioRoadmap.MONTH_LEFT)) {
                line++;
                String title = (String) row.get("title");
                if (!titles.contains(title) || !seen.add(title))
                    answers.refuse(
                            StudioRoadmap.MONTH_LEFT, line, "« " + title + " » n’est pas au plan, ou figure deux fois");
            }
            line = 0;
            for (Map<String, Object> row : answers.rows(StudioRoadmap.MONTH_ADDED)) {
                line++;
                if (!titles.add((String) row.get("title")))
                    answers.refuse(StudioRoadmap.MONTH_ADDED, line, "« " + row.get("title") + " » figure déjà au plan");
            }
        });
    }

    /** A team that is sent back, or stopped, reads why. */
    @Bean
    FormRule roadmapRefusalIsExplained() {
        Set<String> gates = RoadmapYear.STUDIO.phases().stream()
                .map(RoadmapYear.Phase::gate)
                .collect(Collectors.toSet());
        return new FormRule(gates, (answers, task) -> {
            if (!"REACHED".equals(answers.get(StudioRoadmap.GATE_VERDICT))
                    && answers.get(StudioRoadmap.COMMENT) == null)
                answers.refuse(
                        StudioRoadmap.COMMENT,
                        "dites à l’équipe ce qu’il manque, ou pourquoi la feuille de route s’arrête");
        });
    }
}
