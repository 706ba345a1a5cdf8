package fr.jalon.scic.process;

import fr.jalon.scic.Grants;
import fr.jalon.scic.PartnerCategory;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Adds to a task's name what tells it from its neighbours of the same name: the partner, the funder, or its number. */
@Component
class TellTasksApart implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        // A task that opens has no variables of its own: asked of itself, it would look for some.
        DelegateExecution execution = task.getExecution();
        Object category = execution.getVariable(AssociationToScic.PARTNER_CATEGORY);
        Object grant = execution.getVariable(AssociationToScic.GRANT);
        String mark = category != null
                ? "\u00a0: " + PartnerCategory.valueOf((String) category).label()
                : grant != null
                        ? "\u00a0: " + Grants.title((String) grant)
                        : " n°\u00a0" + (((Number) execution.getVariable("loopCounter")).intValue() + 1);
        task.setName(task.getName() + mark);
    }
}
