package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the cohort of a verified list: teams, accounts, groups, invitations and journeys, all or none. */
@Component
class EnrolCohort implements JavaDelegate {

    private final Enrolments enrolments;
    private final Teams teams;
    private final Editions editions;
    private final Bootcamps journeys;
    private final Accounts accounts;

    EnrolCohort(Enrolments enrolments, Teams teams, Editions editions, Bootcamps journeys, Accounts accounts) {
        this.enrolments = enrolments;
        this.teams = teams;
        this.editions = editions;
        this.journeys = journeys;
        this.accounts = accounts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String name = (String) execution.getVariable(CohortEnrolment.COHORT_NAME);
        BootcampDays days =
                BootcampDays.from(LocalDate.parse((String) execution.getVariable(CohortEnrolment.FIRST_DAY)));
        teams.refuseNameOfAnother(name);
        String cohort = enrolments.cohortId(name);
        editions.create(new Cohort(cohort, name, List.of(), List.of()), days);
        String facilitator = accounts.current();
        enrolments
                .enrol(cohort, enrolments.kept(execution.getProcessInstanceId()))
                .forEach(team -> journeys.open(cohort, team.id(), facilitator));
        enrolments.forget(execution.getProcessInstanceId());
        execution.setVariable(CohortEnrolment.COHORT, cohort);
    }
}
