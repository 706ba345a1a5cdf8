package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules about days, from association to SCIC: what was lived, in which order. */
@Configuration(proxyBeanMethods = false)
class DayRules {

    /** Days that have been lived when they are told, by form. */
    private static final Map<String, Map<String, String>> LIVED = Map.ofEntries(
            Map.entry("meet-lawyer", Map.of("lawyerMetOn", "Rencontré le")),
            Map.entry("adopt-statutes", Map.of("statutesAdoptedOn", "Statuts adoptés le")),
            Map.entry("declare-association", Map.of("declaredOn", "Déclarée le", "publishedOn", "Publiée au JOAFE le")),
            Map.entry("obtain-siret", Map.of("siretOn", "Obtenu le")),
            Map.entry("interview-company", Map.of("heldOn", "Entretien mené le")),
            Map.entry("interview-apprentice", Map.of("heldOn", "Entretien mené le")),
            Map.entry("sign-partnerships", Map.of("signedOn", "Signé le")),
            Map.entry("convene-general-assembly", Map.of("convenedOn", "Convocations envoyées le")),
            Map.entry(
                    "file-formalities",
                    Map.of(
                            "legalNoticeOn",
                            "Annonce légale publiée le",
                            "registeredOn",
                            "Inscrite au registre du commerce le")),
            Map.entry("launch-scic", Map.of("launchedOn", "Lancée le")),
            Map.entry("hold-cooperative-review", Map.of("reviewHeldOn", "Rapport remis le")),
            Map.entry("submit-grant-file", Map.of("submittedOn", "Déposé le")),
            Map.entry("record-grant-result", Map.of("answeredOn", "Réponse du")),
            Map.entry("sign-grant-agreement", Map.of("agreementOn", "Convention signée le")),
            Map.entry("report-grant-spending", Map.of("reportedOn", "Compte rendu envoyé le")));

    /** What is told as done was not done tomorrow, nor long before the track began. */
    @Bean
    FormRule whatIsLivedIsNotAhead(TrackCalendar calendar, ParisCalendar paris) {
        return FormRule.on(LIVED.keySet(), (answers, task) -> {
            Map<String, String> errors = new LinkedHashMap<>();
            LocalDate earliest = calendar.track(task).startDay().minusYears(1);
            LIVED.get(task.getTaskDefinitionKey()).forEach((field, label) -> {
                if (!(answers.get(field) instanceof String told)) return;
                LocalDate day = LocalDate.parse(told);
                if (day.isAfter(paris.today()))
                    errors.put(field, label + " : cette date est à venir ; revenez quand c’est fait.");
                else if (day.isBefore(earliest)) {
                    errors.put(
                            field,
                            label + " : une date depuis le " + French.date(earliest)
                                    + ", un an avant le départ du parcours, est attendue.");
                }
            });
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        });
    }

    /** One thing follows the other. */
    private record Order(String form, String first, String then, String refusal) {}

    private static final List<Order> ORDERS = List.of(
            new Order(
                    "declare-association",
                    "statutesAdoptedOn",
                    "declaredOn",
                    "Déclarée le : la déclaration suit l’adoption des statuts."),
            new Order(
                    "declare-association",
                    "declaredOn",
                    "publishedOn",
                    "Publiée au JOAFE le : la publication suit la déclaration."),
            new Order(
                    "convene-general-assembly",
                    "convenedOn",
                    "assemblyOn",
                    "Assemblée le : l’assemblée suit sa convocation."),
            new Order(
                    "file-formalities",
                    "assemblyOn",
                    "legalNoticeOn",
                    "Annonce légale publiée le : elle suit le vote de l’assemblée."),
            new Order(
                    "file-formalities",
                    "legalNoticeOn",
                    "registeredOn",
                    "Inscrite au registre du commerce le : l’inscription suit l’annonce légale."),
            new Order(
                    "launch-scic",
                    "registeredOn",
                    "launchedOn",
                    "Lancée le : le lancement suit l’inscription au registre du commerce."),
            new Order("record-grant-result", "submittedOn", "answeredOn", "Réponse du : la réponse suit le dépôt."),
            new Order(
                    "sign-grant-agreement",
                    "answeredOn",
                    "agreementOn",
                    "Convention signée le : elle suit la réponse du financeur."),
            new Order(
                    "report-grant-spending",
                    "answeredOn",
                    "reportedOn",
                    "Compte rendu envoyé le : il suit la réponse du financeur."));

    /** Days follow each other, those of a form and those told before it. */
    @Bean
    FormRule daysFollowEachOther() {
        return FormRule.on(ORDERS.stream().map(Order::form).collect(Collectors.toSet()), (answers, task) -> {
            Map<String, String> errors = new LinkedHashMap<>();
            for (Order order : ORDERS) {
                if (!order.form().equals(task.getTaskDefinitionKey())) continue;
                Object first = answers.containsKey(order.first())
                        ? answers.get(order.first())
                        : task.getVariable(order.first());
                if (first instanceof String before
                        && answers.get(order.then()) instanceof String after
                        && LocalDate.parse(after).isBefore(LocalDate.parse(before))) {
                    errors.put(order.then(), order.refusal());
                }
            }
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        });
    }

    /** A vote is counted once the assembly was held. */
    @Bean
    FormRule assemblyWasHeld(ParisCalendar paris) {
        return FormRule.on(Set.of("record-vote"), (answers, task) -> {
            LocalDate day = LocalDate.parse((String) task.getVariable("assemblyOn"));
            if (day.isAfter(paris.today())) {
                throw Refusal.malformed(Map.of(
                        "present",
                        "L’assemblée se tient le " + French.date(day)
                                + " : enregistrez le vote quand elle a eu lieu."));
            }
        });
    }

    /** A review that is reported is the one that is due. */
    @Bean
    FormRule reviewIsTheOneThatIsDue() {
        return FormRule.on(Set.of("hold-cooperative-review"), (answers, task) -> {
            LocalDate due = TrackCalendar.reviewDay(task);
            if (LocalDate.parse((String) answers.get("reviewHeldOn")).isBefore(due.minusYears(1))) {
                throw Refusal.malformed(Map.of(
                        "reviewHeldOn",
                        "Rapport remis le : la révision attendue est celle du " + French.date(due) + "."));
            }
        });
    }
}
