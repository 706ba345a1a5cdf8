package fr.jalon.journey.process;

import fr.jalon.French;
import fr.jalon.journey.Journey;
import fr.jalon.mail.Outbox;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.validation.Standing;
import fr.jalon.validation.Validation;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Mails each member in the morning of a validation day, with what is still missing. */
@Component
class RemindTeam implements ExecutionListener {

  private final JourneyCalendar calendar;
  private final Validation validation;
  private final Teams teams;
  private final Outbox outbox;
  private final String publicUrl;

  RemindTeam(JourneyCalendar calendar, Validation validation, Teams teams, Outbox outbox,
      @Value("${jalon.public-url}") String publicUrl) {
    this.calendar = calendar;
    this.validation = validation;
    this.teams = teams;
    this.outbox = outbox;
    this.publicUrl = publicUrl;
  }

  @Override
  public void notify(DelegateExecution execution) {
    Journey journey = calendar.journey(execution);
    Team team = teams.team(journey.team());
    LocalDate day = calendar.day(execution);
    int number = calendar.number(execution);
    List<String> missing = validation.missingChannels(journey.experiment(), day);
    String figures = missing.isEmpty()
        ? "Les chiffres du " + French.day(day) + " sont complets : rien à saisir."
        : "Il manque les chiffres du " + French.day(day) + " pour : " + String.join(", ", missing) + ".";
    Standing standing = validation.standing(journey.experiment());
    List<LocalDate> gaps = standing.evidence().daysMissing().stream()
        .filter(each -> each.isBefore(day)).toList();
    String earlier = gaps.isEmpty() ? "" : "\nDes jours passés sont incomplets : "
        + gaps.stream().map(French::shortDay).collect(Collectors.joining(", "))
        + ". Complétez-les par un fichier CSV.\n";
    teams.membersOf(team).forEach(member -> outbox.put(
        "morning-" + journey.id() + "-" + journey.iteration() + "-" + number + "-" + member.id(), member.email(),
        "%s : le point du matin, jour %d sur %d".formatted(
            team.name(), number, standing.days().size()), """
            Bonjour %s,

            Une journée de validation vient de s’achever pour l’équipe %s.

            %s
            %s
            Un point rapide en équipe est attendu avant midi : %s/camunda/app/tasklist/default/
            """.formatted(member.firstName(), team.name(), figures, earlier, publicUrl)));
  }
}
