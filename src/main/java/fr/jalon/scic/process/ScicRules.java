package fr.jalon.scic.process;

import fr.jalon.Refusal;
import fr.jalon.engine.FormRule;
import fr.jalon.engine.ParisCalendar;
import fr.jalon.scic.FounderRole;
import fr.jalon.scic.LaunchBudget;
import fr.jalon.scic.LegalGuards;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
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
      Map.entry("file-formalities", Map.of("legalNoticeOn", "Annonce légale publiée le", "registeredOn", "Inscrite au registre du commerce le")),
      Map.entry("launch-scic", Map.of("launchedOn", "Lancée le")),
      Map.entry("hold-cooperative-review", Map.of("reviewHeldOn", "Rapport remis le")),
      Map.entry("submit-grant-file", Map.of("submittedOn", "Déposé le")),
      Map.entry("record-grant-result", Map.of("answeredOn", "Réponse du")),
      Map.entry("sign-grant-agreement", Map.of("agreementOn", "Convention signée le")),
      Map.entry("report-grant-spending", Map.of("reportedOn", "Compte rendu envoyé le")));

  private record Rule(Set<String> forms, BiConsumer<Map<String, Object>, DelegateTask> rule) implements FormRule {
    @Override
    public void check(Map<String, Object> answers, DelegateTask task) {
      rule.accept(answers, task);
    }
  }

  /** What is told as done was not done tomorrow. */
  @Bean
  FormRule whatIsLivedIsNotAhead(ParisCalendar paris) {
    return new Rule(LIVED.keySet(), (answers, task) -> {
      Map<String, String> errors = new LinkedHashMap<>();
      LIVED.get(task.getTaskDefinitionKey()).forEach((field, label) -> {
        if (answers.get(field) instanceof String day && LocalDate.parse(day).isAfter(paris.today())) {
          errors.put(field, label + " : cette date est à venir ; revenez quand c’est fait.");
        }
      });
      if (!errors.isEmpty()) throw Refusal.malformed(errors);
    });
  }

  @Bean
  FormRule publicationFollowsDeclaration() {
    return inOrder("declare-association", "declaredOn", "publishedOn",
        "Publiée au JOAFE le : la publication suit la déclaration.");
  }

  @Bean
  FormRule assemblyFollowsItsConvocation() {
    return inOrder("convene-general-assembly", "convenedOn", "assemblyOn",
        "Assemblée le : l’assemblée suit sa convocation.");
  }

  private static FormRule inOrder(String form, String first, String second, String refusal) {
    return new Rule(Set.of(form), (answers, task) -> {
      if (LocalDate.parse((String) answers.get(second)).isBefore(LocalDate.parse((String) answers.get(first)))) {
        throw Refusal.malformed(Map.of(second, refusal));
      }
    });
  }

  /** Going on against the verdict, and stopping, are explained; another round interviews someone. */
  @Bean
  FormRule marketDecisionHolds() {
    return new Rule(Set.of("decide-market"), (answers, task) -> {
      String decision = (String) answers.get(AssociationToScic.MARKET_DECISION);
      boolean isBacked = "CONTINUE".equals(decision) && "VALIDATED".equals(task.getVariable(AssociationToScic.MARKET_VERDICT));
      if (!"AGAIN".equals(decision) && !isBacked && answers.get("decisionNote") == null) {
        throw Refusal.malformed(Map.of("decisionNote",
            "Motif : il est obligatoire quand vous continuez sans que le marché soit validé, ou quand vous arrêtez."));
      }
      if ("AGAIN".equals(decision) && number(answers, AssociationToScic.MORE_COMPANIES)
          + number(answers, AssociationToScic.MORE_APPRENTICES) == 0) {
        throw Refusal.malformed(Map.of(AssociationToScic.MORE_COMPANIES,
            "Entreprises de plus : ajoutez au moins une entreprise ou un alternant à interroger."));
      }
    });
  }

  /** Each of the three roles is held by someone. */
  @Bean
  FormRule everyRoleIsHeld() {
    return new Rule(Set.of("recruit-founders"), (answers, task) -> {
      Set<Object> held = rows(answers, "founders").stream().map(row -> row.get("role")).collect(Collectors.toSet());
      List<String> missing = Stream.of(FounderRole.values()).map(Enum::name).filter(role -> !held.contains(role)).toList();
      if (!missing.isEmpty()) {
        throw Refusal.malformed(Map.of("founders", "Équipe fondatrice : il manque encore " + String.join(", ", missing) + "."));
      }
    });
  }

  /** The six lines add up. */
  @Bean
  FormRule budgetAddsUp() {
    return new Rule(Set.of("set-launch-budget"), (answers, task) -> {
      Map<String, Object> lines = new LinkedHashMap<>(answers);
      long total = ((Number) lines.remove("total")).longValue();
      LaunchBudget.of(total, lines);
    });
  }

  /** A team that is sent back, or stopped, reads why. */
  @Bean
  FormRule refusalIsExplained() {
    return new Rule(Set.of("gate-creation", "gate-model"), (answers, task) -> {
      if (!"REACHED".equals(answers.get("gateVerdict")) && answers.get("comment") == null) {
        throw Refusal.malformed(Map.of("comment", "Commentaire : dites à l’équipe ce qu’il manque, ou pourquoi le projet s’arrête."));
      }
    });
  }

  /** The law is kept, or a lawyer has said otherwise. */
  @Bean
  FormRule projectKeepsTheLaw(ParisCalendar paris) {
    return new Rule(Set.of("prepare-scic"), (answers, task) -> {
      var confirmations = Projects.confirmations(answers);
      if (confirmations.stream().anyMatch(confirmed -> confirmed.on().isAfter(paris.today()))) {
        throw Refusal.malformed(Map.of("lawyerConfirmations", "À confirmer par un juriste : cette date est à venir ; notez qui l’a confirmé et quand."));
      }
      LegalGuards.require(Projects.of(answers), confirmations);
    });
  }

  /** The counts of a vote add up. */
  @Bean
  FormRule voteAddsUp() {
    return new Rule(Set.of("record-vote"), (answers, task) -> Assembly.result(task, answers));
  }

  /** Who is active was placed. */
  @Bean
  FormRule activeApprenticesWerePlaced() {
    return new Rule(Set.of("review-milestone"), (answers, task) -> {
      if (number(answers, "apprenticesActive") > number(answers, "apprenticesPlaced")) {
        throw Refusal.malformed(Map.of("apprenticesActive",
            "Alternants actifs : ils ne peuvent pas être plus nombreux que les alternants placés depuis le début."));
      }
    });
  }

  /** A file is prepared for a deadline that lies ahead. */
  @Bean
  FormRule deadlineLiesAhead(ParisCalendar paris) {
    return new Rule(Set.of("prepare-grant-file"), (answers, task) -> {
      if (LocalDate.parse((String) answers.get("grantDeadline")).isBefore(paris.today())) {
        throw Refusal.malformed(Map.of("grantDeadline", "Échéance confirmée : cette date est passée."));
      }
    });
  }

  /** No more is received than was granted. */
  @Bean
  FormRule receivedWasGranted(GrantCalendar calendar) {
    return new Rule(Set.of("report-grant-spending"), (answers, task) -> {
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
    return answers.get(name) instanceof Collection<?> rows ? List.copyOf((Collection<Map<String, Object>>) rows) : List.of();
  }
}
