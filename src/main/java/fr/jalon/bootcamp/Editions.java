package fr.jalon.bootcamp;

import fr.jalon.Refusal;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.team.Cohort;
import fr.jalon.team.CohortDays;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The days on which cohorts follow a bootcamp; a cohort for which none is opened has none. */
@Service
public class Editions implements CohortDays {

    private final EditionRows rows;
    private final Teams teams;
    private final WorkingDays working;
    private final ParisCalendar paris;

    Editions(EditionRows rows, Teams teams, WorkingDays working, ParisCalendar paris) {
        this.rows = rows;
        this.teams = teams;
        this.working = working;
        this.paris = paris;
    }

    /**
     * Creates a cohort with the days of its bootcamp.
     *
     * @throws Refusal if the id exists
     */
    @Transactional
    public void create(Cohort cohort, BootcampDays days) {
        teams.create(cohort, days.firstDay());
        set(cohort.id(), days);
    }

    /** Keeps the days of a cohort, its first ones or new ones. */
    @Transactional
    public void set(String cohort, BootcampDays days) {
        rows.set(cohort, days);
    }

    /** The days of a cohort; empty as long as it has none. */
    public Optional<BootcampDays> days(String cohort) {
        return rows.days(cohort);
    }

    @Override
    public Optional<String> said(String cohort) {
        return days(cohort).map(days -> ("Le bootcamp\u00a0: %s et %s, puis la semaine de validation dès le %s, et la "
                        + "restitution le %s.")
                .formatted(
                        French.day(days.firstDay()),
                        French.day(days.secondDay()),
                        French.day(days.validationStart()),
                        French.day(days.restitutionDay())));
    }

    /**
     * The days of a cohort, for a bootcamp that is opened on them.
     *
     * @throws Refusal naming the first day if it has none
     */
    public BootcampDays of(String cohort) {
        return days(cohort)
                .orElseThrow(() -> Refusal.invalid(
                        "firstDay",
                        "La cohorte « %s » n’a pas de premier jour de bootcamp : donnez-le.".formatted(cohort)));
    }

    /** What speaks against some days of a bootcamp, those that are past apart, in French sentences. */
    public List<String> warnings(BootcampDays days) {
        return days.onClosedDays(paris.today(), working::said);
    }

    /** The days of all cohorts that have some, in one query. */
    public Map<String, BootcampDays> all() {
        return rows.all();
    }
}
