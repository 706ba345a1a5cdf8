package fr.jalon.scic;

import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.TrackMatters.Waiting;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells a track's team, its coach and the facilitators what is late, missed, or comes near; each once. */
@Component
public class TrackNews implements Matter {

    private static final int LISTED = 30;
    private static final String REVIEW = "hold-cooperative-review";

    private final ToldRows rows;
    private final Apprentices apprentices;
    private final Plans plans;
    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    TrackNews(
            ToldRows rows,
            Apprentices apprentices,
            Plans plans,
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.rows = rows;
        this.apprentices = apprentices;
        this.plans = plans;
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    /** A funder's deadline has passed without a file; the same day of the next year is proposed. */
    public void missed(Track track, GrantApplication missed) {
        tell(
                track,
                "",
                "missed-" + track.id() + "-" + missed.id() + "-" + missed.deadline(),
                "Échéance manquée\u00a0: " + missed.title(),
                """
                L’échéance de %s (%s) est passée le %s sans dossier déposé.

                L’échéance suivante serait le %s, %s. La tâche « Décider de la prochaine échéance » la prend en \
                un geste, ou y renonce.
                """.formatted(
                                missed.title(),
                                missed.grant().action(),
                                French.plainDay(missed.deadline(), paris.today()),
                                French.day("d MMMM uuuu", missed.nextDeadline(paris.today())),
                                Grants.TO_CONFIRM));
    }

    /**
     * A phase, a step, a gate or a review is not done by its day: told at once, unless a morning's round has, and by no
     * round after it.
     *
     * @param step as the plan or the model names it
     * @param overdue the tasks for which it waits; those of its own day are late as it is
     */
    public void late(Track track, String step, String title, LocalDate planned, List<OpenTask> overdue) {
        LocalDate today = paris.today();
        Set<String> told = rows.of(List.of(track.id())).getOrDefault(track.id(), Set.of());
        Set<String> same = new HashSet<>(Set.of(TrackMatters.late(step, planned, today)));
        Set<String> late = new HashSet<>(same);
        for (OpenTask each : overdue) {
            Waiting task = waiting(each);
            String name = TrackMatters.late(task.id(), task.due(), today);
            late.add(name);
            if (task.due().equals(planned)) same.add(name);
        }
        if (!Collections.disjoint(same, told)) return;
        late.removeAll(told);
        rows.add(track.id(), late, today);
        List<String> awaited = overdue.stream()
                .map(OpenTask::name)
                .filter(each -> !each.equals(title))
                .toList();
        tell(
                track,
                step,
                "late-" + track.id() + "-" + step + "-" + planned,
                "En retard\u00a0: " + title + ", " + track.structureName(),
                "« %s » était prévu pour le %s et n’est pas fait. %sRien n’est perdu : ce qui est ouvert le reste, et "
                                .formatted(title, French.day(planned), counted(track, step))
                        + "le facilitateur peut déplacer les dates.\n"
                        + (awaited.isEmpty() ? "" : "\nOn attend :\n\n" + list(awaited) + "\n"));
    }

    /** A task that is due some day. */
    Waiting waiting(OpenTask task) {
        LocalDate due = paris.wallClock(Objects.requireNonNull(task.due())).toLocalDate();
        return new Waiting(task.id(), task.definition(), task.name(), due);
    }

    private String counted(Track track, String step) {
        return Target.PLACEMENTS.stream()
                .filter(target -> target.step().equals(step))
                .map(target -> target.inWords(apprentices.counts(track.id()))
                        + ". Ce n’est pas un mur : l’étape se rend avec ce qu’il y a, en disant pourquoi. ")
                .collect(Collectors.joining());
    }

    /** What is late, or comes near, since it was told last. */
    void morning(Track track, TrackMatters matters, LocalDate today) {
        Collection<String> late = matters.late().values();
        Collection<String> ahead = matters.ahead().values();
        if (late.isEmpty() && ahead.isEmpty()) return;
        rows.add(track.id(), matters.late().keySet(), today);
        rows.add(track.id(), matters.ahead().keySet(), today);
        String said = (late.isEmpty() ? "" : "En retard :\n\n" + list(late) + "\n")
                + (late.isEmpty() || ahead.isEmpty() ? "" : "\n")
                + (ahead.isEmpty() ? "" : "À venir :\n\n" + list(ahead) + "\n");
        String subject = late.isEmpty()
                ? "À venir\u00a0: " + track.structureName()
                : French.capitalised(French.count(late.size())) + " en retard\u00a0: " + track.structureName();
        tell(track, "", "morning-" + track.id() + "-" + today, subject, said);
    }

    private static String list(Collection<String> lines) {
        String listed = lines.stream().limit(LISTED).map(line -> "• " + line).collect(Collectors.joining("\n"));
        return lines.size() <= LISTED ? listed : listed + "\n• et " + French.count(lines.size() - LISTED) + " autres";
    }

    /**
     * Tells something once for each key.
     *
     * @param step the item of the plan that it is about: done, it is told no more; empty for none
     */
    public void tell(Track track, String step, String key, String subject, String text) {
        Team team = teams.team(track.team());
        String body = """
                Parcours « %s » de l’équipe %s.

                %s
                La page de l’équipe : %s
                """.formatted(track.structureName(), team.name(), text, publicUrl + "/equipes/" + team.id());
        messenger.tell(
                new News(
                        kind(),
                        (track.id() + " " + step).strip(),
                        kind() + "-" + key,
                        null,
                        subject,
                        person -> "Bonjour " + Objects.requireNonNullElse(person.firstName(), person.name()) + ",\n\n"
                                + body),
                people(team));
    }

    private Collection<Person> people(Team team) {
        Map<String, Person> people = new LinkedHashMap<>();
        teams.companyOf(team).forEach(person -> people.put(person.id(), person));
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> people.putIfAbsent(person.id(), person));
        return people.values();
    }

    @Override
    public String kind() {
        return "track";
    }

    @Override
    public Topic topic() {
        return Topic.REMINDERS;
    }

    /** As long as anything of the track, or of the step, is left to do; a cooperative review outlives its track. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        List<String> tracks =
                letters.stream().map(letter -> object(letter)[0]).distinct().toList();
        Map<String, Journey> known = journeys.find(tracks);
        Map<String, List<Item>> items = plans.items(tracks);
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            String[] object = object(letter);
            String step = object.length == 1 ? "" : object[1];
            if (step.equals(REVIEW)) continue;
            Journey journey = known.get(object[0]);
            boolean isOver = journey == null || (step.isEmpty() ? journey.life().closed() != null : !journey.isOpen());
            if (isOver) lost.put(letter.key(), "Le parcours est clos.");
            else if (items.getOrDefault(object[0], List.of()).stream()
                    .anyMatch(item -> item.id().equals(step) && item.actualEnd() != null))
                lost.put(letter.key(), "Cette étape est faite.");
        }
        return lost;
    }

    private static String[] object(Letter letter) {
        return Objects.requireNonNull(letter.object()).split(" ", 2);
    }
}
