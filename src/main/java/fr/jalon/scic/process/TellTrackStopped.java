package fr.jalon.scic.process;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/**
 * Carries the message that a track's model throws as it stops to whoever catches it: its reviews, and its applications
 * that are not answered.
 */
@Component
class TellTrackStopped implements JavaDelegate {

    private final RuntimeService runtime;

    TellTrackStopped(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String track = execution.getProcessInstanceId();
        List<String> called = runtime.createProcessInstanceQuery().superProcessInstanceId(track).list().stream()
                .map(ProcessInstance::getId)
                .toList();
        Stream.concat(called.stream(), Stream.of(track))
                .flatMap(instance -> runtime
                        .createExecutionQuery()
                        .processInstanceId(instance)
                        .messageEventSubscriptionName(AssociationToScic.TRACK_STOPPED)
                        .list()
                        .stream())
                .forEach(waiting -> runtime.messageEventReceived(AssociationToScic.TRACK_STOPPED, waiting.getId()));
    }
}
