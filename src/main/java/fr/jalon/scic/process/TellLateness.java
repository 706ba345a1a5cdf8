package fr.jalon.scic.process;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackNews;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * Tells that something of a track is later than planned: the creation, a step that its element names as
 * {@code tell-<step>-late}, or else whatever task of its instance is overdue. Nothing is lost: what is open stays so.
 */
@Component
class TellLateness implements JavaDelegate {

    @Configuration(proxyBeanMethods = false)
    static class Names {

        /** By the other names that the models know it by. */
        @Bean({"tellTrackLate", "tellDecisionLate", "tellProofLate"})
        TellLateness alsoNamed(@Qualifier("tellLateness") TellLateness one) {
            return one;
        }
    }

    private final TrackCalendar calendar;
    private final Plans plans;
    private final Processes processes;
    private final RuntimeService runtime;
    private final TrackNews news;
    private final ParisCalendar paris;

    TellLateness(
            TrackCalendar calendar,
            Plans plans,
            Processes processes,
            RuntimeService runtime,
            TrackNews news,
            ParisCalendar paris) {
        this.calendar = calendar;
        this.plans = plans;
        this.processes = processes;
        this.runtime = runtime;
        this.news = news;
        this.paris = paris;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        String element = execution.getCurrentActivityId();
        List<OpenTask> overdue = overdue(execution);
        Optional<Item> step = plans.items(track.id()).stream()
                .filter(item -> element.equals("tell-" + item.id() + "-late"))
                .findFirst();
        if (element.equals("mark-creation-late"))
            news.late(track, "creation", "Création de l’association", calendar.creationEnds(execution), overdue);
        else if (step.isEmpty())
            overdue.forEach(task -> news.late(track, task.definition(), task.name(), due(task), List.of(task)));
        else
            step.filter(Item::isLeft)
                    .ifPresent(item -> news.late(track, item.id(), item.title(), item.plannedEnd(), overdue));
    }

    private List<OpenTask> overdue(DelegateExecution execution) {
        String instance = execution.getProcessInstanceId();
        String root = runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getRootProcessInstanceId();
        return processes.openTasks(List.of(root)).stream()
                .filter(task -> task.instance().equals(instance))
                .filter(task -> task.due() != null && !due(task).isAfter(paris.today()))
                .toList();
    }

    private LocalDate due(OpenTask task) {
        return paris.wallClock(Objects.requireNonNull(task.due())).toLocalDate();
    }
}
