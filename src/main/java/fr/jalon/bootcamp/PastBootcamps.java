package fr.jalon.bootcamp;

import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import org.springframework.stereotype.Component;

/** The bootcamps of teams, the days of a cohort, and the lists by which it was enrolled. */
@Component
class PastBootcamps implements KeptOfTeams {

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("bootcamp_lateness", "journey in (select id from bootcamp where team in (:teams))"),
                new Part("bootcamp", "team in (:teams)"));
    }

    @Override
    public List<Part> ofCohort() {
        return List.of(new Part("edition", "cohort = :cohort"));
    }

    @Override
    public List<Beside> besideCohort() {
        return List.of(new Beside("cohort-enrolment", "cohort"));
    }
}
