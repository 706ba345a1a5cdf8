package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.LegalGuards;
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
}
