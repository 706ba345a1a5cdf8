package fr.jalon.scic.process;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackNews;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells that the creation, a gate or a review of a track is later than planned, and what is awaited. */
@Component
class TellLateness implements JavaDelegate {

    /** The elements that tell of one task, which waits. */
    private static final Map<String, String> WAITING = Map.of(
            "gate-creation-lateness-told", AssociationToScic.GATE_CREATION,
            "gate-model-lateness-told", AssociationToScic.GATE_MODEL,
            "review-lateness-told", AssociationToScic.REVIEW_MILESTONE);

    private final TrackCalendar calendar;
    private final Processes processes;
    private final TrackNews news;
    private final ParisCalendar paris;

    TellLateness(TrackCalendar calendar, Processes processes, TrackNews news, ParisCalendar paris) {
        this.calendar = calendar;
        this.processes = processes;
        this.news = news;
        this.paris = paris;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        List<OpenTask> open = processes.openTasks(List.of(track.id()));
        String waiting = WAITING.get(execution.getCurrentActivityId());
        if (waiting == null) {
            List<String> awaited = open.stream()
                    .filter(task -> task.instance().equals(execution.getProcessInstanceId()))
                    .map(OpenTask::name)
                    .toList();
            news.late(track, "creation", "Création de l’association", calendar.creationEnds(execution), awaited);
        } else {
            open.stream()
                    .filter(task -> task.definition().equals(waiting))
                    .forEach(task -> news.late(track, task.id(), task.name(), due(task), List.of(task.name())));
        }
    }

    private LocalDate due(OpenTask task) {
        return paris.wallClock(Objects.requireNonNull(task.due())).toLocalDate();
    }
}
