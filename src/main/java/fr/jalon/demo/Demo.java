package fr.jalon.demo;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.JourneyKind;
import fr.jalon.team.Cohort;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Invitations;
import fr.jalon.team.Teams;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills an empty database with people and with what each kind of journey shows of itself. All of it is lived: the clock
 * is set back, and timers and tasks follow as they would have.
 */
@Component
@Profile("demo")
class Demo implements ApplicationRunner, Demonstration {

    private record Event(LocalDateTime moment, Runnable happens) {}

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private final Rehearsal rehearsal;
    private final Accounts accounts;
    private final Teams teams;
    private final Enrolments enrolments;
    private final Invitations invitations;
    private final List<JourneyKind<?, ?>> kinds;
    private final Processes processes;
    private final ParisCalendar paris;
    private final String password;
    private final List<Event> events = new ArrayList<>();
    private @Nullable LocalDateTime now;

    Demo(
            Rehearsal rehearsal,
            Accounts accounts,
            Teams teams,
            Enrolments enrolments,
            Invitations invitations,
            List<JourneyKind<?, ?>> kinds,
            Processes processes,
            ParisCalendar paris,
            @Value("${jalon.demo.password}") String password) {
        this.rehearsal = rehearsal;
        this.accounts = accounts;
        this.teams = teams;
        this.enrolments = enrolments;
        this.invitations = invitations;
        this.kinds = kinds;
        this.processes = processes;
        this.paris = paris;
        this.password = password;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (teams.cohorts().isEmpty()) {
            staff("fanny", "Fanny", "Moreau", Groups.FACILITATORS);
            staff("carlos", "Carlos", "Ribeiro", Groups.COACHES);
            now = paris.now();
            kinds.forEach(kind -> kind.demonstrate(this));
            live();
        }
        LOG.info(
                "Démonstration : admin, fanny, carlos, alice, bruno, chloe, david, sonia, marc, lina, "
                        + "omar – mot de passe {}",
                password);
    }

    private void staff(String id, String first, String last, String group) {
        accounts.create(new Accounts.Person(id, first, last, id + "@jalon.example"));
        accounts.setPassword(id, password);
        accounts.join(id, group);
    }

    private void live() {
        events.sort(Comparator.comparing(Event::moment));
        rehearsal.replay(
                instant(events.get(0).moment()),
                () -> events.forEach(event -> {
                    rehearsal.replayUntil(instant(event.moment()));
                    event.happens().run();
                }));
    }

    private Instant instant(LocalDateTime wallClock) {
        return paris.instantOf(wallClock).toInstant();
    }

    @Override
    public LocalDateTime now() {
        return Objects.requireNonNull(now);
    }

    @Override
    public void at(LocalDateTime moment, Runnable happens) {
        events.add(new Event(moment, happens));
    }

    @Override
    public void cohort(String id, String name, LocalDate begins) {
        teams.create(new Cohort(id, name, List.of(), List.of()), begins);
    }

    @Override
    public void team(String cohort, String id, String name, String... members) {
        enrolments
                .enrol(
                        cohort,
                        id,
                        name,
                        Arrays.stream(members).map(Demo::member).toList())
                .forEach(member -> invitations.accept(Objects.requireNonNull(member.invitation()), password));
    }

    private static Enrolments.NewMember member(String told) {
        String[] words = told.split(" ", 3);
        return new Enrolments.NewMember(words[0], words[1], words[2], words[0] + "@jalon.example");
    }

    @Override
    public String facilitator() {
        return "fanny";
    }

    @Override
    public void work(
            String journey,
            String member,
            Predicate<OpenTask> chosen,
            BiFunction<OpenTask, Map<String, Object>, Map<String, Object>> adapted) {
        for (var next = next(journey, chosen); next.isPresent(); next = next(journey, chosen)) {
            OpenTask task = next.get();
            accounts.as(who(task, member), () -> {
                processes.complete(task.id(), adapted.apply(task, DemoAnswers.of(task.definition(), paris.today())));
                return null;
            });
        }
    }

    private Optional<OpenTask> next(String journey, Predicate<OpenTask> chosen) {
        return processes.openTasks(List.of(journey)).stream().filter(chosen).findFirst();
    }

    private String who(OpenTask task, String member) {
        if (Groups.FACILITATORS.equals(task.group())) return facilitator();
        return Groups.COACHES.equals(task.group()) ? "carlos" : member;
    }
}
