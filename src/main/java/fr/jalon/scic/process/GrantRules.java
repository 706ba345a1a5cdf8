package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Grant;
import java.time.LocalDate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of an application for a grant that its forms cannot say. */
@Configuration(proxyBeanMethods = false)
class GrantRules {

    /** A file is prepared for a deadline that is near; help without money asks for none. */
    @Bean
    FormRule deadlineIsNear(GrantCalendar calendar, ParisCalendar paris) {
        return FormRule.on(AssociationToScic.PREPARE_GRANT_FILE, (answers, task) -> {
            LocalDate latest = paris.today().plusYears(2);
            if (answers.day("grantDeadline").filter(day -> day.isAfter(latest)).isPresent())
                answers.refuse("grantDeadline", "une date dans les deux ans est attendue");
            if (calendar.application(task).grant().kind() == Grant.Kind.SUPPORT && answers.number("amountAsked") > 0)
                answers.refuse("amountAsked", "un accompagnement n’apporte pas d’argent, écrivez 0");
        });
    }

    /** The next round is one that can still be won: later than the one before, and to come. */
    @Bean
    FormRule nextRoundIsAhead(GrantCalendar calendar, ParisCalendar paris) {
        return FormRule.on(AssociationToScic.PLAN_NEXT_ROUND, (answers, task) -> {
            if (!"TAKE".equals(answers.get(AssociationToScic.NEXT_ROUND))) return;
            LocalDate day = answers.day("nextDeadline").orElse(null);
            if (day == null) answers.refuse("nextDeadline", "ce champ est obligatoire pour viser l’échéance suivante");
            else if (!day.isAfter(calendar.application(task).deadline()) || day.isBefore(paris.today()))
                answers.refuse("nextDeadline", "une date à venir, après l’échéance précédente, est attendue");
            else if (day.isAfter(paris.today().plusYears(2)))
                answers.refuse("nextDeadline", "une date dans les deux ans est attendue");
        });
    }

    /** No more is granted than was asked for, for a year about the answer. */
    @Bean
    FormRule grantedWasAsked(GrantCalendar calendar) {
        return FormRule.on(AssociationToScic.RECORD_GRANT_RESULT, (answers, task) -> {
            if (!"GRANTED".equals(answers.get(AssociationToScic.GRANT_STATUS))) return;
            if (answers.number("amountGranted") > calendar.application(task).asked())
                answers.refuse("amountGranted", "il dépasse le montant demandé");
            LocalDate answered = answers.day("answeredOn").orElseThrow();
            if (answers.day("yearEnd")
                    .filter(end -> end.isBefore(answered.minusYears(1)) || end.isAfter(answered.plusYears(3)))
                    .isPresent()) {
                answers.refuse("yearEnd", "une date proche de la réponse du financeur est attendue");
            }
        });
    }

    /** No more is received than was granted. */
    @Bean
    FormRule receivedWasGranted(GrantCalendar calendar) {
        return FormRule.on(AssociationToScic.REPORT_GRANT_SPENDING, (answers, task) -> {
            if (answers.number("amountReceived") > calendar.application(task).granted())
                answers.refuse("amountReceived", "il dépasse le montant accordé");
        });
    }
}
