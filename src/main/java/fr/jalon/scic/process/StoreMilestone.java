package fr.jalon.scic.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.Milestones.Achievement;
import fr.jalon.scic.Milestones.Review;
import fr.jalon.scic.ReviewRows;
import fr.jalon.scic.ReviewRows.Held;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps a milestone review as it is judged. */
@Component
class StoreMilestone implements ExecutionListener {

    private final TrackCalendar calendar;
    private final ReviewRows reviews;
    private final Accounts accounts;
    private final ObjectMapper json;

    StoreMilestone(TrackCalendar calendar, ReviewRows reviews, Accounts accounts, ObjectMapper json) {
        this.calendar = calendar;
        this.reviews = reviews;
        this.accounts = accounts;
        this.json = json;
    }

    @Override
    public void notify(DelegateExecution execution) throws JsonProcessingException {
        if (execution.isCanceled()) return;
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Achievement each : MilestoneFigures.achievements(execution))
            figures.put(each.kpi().id(), each.actual().orElse(null));
        String status = ((DmnDecisionResult) execution.getVariable("decisionResult"))
                .getSingleResult()
                .getEntry("status");
        Review review = new Review(
                TrackCalendar.milestoneOf(execution).month(),
                number(execution, "apprenticesPlaced"),
                number(execution, "apprenticesActive"),
                number(execution, "revenue"));
        reviews.add(
                calendar.track(execution).id(),
                new Held(review, status),
                json.writeValueAsString(figures),
                accounts.current());
    }

    private static double number(DelegateExecution execution, String name) {
        return ((Number) execution.getVariable(name)).doubleValue();
    }
}
