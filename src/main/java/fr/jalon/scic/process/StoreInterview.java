package fr.jalon.scic.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.scic.CompanyInterview;
import fr.jalon.scic.CompanyInterview.Interest;
import fr.jalon.scic.Interviewees;
import fr.jalon.scic.MarketRows;
import fr.jalon.scic.MarketRows.Told;
import fr.jalon.scic.Segment;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Adds an interview to those of the track as it is held; who was interviewed is kept apart, and nowhere else. */
@Component
class StoreInterview implements ExecutionListener {

    private final TrackCalendar calendar;
    private final MarketRows market;
    private final Accounts accounts;
    private final ObjectMapper json;

    StoreInterview(TrackCalendar calendar, MarketRows market, Accounts accounts, ObjectMapper json) {
        this.calendar = calendar;
        this.market = market;
        this.accounts = accounts;
        this.json = json;
    }

    @Override
    public void notify(DelegateExecution execution) throws JsonProcessingException {
        if (execution.isCanceled()) return;
        String track = calendar.track(execution).id();
        Map<String, Object> answers = new TreeMap<>(execution.getVariablesLocal());
        answers.remove("loopCounter");
        boolean isCompany = AssociationToScic.INTERVIEW_COMPANY.equals(execution.getCurrentActivityId());
        String person = (String) answers.get(isCompany ? "contact" : "apprentice");
        String email = (String) answers.get("intervieweeEmail");
        answers.keySet().removeAll(Interviewees.NAMES);
        Told told = new Told(person, email, json.writeValueAsString(answers));
        if (isCompany) {
            market.add(
                    track,
                    new CompanyInterview(
                            Segment.valueOf(String.valueOf(answers.get("segment"))),
                            Interest.valueOf(String.valueOf(answers.get("interest"))),
                            Boolean.TRUE.equals(answers.get("acceptsPrice")),
                            Boolean.TRUE.equals(answers.get("letterSigned"))),
                    told,
                    accounts.current());
        } else {
            market.addApprentice(track, told, accounts.current());
        }
    }
}
