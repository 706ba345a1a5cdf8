package fr.jalon.retroplanning.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Schedules;
import fr.jalon.plan.WorkTemplate;
import fr.jalon.retroplanning.Launches;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a retroplanning and its plan before it starts, from its start form; they then live in rows. */
@Component
class OpenRetroplan implements ExecutionListener {

    private static final List<String> KEPT_IN_ROWS =
            List.of("team", "planTitle", "template", "launchDay", "launchDays", "readyBy");

    private final Journeys journeys;
    private final Schedules schedules;
    private final Teams teams;
    private final ParisCalendar paris;
    private final InstanceRights rights;

    OpenRetroplan(Journeys journeys, Schedules schedules, Teams teams, ParisCalendar paris, InstanceRights rights) {
        this.journeys = journeys;
        this.schedules = schedules;
        this.teams = teams;
        this.paris = paris;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Team team = teams.team((String) execution.getVariable("team"));
        String title = (String) execution.getVariable("planTitle");
        WorkTemplate template = template((String) execution.getVariable("template"));
        String ready = (String) execution.getVariable("readyBy");
        Launch launch = Launches.of(
                LocalDate.parse((String) execution.getVariable("launchDay")),
                ((Number) execution.getVariable("launchDays")).intValue(),
                ready == null ? null : LocalDate.parse(ready),
                template,
                paris.today());
        String id = execution.getProcessInstanceId();
        String slug = Slug.of(title);
        String key = team.cohort() + "/" + team.id() + "/" + (slug.isEmpty() ? Retroplanning.KEY : slug);
        journeys.open(id, Retroplanning.KEY, team.id(), key, title);
        schedules.open(
                id, Retroplanning.KEY, team.id(), title, launch, template == null ? List.of() : template.lines());
        journeys.place(id, Retroplanning.LIST_ITEMS, null, null);
        execution.setProcessBusinessKey(key);
        rights.grant(id, team.group());
        execution.removeVariables(KEPT_IN_ROWS);
        execution.setVariable(Retroplanning.PLAN, id);
        execution.setVariable(Retroplanning.TEAM_NAME, team.name());
    }

    private @Nullable WorkTemplate template(@Nullable String id) {
        return id == null || id.isBlank() ? null : schedules.template(id);
    }
}
