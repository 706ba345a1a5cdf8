package fr.jalon.portfolio;

import static java.util.Objects.requireNonNull;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.MorningHours;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.silence.SilenceRule;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people each working morning, at the hour that each has chosen and in one mail, what awaits them: members their
 * tasks, coaches and facilitators the teams that need somebody. Whoever has nothing gets nothing. May run on every
 * node, and asks the database for the same few things however many people there are.
 */
@Component
class MorningDigest implements Matter {

    private static final int LISTED = 20;

    /** Looks every few minutes whose hour has come by Jalon's clock. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final MorningDigest digest;

        Clockwork(MorningDigest digest) {
            this.digest = digest;
        }

        @Scheduled(fixedDelayString = "${jalon.mail.morning:PT5M}", initialDelayString = "${jalon.mail.morning:PT5M}")
        void round() {
            digest.round();
        }
    }

    /** When something is to be done, seen from a morning. */
    private enum When {
        LATE("En retard"),
        TODAY("Aujourd’hui"),
        NEXT("Le prochain jour ouvré"),
        AWAITED("Attendu de vous");

        private final String title;

        When(String title) {
            this.title = title;
        }
    }

    /** A team, what is open in its journeys, and why each of these needs somebody of the staff. */
    private record Standing(Listed team, List<OpenTask> tasks, Need need) {}

    /**
     * What somebody is told: of the teams for which they have something to do, and of those that they look after.
     *
     * @param groups whose tasks are theirs
     */
    private record Told(Person person, Set<String> groups, List<Standing> own, List<Standing> needy) {

        void does(String group, Standing standing) {
            groups.add(group);
            if (!own.contains(standing)) own.add(standing);
        }
    }

    private final Teams teams;
    private final Journeys journeys;
    private final Processes processes;
    private final Kinds kinds;
    private final Accounts accounts;
    private final MorningHours hours;
    private final Messenger messenger;
    private final SilenceRule silences;
    private final WorkingDays working;
    private final Words words;
    private final ParisCalendar paris;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final String publicUrl;

    MorningDigest(
            Teams teams,
            Journeys journeys,
            Processes processes,
            Kinds kinds,
            Accounts accounts,
            MorningHours hours,
            Messenger messenger,
            SilenceRule silences,
            WorkingDays working,
            Words words,
            ParisCalendar paris,
            Clock clock,
            TransactionTemplate transaction,
            @Value("${jalon.public-url}") String publicUrl) {
        this.teams = teams;
        this.journeys = journeys;
        this.processes = processes;
        this.kinds = kinds;
        this.accounts = accounts;
        this.hours = hours;
        this.messenger = messenger;
        this.silences = silences;
        this.working = working;
        this.words = words;
        this.paris = paris;
        this.clock = clock;
        this.transaction = transaction;
        this.publicUrl = publicUrl;
    }

    /** Tells those whose hour has come, once a day however often it is asked. */
    void round() {
        LocalDateTime now = paris.now();
        if (!working.isWorking(now.toLocalDate())) return;
        transaction.executeWithoutResult(status -> {
            MorningHours.Round round = hours.claim(now);
            if (round.hours().isEmpty()) return;
            Map<Person, News> each = new LinkedHashMap<>();
            told(round).forEach(told -> news(told, now).ifPresent(news -> each.put(told.person(), news)));
            messenger.tell(each);
        });
    }

