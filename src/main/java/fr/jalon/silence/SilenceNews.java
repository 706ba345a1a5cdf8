package fr.jalon.silence;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What people are told of silences; withdrawn as soon as the team is heard of. */
@Component
class SilenceNews implements Matter {

    /** Of messages. */
    static final String KIND = "silence";

    /** A silence that somebody is to know of now: its level says who. */
    record Raised(Journey journey, Listed team, Silence silence) {}

    private final SilenceRule rule;
    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final Clock clock;
    private final String publicUrl;

    SilenceNews(
            SilenceRule rule,
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            Clock clock,
            @Value("${jalon.public-url}") String publicUrl) {
        this.rule = rule;
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** Tells those whom each concerns; whoever is to be told is read in two queries, however many there are. */
    void tell(List<Raised> raised) {
        if (raised.isEmpty()) return;
        List<String> groups = Stream.concat(
                        raised.stream()
                                .map(each -> Groups.ofTeam(each.team().id()))
                                .distinct(),
                        Stream.of(Groups.COACHES, Groups.FACILITATORS))
                .toList();
        Circle people = accounts.circle(groups, List.of());
        Map<String, String> coaches = teams.coaches();
        for (Raised each : raised)
            messenger.tell(
                    news(each), told(each, people, coaches.get(each.team().id())));
    }

    private static Collection<Person> told(Raised raised, Circle people, @Nullable String coach) {
        return switch (raised.silence().level()) {
            case NONE -> List.of();
            case TEAM -> people.membersOf(Groups.ofTeam(raised.team().id()));
            case COACH ->
                people.membersOf(Groups.COACHES).stream()
                        .filter(each -> coach == null || coach.equals(each.id()))
                        .toList();
            case FACILITATOR -> people.membersOf(Groups.FACILITATORS);
        };
    }

    private News news(Raised raised) {
        Silence silence = raised.silence();
        String object = object(raised.journey().id(), silence.since());
        return new News(
                KIND,
                object,
                "silence-" + object + "-" + silence.level(),
                null,
                subject(raised.team(), silence.level()),
                person -> text(raised, person));
    }

    private static String subject(Listed team, Silence.Level level) {
        return switch (level) {
            case NONE, TEAM -> team.name() + "\u00a0: des nouvelles\u00a0?";
            case COACH -> team.name() + " ne donne plus signe de vie\u00a0: à vous de l’appeler";
            case FACILITATOR -> team.name() + " reste silencieuse malgré son coach";
        };
    }

    private String text(Raised raised, Person person) {
        Silence silence = raised.silence();
        String since = "le "
                + French.plainDay(paris.wallClock(silence.since()).toLocalDate(), paris.today())
                + " (" + French.days(silence.days()).replace("jours", "jours ouvrés") + ")";
        String title = raised.journey().title();
        String page = publicUrl + "/equipes/" + raised.team().id();
        String body =
                switch (silence.level()) {
                    case NONE, TEAM -> """
                        Votre équipe est attendue dans « %s », et Jalon n’a rien reçu d’elle depuis %s.

                        Une tâche terminée, un commentaire ou des chiffres suffisent. Si quelque chose vous arrête, \
                        dites-le : sur la page de l’équipe, « Nous sommes bloqués ». Sans nouvelles, votre coach \
                        sera prévenu, puis votre facilitateur.

                        La page de l’équipe : %s
                        """.formatted(title, since, page);
                    case COACH ->
                        """
                        L’équipe %s (%s) est attendue dans « %s », et n’a rien écrit depuis %s. Ses membres ont déjà \
                        reçu un courriel.

                        Un appel vaut mieux qu’un second courriel. Sans nouvelles, le facilitateur sera prévenu.

                        Où elle en est : %s
                        """.formatted(raised.team().name(), raised.team().cohort(), title, since, page);
                    case FACILITATOR ->
                        """
                        L’équipe %s (%s) est attendue dans « %s », et n’a rien écrit depuis %s. Ses membres, puis son \
                        coach, ont déjà été prévenus.

                        À vous de voir : l’appeler, mettre son parcours en pause, ou l’en retirer.

                        Où elle en est : %s
                        """.formatted(raised.team().name(), raised.team().cohort(), title, since, page);
                };
        return ("Bonjour " + Objects.requireNonNullElse(person.firstName(), person.name()) + ",\n\n" + body)
                .replace(" :", "\u00a0:")
                .replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»");
    }

    private static String object(String journey, Instant since) {
        return journey + "/" + since.getEpochSecond();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What is told of a silence that is over, or has begun anew since, nobody is told. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        Instant now = clock.instant();
        Map<String, Journey> known = journeys.find(letters.stream()
                .map(letter -> Objects.requireNonNullElse(letter.object(), "").replaceFirst("/.*", ""))
                .distinct()
                .toList());
        List<String> lasting = known.values().stream()
                .filter(journey -> rule.of(journey, now).isTold())
                .map(journey -> object(journey.id(), rule.of(journey, now).since()))
                .toList();
        return letters.stream()
                .filter(letter -> !lasting.contains(Objects.requireNonNullElse(letter.object(), "")))
                .collect(Collectors.toMap(
                        Letter::key,
                        letter -> "L’équipe a donné de ses nouvelles, n’est plus attendue, ou s’est dite bloquée."));
    }
}
