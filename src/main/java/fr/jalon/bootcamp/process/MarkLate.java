package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.Processes;
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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Marks a phase late when its slot has ended, names who is awaited, and tells its team, its coach and the facilitators.
 * Nothing is lost.
 */
@Component
class MarkLate implements JavaDelegate, Matter {

    private final BootcampRows journeys;
    private final Journeys core;
    private final Teams teams;
    private final Processes processes;
    private final Accounts accounts;
    private final Messenger messenger;
    private final BootcampLetters letters;
    private final ParisCalendar paris;
    private final String publicUrl;

    MarkLate(
            BootcampRows journeys,
            Journeys core,
            Teams teams,
            Processes processes,
            Accounts accounts,
            Messenger messenger,
            BootcampLetters letters,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.journeys = journeys;
        this.core = core;
        this.teams = teams;
        this.processes = processes;
        this.accounts = accounts;
        this.messenger = messenger;
        this.letters = letters;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        String element = execution.getCurrentActivityId();
        Phase phase = Phase.of(element.substring("mark-".length(), element.length() - "-late".length()));
        List<Processes.OpenTask> open = processes.openTasks(List.of(journey.id())).stream()
                .filter(task -> !Bootcamps.BESIDE.contains(task.definition()))
                .toList();
        String awaited = open.isEmpty()
                ? "équipe"
                : open.stream()
                        .map(task -> role(task.group()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!journeys.markLate(journey, phase, awaited)) return;
        Team late = teams.team(journey.team());
        String team = late.name();
        String waiting = open.stream()
                .map(task -> "• " + task.name() + "\u00a0: " + Tasklist.link(publicUrl, task.id()))
                .collect(Collectors.joining("\n"));
        LocalDate today = paris.today();
        Map<String, Person> people = new LinkedHashMap<>();
        accounts.membersOf(Groups.FACILITATORS).forEach(person -> people.put(person.id(), person));
        teams.companyOf(late).forEach(person -> people.put(person.id(), person));
        messenger.tell(
                new News(
                        kind(),
                        BootcampLetters.object(journey, journey.iteration(), phase.id(), today),
                        "late-" + journey.id() + "-" + journey.iteration() + "-" + phase.id() + "-" + today,
                        null,
                        "En retard : " + team + ", " + phase.label(),
                        person -> """
            Bonjour %s,

            Le créneau « %s » de l’équipe %s est dépassé. On attend : %s.

            %s

            La page de l’équipe : %s
            """.formatted(
                                        person.firstName(),
                                        phase.label(),
                                        team,
                                        awaited,
                                        waiting,
                                        publicUrl + "/equipes/" + late.id())),
                people.values());
    }

    @Override
    public String kind() {
        return "late";
    }

    @Override
    public Topic topic() {
        return Topic.REMINDERS;
    }

    /** A lateness is told while the phase lasts, unless its day has moved on meanwhile. */
    @Override
    public Map<String, String> lost(List<Letter> waiting) {
        Set<String> late =
                journeys
                        .lateness(waiting.stream()
                                .map(BootcampLetters::journey)
                                .distinct()
                                .toList())
                        .stream()
                        .map(each -> each.journey() + " " + each.iteration() + " "
                                + each.phase().id() + " "
                                + paris.wallClock(each.markedAt()).toLocalDate())
                        .collect(Collectors.toSet());
        Map<String, Journey> standing = core.find(
                waiting.stream().map(BootcampLetters::journey).distinct().toList());
        return letters.lost(
                waiting,
                true,
                journey -> Set.of(Groups.FACILITATORS, Groups.COACHES, Groups.ofTeam(journey.team())),
                (journey, rest) -> {
                    String step = Objects.requireNonNull(standing.get(journey.id()))
                            .place()
                            .step();
                    boolean isInIt = rest.startsWith(journey.iteration() + " " + step + " ");
                    if (!isInIt) return Optional.of("L’équipe n’en est plus à ce créneau.");
                    return late.contains(BootcampLetters.object(journey, rest))
                            ? Optional.empty()
                            : Optional.of("Les dates ont changé\u00a0: ce créneau n’est plus en retard.");
                });
    }

    private static String role(@Nullable String group) {
        if (Groups.FACILITATORS.equals(group)) return "facilitateur";
        return Groups.COACHES.equals(group) ? "coach" : "équipe";
    }
}
