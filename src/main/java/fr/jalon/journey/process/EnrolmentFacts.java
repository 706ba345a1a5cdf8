package fr.jalon.journey.process;

import fr.jalon.French;
import fr.jalon.engine.FormFacts;
import fr.jalon.team.BootcampDays;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** What the forms of an enrolment show: who would be enrolled, then who was invited. */
@Component
class EnrolmentFacts implements FormFacts {

  private final Enrolments enrolments;
  private final Teams teams;

  EnrolmentFacts(Enrolments enrolments, Teams teams) {
    this.enrolments = enrolments;
    this.teams = teams;
  }

  @Override
  public Map<String, Object> ofTask(String form, DelegateTask task) {
    return switch (form) {
      case CohortEnrolment.VERIFY_ENROLMENT -> planned(task);
      case CohortEnrolment.HAND_OVER_INVITATIONS -> invited((String) task.getVariable(CohortEnrolment.COHORT));
      default -> Map.of();
    };
  }

  private Map<String, Object> planned(DelegateTask task) {
    List<Enrolments.Planned> planned = enrolments.plan(null, enrolments.kept(task.getProcessInstanceId()));
    List<Map<String, Object>> rows = new ArrayList<>();
    Set<String> people = new HashSet<>();
    Set<String> known = new HashSet<>();
    planned.forEach(team -> team.members().forEach(member -> {
      people.add(member.id());
      if (team.known().contains(member.id())) known.add(member.id());
      rows.add(Map.of("team", team.name(), "name", member.firstName() + " " + member.lastName(), "email", member.email(),
          "id", member.id(), "account", team.known().contains(member.id()) ? "existant" : "nouveau"));
    }));
    BootcampDays days = BootcampDays.from(LocalDate.parse((String) task.getVariable(CohortEnrolment.FIRST_DAY)));
    return Map.of("enrolmentRows", rows, "enrolmentDates", "**Dates**\u00a0: " + JourneyFacts.calendarLine(days),
        "enrolmentSummary", several(planned.size(), "équipe", "équipes") + ", " + several(people.size(), "personne", "personnes")
            + (known.isEmpty() ? "" : ", dont " + several(known.size(), "a déjà un compte", "ont déjà un compte")));
  }

  private Map<String, Object> invited(String cohort) {
    return Map.of("invitationSummary", several(teams.teamsOf(cohort).size(), "équipe inscrite", "équipes inscrites"),
        "invitationsPage", "/invitations?cohort=" + cohort);
  }

  private static String several(int count, String one, String many) {
    return French.number(count) + " " + (count >= 2 ? many : one);
  }
}
