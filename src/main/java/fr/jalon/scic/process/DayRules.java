package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The rules about days, from association to SCIC, that speak of more than their form: of the track, of earlier ones.
 */
@Configuration(proxyBeanMethods = false)
class DayRules {

    /** The forms that tell of days that have been lived. */
    private static final Set<String> LIVED = Set.of(
            "meet-lawyer",
            "adopt-statutes",
            "declare-association",
            "obtain-siret",
            "interview-company",
            "interview-apprentice",
            "sign-partnerships",
            "join-employer-group",
            "amend-statutes",
            "convene-general-assembly",
            "convene-second-assembly",
            "file-formalities",
            "launch-scic",
            "hold-cooperative-review",
            "submit-grant-file",
            "record-grant-result",
            "sign-grant-agreement",
            "report-grant-spending");

    /** What is told as done was not done long before the track began. */
    @Bean
    FormRule whatIsLivedIsOfThisTrack(TrackCalendar calendar) {
        return new FormRule(LIVED, (answers, task) -> {
            LocalDate earliest = calendar.track(task).startDay().minusYears(1);
            for (String field : answers.livedDays()) {
                if (answers.day(field).filter(day -> day.isBefore(earliest)).isPresent()) {
                    answers.refuse(
                            field,
                            "une date depuis le " + French.day(earliest)
                                    + ", un an avant le départ du parcours, est attendue");
                }
            }
        });
    }

    /** One thing follows another that an earlier form has told. */
    private record Order(String form, String first, String then, String reason) {}

    private static final List<Order> ORDERS = List.of(
            new Order(
                    "declare-association",
                    "statutesAdoptedOn",
                    "declaredOn",
                    "la déclaration suit l’adoption des statuts"),
            new Order("file-formalities", "assemblyOn", "legalNoticeOn", "elle suit le vote de l’assemblée"),
            new Order(
                    "launch-scic",
                    "registeredOn",
                    "launchedOn",
                    "le lancement suit l’inscription au registre du commerce"),
            new Order("record-grant-result", "submittedOn", "answeredOn", "la réponse suit le dépôt"),
            new Order("sign-grant-agreement", "answeredOn", "agreementOn", "elle suit la réponse du financeur"),
            new Order("report-grant-spending", "answeredOn", "reportedOn", "il suit la réponse du financeur"));

    @Bean
    FormRule daysFollowThoseToldBefore() {
        return new FormRule(ORDERS.stream().map(Order::form).collect(Collectors.toSet()), (answers, task) -> {
            for (Order order : ORDERS) {
                if (!order.form().equals(task.getTaskDefinitionKey())
                        || !(task.getVariable(order.first()) instanceof String before)) continue;
                LocalDate first = LocalDate.parse(before);
                if (answers.day(order.then())
                        .filter(then -> then.isBefore(first))
                        .isPresent()) answers.refuse(order.then(), order.reason());
            }
        });
    }

    /** A vote is counted once the assembly was held. */
    @Bean
    FormRule assemblyWasHeld(ParisCalendar paris) {
        return FormRule.on("record-vote", (answers, task) -> {
            LocalDate day = LocalDate.parse((String) task.getVariable("assemblyOn"));
            if (day.isAfter(paris.today())) {
                answers.refuse(
                        "present",
                        "l’assemblée se tient le " + French.day(day) + " ; enregistrez le vote quand elle a eu lieu");
            }
        });
    }

    /** A review that is reported is the one that is due. */
    @Bean
    FormRule reviewIsTheOneThatIsDue() {
        return FormRule.on("hold-cooperative-review", (answers, task) -> {
            LocalDate due = TrackCalendar.reviewDay(task);
            if (answers.day("reviewHeldOn")
                    .filter(held -> held.isBefore(due.minusYears(1)))
                    .isPresent()) {
                answers.refuse("reviewHeldOn", "la révision attendue est celle du " + French.day(due));
            }
        });
    }
}
