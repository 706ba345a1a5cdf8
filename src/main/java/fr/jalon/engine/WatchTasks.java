package fr.jalon.engine;

import fr.jalon.engine.identity.Groups;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Listens to every user task of every model for the watchers; no deletion passes by unseen. */
final class WatchTasks extends AbstractBpmnParseListener {

    private static final String GATE = "gate-";

    // Asked for late: watchers may need the engine.
    private final Supplier<List<TaskWatcher>> watchers;

    WatchTasks(Supplier<List<TaskWatcher>> watchers) {
        this.watchers = watchers;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        listen(definition, TaskListener.EVENTNAME_CREATE);
        listen(definition, TaskListener.EVENTNAME_COMPLETE);
        listen(definition, TaskListener.EVENTNAME_DELETE);
    }

    private void listen(TaskDefinition definition, String event) {
        definition.addBuiltInTaskListener(event, task -> tell(task, event));
    }

    private void tell(DelegateTask task, String event) {
        TaskEntity entity = (TaskEntity) task;
        boolean isCompleted = event.equals(TaskListener.EVENTNAME_COMPLETE);
        TaskWatcher.Seen change = new TaskWatcher.Seen(
                entity.getExecution().getRootProcessInstanceId(),
                task.getTaskDefinitionKey(),
                groups(entity),
                now(),
                isCompleted && isMember());
        for (TaskWatcher watcher : watchers.get()) {
            if (event.equals(TaskListener.EVENTNAME_CREATE)) watcher.opened(change);
            else watcher.ended(change);
        }
        if (isCompleted
                && task.getTaskDefinitionKey().startsWith(GATE)
                && task.getVariable("gateVerdict") instanceof String verdict) {
            TaskWatcher.Judged gate =
                    new TaskWatcher.Judged(change.root(), task.getId(), verdict, (String) task.getVariable("comment"));
            watchers.get().forEach(watcher -> watcher.judged(gate));
        }
    }

    /** Somebody has written beside a task. */
    void commented(String root) {
        if (!isMember()) return;
        Instant at = now();
        watchers.get().forEach(watcher -> watcher.written(root, at));
    }

    /** As the model has them, so that what ends is counted as it was when it opened, whoever was added meanwhile. */
    private static Set<String> groups(TaskEntity task) {
        Set<String> groups = new HashSet<>();
        for (Expression expression : task.getTaskDefinition().getCandidateGroupIdExpressions()) {
            Object value = expression.getValue(task.getExecution());
            if (value instanceof Collection<?> several) several.forEach(group -> groups.add((String) group));
            else groups.addAll(List.of(((String) value).split("\\s*,\\s*")));
        }
        return groups;
    }

    /** Whether who acts belongs to a team and to no group of the staff. */
    private static boolean isMember() {
        Authentication who = Context.getCommandContext().getAuthentication();
        return who != null && who.getGroupIds() != null && Groups.areOfMember(who.getGroupIds());
    }

    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }
}
