package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormRule;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.Grant;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.LegalGuards;
import fr.jalon.scic.ReviewRows;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the forms from association to SCIC that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class ScicRules {

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

    /** The numbers of the register are whole, and the company is the association that it was. */
    @Bean
    FormRule registerNumbersAreWhole() {
        return FormRule.on(Set.of("obtain-siret", "adjust-creation", "file-formalities"), (answers, task) -> {
            Map<String, String> errors = new LinkedHashMap<>();
            for (String field : List.of("siret", "siren")) {
                if (!(answers.get(field) instanceof String typed)) continue;
                String digits = typed.replace(" ", "");
                if (!hasControlDigit(digits))
                    errors.put(field, field.toUpperCase(Locale.ROOT) + " : un chiffre est faux, vérifiez-le.");
                else if (field.equals("siren")
                        && task.getVariable("siret") instanceof String siret
                        && !siret.replace(" ", "").startsWith(digits)) {
                    errors.put(
                            field,
                            "SIREN : il doit rester celui de l’association ("
                                    + siret.replace(" ", "").substring(0, 9)
                                    + "), car aucune personne morale nouvelle n’est créée.");
                }
            }
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        });
    }

    /** Luhn's sum, as INSEE computes it. */
    private static boolean hasControlDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 + 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum > 0 && sum % 10 == 0;
    }

    @Bean
    FormRule liabilityComesFirst() {
        return FormRule.on(Set.of("subscribe-insurance"), (answers, task) -> {
            if (!(answers.get("covers") instanceof Collection<?> covers && covers.contains("LIABILITY"))) {
                throw Refusal.malformed(Map.of("covers", "Garanties : la responsabilité civile est indispensable."));
            }
        });
    }

    /** A letter says that a company is interested. */
    @Bean
    FormRule lettersSayInterest() {
        return FormRule.on(Set.of(AssociationToScic.INTERVIEW_COMPANY), (answers, task) -> {
            if ("NONE".equals(answers.get("interest")) && Boolean.TRUE.equals(answers.get("letterSigned"))) {
                throw Refusal.malformed(
                        Map.of(
                                "interest",
                                "Intérêt pour le pack : une entreprise qui signe une lettre d’intention a un intérêt, faible ou fort."));
            }
        });
    }

    /** Going on against the verdict, and stopping, are explained; another round interviews someone. */
    @Bean
    FormRule marketDecisionHolds() {
        return FormRule.on(Set.of("decide-market"), (answers, task) -> {
            String decision = (String) answers.get(AssociationToScic.MARKET_DECISION);
            boolean isBacked = "CONTINUE".equals(decision)
                    && "VALIDATED".equals(task.getVariable(AssociationToScic.MARKET_VERDICT));
            if (!"AGAIN".equals(decision) && !isBacked && answers.get("decisionNote") == null) {
                throw Refusal.malformed(
                        Map.of(
                                "decisionNote",
                                "Motif : il est obligatoire quand vous continuez sans que le marché soit validé, ou quand vous arrêtez."));
            }
            if ("AGAIN".equals(decision)
                    && number(answers, AssociationToScic.MORE_COMPANIES)
                                    + number(answers, AssociationToScic.MORE_APPRENTICES)
                            == 0) {
                throw Refusal.malformed(Map.of(
                        AssociationToScic.MORE_COMPANIES,
                        "Entreprises de plus : ajoutez au moins une entreprise ou un alternant à interroger."));
            }
        });
    }

    /** Each of the three roles is held by someone. */
    @Bean
    FormRule everyRoleIsHeld() {
        return FormRule.on(Set.of("recruit-founders"), (answers, task) -> {
            Set<Object> held = rows(answers, "founders").stream()
                    .map(row -> row.get("role"))
                    .collect(Collectors.toSet());
            List<String> missing = Stream.of(FounderRole.values())
                    .map(Enum::name)
                    .filter(role -> !held.contains(role))
                    .toList();
            if (!missing.isEmpty()) {
                throw Refusal.malformed(
                        Map.of("founders", "Équipe fondatrice : il manque encore " + String.join(", ", missing) + "."));
            }
        });
    }

    /** The six lines add up. */
    @Bean
    FormRule budgetAddsUp() {
        return FormRule.on(Set.of("set-launch-budget"), (answers, task) -> {
            Map<String, Object> lines = new LinkedHashMap<>(answers);
            long total = ((Number) lines.remove("total")).longValue();
            LaunchBudget.of(total, lines);
        });
    }

    /** A team that is sent back, or stopped, reads why. */
    @Bean
    FormRule refusalIsExplained() {
        return FormRule.on(Set.of("gate-creation", "gate-model"), (answers, task) -> {
            if (!"REACHED".equals(answers.get("gateVerdict")) && answers.get("comment") == null) {
                throw Refusal.malformed(Map.of(
                        "comment", "Commentaire : dites à l’équipe ce qu’il manque, ou pourquoi le projet s’arrête."));
            }
        });
    }

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
                    .filter(before -> before.apprenticesPlaced() > number(answers, "apprenticesPlaced"))
                    .findFirst()
                    .ifPresent(before -> {
                        throw Refusal.malformed(Map.of(
                                "apprenticesPlaced",
                                "Alternants placés depuis le début : ils étaient déjà "
                                        + (long) before.apprenticesPlaced() + " au bilan à " + before.month()
                                        + " mois."));
                    });
            if (number(answers, "apprenticesActive") > number(answers, "apprenticesPlaced")) {
                throw Refusal.malformed(
                        Map.of(
                                "apprenticesActive",
                                "Alternants actifs : ils ne peuvent pas être plus nombreux que les alternants placés depuis le début."));
            }
        });
    }

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
            if (calendar.application(task).grant().kind() == Grant.Kind.SUPPORT && number(answers, "amountAsked") > 0) {
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
            if (number(answers, "amountGranted") > calendar.application(task).asked()) {
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

    /** No more is received than was granted. */
    @Bean
    FormRule receivedWasGranted(GrantCalendar calendar) {
        return FormRule.on(Set.of("report-grant-spending"), (answers, task) -> {
            if (number(answers, "amountReceived") > calendar.application(task).granted()) {
                throw Refusal.malformed(Map.of("amountReceived", "Montant reçu : il dépasse le montant accordé."));
            }
        });
    }

    private static long number(Map<String, Object> answers, String name) {
        return answers.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> answers, String name) {
        return answers.get(name) instanceof Collection<?> rows
                ? List.copyOf((Collection<Map<String, Object>>) rows)
                : List.of();
    }
}
