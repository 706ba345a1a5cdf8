package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.LegalRule;
import fr.jalon.scic.ScicProject;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of the transformation show of the law and of the statutes. */
@Configuration(proxyBeanMethods = false)
class LawFacts {

    record Law(List<Choice> legalRules, List<String> legalRuleTexts, String legalAdvice, List<String> legalWarnings) {}

    @Bean
    FormFacts<Law> factsOfProject() {
        return FormFacts.on(
                "prepare-scic",
                Law.class,
                task -> new Law(
                        Stream.of(LegalRule.values())
                                .map(rule -> new Choice(rule.sentence(), rule.name()))
                                .toList(),
                        Stream.of(LegalRule.values())
                                .map(rule -> sourced(rule.sentence(), rule.source(), rule.verifiedOn()))
                                .toList(),
                        LegalRule.ADVICE,
                        warnings(task)));
    }

    record Convocation(String voteRule, List<String> legalWarnings) {}

    @Bean
    FormFacts<Convocation> factsOfConvocation() {
        return FormFacts.on(
                "convene-general-assembly",
                Convocation.class,
                task -> new Convocation(Assembly.rule(task).inWords(), warnings(task)));
    }

    record Vote(String voteRule, String assemblyDate) {}

    @Bean
    FormFacts<Vote> factsOfVote() {
        return FormFacts.on(
                "record-vote",
                Vote.class,
                task -> new Vote(Assembly.rule(task).inWords(), French.date(LocalDate.parse((String)
                        task.getVariable("assemblyOn")))));
    }

    record Warnings(List<String> legalWarnings) {}

    @Bean
    FormFacts<Warnings> factsOfFormalities() {
        return FormFacts.on("file-formalities", Warnings.class, task -> new Warnings(warnings(task)));
    }

    record Review(String reviewDue) {}

    @Bean
    FormFacts<Review> factsOfCooperativeReview() {
        return FormFacts.on(
                "hold-cooperative-review",
                Review.class,
                task -> new Review(French.date(TrackCalendar.reviewDay(task))));
    }

    private static List<String> warnings(DelegateTask task) {
        boolean foreseen = Boolean.TRUE.equals(task.getVariable(AssociationToScic.FORESEES_ARTICLE_28_BIS));
        Optional<ScicProject> project = !task.hasVariable("legalForm")
                ? Optional.empty()
                : Optional.of(Projects.of(answers(
                        task,
                        "legalForm",
                        "categories",
                        "colleges",
                        "publicCapitalPercent",
                        "reservePercent",
                        "oneMemberOneVote",
                        "analogousActivity",
                        "formerReservesKept",
                        "newLegalPerson")));
        return LegalGuards.warnings(project, foreseen, Optional.empty()).stream()
                .map(warning -> sourced(warning.sentence(), warning.source(), warning.verifiedOn()))
                .toList();
    }

    private static Map<String, Object> answers(DelegateTask task, String... names) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (String name : names) {
            answers.put(
                    name,
                    task.getVariable(name) instanceof SpinJsonNode
                            ? GrantFacts.rows(task, name)
                            : task.getVariable(name));
        }
        return answers;
    }

    private static String sourced(String sentence, String source, LocalDate verifiedOn) {
        return sentence + " *" + FormFacts.inert(source) + ", vérifié le " + French.day("d MMMM uuuu", verifiedOn)
                + "*";
    }
}
