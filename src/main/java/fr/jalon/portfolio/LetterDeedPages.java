package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Who;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.portfolio.Deeds.Row;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Mails from a facilitator to the members of teams: a message of their own, or what Jalon awaits. */
@Controller
@PreAuthorize("hasAuthority('facilitators')")
class LetterDeedPages {

    private static final String MESSAGE = "message";
    private static final String REMINDER = "reminder";
    private static final int MOST_MESSAGES = 5;
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_TEXT = 4000;

    private final Deeds deeds;
    private final Teams teams;
    private final Journeys journeys;
    private final Processes processes;
    private final Messenger messenger;
    private final Accounts accounts;
    private final Words words;
    private final ParisCalendar paris;
    private final String publicUrl;

    LetterDeedPages(
            Deeds deeds,
            Teams teams,
            Journeys journeys,
            Processes processes,
            Messenger messenger,
            Accounts accounts,
            Words words,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.deeds = deeds;
        this.teams = teams;
        this.journeys = journeys;
        this.processes = processes;
        this.messenger = messenger;
        this.accounts = accounts;
        this.words = words;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    /** Both pages say where mails do not leave. */
    @ModelAttribute("hasServer")
    boolean hasServer() {
        return messenger.hasServer();
    }

    @GetMapping("/cohortes/{cohort}/message")
    String message(@PathVariable String cohort, @RequestParam MultiValueMap<String, String> asked, Model model) {
        deeds.teams(cohort, asked, model);
        return "deed-message";
    }

    @PostMapping("/cohortes/{cohort}/message")
    String write(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.teams(cohort, asked, model);
        String subject = typed(asked, "subject");
        String text = typed(asked, "text");
        model.addAttribute("subject", subject);
        model.addAttribute("text", text);
        Map<String, String> errors = new LinkedHashMap<>();
        refuseLength(errors, "subject", subject, LONGEST_SUBJECT);
        refuseLength(errors, "text", text, LONGEST_TEXT);
        if (!errors.isEmpty()) {
            model.addAttribute("errors", errors);
            return "deed-message";
        }
        String writer = name(who);
        String today = paris.today().toString();
        return deeds.act("deed-message", rows, asked, model, row -> {
            Team team = row.team();
            String key = Token.hash(String.join("\n", team.id(), today, who.getName(), subject, text));
            List<String> said =
                    tell(team, MESSAGE, key, subject, person -> """
            Bonjour %s,

            %s

            %s vous écrit par Jalon. La page de votre équipe :
            %s
            """.formatted(person.name(), text, writer, page(team)));
            if (messenger.told(MESSAGE, team.id(), midnight()) > MOST_MESSAGES)
                throw Refusal.conflict("Cette équipe a déjà reçu cinq messages aujourd’hui.");
            return said;
        });
    }

    @GetMapping("/cohortes/{cohort}/rappel")
    String reminder(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        return remind(cohort, asked, who, model);
    }

    /** A reminder asks for nothing: it is shown at once. */
    @PostMapping("/cohortes/{cohort}/rappel")
    String remind(
            @PathVariable String cohort,
            @RequestParam MultiValueMap<String, String> asked,
            Authentication who,
            Model model) {
        List<Row> rows = deeds.teams(cohort, asked, model);
        List<Journey> open = journeys
                .of(rows.stream().map(row -> row.team().id()).toList())
                .stream()
                .filter(journey -> journey.isOpen() && !journey.isPaused())
                .toList();
        Map<String, List<OpenTask>> tasks = processes
                .openTasks(open.stream().map(Journey::id).toList())
                .stream()
                .filter(task -> task.group() != null && Groups.isOfTeam(task.group()))
                .collect(Collectors.groupingBy(OpenTask::root));
        String writer = name(who);
        return deeds.act("deed-reminder", rows, asked, model, row -> {
            Team team = row.team();
            List<String> waiting = open.stream()
                    .filter(journey -> journey.team().equals(team.id()))
                    .flatMap(journey ->
                            tasks.getOrDefault(journey.id(), List.of()).stream().map(task -> waiting(journey, task)))
                    .toList();
            if (waiting.isEmpty()) throw Refusal.conflict("Rien n’attend cette équipe.");
            if (messenger.told(REMINDER, team.id(), midnight()) > 0)
                throw Refusal.conflict("Un rappel lui a déjà été écrit aujourd’hui.");
            String key = team.id() + "-" + paris.today();
            List<String> changes =
                    new ArrayList<>(tell(team, REMINDER, key, "Ce qui attend l’équipe " + team.name(), person ->
                            """
            Bonjour %s,

            %s vous rappelle ce qui attend l’équipe %s :

            %s

            La page de votre équipe : %s
            """.formatted(person.name(), writer, team.name(), lines(waiting), page(team))));
            changes.addAll(waiting);
            return changes;
        });
    }

    private String waiting(Journey journey, OpenTask task) {
        Optional<Instant> since = Need.since(journey.place().awaited(), Who.TEAM);
        return task.name()
                + (task.due() == null ? "" : ", pour le " + words.moment(task.due()))
                + since.map(at -> " (on attend l’équipe : " + words.ago(at) + ")")
                        .orElse("");
    }

    private static String lines(List<String> waiting) {
        return waiting.stream().map(each -> "- " + each).collect(Collectors.joining("\n"));
    }

    /** Writes to the members of a team, and says to whom. */
    private List<String> tell(Team team, String kind, String key, String subject, Function<Person, String> text) {
        Map<Boolean, List<Person>> members = teams.membersOf(team).stream()
                .collect(Collectors.partitioningBy(
                        person -> person.email() != null && !person.email().isBlank()));
        List<Person> reached = members.getOrDefault(true, List.of());
        if (reached.isEmpty()) throw Refusal.conflict("Aucun membre n’a d’adresse électronique.");
        messenger.tell(new News(kind, team.id(), kind + "-" + key, null, subject, text), reached);
        List<String> said = new ArrayList<>();
        said.add((reached.size() == 1 ? "1 courriel : " : reached.size() + " courriels : ") + names(reached));
        List<Person> unreached = members.getOrDefault(false, List.of());
        if (!unreached.isEmpty()) said.add("Sans adresse : " + names(unreached));
        return said;
    }

    private static String names(List<Person> people) {
        return people.stream().map(Person::name).collect(Collectors.joining(", "));
    }

    private Instant midnight() {
        return paris.instantOf(paris.today().atStartOfDay()).toInstant();
    }

    private String page(Team team) {
        return publicUrl + "/equipes/" + team.id();
    }

    private String name(Authentication who) {
        return accounts.find(who.getName()).map(Person::name).orElse(who.getName());
    }

    private static String typed(MultiValueMap<String, String> asked, String name) {
        return Objects.requireNonNullElse(asked.getFirst(name), "")
                .replace("\r\n", "\n")
                .strip();
    }

    private static void refuseLength(Map<String, String> errors, String name, String typed, int longest) {
        if (typed.isEmpty()) errors.put(name, "Ce champ est obligatoire.");
        if (typed.length() > longest) errors.put(name, longest + " caractères au plus, " + typed.length() + " reçus.");
    }
}
