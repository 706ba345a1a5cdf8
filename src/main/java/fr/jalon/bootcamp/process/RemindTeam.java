package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Groups;
import fr.jalon.experiment.Validation;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.mail.Topic;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Mails each member in the morning of a validation day, with what is still missing, as soon as there is a task to lead
 * to: that of the figures, or the check-in where they are known. Bootcamps that began under the first model call it as
 * the morning begins, before there is one.
 */
@Component
class RemindTeam implements TaskListener, ExecutionListener, Matter {

    private final JourneyCalendar calendar;
    private final Validation validation;
    private final Teams teams;
    private final Messenger messenger;
    private final BootcampLetters letters;
    private final Processes processes;
    private final String publicUrl;

    RemindTeam(
            JourneyCalendar calendar,
            Validation validation,
            Teams teams,
            Messenger messenger,
            BootcampLetters letters,
            Processes processes,
            @Value("${jalon.public-url}") String publicUrl) {
        this.calendar = calendar;
        this.validation = validation;
        this.teams = teams;
        this.messenger = messenger;
        this.letters = letters;
        this.processes = processes;
        this.publicUrl = publicUrl;
    }

    @Override
    public void notify(DelegateTask task) {
        remind(task.getExecution(), task.getId());
    }

    @Override
    public void notify(DelegateExecution execution) {
        remind(execution, null);
    }

    private void remind(DelegateExecution execution, @Nullable String task) {
        Bootcamp journey = calendar.journey(execution);
        Team team = teams.team(journey.team());
        LocalDate day = calendar.day(execution);
        int number = calendar.number(execution);
        List<String> missing = validation.missing(journey.experiment(), day);
        String figures = missing.isEmpty()
                ? "Les chiffres du " + French.day(day) + " sont complets : rien à saisir."
                : "Il manque les chiffres du " + French.day(day) + " pour : " + String.join(", ", missing) + ".";
        List<LocalDate> gaps = validation.daysMissing(journey.experiment()).stream()
                .filter(each -> each.isBefore(day))
                .toList();
        String earlier = gaps.isEmpty()
                ? ""
                : "\nDes jours passés sont incomplets : "
                        + gaps.stream().map(French::shortDay).collect(Collectors.joining(", "))
                        + ". Complétez-les par un fichier CSV.\n";
        String link = task == null ? Tasklist.link(publicUrl) : Tasklist.link(publicUrl, task);
        messenger.tell(
                new News(
                        kind(),
                        BootcampLetters.object(journey, task == null ? "" : task),
                        "morning-" + journey.id() + "-" + journey.iteration() + "-" + number,
                        calendar.morningOver(execution).toInstant(),
                        "%s : le point du matin, jour %d sur %d"
                                .formatted(
                                        team.name(),
                                        number,
                                        validation.days(journey.experiment()).size()),
                        member -> """
            Bonjour %s,

            Une journée de validation vient de s’achever pour l’équipe %s.

            %s
            %s
            Les chiffres d’abord, puis un point rapide en équipe, avant midi : %s
            """.formatted(member.firstName(), team.name(), figures, earlier, link)),
                teams.membersOf(team));
    }

    @Override
    public String kind() {
        return "morning";
    }

    @Override
    public Topic topic() {
        return Topic.REMINDERS;
    }

    @Override
    public Map<String, String> lost(List<Letter> waiting) {
        Set<String> open = processes.stillOpen(
                waiting.stream().map(BootcampLetters::rest).distinct().toList());
        return letters.lost(
                waiting,
                true,
                journey -> Set.of(Groups.ofTeam(journey.team())),
                (journey, task) -> task.isEmpty() || open.contains(task)
                        ? Optional.empty()
                        : Optional.of("Ce qui était attendu ce matin-là est fait, ou n’est plus à faire."));
    }
}
