package fr.jalon.scic.process;

import fr.jalon.engine.form.FormFacts;
import fr.jalon.engine.form.FormFacts.Choice;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.Grants;
import fr.jalon.scic.PublicMoney;
import fr.jalon.scic.Track;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the forms of an application for a grant show. */
@Configuration(proxyBeanMethods = false)
class GrantFacts {

    /** How far from today a deadline or a financial year is, at most. */
    private static final int YEARS = 4;

    private final TrackCalendar calendar;
    private final GrantCalendar grants;
    private final GrantRows rows;
    private final ParisCalendar paris;

    GrantFacts(TrackCalendar calendar, GrantCalendar grants, GrantRows rows, ParisCalendar paris) {
        this.calendar = calendar;
        this.grants = grants;
        this.rows = rows;
        this.paris = paris;
    }

    /** What is applied for, and where that stands. */
    record Application(
            String grantStructure,
            String grantAsked,
            String grantGranted,
            String grantFunder,
            String grantAction,
            String grantKind,
            String grantAmount,
            String grantDeadlineText,
            boolean publicMoney,
            String publicMoneyNotice,
            List<Year> publicMoneyYears) {}

    /** What more can come of public money in a year, beside this application, before the law asks for an auditor. */
    record Year(int year, long room) {}

    /** An application to prepare; {@code grantDeadline} is the day to begin with. */
    record ToPrepare(
            Application application,
            List<Document> grantDocuments,
            List<Choice> grantDocumentOptions,
            List<String> grantPrerequisites,
            @Nullable String grantDeadline) {}

    record Document(String name, String by) {}

    @Bean
    FormFacts<ToPrepare> factsOfGrantFile() {
        return FormFacts.on(AssociationToScic.PREPARE_GRANT_FILE, ToPrepare.class, task -> {
            Track track = calendar.track(task);
            GrantApplication application = grants.application(task);
            LocalDate deadline = application.deadline();
            List<Grants.Document> documents = Grants.documents(application.grant(), deadline);
            return new ToPrepare(
                    told(track, application, ", " + Grants.TO_CONFIRM),
                    documents.stream()
                            .map(each -> new Document(each.label(), French.shortDay(each.due())))
                            .toList(),
                    documents.stream()
                            .map(each -> new Choice(each.label(), each.label()))
                            .toList(),
                    prerequisites(task, track, deadline, true),
                    task.hasVariable("grantDeadline") ? null : deadline.toString());
        });
    }

    record ToSubmit(Application application, List<String> grantPrerequisites) {}

    @Bean
    FormFacts<ToSubmit> factsOfSubmission() {
        return FormFacts.on(AssociationToScic.SUBMIT_GRANT_FILE, ToSubmit.class, task -> {
            Track track = calendar.track(task);
            GrantApplication application = grants.application(task);
            return new ToSubmit(
                    told(track, application, ""), prerequisites(task, track, application.deadline(), false));
        });
    }

    /** @param nextDeadline the day to begin with, likewise */
    record NextRound(
            Application application,
            String grantOutcome,
            @Nullable String nextDeadline) {}

    @Bean
    FormFacts<NextRound> factsOfNextRound() {
        return FormFacts.on(AssociationToScic.PLAN_NEXT_ROUND, NextRound.class, task -> {
            GrantApplication application = grants.application(task);
            return new NextRound(
                    told(calendar.track(task), application, ""),
                    application.status().label(),
                    application.nextDeadline(paris.today()).toString());
        });
    }

    record Submitted(Application application, TrackFacts.Applications applications) {}

    @Bean
    FormFacts<Submitted> factsOfSubmitted(TrackFacts facts) {
        Set<String> forms = Set.of(
                AssociationToScic.RECORD_GRANT_RESULT,
                AssociationToScic.SIGN_GRANT_AGREEMENT,
                AssociationToScic.REPORT_GRANT_SPENDING);
        return new FormFacts<>(forms, Submitted.class, task -> {
            Track track = calendar.track(task);
            return new Submitted(told(track, grants.application(task), ""), facts.applications(track));
        });
    }

    private Application told(Track track, GrantApplication application, String reserve) {
        List<GrantApplication> all = rows.applications(track.id());
        List<GrantApplication> others =
                all.stream().filter(each -> !each.id().equals(application.id())).toList();
        int year = paris.today().getYear();
        return new Application(
                FormFacts.inert(track.structureName()),
                TrackFacts.euros(application.asked()),
                TrackFacts.euros(application.granted()),
                application.title(),
                application.grant().action(),
                French.capitalised(application.grant().kind().label()),
                application.grant().amountInWords(),
                French.date(application.deadline()) + reserve,
                application.grant().publicMoney(),
                LawFacts.publicMoney(all),
                IntStream.rangeClosed(year - YEARS, year + YEARS)
                        .mapToObj(each ->
                                new Year(each, PublicMoney.in(each, others).room()))
                        .toList());
    }

    /**
     * What the table asked for as the file opened, with the day by which it is needed and whether it is there by now.
     */
    private List<String> prerequisites(DelegateTask task, Track track, LocalDate deadline, boolean withContract) {
        Grants.Readiness ready = grants.readiness(track, !withContract);
        return rows(task, KeepPrerequisites.PREREQUISITES).stream()
                .filter(each -> !prerequisite(each).isMetBy(ready))
                .map(each -> {
                    Grants.Prerequisite prerequisite = prerequisite(each);
                    LocalDate by = prerequisite.neededBy(deadline);
                    return "**" + prerequisite.label() + "**, "
                            + (by.isAfter(paris.today()) ? "pour le " + French.date(by) : "dès maintenant") + ". "
                            + each.get("reason");
                })
                .toList();
    }

    private static Grants.Prerequisite prerequisite(Map<String, Object> missing) {
        return Grants.Prerequisite.valueOf(String.valueOf(missing.get("prerequisite")));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(DelegateTask task, String name) {
        return task.getVariable(name) instanceof SpinJsonNode list
                ? Arrays.asList(list.mapTo(Map[].class)).stream()
                        .map(each -> (Map<String, Object>) each)
                        .toList()
                : List.of();
    }
}
