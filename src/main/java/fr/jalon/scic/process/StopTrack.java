package fr.jalon.scic.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Ends a track that began under a former model, which did not draw the message that ends what stands beside it. */
@Component
class StopTrack implements JavaDelegate {

    private final EndTrack end;
    private final TellTrackStopped told;

    StopTrack(EndTrack end, TellTrackStopped told) {
        this.end = end;
        this.told = told;
    }

    @Override
    public void execute(DelegateExecution execution) {
        told.execute(execution);
        end.execute(execution);
    }
}
