package fr.jalon.scic.process;

import fr.jalon.engine.time.Redating;
import fr.jalon.scic.GrantRows;
import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps each step of an application as it is taken. */
@Component
class StoreGrant implements ExecutionListener {

    private final TrackCalendar calendar;
    private final GrantRows grants;
    private final Redating redating;

    StoreGrant(TrackCalendar calendar, GrantRows grants, Redating redating) {
        this.calendar = calendar;
        this.grants = grants;
        this.redating = redating;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        String track = calendar.track(execution).id();
        String grant = (String) execution.getVariable(AssociationToScic.GRANT);
        switch (execution.getCurrentActivityId()) {
            case AssociationToScic.PREPARE_GRANT_FILE -> prepare(execution, track, grant);
            case AssociationToScic.SUBMIT_GRANT_FILE -> grants.submit(track, grant, day(execution, "submittedOn"));
            case AssociationToScic.RECORD_GRANT_RESULT -> {
                LocalDate answered = day(execution, "answeredOn");
                if ("GRANTED".equals(execution.getVariable(AssociationToScic.GRANT_STATUS))) {
                    grants.grant(track, grant, euros(execution, "amountGranted"), answered, day(execution, "yearEnd"));
                } else {
                    grants.refuse(track, grant, answered);
                }
            }
            case AssociationToScic.SIGN_GRANT_AGREEMENT ->
                grants.signAgreement(track, grant, day(execution, "agreementOn"));
            case AssociationToScic.REPORT_GRANT_SPENDING ->
                grants.account(
                        track,
                        grant,
                        euros(execution, "amountReceived"),
                        euros(execution, "amountSpent"),
                        day(execution, "reportedOn"));
            default -> throw new IllegalStateException(execution.getCurrentActivityId());
        }
    }

    /** The funder's own deadline moves the timer that watches it. */
    private void prepare(DelegateExecution execution, String track, String grant) {
        LocalDate deadline = day(execution, "grantDeadline");
        boolean isMoved = !deadline.equals(grants.application(track, grant).deadline());
        grants.prepare(track, grant, euros(execution, "amountAsked"), deadline);
        if (isMoved) redating.apply(execution.getProcessInstanceId());
    }

    private static LocalDate day(DelegateExecution execution, String name) {
        return LocalDate.parse((String) execution.getVariable(name));
    }

    private static long euros(DelegateExecution execution, String name) {
        return ((Number) execution.getVariable(name)).longValue();
    }
}
