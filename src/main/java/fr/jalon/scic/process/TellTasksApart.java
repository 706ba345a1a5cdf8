package fr.jalon.scic.process;

import fr.jalon.scic.Grants;
import fr.jalon.scic.PartnerCategory;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Adds to a task's name what tells it from its neighbours of the same name: the partner, the funder, or its number, in
 * as many digits as the last of them has, so that lists in the order of names count up.
 */
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
                        : " n°\u00a0" + number(count(execution, "loopCounter") + 1, count(execution, "nrOfInstances"));
        task.setName(task.getName() + mark);
    }

    private static int count(DelegateExecution execution, String name) {
        return ((Number) execution.getVariable(name)).intValue();
    }

    private static String number(int number, int last) {
        return ("%0" + String.valueOf(last).length() + "d").formatted(number);
    }
}
