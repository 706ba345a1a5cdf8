package fr.jalon.plan.process;

import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Reminds whoever does an item that its day comes, and tells the facilitators, the team and its coach that it has
 * passed.
 */
@Component
class TellDeliverable implements JavaDelegate, Matter {

    private static final String ESCALATION = "escalate-deliverable";

    private final Deliverables deliverables;
    private final Plans plans;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    TellDeliverable(
            Deliverables deliverables,
            Plans plans,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.deliverables = deliverables;
        this.plans = plans;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Plan plan = deliverables.plan(execution);
        Item item = deliverables.item(execution);
        Team team = teams.team(plan.team());
        String address = publicUrl + "/equipes/" + team.id() + "/plans/" + plan.id();
        if (execution.getCurrentActivityId().equals(ESCALATION)) {
            String does = item.owner() == null
                    ? "l’équipe"
                    : accounts.names(List.of(item.owner())).getOrDefault(item.owner(), item.owner());
            tell(
                    "late",
                    plan,
                    item,
                    Stream.concat(accounts.membersOf(Groups.FACILITATORS).stream(), teams.companyOf(team).stream())
                            .toList(),
                    "En retard : " + item.title(),
                    """
                    « %s » (%s, équipe %s) était prévu pour le %s et n’est pas rendu. S’en charge : %s.

                    Le plan : %s
                    """.formatted(
                            item.title(), plan.title(), team.name(), French.day(item.plannedEnd()), does, address));
        } else {
            tell("due", plan, item, doing(item, team), "À rendre : " + item.title(), """
                    « %s » (%s) est à rendre pour le %s.

                    La tâche : %s
                    Le plan : %s
                    """.formatted(
                    item.title(), plan.title(), French.day(item.plannedEnd()), publicUrl + Webapps.TASKLIST, address));
        }
    }

    private List<Person> doing(Item item, Team team) {
        List<Person> members = teams.membersOf(team);
        List<Person> owner =
                members.stream().filter(each -> each.id().equals(item.owner())).toList();
        return owner.isEmpty() ? members : owner;
    }

    /** One day of one item is told once; a day that has moved is told anew. */
    private void tell(String what, Plan plan, Item item, List<Person> people, String subject, String text) {
        String object = plan.id() + " " + item.id() + " " + item.plannedEnd();
        String key = what + "-" + object.replace(' ', '-');
        messenger.tell(
                new News(
                        kind(), object, key, null, subject, person -> "Bonjour " + person.firstName() + ",\n\n" + text),
                people);
    }

    @Override
    public String kind() {
        return "deliverable";
    }

    @Override
    public Topic topic() {
        return Topic.REMINDERS;
    }

    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, List<Item>> items = plans.items(
                letters.stream().map(each -> part(each, 0)).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Item item = items.getOrDefault(part(letter, 0), List.of()).stream()
                    .filter(each -> each.id().equals(part(letter, 1)))
                    .findFirst()
                    .orElse(null);
            String why = why(item, part(letter, 2));
            if (why != null) lost.put(letter.key(), why);
        }
        return lost;
    }

    private static @Nullable String why(@Nullable Item item, String day) {
        if (item == null || item.droppedOn() != null) return "Le livrable n’est plus au plan.";
        if (item.actualEnd() != null) return "Le livrable est rendu.";
        return item.plannedEnd().toString().equals(day) ? null : "La date du livrable a changé.";
    }

    private static String part(Letter letter, int number) {
        return Objects.requireNonNull(letter.object()).split(" ")[number];
    }
}
