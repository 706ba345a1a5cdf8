package fr.jalon.roadmap.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.journey.Journeys;
import fr.jalon.roadmap.Roadmaps;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Writes a roadmap and its plan before it starts, from its start form; they then live in rows. */
@Component
class OpenRoadmap implements ExecutionListener {

    private static final String TITLE = "Feuille de route du studio";

    private final Journeys journeys;
    private final Roadmaps roadmaps;
    private final RoadmapCalendar calendar;
    private final Teams teams;
    private final InstanceRights rights;

    OpenRoadmap(Journeys journeys, Roadmaps roadmaps, RoadmapCalendar calendar, Teams teams, InstanceRights rights) {
        this.journeys = journeys;
        this.roadmaps = roadmaps;
        this.calendar = calendar;
        this.teams = teams;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Team team = teams.team((String) execution.getVariable(StudioRoadmap.TEAM));
        LocalDate start = LocalDate.parse((String) execution.getVariable(StudioRoadmap.START_DATE));
        String id = execution.getProcessInstanceId();
        String key = team.cohort() + "/" + team.id() + "/" + Roadmaps.PROCESS;
        journeys.open(
                id,
                Roadmaps.PROCESS,
                team.id(),
                key,
                TITLE,
                "L’équipe « " + team.name() + " » a déjà une feuille de route en cours.");
        roadmaps.open(id, team.id(), TITLE, start);
        execution.setProcessBusinessKey(key);
        rights.grant(id, team.group());
        execution.removeVariables(List.of(StudioRoadmap.TEAM, StudioRoadmap.START_DATE));
        execution.setVariable(StudioRoadmap.PLAN, id);
        execution.setVariable(StudioRoadmap.TEAM_NAME, team.name());
        calendar.place(id, null, calendar.gate(id, 1));
    }
}
