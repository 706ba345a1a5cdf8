package fr.jalon.construction.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells team, coach and facilitators that nobody is served yet. */
@Component
class AlertFirstUser implements JavaDelegate {

    private static final String FIRST = "alert-month-two";

    private final ConstructionNews news;

    AlertFirstUser(ConstructionNews news) {
        this.news = news;
    }

    @Override
    public void execute(DelegateExecution execution) {
        news.nobodyServed(
                execution.getProcessInstanceId(),
                execution.getCurrentActivityId().equals(FIRST) ? 2 : 3);
    }
}
