package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.ReviewRows;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the forms of transformation and of milestones that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class LawRules {

    /** The law is kept, or a lawyer has said otherwise. */
    @Bean
    FormRule projectKeepsTheLaw(ParisCalendar paris) {
        return FormRule.on(Set.of("prepare-scic"), (answers, task) -> {
            var confirmations = Projects.confirmations(answers);
            if (confirmations.stream().anyMatch(confirmed -> confirmed.on().isAfter(paris.today()))) {
                throw Refusal.malformed(Map.of(
                        "lawyerConfirmations",
                        "À confirmer par un juriste : cette date est à venir ; notez qui l’a confirmé et quand."));
            }
            LegalGuards.require(Projects.of(answers), confirmations);
        });
    }

    /** The counts of a vote add up. */
    @Bean
    FormRule voteAddsUp() {
        return FormRule.on(Set.of("record-vote"), (answers, task) -> Assembly.result(task, answers));
    }

    /** Who is active was placed. */
    @Bean
    FormRule activeApprenticesWerePlaced(TrackCalendar calendar, ReviewRows reviews) {
        return FormRule.on(Set.of("review-milestone"), (answers, task) -> {
            reviews.of(calendar.track(task).id()).stream()
                    .map(held -> held.review())
                    .filter(before -> before.apprenticesPlaced() > FormRule.number(answers, "apprenticesPlaced"))
                    .findFirst()
                    .ifPresent(before -> {
                        throw Refusal.malformed(Map.of(
                                "apprenticesPlaced",
                                "Alternants placés depuis le début : ils étaient déjà "
                                        + (long) before.apprenticesPlaced() + " au bilan à " + before.month()
                                        + " mois."));
                    });
            if (FormRule.number(answers, "apprenticesActive") > FormRule.number(answers, "apprenticesPlaced")) {
                throw Refusal.malformed(Map.of(
                        "apprenticesActive",
                        "Alternants actifs : ils ne peuvent pas être plus nombreux que les "
                                + "alternants placés depuis le début."));
            }
        });
    }
}
