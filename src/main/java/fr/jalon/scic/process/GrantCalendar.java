package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Grant;
import fr.jalon.scic.GrantApplication;
import fr.jalon.scic.GrantRows;
import fr.jalon.scic.Grants;
import fr.jalon.scic.Grants.Prerequisite;
import fr.jalon.scic.Track;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.stereotype.Component;

/** The dates and duties of an application for a grant: the models' expressions call it. */
@Component
public class GrantCalendar {

    /** A file is opened so many days before its deadline: the earliest document is wanted thirty before. */
    private static final int OPENS_BEFORE = 60;
    /** Until a funder has answered, as a habit, in days after the deadline. */
    private static final int ANSWERS_AFTER = 90;
    /** The last reading of a file, in days before its deadline. */
    private static final int READY_BEFORE = 7;

    private final TrackCalendar calendar;
    private final GrantRows grants;
    private final Plans plans;
    private final ParisCalendar paris;

    GrantCalendar(TrackCalendar calendar, GrantRows grants, Plans plans, ParisCalendar paris) {
        this.calendar = calendar;
        this.grants = grants;
        this.plans = plans;
        this.paris = paris;
    }

    /** The ids of the calendar. */
    public List<String> grants() {
        return Grants.CALENDAR.stream().map(Grant::id).toList();
    }

    public Date opens(DelegateExecution execution) {
        return calendar.morning(application(execution).deadline().minusDays(OPENS_BEFORE));
    }

    /** 18:00 of the day on which the file should be complete. */
    public Date documentsDue(DelegateExecution execution) {
        return calendar.evening(application(execution).deadline().minusDays(READY_BEFORE));
    }

    /** 18:00 of the funder's last day. */
    public Date deadline(DelegateExecution execution) {
        return calendar.evening(application(execution).deadline());
    }

    /** Midnight after the funder's last day. */
    public Date deadlinePassed(DelegateExecution execution) {
        return paris.instantOf(application(execution).deadline().plusDays(1).atStartOfDay());
    }

    /** Midnight after the next deadline of the same funder: the same day a year later. */
    public Date nextRoundPassed(DelegateExecution execution) {
        return paris.instantOf(
                application(execution).deadline().plusYears(1).plusDays(1).atStartOfDay());
    }

    public boolean isRoundTaken(DelegateExecution execution) {
        return "TAKE".equals(execution.getVariable(AssociationToScic.NEXT_ROUND));
    }

    public Date answerDue(DelegateExecution execution) {
        return calendar.evening(application(execution).deadline().plusDays(ANSWERS_AFTER));
    }

    /** 18:00 of the day by which spending is reported. */
    public Date reportDue(DelegateExecution execution) {
        return calendar.evening(Grants.spendingReportDue(application(execution).yearEnd()));
    }

    /** What {@code grant-prerequisites} reads; never stored. */
    public TypedValue facts(DelegateExecution execution) {
        return Variables.objectValue(
                        Grants.facts(application(execution).grant(), readiness(calendar.track(execution), false)), true)
                .create();
    }

    public boolean isGranted(DelegateExecution execution) {
        return "GRANTED".equals(execution.getVariable(AssociationToScic.GRANT_STATUS));
    }

    /** Whether an agreement has to be signed: the law asks for one, or it is what was applied for. */
    public boolean needsAgreement(DelegateExecution execution) {
        GrantApplication application = application(execution);
        return application.grant().kind() == Grant.Kind.AGREEMENT
                || Grants.isAgreementCompulsory(application.grant(), application.granted());
    }

    /** Whether money comes, to account for. */
    public boolean isMoney(DelegateExecution execution) {
        GrantApplication application = application(execution);
        return application.grant().kind().isMoney() && application.granted() > 0;
    }

    /** What the association has already, by its plan. */
    Grants.Readiness readiness(Track track, boolean republicanContract) {
        return new Grants.Readiness(
                isThere(track, Prerequisite.DECLARATION), isThere(track, Prerequisite.SIRET), republicanContract);
    }

    GrantApplication application(VariableScope scope) {
        return grants.application(calendar.track(scope).id(), (String) scope.getVariable(AssociationToScic.GRANT));
    }

    private boolean isThere(Track track, Prerequisite prerequisite) {
        return plans.item(track.id(), prerequisite.step().orElseThrow()).actualEnd() != null;
    }
}
