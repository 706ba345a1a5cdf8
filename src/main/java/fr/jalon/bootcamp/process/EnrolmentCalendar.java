package fr.jalon.bootcamp.process;

import fr.jalon.engine.time.ParisCalendar;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The due dates of an enrolment: the model's expressions call it. */
@Component
public class EnrolmentCalendar {

    private final ParisCalendar paris;

    EnrolmentCalendar(ParisCalendar paris) {
        this.paris = paris;
    }

    /** 18:00 so many days from now. */
    public Date inDays(DelegateExecution execution, int days) {
        return paris.instantOf(paris.today().plusDays(days).atTime(18, 0));
    }
}
