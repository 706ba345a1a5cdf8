package fr.jalon.scic.process;

import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Apprentices.Counts;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.Milestones.Achievement;
import fr.jalon.scic.Milestones.Kpi;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/** The figures that {@code milestone-status} reads; never stored. */
@Component
public class MilestoneFigures {

    private final TrackCalendar calendar;
    private final Apprentices apprentices;

    MilestoneFigures(TrackCalendar calendar, Apprentices apprentices) {
        this.calendar = calendar;
        this.apprentices = apprentices;
    }

    /** The figures of the review that the loop has reached. */
    public TypedValue of(DelegateExecution execution) {
        return Variables.objectValue(Milestones.facts(achievements(execution)), true)
                .create();
    }

    /** Each KPI of the review by its answer; apprentices are counted. */
    List<Achievement> achievements(VariableScope review) {
        Counts counts = counts(review);
        return TrackCalendar.milestoneOf(review).kpis().stream()
                .map(kpi -> Milestones.achievement(
                        kpi,
                        switch (kpi.id()) {
                            case "apprenticesPlaced" -> Optional.of((double) counts.placed());
                            case "apprenticesActive" -> Optional.of((double) counts.active());
                            default -> actual(kpi, review.getVariable(kpi.id()));
                        }))
                .toList();
    }

    /** How many apprentices the track has placed by now. */
    Counts counts(VariableScope review) {
        return apprentices.counts(calendar.track(review).id());
    }

    private static Optional<Double> actual(Kpi kpi, Object answer) {
        if (kpi.unit() == Milestones.Unit.YES_NO) return Optional.of("YES".equals(answer) ? 1.0 : 0.0);
        return Optional.ofNullable(answer).map(given -> ((Number) given).doubleValue());
    }
}
