package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.ReviewRows;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the forms of transformation and of milestones that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class LawRules {

    /** The law is kept, or a lawyer has said otherwise. */
    @Bean
    FormRule projectKeepsTheLaw() {
        return FormRule.on("prepare-scic", (answers, task) -> {
            Map<String, Object> all = answers.all();
            LegalGuards.require(Projects.of(all), Projects.confirmations(all));
        });
    }

    /** The counts of a vote add up. */
    @Bean
    FormRule voteAddsUp() {
        return FormRule.on("record-vote", (answers, task) -> Assembly.result(task, answers.all()));
    }

    /** Who is active was placed. */
    @Bean
    FormRule activeApprenticesWerePlaced(TrackCalendar calendar, ReviewRows reviews) {
        return FormRule.on("review-milestone", (answers, task) -> {
            reviews.of(calendar.track(task).id()).stream()
                    .map(held -> held.review())
                    .filter(before -> before.apprenticesPlaced() > answers.number("apprenticesPlaced"))
                    .findFirst()
                    .ifPresent(before -> answers.refuse(
                            "apprenticesPlaced",
                            "ils étaient déjà " + (long) before.apprenticesPlaced() + " au bilan à " + before.month()
                                    + " mois"));
            if (answers.number("apprenticesActive") > answers.number("apprenticesPlaced")) {
                answers.refuse(
                        "apprenticesActive",
                        "ils ne peuvent pas être plus nombreux que les alternants placés depuis le début");
            }
        });
    }
}
