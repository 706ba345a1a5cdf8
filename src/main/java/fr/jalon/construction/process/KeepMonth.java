package fr.jalon.construction.process;

import fr.jalon.construction.Constructions;
import fr.jalon.construction.Constructions.Met;
import fr.jalon.construction.Review;
import fr.jalon.engine.form.ListAnswers;
import fr.jalon.engine.identity.Accounts;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps the review of a month; its answers then live in rows. */
@Component
class KeepMonth implements TaskListener {

    /** What the next review must not find answered. */
    private static final List<String> OF_THE_MONTH = List.of(
            ConstructionPhase.USERS_SERVED,
            ConstructionPhase.TRANSACTIONS,
            ConstructionPhase.VISITS,
            ConstructionPhase.TEST_HELD,
            ConstructionPhase.CAME_OF,
            ConstructionPhase.IRRITANTS,
            ConstructionPhase.NEXT_TEST,
            ConstructionPhase.NEXT_MEASURE,
            ConstructionPhase.NEXT_THRESHOLD,
            ConstructionPhase.NEXT_ACTION);

    private final Constructions constructions;
    private final ConstructionCalendar calendar;
    private final Accounts accounts;
    private final Clock clock;

    KeepMonth(Constructions constructions, ConstructionCalendar calendar, Accounts accounts, Clock clock) {
        this.constructions = constructions;
        this.calendar = calendar;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        String held = (String) task.getVariable(ConstructionPhase.TEST_HELD);
        List<Met> met = ListAnswers.rows(task, ConstructionPhase.IRRITANTS).stream()
                .map(row -> new Met(
                        String.valueOf(row.get("title")).strip(),
                        ((Number) Objects.requireNonNull(row.get("times"))).intValue(),
                        Boolean.TRUE.equals(row.get("settled"))))
                .toList();
        constructions.review(
                task.getProcessInstanceId(),
                new Review(
                        calendar.reviewed(task),
                        new Review.Figures(
                                number(task, ConstructionPhase.USERS_SERVED),
                                number(task, ConstructionPhase.TRANSACTIONS),
                                task.getVariable(ConstructionPhase.VISITS) == null
                                        ? null
                                        : number(task, ConstructionPhase.VISITS)),
                        held == null
                                ? null
                                : new Review.Came(Review.Held.valueOf(held), text(task, ConstructionPhase.CAME_OF)),
                        new Review.Test(
                                text(task, ConstructionPhase.NEXT_TEST),
                                text(task, ConstructionPhase.NEXT_MEASURE),
                                text(task, ConstructionPhase.NEXT_THRESHOLD)),
                        text(task, ConstructionPhase.NEXT_ACTION),
                        accounts.current(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                met);
        task.removeVariables(OF_THE_MONTH);
    }

    private static String text(DelegateTask task, String name) {
        return (String) task.getVariable(name);
    }

    private static int number(DelegateTask task, String name) {
        return ((Number) task.getVariable(name)).intValue();
    }
}