    private List<Told> told(MorningHours.Round round) {
        List<Listed> current = teams.current();
        Map<String, Standing> standing = standing(current);
        List<String> groups = new ArrayList<>(List.of(Groups.FACILITATORS, Groups.COACHES));
        current.forEach(team -> groups.add(Groups.ofTeam(team.id())));
        Circle circle = accounts.circle(groups, List.of());
        Map<String, Told> told = new LinkedHashMap<>();
        for (Listed team : current) {
            circle.membersOf(Groups.ofTeam(team.id())).stream()
                    .filter(person -> round.isFor(person.id()))
                    .forEach(person ->
                            of(told, person).does(Groups.ofTeam(team.id()), requireNonNull(standing.get(team.id()))));
        }
        Map<String, Set<String>> cohorts = teams.cohortsOfAll();
        Map<String, Set<String>> given = teams.teamsOfCoaches();
        List<Standing> needy = standing.values().stream()
                .filter(each -> each.need().isUrgent())
                .toList();
        for (Person person : circle.membersOf(Groups.FACILITATORS)) {
            Set<String> own = cohorts.getOrDefault(person.id(), Set.of());
            if (round.isFor(person.id()))
                needy.stream()
                        .filter(each ->
                                own.isEmpty() || own.contains(each.team().cohortId()))
                        .forEach(of(told, person).needy()::add);
        }
        for (Person person : circle.membersOf(Groups.COACHES)) {
            Set<String> own = given.getOrDefault(person.id(), Set.of());
            if (!round.isFor(person.id())) continue;
            Told coach = of(told, person);
            standing.values().stream()
                    .filter(each -> own.contains(each.team().id()))
                    .forEach(each -> coach.does(Groups.COACHES, each));
            needy.stream()
                    .filter(each -> own.contains(each.team().id()))
                    .filter(each -> !coach.needy().contains(each))
                    .forEach(coach.needy()::add);
        }
        return List.copyOf(told.values());
    }

    private static Told of(Map<String, Told> told, Person person) {
        return told.computeIfAbsent(
                person.id(), fresh -> new Told(person, new HashSet<>(), new ArrayList<>(), new ArrayList<>()));
    }

    /** How teams stand, by id. */
    private Map<String, Standing> standing(List<Listed> current) {
        List<String> ids = current.stream().map(Listed::id).toList();
        List<Journey> all = ids.isEmpty() ? List.of() : journeys.of(ids);
        Map<String, List<Journey>> open = all.stream()
                .filter(journey -> journey.isOpen() && !journey.isPaused())
                .collect(Collectors.groupingBy(Journey::team));
        Map<String, List<OpenTask>> tasks =
                processes
                        .openTasks(open.values().stream()
                                .flatMap(List::stream)
                                .map(Journey::id)
                                .toList())
                        .stream()
                        .collect(Collectors.groupingBy(OpenTask::root));
        Instant now = clock.instant();
        Map<String, Standing> standing = new LinkedHashMap<>();
        for (Listed team : current) {
            List<OpenTask> own = new ArrayList<>();
            Need most = Need.NONE;
            for (Journey journey : open.getOrDefault(team.id(), List.of())) {
                List<OpenTask> some = tasks.getOrDefault(journey.id(), List.of());
                own.addAll(some);
                Need need = some.stream().anyMatch(task -> kinds.isDecision(task.definition()))
                        ? Need.GATE
                        : Need.of(journey, now, silences.of(journey, now));
                if (need.compareTo(most) < 0) most = need;
            }
            standing.put(team.id(), new Standing(team, own, most));
        }
        return standing;
    }

    private Optional<News> news(Told told, LocalDateTime now) {
        Map<When, Integer> counts = new EnumMap<>(When.class);
        String own = told.own().stream()
                .map(standing -> own(standing, told, now, counts))
                .collect(Collectors.joining());
        if (own.isEmpty() && told.needy().isEmpty()) return Optional.empty();
        LocalDate today = now.toLocalDate();
        return Optional.of(new News(
                kind(),
                today.toString(),
                "digest-" + today,
                paris.instantOf(today.atTime(MorningHours.OVER, 0)).toInstant(),
                subject(counts, told.needy().size()),
                person -> """
                Bonjour %s,

                Votre point du matin, %s.

                %s%sChoisir l’heure, ou s’en passer : %s
                """.formatted(
                                Objects.requireNonNullElse(person.firstName(), person.name()),
                                French.plainDay(today, today),
                                own,
                                needy(told.needy()),
                                publicUrl + "/courriels")));
    }

