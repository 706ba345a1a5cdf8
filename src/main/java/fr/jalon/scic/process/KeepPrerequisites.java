package fr.jalon.scic.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.scic.GrantRows;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** Keeps what an application lacks as its file opens. */
@Component
class KeepPrerequisites implements ExecutionListener {

    static final String PREREQUISITES = "prerequisites";

    private final TrackCalendar calendar;
    private final GrantRows grants;
    private final ObjectMapper json;

    KeepPrerequisites(TrackCalendar calendar, GrantRows grants, ObjectMapper json) {
        this.calendar = calendar;
        this.grants = grants;
        this.json = json;
    }

    @Override
    public void notify(DelegateExecution execution) throws JsonProcessingException {
        if (execution.isCanceled()) return;
        List<Map<String, Object>> missing =
                ((DmnDecisionResult) execution.getVariable("decisionResult")).getResultList();
        execution.setVariable(
                PREREQUISITES,
                SpinValues.jsonValue(json.writeValueAsString(missing)).create());
        grants.set(
                calendar.track(execution).id(),
                (String) execution.getVariable(AssociationToScic.GRANT),
                Status.PREPARED);
    }
}
