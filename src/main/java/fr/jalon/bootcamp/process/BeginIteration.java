package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the next iteration on the pivot's own days: it has its own contract, figures, evidence and decision. */
@Component
class BeginIteration implements JavaDelegate {

    private final BootcampRows journeys;
    private final Progress progress;

    BeginIteration(BootcampRows journeys, Progress progress) {
        this.journeys = journeys;
        this.progress = progress;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        LocalDate first = LocalDate.parse((String) execution.getVariable(IdeaToDecision.FIRST_DAY));
        journeys.iterate(journey.id(), journey.iteration() + 1, BootcampDays.from(first));
        progress.iterate(journeys.of(journey.id()));
        execution.setVariable(IdeaToDecision.ITERATION, journey.iteration() + 1);
        execution.removeVariable(IdeaToDecision.FIRST_DAY);
    }
}
