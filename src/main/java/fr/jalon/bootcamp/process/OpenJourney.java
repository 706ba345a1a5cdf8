package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampPlan;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Editions;
import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Writes the row of a journey before it starts, from its start form; the days then live in the row alone. */
@Component
class OpenJourney implements ExecutionListener {

    private static final List<String> DAYS = List.of(
            IdeaToDecision.FIRST_DAY,
            IdeaToDecision.SECOND_DAY,
            IdeaToDecision.VALIDATION_START,
            IdeaToDecision.RESTITUTION_DAY);

    private final Journeys journeys;
    private final BootcampRows bootcamps;
    private final Plans plans;
    private final Teams teams;
    private final Editions editions;
    private final ParisCalendar paris;
    private final InstanceRights rights;

    OpenJourney(
            Journeys journeys,
            BootcampRows bootcamps,
            Plans plans,
            Teams teams,
            Editions editions,
            ParisCalendar paris,
            InstanceRights rights) {
        this.journeys = journeys;
        this.bootcamps = bootcamps;
        this.plans = plans;
        this.teams = teams;
        this.editions = editions;
        this.paris = paris;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Team team = teams.team((String) execution.getVariable(IdeaToDecision.TEAM));
        BootcampDays days = day(execution, IdeaToDecision.FIRST_DAY)
                .map(first -> BootcampDays.from(
                        first,
                        day(execution, IdeaToDecision.SECOND_DAY),
                        day(execution, IdeaToDecision.VALIDATION_START),
                        day(execution, IdeaToDecision.RESTITUTION_DAY)))
                .orElseGet(() -> editions.of(team.cohort()));
        days.refusePast(paris.today());
        String key = team.cohort() + "/" + team.id();
        execution.setProcessBusinessKey(key);
        String id = execution.getProcessInstanceId();
        journeys.open(id, IdeaToDecision.KEY, team.id(), key, Bootcamps.TITLE, Bootcamps.alreadyOpen(team.id()));
        bootcamps.open(id, team.cohort(), team.id(), days);
        plans.open(
                id,
                IdeaToDecision.KEY,
                team.id(),
                Bootcamps.TITLE,
                days.firstDay(),
                BootcampPlan.items(days, 1, paris.today(), days.week()),
                BootcampPlan::isDay);
        rights.grant(execution.getProcessInstanceId(), team.group());
        execution.removeVariables(DAYS);
        execution.setVariable(IdeaToDecision.TEAM_NAME, team.name());
        execution.setVariable(IdeaToDecision.ITERATION, 1);
    }

    private static Optional<LocalDate> day(DelegateExecution execution, String name) {
        return Optional.ofNullable((String) execution.getVariable(name)).map(LocalDate::parse);
    }
}
