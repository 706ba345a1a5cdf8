package fr.jalon.construction.process;

import fr.jalon.construction.ConstructionYear;
import fr.jalon.construction.Constructions;
import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Writes a construction and its plan before it starts, from its start form; they then live in rows. */
@Component
class OpenConstructionPhase implements ExecutionListener {

    private final Journeys journeys;
    private final Constructions constructions;
    private final ConstructionCalendar calendar;
    private final Teams teams;
    private final InstanceRights rights;

    OpenConstructionPhase(
            Journeys journeys,
            Constructions constructions,
            ConstructionCalendar calendar,
            Teams teams,
            InstanceRights rights) {
        this.journeys = journeys;
        this.constructions = constructions;
        this.calendar = calendar;
        this.teams = teams;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Team team = teams.team((String) execution.getVariable(ConstructionPhase.TEAM));
        LocalDate start = LocalDate.parse((String) execution.getVariable(ConstructionPhase.START_DATE));
        String id = execution.getProcessInstanceId();
        String key = team.cohort() + "/" + team.id() + "/" + Constructions.PROCESS;
        journeys.open(
                id,
                Constructions.PROCESS,
                team.id(),
                key,
                Constructions.TITLE,
                "L’équipe « " + team.name() + " » a déjà une construction en cours.");
        constructions.open(id, team.id(), start);
        execution.setProcessBusinessKey(key);
        rights.grant(id, team.group());
        execution.removeVariables(List.of(ConstructionPhase.TEAM, ConstructionPhase.START_DATE));
        execution.setVariable(ConstructionPhase.TEAM_NAME, team.name());
        execution.setVariable(ConstructionPhase.MONTH, 1);
        execution.setVariable(ConstructionPhase.COMMITTEE_MONTH, ConstructionYear.FIRST_COMMITTEE);
        calendar.stand(id, ConstructionYear.FIRST_COMMITTEE);
    }
}
