package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps which phase a journey has entered. */
@Component
class EnterPhase implements ExecutionListener {

    private final BootcampRows bootcamps;
    private final Progress progress;

    EnterPhase(BootcampRows bootcamps, Progress progress) {
        this.bootcamps = bootcamps;
        this.progress = progress;
    }

    @Override
    public void notify(DelegateExecution execution) {
        progress.enter(bootcamps.of(execution.getProcessInstanceId()), Phase.of(execution.getCurrentActivityId()));
    }
}
