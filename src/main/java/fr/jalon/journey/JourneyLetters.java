package fr.jalon.journey;

import fr.jalon.engine.TaskWatcher.Judged;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.JourneyKind.Stage;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import fr.jalon.text.Slug;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells people what becomes of their journeys, of whatever kind: the team that another part of its way begins; the team
 * and its coach that a gate was reached, or has to be held again.
 */
@Component
class JourneyLetters implements Matter {

    private static final String STAGE = "stage";
    private static final String GATE = "gate";

    /** What becomes of a gate, in words. */
    private enum Verdict {
        REACHED("Jalon atteint", "est atteint"),
        REWORK("Jalon à refaire", "n’est pas encore atteint\u00a0: il est à refaire"),
        EXTEND("Semaine prolongée", "attend encore\u00a0: la semaine est prolongée"),
        STOP("Arrêt au jalon", "n’est pas atteint\u00a0: le parcours s’arrête là");

        private final String subject;
        private final String words;

        Verdict(String subject, String words) {
            this.subject = subject;
            this.words = words;
        }

        private static Optional<Verdict> of(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().equals(name))
                    .findFirst();
        }
    }

    /** A journey has come to a step; told before its row says so. */
    record Placed(Journey before, String step, @Nullable Gate gate) {}

    /** A gate of a journey is held just now. */
    record Held(Journey journey, Judged gate) {}

    private final Kinds kinds;
    private final Journeys journeys;
    private final Teams teams;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final String publicUrl;

    JourneyLetters(
            Kinds kinds,
            Journeys journeys,
            Teams teams,
            Messenger messenger,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.kinds = kinds;
        this.journeys = journeys;
        this.teams = teams;
        this.messenger = messenger;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    /** The first part begins with the journey itself, of which its opening tells; back again, nothing is told. */
    @EventListener
    void reached(Placed placed) {
        Journey journey = placed.before();
        List<Stage> stages = kinds.of(journey).stages();
        int reached = reached(stages, placed.step());
        if (reached <= Math.max(0, reached(stages, journey.place().step()))) return;
        Stage stage = stages.get(reached);
        Team team = teams.team(journey.team());
        String ahead = placed.gate() == null
                ? ""
                : "\nProchain jalon\u00a0: le "
                        + moment(paris.wallClock(placed.gate().at())) + ".\n";
        tell(
                STAGE,
                journey.id() + " " + Slug.of(stage.title()),
                STAGE + "-" + journey.id() + "-" + Slug.of(stage.title()) + "-" + paris.today(),
                "Prochaine étape\u00a0: " + stage.title() + ", " + team.name(),
                "L’équipe %2$s passe à l’étape « %1$s » (%3$s).\n%4$s"
                        .formatted(stage.title(), team.name(), journey.title(), ahead),
                team,
                teams.membersOf(team));
    }

    @EventListener
    void judged(Held held) {
        Journey journey = held.journey();
        Judged judged = held.gate();
        Team team = teams.team(journey.team());
        String part = stage(journey).map(Stage::title).orElse(journey.title());
        Verdict verdict = Verdict.of(judged.verdict())
                .orElseThrow(() -> new IllegalArgumentException("no verdict " + judged.verdict()));
        String comment = verdict == Verdict.REACHED
                        || judged.comment() == null
                        || judged.comment().isBlank()
                ? ""
                : "\n\nLe commentaire\u00a0:\n\n" + judged.comment().strip();
        tell(
                GATE,
                journey.id(),
                GATE + "-" + judged.task(),
                verdict.subject + "\u00a0: " + part + ", " + team.name(),
                "Le jalon « %s » de l’équipe %s %s.".formatted(part, team.name(), verdict.words) + comment + "\n",
                team,
                teams.companyOf(team));
    }

    private void tell(
            String kind, String object, String key, String subject, String text, Team team, Collection<Person> people) {
        String body = """
                %s
                Vos tâches : %s
                La page de l’équipe : %s
                """.formatted(text, publicUrl + Webapps.TASKLIST, publicUrl + "/equipes/" + team.id());
        messenger.tell(
                new News(kind, object, key, null, subject, person -> "Bonjour " + person.firstName() + ",\n\n" + body),
                people);
    }

    private static String moment(LocalDateTime at) {
        return French.day(at.toLocalDate()) + " à " + French.hour(at);
    }

    private Optional<Stage> stage(Journey journey) {
        List<Stage> stages = kinds.of(journey).stages();
        int reached = reached(stages, journey.place().step());
        return reached < 0 ? Optional.empty() : Optional.of(stages.get(reached));
    }

    /** Which of some parts has a step; -1 for none. */
    private static int reached(List<Stage> stages, @Nullable String step) {
        return step == null
                ? -1
                : IntStream.range(0, stages.size())
                        .filter(at -> stages.get(at).steps().contains(step))
                        .findFirst()
                        .orElse(-1);
    }

    @Override
    public String kind() {
        return STAGE;
    }

    @Override
    public Topic topic() {
        return Topic.STEPS;
    }

    /** As long as the journey is in that part of its way. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Map<String, Journey> known = journeys.find(
                letters.stream().map(each -> part(each, 0)).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Journey journey = known.get(part(letter, 0));
            if (journey == null || !journey.isOpen()) lost.put(letter.key(), "Le parcours est clos.");
            else if (stage(journey)
                    .filter(stage -> Slug.of(stage.title()).equals(part(letter, 1)))
                    .isEmpty()) lost.put(letter.key(), "L’équipe n’en est plus à cette étape.");
        }
        return lost;
    }

    private static String part(Letter letter, int number) {
        return Objects.requireNonNull(letter.object()).split(" ")[number];
    }
}
