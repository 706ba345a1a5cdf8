package fr.jalon.silence;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Blocked;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Teams that say they are blocked: whoever accompanies them knows at once, and for a while no silence is told. */
@Component
class Blocks implements Matter {

    /** Of messages. */
    static final String KIND = "blocked";

    /** Working days after which a team is taken to go on, unless it says so again. */
    static final int DAYS = 5;

    private static final LocalTime EVENING = LocalTime.of(18, 0);

    private final Journeys journeys;
    private final Teams teams;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ParisCalendar paris;
    private final WorkingDays working;
    private final Clock clock;
    private final String publicUrl;

    Blocks(
            Journeys journeys,
            Teams teams,
            Accounts accounts,
            Messenger messenger,
            ParisCalendar paris,
            WorkingDays working,
            Clock clock,
            @Value("${jalon.public-url}") String publicUrl) {
        this.journeys = journeys;
        this.teams = teams;
        this.accounts = accounts;
        this.messenger = messenger;
        this.paris = paris;
        this.working = working;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** The last day of a block that begins now. */
    LocalDate lastDay() {
        return working.plus(paris.today(), DAYS);
    }

    /** Whether the team of a journey is blocked now. */
    boolean isBlocked(Journey journey) {
        Blocked blocked = journey.blocked();
        return blocked != null && blocked.holds(clock.instant());
    }

    /**
     * Keeps that a team is blocked, and tells its coach and the facilitators.
     *
     * @return whether it was not blocked before; else nothing is done
     * @throws fr.jalon.Refusal for a journey that is paused or closed
     */
    @Transactional
    public boolean say(Team team, Journey journey, String reason, String by) {
        Instant until = paris.instantOf(lastDay().atTime(EVENING)).toInstant();
        Optional<Blocked> blocked = journeys.block(journey, reason, until, by);
        blocked.ifPresent(each -> tell(team, journey, each));
        return blocked.isPresent();
    }

    /** Keeps that it goes on again; what has not been told yet of its block is not told any more. */
    @Transactional
    public void end(Journey journey) {
        Blocked blocked = journey.blocked();
        journeys.unblock(journey);
        if (blocked != null) messenger.withdraw(KIND, List.of(object(journey, blocked)), "L’équipe avance de nouveau.");
    }

    private void tell(Team team, Journey journey, Blocked blocked) {
        String object = object(journey, blocked);
        String until = French.plainDay(paris.wallClock(blocked.until()).toLocalDate(), paris.today());
        String text = """
            L’équipe %s ne peut plus avancer dans « %s ». Elle dit pourquoi :

            %s

            Jusqu’au %s au soir, ou jusqu’à ce qu’elle avance de nouveau, Jalon ne signale pas son silence.

            La page de l’équipe : %s
            """.formatted(
                        team.name(), journey.title(), blocked.reason(), until, publicUrl + "/equipes/" + team.id())
                .replace(" :", "\u00a0:")
                .replace("« ", "«\u00a0")
                .replace(" »", "\u00a0»");
        News news = new News(
                KIND,
                object,
                "blocked-" + object,
                blocked.until(),
                team.name() + " se dit bloquée",
                person -> "Bonjour " + Objects.requireNonNullElse(person.firstName(), person.name()) + ",\n\n" + text);
        Map<String, Person> people = new LinkedHashMap<>();
        String coach = teams.homeOf(team).coach();
        accounts.membersOf(Groups.COACHES).stream()
                .filter(each -> coach == null || coach.equals(each.id()))
                .forEach(each -> people.put(each.id(), each));
        accounts.membersOf(Groups.FACILITATORS).forEach(each -> people.put(each.id(), each));
        messenger.tell(news, people.values());
    }

    private static String object(Journey journey, Blocked blocked) {
        return journey.id() + "/" + blocked.since().getEpochSecond();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Of a team that goes on nobody is told that it is blocked. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        List<String> lasting = journeys
                .find(letters.stream()
                        .map(letter ->
                                Objects.requireNonNullElse(letter.object(), "").replaceFirst("/.*", ""))
                        .distinct()
                        .toList())
                .values()
                .stream()
                .filter(journey -> journey.isOpen() && isBlocked(journey))
                .map(journey -> object(journey, Objects.requireNonNull(journey.blocked())))
                .toList();
        return letters.stream()
                .filter(letter -> !lasting.contains(Objects.requireNonNullElse(letter.object(), "")))
                .collect(Collectors.toMap(Letter::key, letter -> "L’équipe avance de nouveau."));
    }
}
