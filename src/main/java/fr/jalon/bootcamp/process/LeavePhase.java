package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps that a phase is done, unless it was taken away. */
@Component
class LeavePhase implements ExecutionListener {

    private final BootcampRows bootcamps;
    private final Progress progress;

    LeavePhase(BootcampRows bootcamps, Progress progress) {
        this.bootcamps = bootcamps;
        this.progress = progress;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        progress.leave(bootcamps.of(execution.getProcessInstanceId()), Phase.of(execution.getCurrentActivityId()));
    }
}
