package fr.jalon.journey;

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
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells a team and its coach that dates of a plan of theirs have moved: in one letter an act, and not whoever acts. */
@Component
public class MoveLetters implements Matter {

    private final Plans plans;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    MoveLetters(
            Plans plans,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.plans = plans;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    /** Tells what moved last; nothing where nothing has. */
    public void tellLatest(String plan) {
        Plans.Told told = plans.told(List.of(plan)).getOrDefault(plan, Plans.Told.NOTHING);
        if (told.moves().isEmpty()) return;
        Move move = told.moves().get(0);
        Map<String, Item> items = told.items().stream().collect(Collectors.toMap(Item::id, Function.identity()));
        tell(
                plan,
                String.valueOf(move.at().toEpochMilli()),
                move.shifts().stream()
                        .filter(shift -> items.containsKey(shift.item()))
                        .map(shift -> Objects.requireNonNull(items.get(shift.item()))
                                        .title() + "\u00a0: " + span(shift.toStart(), shift.toEnd()))
                        .toList());
    }

    /**
     * Tells what has moved.
     *
     * @param act one act is told once
     */
    public void tell(String plan, String act, List<String> moved) {
        Plan known = plans.plan(plan);
        Team team = teams.team(known.team());
        List<Person> others = teams.companyOf(team).stream()
                .filter(person -> !person.id().equals(accounts.acting()))
                .toList();
        String text = """
                Des dates du plan « %s » ont changé :

                %s

                Le plan : %s
                """.formatted(
                        known.title(),
                        moved.stream().map(each -> "• " + each).collect(Collectors.joining("\n")),
                        publicUrl + "/equipes/" + team.id() + "/plans/" + plan);
        messenger.tell(
                new News(
                        kind(),
                        plan,
                        "plan-moved-" + plan + "-" + act,
                        null,
                        "Dates déplacées : " + known.title(),
                        person -> "Bonjour " + Objects.requireNonNullElse(person.firstName(), person.name()) + ",\n\n"
                                + text),
                others);
    }

    private String span(LocalDate start, LocalDate end) {
        String first = French.plainDay(start, paris.today());
        return end.equals(start) ? first : first + " au " + French.plainDay(end, paris.today());
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
