package fr.jalon.scic.process;

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
import fr.jalon.plan.Plans;
import fr.jalon.scic.Track;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells a team, its coach and the facilitators that a step of the transformation, or the cooperative review, is not
 * done by the day on which it was planned. Nothing is lost: the task stays open.
 */
@Component
class TellTrackLate implements JavaDelegate, Matter {

    private static final String REVIEW = "review";

    private final TrackCalendar calendar;
    private final Plans plans;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    TellTrackLate(
            TrackCalendar calendar,
            Plans plans,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.calendar = calendar;
        this.plans = plans;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Track track = calendar.track(execution);
        String element = execution.getCurrentActivityId();
        String step = element.substring("tell-".length(), element.length() - "-late".length());
        if (step.equals(REVIEW)) {
            tell(track, REVIEW, "Faire réviser la coopérative", TrackCalendar.reviewDay(execution));
            return;
        }
        Item item = item(plans.items(track.id()), step);
        if (item != null && why(item, item.plannedEnd().toString()) == null)
            tell(track, step, item.title(), item.plannedEnd());
    }

    private void tell(Track track, String step, String title, LocalDate planned) {
        Team team = teams.team(track.team());
        Map<String, Person> people = new LinkedHashMap<>();
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> people.put(person.id(), person));
        teams.companyOf(team).forEach(person -> people.put(person.id(), person));
        String object = track.id() + " " + step + " " + planned;
        String text = """
                « %s » de l’équipe %s était prévu pour le %s et n’est pas fait. Rien n’est perdu : la tâche reste \
                ouverte, et le facilitateur peut déplacer les dates.

                La page de l’équipe : %s
                """.formatted(
                title, team.name(), French.plainDay(planned, paris.today()), publicUrl + "/equipes/" + team.id());
        messenger.tell(
                new News(
                        kind(),
                        object,
                        kind() + "-" + object.replace(' ', '-'),
                        null,
                        "En retard : " + team.name() + ", " + title,
                        person -> "Bonjour " + person.firstName() + ",\n\n" + text),
                people.values());
    }

    @Override
    public String kind() {
        return "track-late";
    }

    @Override
    public Topic topic() {
        return Topic.REMINDERS;
    }

    /** As long as the step is not done, and its day is the same; a review that is due stays so. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, List<Item>> items = plans.items(
                letters.stream().map(each -> part(each, 0)).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            if (part(letter, 1).equals(REVIEW)) continue;
            Item item = item(items.getOrDefault(part(letter, 0), List.of()), part(letter, 1));
            String why = item == null ? "L’étape n’est plus au plan." : why(item, part(letter, 2));
            if (why != null) lost.put(letter.key(), why);
        }
        return lost;
    }

    private static @Nullable Item item(List<Item> items, String step) {
        return items.stream().filter(each -> each.id().equals(step)).findFirst().orElse(null);
    }

    private static @Nullable String why(Item item, String day) {
        if (item.droppedOn() != null) return "L’étape n’est plus au plan.";
        if (item.actualEnd() != null) return "L’étape est faite.";
        return item.plannedEnd().toString().equals(day) ? null : "La date de l’étape a changé.";
    }

    private static String part(Letter letter, int number) {
        return Objects.requireNonNull(letter.object()).split(" ")[number];
    }
}
