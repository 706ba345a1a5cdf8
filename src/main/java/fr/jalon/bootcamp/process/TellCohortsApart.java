package fr.jalon.bootcamp.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Adds the cohort to the name of an enrolment's task: several may wait at once. */
@Component
class TellCohortsApart implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        task.setName(task.getName() + "\u00a0: " + task.getVariable(CohortEnrolment.COHORT_NAME));
    }
}
