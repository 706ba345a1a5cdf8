package fr.jalon.scic.process;

import fr.jalon.engine.identity.InstanceRights;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.MarketTargets;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackRows;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Slug;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Writes a track, its plan and its calendar of grants before it starts, from its start form; they then live in rows.
 */
@Component
class OpenTrack implements ExecutionListener {

    private static final List<String> KEPT_IN_ROWS = List.of(
            AssociationToScic.TEAM,
            AssociationToScic.START_DATE,
            "price",
            "companies",
            "apprentices",
            "strongInterestPercent",
            "letters",
            "priceAcceptedPercent",
            "segmentLeast");

    private final Journeys journeys;
    private final TrackProgress progress;
    private final TrackRows tracks;
    private final Plans plans;
    private final GrantRows grants;
    private final Teams teams;
    private final ParisCalendar paris;
    private final InstanceRights rights;
    private final TellTrackDoubts doubts;

    OpenTrack(
            Journeys journeys,
            TrackProgress progress,
            TrackRows tracks,
            Plans plans,
            GrantRows grants,
            Teams teams,
            ParisCalendar paris,
            InstanceRights rights,
            TellTrackDoubts doubts) {
        this.doubts = doubts;
        this.journeys = journeys;
        this.progress = progress;
        this.tracks = tracks;
        this.plans = plans;
        this.grants = grants;
        this.teams = teams;
        this.paris = paris;
        this.rights = rights;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Team team = teams.team((String) execution.getVariable(AssociationToScic.TEAM));
        String name = (String) execution.getVariable(AssociationToScic.STRUCTURE_NAME);
        LocalDate start = LocalDate.parse((String) execution.getVariable(AssociationToScic.START_DATE));
        LocalDate today = paris.today();
        Track.refuseFar(start, today);
        String id = execution.getProcessInstanceId();
        String key = team.cohort() + "/" + team.id() + "/" + slug(name);
        journeys.open(
                id,
                AssociationToScic.KEY,
                team.id(),
                key,
                name,
                "L’équipe « " + team.id() + " » a déjà un parcours vers la SCIC en cours.");
        tracks.open(id, team.cohort(), team.id(), name, start, targets(execution));
        plans.open(id, AssociationToScic.KEY, team.id(), name, AssociationToScic.KEY, start);
        grants.plan(id, start.isBefore(today) ? today : start);
        progress.place(id);
        doubts.tell(id);
        execution.setProcessBusinessKey(key);
        rights.grant(id, team.group());
        execution.removeVariables(KEPT_IN_ROWS);
        execution.setVariable(AssociationToScic.TRACK, id);
        execution.setVariable(AssociationToScic.TEAM_NAME, team.name());
    }

    private static String slug(String name) {
        String slug = Slug.of(name);
        return slug.isEmpty() ? "scic" : slug;
    }

    /** Those of the founding documents where the start form leaves them. */
    private static MarketTargets targets(DelegateExecution execution) {
        MarketTargets usual = MarketTargets.DEFAULT;
        int companies = (int) number(execution, "companies", usual.companies());
        return new MarketTargets(
                companies,
                (int) number(execution, "apprentices", usual.apprentices()),
                number(execution, "strongInterestPercent", usual.strongInterestPercent()),
                (int) number(execution, "letters", usual.letters()),
                number(execution, "priceAcceptedPercent", usual.priceAcceptedPercent()),
                number(execution, "price", usual.price()),
                (int) number(execution, "segmentLeast", companies / 4));
    }

    private static double number(DelegateExecution execution, String name, double usual) {
        return execution.getVariable(name) instanceof Number given ? given.doubleValue() : usual;
    }
}
