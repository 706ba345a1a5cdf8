package fr.jalon.scic;

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
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells a track's team, its coach and the facilitators what is late, missed, or comes near; each once. */
@Component
public class TrackNews implements Matter {

    private static final int LISTED = 30;

    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    TrackNews(
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
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
     * A phase, a gate or a review is later than planned.
     *
     * @param what in a few words
     * @param open the names of the tasks that wait
     */
    public void late(Track track, String key, String what, LocalDate planned, List<String> open) {
        tell(
                track,
                "late-" + track.id() + "-" + key + "-" + planned,
                "En retard\u00a0: " + what + ", " + track.structureName(),
                "« %s » devait être fait pour le %s. On attend :\n\n%s\n"
                        .formatted(what, French.plainDay(planned, paris.today()), list(open)));
    }

    /** What is late, or comes near, since it was told last. */
    void morning(Track track, List<String> late, List<String> ahead, LocalDate today) {
        String said = (late.isEmpty() ? "" : "En retard :\n\n" + list(late) + "\n")
                + (late.isEmpty() || ahead.isEmpty() ? "" : "\n")
                + (ahead.isEmpty() ? "" : "À venir :\n\n" + list(ahead) + "\n");
        String subject = late.isEmpty()
                ? "À venir\u00a0: " + track.structureName()
                : French.capitalised(French.count(late.size())) + " en retard\u00a0: " + track.structureName();
        tell(track, "morning-" + track.id() + "-" + today, subject, said);
    }

    private static String list(List<String> lines) {
        String listed = lines.stream().limit(LISTED).map(line -> "• " + line).collect(Collectors.joining("\n"));
        return lines.size() <= LISTED ? listed : listed + "\n• et " + French.count(lines.size() - LISTED) + " autres";
    }

    private void tell(Track track, String key, String subject, String text) {
        Team team = teams.team(track.team());
        String body = """
                Parcours « %s » de l’équipe %s.

                %s
                La page de l’équipe : %s
                """.formatted(track.structureName(), team.name(), text, publicUrl + "/equipes/" + team.id());
        messenger.tell(
                new News(
                        kind(),
                        track.id(),
                        kind() + "-" + key,
                        null,
                        subject,
                        person -> "Bonjour " + person.firstName() + ",\n\n" + body),
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

    /** As long as anything of the track is left to do. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, Journey> known =
                journeys.find(letters.stream().map(TrackNews::track).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Journey journey = known.get(track(letter));
            if (journey == null || journey.life().closed() != null) lost.put(letter.key(), "Le parcours est clos.");
        }
        return lost;
    }

    private static String track(Letter letter) {
        return Objects.requireNonNull(letter.object());
    }
}
