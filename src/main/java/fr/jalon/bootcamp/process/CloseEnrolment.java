package fr.jalon.bootcamp.process;

import fr.jalon.team.Enrolments;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Forgets the list of an enrolment however it ends. */
@Component
class CloseEnrolment implements ExecutionListener {

    private final Enrolments enrolments;

    CloseEnrolment(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    @Override
    public void notify(DelegateExecution execution) {
        enrolments.forget(execution.getProcessInstanceId());
    }
}
