package fr.jalon.construction.process;

import fr.jalon.construction.CommitteeFacts;
import fr.jalon.construction.ConstructionYear;
import fr.jalon.construction.Constructions;
import fr.jalon.construction.Help;
import fr.jalon.construction.Review;
import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.form.StartFormFacts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Learnt;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of a construction show: what is known already, the month's test, the question that was asked. */
@Configuration(proxyBeanMethods = false)
class ConstructionFacts {

    /** The forms where what the first journey has taught spares typing it again. */
    private static final Set<String> KNOWING =
            Set.of("assemble-team", "name-service", "set-up-product", "set-impact-goal", "tag-links", "plan-actions");

    private final ConstructionCalendar calendar;
    private final Constructions constructions;
    private final Teams teams;
    private final ParisCalendar paris;

    ConstructionFacts(ConstructionCalendar calendar, Constructions constructions, Teams teams, ParisCalendar paris) {
        this.calendar = calendar;
        this.constructions = constructions;
        this.teams = teams;
        this.paris = paris;
    }

    record Start(List<Choice> constructionTeams) {}

    @Bean
    StartFormFacts<Start> factsOfConstructionStart() {
        return new StartFormFacts<>(
                Constructions.PROCESS,
                Start.class,
                () -> new Start(teams.current().stream()
                        .map(team -> new Choice(team.cohort() + " – " + team.name(), team.id()))
                        .toList()));
    }

    /** @param knownFacts none where no journey led here */
    record Known(List<Learnt.Fact> knownFacts) {}

    @Bean
    FormFacts<Known> factsOfEntry() {
        return new FormFacts<>(KNOWING, Known.class, task -> {
            Learnt learnt =
                    constructions.construction(task.getProcessInstanceId()).learnt();
            return new Known(learnt == null ? List.of() : learnt.facts());
        });
    }

    record Month(
            String monthName,
            String monthDates,
            String servedSaid,
            String visitsSaid,
            @Nullable Long visits,
            @Nullable String lastTest,
            @Nullable String lastMeasure,
            @Nullable String lastThreshold,
            List<Met> irritants) {}

    /** What irritated before, to be counted again. */
    record Met(String title, int times, boolean settled) {}

    @Bean
    FormFacts<Month> factsOfMonth() {
        return FormFacts.on(ConstructionPhase.MONTHLY_REVIEW, Month.class, this::month);
    }

    private Month month(DelegateTask task) {
        String id = task.getProcessInstanceId();
        int month = calendar.reviewed(task);
        LocalDate start = calendar.plan(task).start();
        LocalDate from = ConstructionYear.monthOver(start, month - 1);
        LocalDate until = ConstructionYear.monthOver(start, month).minusDays(1);
        List<Review> reviews = constructions.reviews(id);
        Review.Test last =
                reviews.isEmpty() ? null : reviews.get(reviews.size() - 1).next();
        return new Month(
                "Mois " + month,
                "du " + French.day(from) + " au " + French.day(until),
                constructions.construction(id).firstUser() == null
                        ? "Personne n’est encore servi."
                        : "Le premier utilisateur est servi.",
                constructions.visitsSaid(id, from, until),
                constructions.visits(id, from, until),
                last == null ? null : FormFacts.inert(last.test()),
                last == null ? null : FormFacts.inert(last.measure()),
                last == null ? null : FormFacts.inert(last.threshold()),
                constructions.irritants(id).stream()
                        .filter(irritant -> !irritant.settled())
                        .map(irritant -> new Met(irritant.title(), 0, false))
                        .toList());
    }

    record Tools(String contactsPage, String contactsSaid, String linksPage, String linksSaid, String measurePage) {}

    @Bean
    FormFacts<Tools> factsOfKit() {
        return new FormFacts<>(Set.of("track-contacts", "tag-links", "set-up-analytics"), Tools.class, task -> {
            String team = calendar.plan(task).team();
            String page = "/equipes/" + team;
            return new Tools(
                    page + "/contacts",
                    constructions.contactsSaid(team),
                    page + "/liens",
                    constructions.linksSaid(team),
                    page + "/mesure");
        });
    }

    record Asked(List<HelpRow> helpRows) {}

    record HelpRow(String day, String missing, String question, String answer) {}

    @Bean
    FormFacts<Asked> factsOfHelp() {
        return FormFacts.on(
                ConstructionPhase.ASK_FOR_HELP,
                Asked.class,
                task -> new Asked(constructions.help(task.getProcessInstanceId()).stream()
                        .map(help -> new HelpRow(
                                French.date(paris.wallClock(help.askedAt()).toLocalDate()),
                                help.missing().words(),
                                help.question(),
                                Objects.requireNonNullElse(help.answer(), "attendue")))
                        .toList()));
    }

    record Question(String helpMissing, String helpAsked) {}

    @Bean
    FormFacts<Question> factsOfQuestion() {
        return FormFacts.on(ConstructionPhase.GIVE_OUTSIDE_VIEW, Question.class, task -> {
            Help help = constructions.help(task.getProcessInstanceId()).get(ConstructionCalendar.helpNumber(task) - 1);
            return new Question(help.missing().words(), FormFacts.inert(help.question()));
        });
    }

    @Bean
    FormFacts<CommitteeFacts> factsOfCommittee() {
        return FormFacts.on(ConstructionYear.COMMITTEE, CommitteeFacts.class, task -> constructions
                .committeeFacts(task.getProcessInstanceId())
                .inert());
    }
}
