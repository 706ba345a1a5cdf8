package fr.jalon.scic.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells a team and the facilitators of a step of a track that is late, or about to be short of its target. */
@Component
class LateSteps implements Matter {

    /** No step of a plan. */
    static final String REVIEW = "review";

    private final Plans plans;
    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final String publicUrl;

    LateSteps(
            Plans plans,
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            @Value("${jalon.public-url}") String publicUrl) {
        this.plans = plans;
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.publicUrl = publicUrl;
    }

    /**
     * Tells it once for each key.
     *
     * @param step the item of the plan that it is about: done, it is told no more
     * @param subject without the team's name
     * @param what in French sentences
     */
    void tell(Track track, String step, String key, String subject, String what) {
        Team team = teams.team(track.team());
        Map<String, Person> people = new LinkedHashMap<>();
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> people.put(person.id(), person));
        teams.companyOf(team).forEach(person -> people.put(person.id(), person));
        messenger.tell(
                new News(
                        kind(),
                        track.id() + " " + step,
                        kind() + "-" + track.id() + "-" + key,
                        null,
                        subject + " : " + team.name(),
                        person -> """
                        Bonjour %s,

                        %s

                        La page de l’équipe %s : %s
                        """.formatted(
                                        Objects.requireNonNullElse(person.firstName(), person.name()),
                                        what,
                                        team.name(),
                                        publicUrl + "/equipes/" + team.id())),
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

    /** As long as the track is open and the step is not done; a cooperative review outlives its track. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        List<String> tracks =
                letters.stream().map(letter -> object(letter)[0]).distinct().toList();
        Map<String, Journey> known = journeys.find(tracks);
        Map<String, List<Item>> items = plans.items(tracks);
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            String[] object = object(letter);
            if (object[1].equals(REVIEW)) continue;
            Journey journey = known.get(object[0]);
            boolean isDone = items.getOrDefault(object[0], List.of()).stream()
                    .anyMatch(item -> item.id().equals(object[1]) && item.actualEnd() != null);
            if (journey == null || !journey.isOpen()) lost.put(letter.key(), "Le parcours est clos.");
            else if (isDone) lost.put(letter.key(), "Cette étape est faite.");
        }
        return lost;
    }

    private static String[] object(Letter letter) {
        return Objects.requireNonNull(letter.object()).split(" ", 2);
    }
}
