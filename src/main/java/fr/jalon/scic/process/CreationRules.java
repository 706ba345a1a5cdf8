package fr.jalon.scic.process;

import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.PartnerCategory;
import fr.jalon.scic.Target;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the forms of creation, market and model that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class CreationRules {

    /** The numbers of the register are whole, and the company is the association that it was. */
    @Bean
    FormRule registerNumbersAreWhole() {
        return new FormRule(Set.of("obtain-siret", "adjust-creation", "file-formalities"), (answers, task) -> {
            for (String field : List.of("siret", "siren")) {
                if (!answers.ask(field) || !(answers.get(field) instanceof String typed)) continue;
                String digits = typed.replace(" ", "");
                if (!hasControlDigit(digits)) answers.refuse(field, "un chiffre est faux, vérifiez-le");
                else if (field.equals("siren")
                        && task.getVariable("siret") instanceof String siret
                        && !siret.replace(" ", "").startsWith(digits)) {
                    answers.refuse(
                            field,
                            "il doit rester celui de l’association ("
                                    + siret.replace(" ", "").substring(0, 9)
                                    + "), car aucune personne morale nouvelle n’est créée");
                }
            }
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
        return FormRule.on("subscribe-insurance", (answers, task) -> {
            if (!(answers.get("covers") instanceof Collection<?> covers && covers.contains("LIABILITY")))
                answers.refuse("covers", "la responsabilité civile est indispensable");
        });
    }

    /** A letter says that a company is interested. */
    @Bean
    FormRule lettersSayInterest() {
        return FormRule.on(AssociationToScic.INTERVIEW_COMPANY, (answers, task) -> {
            if ("NONE".equals(answers.get("interest")) && Boolean.TRUE.equals(answers.get("letterSigned"))) {
                answers.refuse(
                        "interest", "une entreprise qui signe une lettre d’intention a un intérêt, faible ou fort");
            }
        });
    }

    /** Going on against the verdict, and stopping, are explained; another round interviews someone. */
    @Bean
    FormRule marketDecisionHolds() {
        return FormRule.on("decide-market", (answers, task) -> {
            Object decision = answers.get(AssociationToScic.MARKET_DECISION);
            boolean isBacked = "CONTINUE".equals(decision)
                    && "VALIDATED".equals(task.getVariable(AssociationToScic.MARKET_VERDICT));
            if (!"AGAIN".equals(decision) && !isBacked && answers.get("decisionNote") == null) {
                answers.refuse(
                        "decisionNote",
                        "il est obligatoire quand vous continuez sans que le marché soit validé, "
                                + "ou quand vous arrêtez");
            }
            if ("AGAIN".equals(decision)
                    && answers.number(AssociationToScic.MORE_COMPANIES)
                                    + answers.number(AssociationToScic.MORE_APPRENTICES)
                            == 0) {
                answers.refuse(
                        AssociationToScic.MORE_COMPANIES,
                        "ajoutez au moins une entreprise ou un alternant à interroger");
            }
        });
    }

    /** What an adjustment adds was not there before, and stands in it once. */
    @Bean
    FormRule adjustmentsAreNew(TrackCalendar calendar, MarketRows market, Shortfalls shortfalls) {
        return FormRule.on("adjust-creation", (answers, task) -> {
            Set<Object> signed = market.partnerships(calendar.track(task).id()).stream()
                    .map(each -> (Object) each.category().name())
                    .collect(Collectors.toCollection(HashSet::new));
            for (Map<String, Object> row : answers.rows(KeepAdjustment.PARTNERS)) {
                if (!signed.add(row.get("category")))
                    answers.refuse(
                            KeepAdjustment.PARTNERS,
                            "« "
                                    + PartnerCategory.valueOf(String.valueOf(row.get("category")))
                                            .label() + " » est déjà signé");
            }
            Set<Object> vacant =
                    new HashSet<>(shortfalls.vacantRoles(calendar.track(task).id()));
            for (Map<String, Object> row : answers.rows(KeepAdjustment.FOUNDERS)) {
                if (!vacant.remove(row.get("role")))
                    answers.refuse(KeepAdjustment.FOUNDERS, "le rôle « " + row.get("role") + " » est déjà pourvu");
            }
        });
    }

    /** A role that nobody holds is explained. */
    @Bean
    FormRule vacantRolesAreExplained() {
        return FormRule.on(Target.FOUNDERS.step(), (answers, task) -> {
            List<String> vacant = Shortfalls.vacant(answers.rows(Shortfalls.FOUNDERS));
            if (!vacant.isEmpty() && answers.get(Shortfalls.REASON) == null)
                answers.refuse(
                        Shortfalls.REASON,
                        "il manque encore " + String.join(", ", vacant)
                                + " ; dites pourquoi et quelle est la suite, le jalon en jugera");
        });
    }

    /** Fewer apprentices than the target are explained. */
    @Bean
    FormRule missingApprenticesAreExplained(TrackCalendar calendar, Apprentices apprentices) {
        return new FormRule(
                Set.of(Target.FIRST_APPRENTICES.step(), Target.TEN_APPRENTICES.step(), Target.FIFTY_APPRENTICES.step()),
                (answers, task) -> {
                    Target target = Target.of(task.getTaskDefinitionKey()).orElseThrow();
                    int reached = target.reached(
                            apprentices.counts(calendar.track(task).id()));
                    if (target.missing(reached) > 0 && answers.get(Shortfalls.REASON) == null)
                        answers.refuse(
                                Shortfalls.REASON,
                                "il manque " + target.missing(reached) + " sur " + target.wanted()
                                        + " ; dites pourquoi et quelle est la suite, le jalon ou le bilan en jugera");
                });
    }

    /** The six lines add up. */
    @Bean
    FormRule budgetAddsUp() {
        return FormRule.on("set-launch-budget", (answers, task) -> {
            Map<String, Object> lines = answers.all();
            lines.remove("total");
            LaunchBudget.of(answers.number("total"), lines);
        });
    }

    /** A team that is sent back, or stopped, reads why. */
    @Bean
    FormRule refusalIsExplained() {
        return new FormRule(Set.of("gate-creation", "gate-model"), (answers, task) -> {
            if (!"REACHED".equals(answers.get("gateVerdict")) && answers.get("comment") == null)
                answers.refuse("comment", "dites à l’équipe ce qu’il manque, ou pourquoi le projet s’arrête");
        });
    }
}
