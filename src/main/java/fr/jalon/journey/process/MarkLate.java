package fr.jalon.journey.process;

import fr.jalon.engine.Groups;
import fr.jalon.engine.Processes;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyRows;
import fr.jalon.journey.Phase;
import fr.jalon.team.Teams;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Marks a phase late when its slot has ended, names who is awaited, and tells the facilitators. Nothing is lost. */
@Component
class MarkLate implements JavaDelegate {

  private final JourneyRows journeys;
  private final Teams teams;
  private final Processes processes;
  private final Facilitators facilitators;

  MarkLate(JourneyRows journeys, Teams teams, Processes processes, Facilitators facilitators) {
    this.journeys = journeys;
    this.teams = teams;
    this.processes = processes;
    this.facilitators = facilitators;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Journey journey = journeys.of(execution.getProcessInstanceId());
    String element = execution.getCurrentActivityId();
    Phase phase = Phase.of(element.substring("mark-".length(), element.length() - "-late".length()));
    List<Processes.OpenTask> open = processes.openTasks(List.of(journey.id())).stream()
        .filter(task -> !IdeaToDecision.BESIDE.contains(task.definition())).toList();
    String awaited = open.isEmpty() ? "équipe"
        : open.stream().map(task -> role(task.group())).distinct().sorted().collect(Collectors.joining(", "));
    if (!journeys.markLate(journey, phase, awaited)) return;
    String team = teams.team(journey.team()).name();
    String waiting = open.stream().map(task -> "• " + task.name()).collect(Collectors.joining("\n"));
    facilitators.tell("late-" + journey.id() + "-" + journey.iteration() + "-" + phase.id(),
        "En retard : " + team + ", " + phase.label(), """
            Le créneau « %s » de l’équipe %s est dépassé. On attend : %s.

            %s
            """.formatted(phase.label(), team, awaited, waiting));
  }

  private static String role(String group) {
    if (Groups.FACILITATORS.equals(group)) return "facilitateur";
    return Groups.COACHES.equals(group) ? "coach" : "équipe";
  }
}
