package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.Door;
import fr.jalon.scic.LegalGuards;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the forms of transformation and of milestones that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class LawRules {

    /** At every door the law is kept, or a lawyer has read otherwise what needs reading. */
    @Bean
    FormRule projectKeepsTheLaw() {
        return new FormRule(Stream.of(Door.values()).map(Door::task).collect(Collectors.toSet()), (answers, task) -> {
            Door door = Door.of(task.getTaskDefinitionKey());
            Map<String, Object> all = answers.all();
            if (door.isLeft(all)) return;
            LegalGuards.require(
                    Projects.at(door, all, task),
                    Projects.confirmations(all, task),
                    field -> Projects.beside(field, door, all, task));
        });
    }

    /** The counts of a vote add up. */
    @Bean
    FormRule voteAddsUp(Assembly assembly) {
        return FormRule.on("record-vote", (answers, task) -> assembly.result(task, answers.all()));
    }

    /** Between convocation and assembly lie as many days as the statutes of that day ask. */
    @Bean
    FormRule noticeIsGiven(Assembly assembly) {
        return new FormRule(
                Set.of("convene-general-assembly", AssociationToScic.CONVENE_SECOND_ASSEMBLY), (answers, task) -> {
                    if (Door.of(task.getTaskDefinitionKey()).isLeft(answers.all())) return;
                    LocalDate convened =
                            answers.day(AssociationToScic.CONVENED_ON).orElseThrow();
                    boolean isSecond = task.getTaskDefinitionKey().equals(AssociationToScic.CONVENE_SECOND_ASSEMBLY);
                    int notice = assembly.statutes(task, convened).notice(isSecond);
                    LocalDate earliest = convened.plusDays(notice);
                    if (answers.day(AssociationToScic.ASSEMBLY_ON).orElseThrow().isBefore(earliest)) {
                        answers.refuse(
                                AssociationToScic.ASSEMBLY_ON,
                                "vos statuts demandent " + French.days(notice) + " entre la convocation et "
                                        + "l’assemblée, le " + French.day(earliest) + " au plus tôt");
                    }
                    if (isSecond) {
                        LocalDate first = LocalDate.parse((String) task.getVariable(AssociationToScic.ASSEMBLY_ON));
                        if (convened.isBefore(first)) {
                            answers.refuse(
                                    AssociationToScic.CONVENED_ON,
                                    "la deuxième convocation suit la première assemblée, celle du "
                                            + French.day(first));
                        }
                    }
                });
    }

    /** An amendment is adopted after the statutes that it amends. */
    @Bean
    FormRule amendmentsFollow(Assembly assembly) {
        return FormRule.on("amend-statutes", (answers, task) -> {
            LocalDate before = assembly.statutes(task).adoptedOn();
            if (before != null
                    && answers.day(AssociationToScic.STATUTES_ADOPTED_ON)
                            .filter(day -> day.isBefore(before))
                            .isPresent()) {
                answers.refuse(
                        AssociationToScic.STATUTES_ADOPTED_ON,
                        "ceux qu’ils remplacent datent du " + French.day(before));
            }
        });
    }
}
