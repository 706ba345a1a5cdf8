package fr.jalon.retroplanning.process;

import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.plan.Item;
import fr.jalon.plan.Move;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Schedules;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Brings a retroplanning in line with its plan when somebody has moved it, and tells its team once what has moved. */
@Component
class TellPlanMoved implements Matter {

    private final Plans plans;
    private final Processes processes;
    private final RuntimeService runtime;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    TellPlanMoved(
            Plans plans,
            Processes processes,
            RuntimeService runtime,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.plans = plans;
        this.processes = processes;
        this.runtime = runtime;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    @EventListener
    void follow(Schedules.Redated redated) {
        Plan plan = plans.plan(redated.plan());
        if (!plan.kind().equals(Retroplanning.KEY)) return;
        processes.send(plan.id(), "dates-moved", Map.of());
        if (isDrafted(plan)) return;
        Plans.Told told = plans.told(List.of(plan.id())).getOrDefault(plan.id(), Plans.Told.NOTHING);
        if (told.moves().isEmpty()) return;
        Move move = told.moves().get(0);
        Map<String, Item> items = told.items().stream().collect(Collectors.toMap(Item::id, Function.identity()));
        String moved = move.shifts().stream()
                .filter(shift -> items.containsKey(shift.item()))
                .map(shift ->
                        "• " + Objects.requireNonNull(items.get(shift.item())).title() + "\u00a0: "
                                + French.plainDay(shift.toStart(), paris.today())
                                + (shift.toEnd().equals(shift.toStart())
                                        ? ""
                                        : " au " + French.plainDay(shift.toEnd(), paris.today())))
                .collect(Collectors.joining("\n"));
        Team team = teams.team(plan.team());
        List<Person> others = teams.membersOf(team).stream()
                .filter(person -> !person.id().equals(accounts.acting()))
                .toList();
        String text = """
                Des dates du plan « %s » ont changé :

                %s

                Le plan : %s
                """.formatted(plan.title(), moved, publicUrl + "/equipes/" + team.id() + "/plans/" + plan.id());
        messenger.tell(
                new News(
                        kind(),
                        plan.id(),
                        "plan-moved-" + plan.id() + "-" + move.at().toEpochMilli(),
                        null,
                        "Dates déplacées : " + plan.title(),
                        person -> "Bonjour " + person.firstName() + ",\n\n" + text),
                others);
    }

    /** As long as a plan is drafted, its dates are nobody's yet. */
    private boolean isDrafted(Plan plan) {
        return runtime.createProcessInstanceQuery()
                        .superProcessInstanceId(plan.id())
                        .count()
                == 0;
    }

    @Override
    public String kind() {
        return "plan-moved";
    }

    @Override
    public Topic topic() {
        return Topic.CHANGES;
    }

    /** As long as the plan is open. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, String> lost = new HashMap<>();
        Map<String, Plan> known = new HashMap<>();
        for (Letter letter : letters) {
            Plan plan = known.computeIfAbsent(Objects.requireNonNull(letter.object()), plans::plan);
            if (!plan.open()) lost.put(letter.key(), "Le plan est clos.");
        }
        return lost;
    }
}
