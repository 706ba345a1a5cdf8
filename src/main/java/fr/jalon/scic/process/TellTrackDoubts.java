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
import fr.jalon.plan.Impossible;
import fr.jalon.plan.Plan;
import fr.jalon.plan.Plans;
import fr.jalon.plan.Reckoning;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tells a team and the facilitators what of a track cannot be in time by its own plan: as it opens, and whenever its
 * dates have moved so that something else cannot. The same is told once.
 */
@Component
class TellTrackDoubts implements Matter {

    private final List<Reckoning> reckonings;
    private final Plans plans;
    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final String publicUrl;

    TellTrackDoubts(
            List<Reckoning> reckonings,
            Plans plans,
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            @Value("${jalon.public-url}") String publicUrl) {
        this.reckonings = reckonings;
        this.plans = plans;
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.publicUrl = publicUrl;
    }

    void tell(String track) {
        Plan plan = plans.plan(track);
        List<Impossible> impossible = reckonings.stream()
                .filter(each -> each.kind().equals(plan.kind()))
                .flatMap(each -> each.impossible(plan, plans.items(track)).stream())
                .toList();
        if (impossible.isEmpty()) return;
        String what = impossible.stream()
                .map(each -> each.chain().get(each.chain().size() - 1))
                .sorted()
                .collect(Collectors.joining("\n"));
        Team team = teams.team(plan.team());
        Map<String, Person> people = new LinkedHashMap<>();
        teams.membersOf(team).forEach(person -> people.put(person.id(), person));
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> people.putIfAbsent(person.id(), person));
        String text = """
                Parcours « %s » de l’équipe %s. D’après son propre plan, ceci ne peut pas \
                être prêt à temps :

                %s

                Le parcours continue : à vous de choisir. La page de l’équipe : %s
                """.formatted(
                        plan.title(),
                        team.name(),
                        impossible.stream().map(each -> "• " + each.inWords()).collect(Collectors.joining("\n\n")),
                        publicUrl + "/equipes/" + team.id());
        messenger.tell(
                new News(
                        kind(),
                        track,
                        kind() + "-" + track + "-" + Token.hash(what).substring(0, 16),
                        null,
                        "Pas à temps : " + plan.title(),
                        person -> "Bonjour " + person.firstName() + ",\n\n" + text),
                people.values());
    }

    @Override
    public String kind() {
        return "track-doubts";
    }

    /** As long as the track is open. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, Journey> known = journeys.find(
                letters.stream().map(TellTrackDoubts::track).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Journey journey = known.get(track(letter));
            if (journey == null || !journey.isOpen()) lost.put(letter.key(), "Le parcours est clos.");
        }
        return lost;
    }

    private static String track(Letter letter) {
        return Objects.requireNonNull(letter.object());
    }
}
