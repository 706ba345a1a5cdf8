package fr.jalon.journey.process;

import fr.jalon.French;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyRows;
import fr.jalon.mail.Outbox;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Mails the cohort's guides to each member; the form of the next task shows them too. */
@Component
class SendGuides implements JavaDelegate {

  private final JourneyRows journeys;
  private final Teams teams;
  private final Outbox outbox;
  private final String publicUrl;

  SendGuides(JourneyRows journeys, Teams teams, Outbox outbox, @Value("${jalon.public-url}") String publicUrl) {
    this.journeys = journeys;
    this.teams = teams;
    this.outbox = outbox;
    this.publicUrl = publicUrl;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Journey journey = journeys.of(execution.getProcessInstanceId());
    Team team = teams.team(journey.team());
    Cohort cohort = teams.cohort(journey.cohort());
    String guides = cohort.guides().stream()
        .map(guide -> "• " + guide.title() + (guide.link() == null ? "" : "\n  " + absolute(guide.link())))
        .collect(Collectors.joining("\n"));
    teams.membersOf(team).forEach(member -> outbox.put(
        "guides-" + journey.id() + "-" + member.id(), member.email(), cohort.name() + " : vos guides d’autoformation", """
            Bonjour %s,

            Le bootcamp commence le %s. D’ici là, l’équipe %s lit ses guides :

            %s

            Vos tâches vous attendent dans Jalon.
            """.formatted(member.firstName(), French.day(journey.days().firstDay()), team.name(), guides)));
  }

  /** The project's own guides are pages of this application. */
  private String absolute(String link) {
    return link.startsWith("/") ? publicUrl + link : link;
  }
}
