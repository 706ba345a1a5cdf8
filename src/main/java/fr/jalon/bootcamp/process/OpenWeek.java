package fr.jalon.bootcamp.process;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampDays;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.bootcamp.Phase;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Validation;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Matter;
import fr.jalon.mail.News;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Fixes the days of the week on entry. A team that comes after its planned start gets a whole week from the next
 * morning on, and its restitution moves along: a week never starts in the past.
 */
@Component
class OpenWeek implements JavaDelegate, Matter {

    private final BootcampRows journeys;
    private final Progress progress;
    private final Validation validation;
    private final Teams teams;
    private final Facilitators facilitators;
    private final BootcampLetters letters;
    private final ParisCalendar paris;

    OpenWeek(
            BootcampRows journeys,
            Progress progress,
            Validation validation,
            Teams teams,
            Facilitators facilitators,
            BootcampLetters letters,
            ParisCalendar paris) {
        this.journeys = journeys;
        this.progress = progress;
        this.validation = validation;
        this.teams = teams;
        this.facilitators = facilitators;
        this.letters = letters;
        this.paris = paris;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Bootcamp journey = journeys.of(execution.getProcessInstanceId());
        BootcampDays days = journey.days();
        if (paris.now().isAfter(days.validationStart().atTime(9, 0))) {
            LocalDate next =
                    paris.now().getHour() < 9 ? paris.today() : paris.today().plusDays(1);
            BootcampDays moved = days.withValidationStart(next);
            days = moved;
            journeys.redate(journey.id(), days);
            facilitators.tell(new News(
                    kind(),
                    BootcampLetters.object(journey, news(journey.iteration(), moved)),
                    "week-moved-" + journey.id() + "-" + journey.iteration(),
                    paris.instantOf(Phase.RESTITUTION.opens(moved)).toInstant(),
                    "Semaine décalée : " + teamName(journey),
                    facilitator -> """
          Bonjour %s,

          L’équipe %s entre en validation après la date prévue : sa semaine commence le %s \
          et sa restitution passe au %s.
          """.formatted(
                                    facilitator.firstName(),
                                    teamName(journey),
                                    French.day(moved.validationStart()),
                                    French.day(moved.restitutionDay()))));
        }
        validation.plan(
                journey.experiment(),
                journey.team(),
                Week.channels(execution),
                Week.organicChannels(execution),
                days.week());
        validation.budget(journey.experiment(), Week.dailyBudgets(execution));
        progress.replan(journeys.of(journey.id()), Phase.VALIDATION);
        execution.setVariable(IdeaToDecision.MORNINGS, BootcampDays.WEEK);
        execution.setVariable(IdeaToDecision.WEEK_OVER, false);
    }

    private static String news(int iteration, BootcampDays days) {
        return iteration + " " + days.validationStart() + " " + days.restitutionDay();
    }

    @Override
    public String kind() {
        return "week-moved";
    }

    @Override
    public Map<String, String> lost(List<Letter> waiting) {
        return letters.lost(
                waiting,
                false,
                journey -> Set.of(Groups.FACILITATORS),
                (journey, told) -> told.equals(news(journey.iteration(), journey.days()))
                        ? Optional.empty()
                        : Optional.of("Les dates de l’équipe ont changé depuis."));
    }

    private String teamName(Bootcamp journey) {
        return teams.team(journey.team()).name();
    }
}
