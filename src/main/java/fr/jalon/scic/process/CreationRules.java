package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.form.FormRule;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.LaunchBudget;
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

/** The rules of the forms of creation, market and model that their definitions cannot say. */
@Configuration(proxyBeanMethods = false)
class CreationRules {

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
                throw Refusal.malformed(Map.of(
                        "interest",
                        "Intérêt pour le pack : une entreprise qui signe une lettre d’intention "
                                + "a un intérêt, faible ou fort."));
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
                throw Refusal.malformed(Map.of(
                        "decisionNote",
                        "Motif : il est obligatoire quand vous continuez sans que le marché soit "
                                + "validé, ou quand vous arrêtez."));
            }
            if ("AGAIN".equals(decision)
                    && FormRule.number(answers, AssociationToScic.MORE_COMPANIES)
                                    + FormRule.number(answers, AssociationToScic.MORE_APPRENTICES)
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
            Set<Object> held = FormRule.rows(answers, "founders").stream()
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
}
