package fr.jalon.journey;

import fr.jalon.engine.Processes;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A journey of one task, as a slice of its own would have it: what a new kind has to say, and nothing else. Its model
 * is deployed by whoever wants it.
 */
@TestComponent
public class Walk implements JourneyKind<Walk.Opening, Walk.Dates> {

    static final String KEY = "walk";

    record Opening(
            @NotNull(message = "ce champ est obligatoire") LocalDate day) {}

    record Dates(
            @NotNull(message = "ce champ est obligatoire") LocalDate day) {}

    private final Journeys journeys;
    private final Teams teams;
    private final Processes processes;
    private final Plans plans;
    private final ParisCalendar paris;
    private final TransactionTemplate transaction;

    Walk(
            Journeys journeys,
            Teams teams,
            Processes processes,
            Plans plans,
            ParisCalendar paris,
            TransactionTemplate transaction) {
        this.transaction = transaction;
        this.teams = teams;
        this.journeys = journeys;
        this.processes = processes;
        this.plans = plans;
        this.paris = paris;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Promenade";
    }

    @Override
    public Class<Opening> opening() {
        return Opening.class;
    }

    @Override
    public Class<Dates> dates() {
        return Dates.class;
    }

    @Override
    public Set<String> decisions() {
        return Set.of();
    }

    @Override
    public String open(Team team, Opening opening, String by) {
        String key = team.cohort() + "/" + team.id() + "/walk";
        String id = processes.start(KEY, key, Map.of("team", team.group()));
        journeys.open(id, KEY, team.id(), key, title(), "L’équipe se promène déjà.");
        Item item = new Item(
                "stroll", "Se promener", "", opening.day(), opening.day(), opening.day(), opening.day(), null, null);
        plans.open(id, KEY, team.id(), title(), opening.day(), List.of(item), each -> false);
        place(id, opening.day());
        return id;
    }

    private void place(String id, LocalDate day) {
        journeys.place(id, "stroll", paris.instantOf(day.atTime(18, 0)).toInstant(), null);
    }

    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        return new Timeline(
                journey.place().step(),
                plans.items(journey.id()).stream()
                        .map(item -> Timeline.step(item, journey, paris.today()))
                        .toList(),
                null);
    }

    @Override
    public List<Stage> stages() {
        return List.of(new Stage("Promenade", Set.of("stroll")));
    }

    @Override
    public Dates dates(Journey journey) {
        return new Dates(plans.items(journey.id()).get(0).plannedStart());
    }

    @Override
    public void move(Journey journey, Dates dates) {
        plans.move(journey.id(), dates.day());
        place(journey.id(), dates.day());
    }

    @Override
    public void demonstrate(Demonstration stage) {
        LocalDate today = stage.now().toLocalDate();
        stage.at(today.minusDays(3).atTime(9, 0), () -> {
            stage.cohort("promenades", "Promenades", today);
            stage.team("promenades", "flaneurs", "Les Flâneurs", "yann Yann Le Goff");
            transaction.execute(status -> open(teams.team("flaneurs"), new Opening(today), stage.facilitator()));
        });
    }

    @Override
    public void resume(Journey journey, Instant since, int days) {
        plans.postpone(journey.id(), days);
        place(journey.id(), plans.items(journey.id()).get(0).plannedStart());
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        processes.send(journey.id(), "team-withdrawn", Map.of());
        journeys.decide(journey.id(), "WITHDRAWN", reason);
        journeys.close(journey.id());
        plans.close(journey.id());
    }
}
