package fr.jalon.journey;

import fr.jalon.engine.TaskWatcher.Judged;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.time.ParisCalendar;
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
 * and its coach that a gate was reached, or has to be held again, and that it is over.
 */
@Component
class JourneyLetters implements Matter {

    private static final String STAGE = "stage";
    private static final String GATE = "gate";
    private static final String END = "end";

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

    /** What a transaction makes of a journey; told before others can read its row. */
    record Changed(Journey before, Change change) {}

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

    /** What one act changes is told in one letter. */
    @EventListener
    void changed(Changed changed) {
        Journey journey = changed.before();
        Change change = changed.change();
        Optional<Stage> opened = opened(journey, change);
        String ahead = change.gate() == null
                ? ""
                : "\nProchain jalon\u00a0: le "
                        + moment(paris.wallClock(change.gate().at())) + ".\n";
        Judged judged = change.judged();
        if (judged != null)
            tellOfGate(
                    journey,
                    judged,
                    opened.map(stage -> "\n\nL’équipe passe à l’étape « %s ».\n%s".formatted(stage.title(), ahead))
                            .orElse(""));
        else if (opened.isPresent()) tellOfStage(journey, opened.get(), ahead);
        else if (journey.isOpen()) change.outcome().ifPresent(outcome -> tellOfEnd(journey, outcome));
    }

    /** The first part begins with the journey itself, of which its opening tells; back again, nothing is told. */
    private Optional<Stage> opened(Journey journey, Change change) {
        List<Stage> stages = kinds.of(journey).stages();
        int reached = reached(stages, change.step().orElse(null));
        return reached <= Math.max(0, reached(stages, journey.place().step()))
                ? Optional.empty()
                : Optional.of(stages.get(reached));
    }

    private void tellOfStage(Journey journey, Stage stage, String ahead) {
        Team team = teams.team(journey.team());
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

    private void tellOfGate(Journey journey, Judged judged, String next) {
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
                "Le jalon « %s » de l’équipe %s %s.".formatted(part, team.name(), verdict.words) + comment + next
                        + "\n",
                team,
                teams.companyOf(team));
    }

    private void tellOfEnd(Journey before, String outcome) {
        JourneyKind<?, ?> kind = kinds.of(before);
        if (kind.toldOutcomes().contains(outcome)) return;
        Journey journey = journeys.journey(before.id());
        Team team = teams.team(journey.team());
        String words = kind.outcome(journey);
        String reason =
                journey.life().reason() == null || journey.life().reason().isBlank()
                        ? ""
                        : "\n\nLa raison\u00a0:\n\n" + journey.life().reason().strip();
        tell(
                END,
                journey.id(),
                END + "-" + journey.id(),
                "Parcours terminé\u00a0: " + words + ", " + team.name(),
                "Le parcours « %s » de l’équipe %s est terminé. Issue\u00a0: « %s ».%s\n"
                        .formatted(journey.title(), team.name(), words, reason),
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
