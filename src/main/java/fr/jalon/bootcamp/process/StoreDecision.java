package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.experiment.Validation;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes the decision for good as it is taken, and tells the team and its coach what was decided and what follows. */
@Component
class StoreDecision implements ExecutionListener {

    private final Week week;
    private final Validation validation;
    private final Accounts accounts;
    private final Teams teams;
    private final Messenger messenger;
    private final String publicUrl;

    StoreDecision(
            Week week,
            Validation validation,
            Accounts accounts,
            Teams teams,
            Messenger messenger,
            @Value("${jalon.public-url}") String publicUrl) {
        this.week = week;
        this.validation = validation;
        this.accounts = accounts;
        this.teams = teams;
        this.messenger = messenger;
        this.publicUrl = publicUrl;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        Bootcamp journey = week.journey(execution);
        String decision = (String) execution.getVariable(IdeaToDecision.DECISION);
        String reason = (String) execution.getVariable(IdeaToDecision.DECISION_REASON);
        validation.decide(journey.experiment(), decision, reason, accounts.current());
        tell(journey, decision, reason);
    }

    private void tell(Bootcamp journey, String decision, @Nullable String reason) {
        Team team = teams.team(journey.team());
        String said =
                switch (decision) {
                    case "GO" -> "poursuivre";
                    case "PIVOT" -> "pivoter";
                    default -> "arrêter";
                };
        String sequel =
                switch (decision) {
                    case "GO" -> "La suite\u00a0: la construction s’ouvre, ses tâches vous attendent dans Jalon.";
                    case "PIVOT" -> "La suite\u00a0: une nouvelle itération, dès que ses dates sont confirmées.";
                    default ->
                        "Arrêter n’est pas échouer\u00a0: ce que vous avez appris servira, à vous et aux équipes "
                                + "suivantes. Le dossier de décision reste sur la page de l’équipe.";
                };
        String why = reason == null || reason.isBlank() ? "" : "Pourquoi\u00a0:\n\n" + reason.strip() + "\n\n";
        messenger.tell(
                new News(
                        "decision",
                        journey.id(),
                        "decision-" + journey.id() + "-" + journey.iteration(),
                        null,
                        "Décision pour " + team.name() + "\u00a0: " + said,
                        person -> """
            Bonjour %s,

            La décision est prise pour l’équipe %s : %s.

            %s%s

            La page de l’équipe : %s
            """.formatted(
                                        person.firstName(),
                                        team.name(),
                                        said,
                                        why,
                                        sequel,
                                        publicUrl + "/equipes/" + team.id())),
                teams.companyOf(team));
    }
}
