package fr.jalon.scic.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.Apprentices.Counts;
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
    private final MilestoneFigures milestone;
    private final Accounts accounts;
    private final ObjectMapper json;

    StoreMilestone(
            TrackCalendar calendar,
            ReviewRows reviews,
            MilestoneFigures milestone,
            Accounts accounts,
            ObjectMapper json) {
        this.calendar = calendar;
        this.reviews = reviews;
        this.milestone = milestone;
        this.accounts = accounts;
        this.json = json;
    }

    @Override
    public void notify(DelegateExecution execution) throws JsonProcessingException {
        if (execution.isCanceled()) return;
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Achievement each : milestone.achievements(execution))
            figures.put(each.kpi().id(), each.actual().orElse(null));
        String status = ((DmnDecisionResult) execution.getVariable("decisionResult"))
                .getSingleResult()
                .getEntry("status");
        Counts counts = milestone.counts(execution);
        Review review = new Review(
                TrackCalendar.milestoneOf(execution).month(),
                counts.placed(),
                counts.active(),
                ((Number) execution.getVariable("revenue")).doubleValue());
        reviews.add(
                calendar.track(execution).id(),
                new Held(review, status),
                json.writeValueAsString(figures),
                accounts.current());
    }
}
