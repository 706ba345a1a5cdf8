package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Grant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of an application for a grant that its forms cannot say. */
@Configuration(proxyBeanMethods = false)
class GrantRules {

    /** A file is prepared for a deadline that lies ahead. */
    @Bean
    FormRule deadlineLiesAhead(GrantCalendar calendar, ParisCalendar paris) {
        return FormRule.on(Set.of("prepare-grant-file"), (answers, task) -> {
            LocalDate deadline = LocalDate.parse((String) answers.get("grantDeadline"));
            if (deadline.isBefore(paris.today())
                    || deadline.isAfter(paris.today().plusYears(2))) {
                throw Refusal.malformed(Map.of(
                        "grantDeadline",
                        "Échéance confirmée : "
                                + (deadline.isBefore(paris.today())
                                        ? "cette date est passée."
                                        : "une date dans les deux ans est attendue.")));
            }
            if (calendar.application(task).grant().kind() == Grant.Kind.SUPPORT
                    && FormRule.number(answers, "amountAsked") > 0) {
                throw Refusal.malformed(Map.of(
                        "amountAsked", "Montant demandé : un accompagnement n’apporte pas d’argent, écrivez 0."));
            }
        });
    }

    /** No more is granted than was asked for, for a year about the answer. */
    @Bean
    FormRule grantedWasAsked(GrantCalendar calendar) {
        return FormRule.on(Set.of(AssociationToScic.RECORD_GRANT_RESULT), (answers, task) -> {
            if (!"GRANTED".equals(answers.get(AssociationToScic.GRANT_STATUS))) return;
            if (FormRule.number(answers, "amountGranted")
                    > calendar.application(task).asked()) {
                throw Refusal.malformed(Map.of("amountGranted", "Montant accordé : il dépasse le montant demandé."));
            }
            LocalDate answered = LocalDate.parse((String) answers.get("answeredOn"));
            LocalDate yearEnd = LocalDate.parse((String) answers.get("yearEnd"));
            if (yearEnd.isBefore(answered.minusYears(1)) || yearEnd.isAfter(answered.plusYears(3))) {
                throw Refusal.malformed(Map.of(
                        "yearEnd", "Clôture de l’exercice : une date proche de la réponse du financeur est attendue."));
            }
        });
    }

    /** No more is received than was granted. */
    @Bean
    FormRule receivedWasGranted(GrantCalendar calendar) {
        return FormRule.on(Set.of("report-grant-spending"), (answers, task) -> {
            if (FormRule.number(answers, "amountReceived")
                    > calendar.application(task).granted()) {
                throw Refusal.malformed(Map.of("amountReceived", "Montant reçu : il dépasse le montant accordé."));
            }
        });
    }
}
