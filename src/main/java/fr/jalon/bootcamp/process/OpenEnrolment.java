package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Roster;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Reads the list of a new cohort before its enrolment starts, and keeps the people in rows, out of the engine's
 * history.
 */
@Component
class OpenEnrolment implements ExecutionListener {

    private final Enrolments enrolments;
    private final Teams teams;
    private final ParisCalendar paris;

    OpenEnrolment(Enrolments enrolments, Teams teams, ParisCalendar paris) {
        this.enrolments = enrolments;
        this.teams = teams;
        this.paris = paris;
    }

    @Override
    public void notify(DelegateExecution execution) {
        teams.refuseNameOfAnother((String) execution.getVariable(CohortEnrolment.COHORT_NAME));
        BootcampDays.from(LocalDate.parse((String) execution.getVariable(CohortEnrolment.FIRST_DAY)))
                .refusePast(paris.today());
        List<Roster.Line> lines = Roster.read((String) execution.getVariable(CohortEnrolment.ROSTER));
        enrolments.plan(null, lines);
        enrolments.keep(execution.getProcessInstanceId(), lines);
        execution.removeVariable(CohortEnrolment.ROSTER);
    }
}
