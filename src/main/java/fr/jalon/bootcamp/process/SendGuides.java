package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Mails the cohort's guides to each member; the form of the next task shows them too. */
@Component
class SendGuides implements JavaDelegate, Matter {

    private final BootcampRows journeys;
    private final Teams teams;
    private final Messenger messenger;
    private final BootcampLetters letters;
    private final ParisCalendar paris;
    private final String publicUrl;

    SendGuides(
            BootcampRows journeys,
            Teams teams,
            Messenger messenger,
            BootcampLetters letters,
            ParisCalendar paris,
            @Value("${jalon.public-url}") String publicUrl) {
        this.journeys = journeys;
        this.teams = teams;
        this.messenger = messenger;
        this.letters = letters;
        this.paris = paris;
        this.publicUrl = publicUrl;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        messenger.tell(news(journey), teams.membersOf(teams.team(journey.team())));
    }

    /** Has guides that have not left yet name the days to which the journey has moved. */
    void redate(Bootcamp journey) {
        messenger.retell(news(journey), teams.membersOf(teams.team(journey.team())));
    }

    private News news(Bootcamp journey) {
        Team team = teams.team(journey.team());
        Cohort cohort = teams.cohort(journey.cohort());
        String guides = cohort.guides().stream()
                .map(guide -> "• " + guide.title() + (guide.link() == null ? "" : "\u00a0: " + absolute(guide.link())))
                .collect(Collectors.joining("\n"));
        return new News(
                kind(),
                BootcampLetters.object(journey, team.id()),
                "guides-" + journey.id(),
                paris.instantOf(Phase.IDEATION.opens(journey.days())).toInstant(),
                cohort.name() + " : vos guides d’autoformation",
                member -> """
            Bonjour %s,

            Le bootcamp commence le %s. D’ici là, l’équipe %s lit ses guides :

            %s

            Vos tâches vous attendent dans Jalon : %s
            """.formatted(
                                member.firstName(),
                                French.day(journey.days().firstDay()),
                                team.name(),
                                guides,
                                Tasklist.link(publicUrl)));
    }

    @Override
    public String kind() {
        return "guides";
    }

    @Override
    public Map<String, String> lost(List<Letter> waiting) {
        return letters.lost(
                waiting, false, journey -> Set.of(Groups.ofTeam(journey.team())), (journey, team) -> Optional.empty());
    }

    /** The project's own guides are pages of this application. */
    private String absolute(String link) {
        return link.startsWith("/") ? publicUrl + link : link;
    }
}