    private static String subject(Map<When, Integer> counts, int needy) {
        List<String> said = new ArrayList<>();
        int late = counts.getOrDefault(When.LATE, 0);
        int today = counts.getOrDefault(When.TODAY, 0);
        if (late > 0) said.add(French.count(late) + " en retard");
        if (today > 0) said.add(French.count(today) + " aujourd’hui");
        if (needy > 0) said.add(French.count(needy) + (needy == 1 ? " équipe a" : " équipes ont") + " besoin de vous");
        return "Votre point du matin" + (said.isEmpty() ? "" : "\u00a0: " + String.join(", ", said));
    }

    /** What is for somebody to do for a team, and counts it; empty for nothing. */
    private String own(Standing standing, Told told, LocalDateTime now, Map<When, Integer> counts) {
        Map<When, List<OpenTask>> tasks = new EnumMap<>(When.class);
        for (OpenTask task : standing.tasks()) {
            boolean isTheirs = task.assignee() == null
                    ? task.group() != null && told.groups().contains(task.group())
                    : task.assignee().equals(told.person().id());
            if (isTheirs)
                tasks.computeIfAbsent(when(task, now), fresh -> new ArrayList<>())
                        .add(task);
        }
        if (tasks.isEmpty()) return "";
        StringBuilder said = new StringBuilder("Équipe ")
                .append(standing.team().name())
                .append("\nLa page de l’équipe : ")
                .append(publicUrl)
                .append("/equipes/")
                .append(standing.team().id())
                .append("\n\n");
        tasks.forEach((when, some) -> {
            counts.merge(when, some.size(), Integer::sum);
            said.append(when.title).append("\u00a0:\n\n");
            some.stream()
                    .limit(LISTED)
                    .forEach(task -> said.append(bullet(
                            task.name() + (task.due() == null ? "" : " (" + words.due(task.due()) + ")"),
                            Webapps.TASKLIST + "#/?task=" + task.id())));
            said.append(more(some.size())).append("\n");
        });
        return said.toString();
    }

    private When when(OpenTask task, LocalDateTime now) {
        if (task.due() == null) return When.AWAITED;
        LocalDateTime due = paris.wallClock(task.due());
        if (due.isBefore(now)) return When.LATE;
        if (due.toLocalDate().equals(now.toLocalDate())) return When.TODAY;
        boolean isNext = !due.toLocalDate().isAfter(working.plus(now.toLocalDate(), 1));
        return isNext ? When.NEXT : When.AWAITED;
    }

    /** The teams that need somebody, by cohort, the most urgent first. */
    private String needy(List<Standing> needy) {
        Map<String, List<Standing>> byCohort = new LinkedHashMap<>();
        needy.forEach(each -> byCohort.computeIfAbsent(each.team().cohortId(), fresh -> new ArrayList<>())
                .add(each));
        StringBuilder said = new StringBuilder();
        byCohort.forEach((cohort, some) -> {
            some.sort(Comparator.comparing(Standing::need));
            said.append("Qui a besoin de vous, ")
                    .append(some.get(0).team().cohort())
                    .append("\nLa page de la cohorte : ")
                    .append(publicUrl)
                    .append("/cohortes/")
                    .append(cohort)
                    .append("\n\n");
            some.stream()
                    .limit(LISTED)
                    .forEach(each -> said.append(bullet(
                            each.team().name() + ", " + each.need().label(),
                            "/equipes/" + each.team().id())));
            said.append(more(some.size())).append("\n");
        });
        return said.toString();
    }

    private String bullet(String what, String path) {
        return "• " + what + " : " + publicUrl + path + "\n";
    }

    private static String more(int all) {
        return all <= LISTED ? "" : "• et " + French.count(all - LISTED) + " autres\n";
    }

    @Override
    public String kind() {
        return "digest";
    }

    @Override
    public Topic topic() {
        return Topic.MORNING;
    }

    /** It has its sense as long as its day lasts. */
    @Override
    public Map<String, String> lost(List<Letter> letters) {
        return Map.of();
    }
}
