package fr.jalon.bootcamp;

import fr.jalon.Refusal;
import fr.jalon.team.Cohort;
import fr.jalon.team.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The days on which cohorts follow a bootcamp; a cohort for which none is opened has none. */
@Repository
public class Editions {

    private final JdbcClient jdbc;
    private final Teams teams;

    Editions(JdbcClient jdbc, Teams teams) {
        this.jdbc = jdbc;
        this.teams = teams;
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
        if (jdbc.sql("""
            update edition
            set first_day = ?, second_day = ?, validation_start = ?, restitution_day = ?
            where cohort = ?
            """)
                        .params(
                                days.firstDay(),
                                days.secondDay(),
                                days.validationStart(),
                                days.restitutionDay(),
                                cohort)
                        .update()
                > 0) return;
        jdbc.sql("""
            insert into edition (cohort, first_day, second_day, validation_start, restitution_day)
            values (?, ?, ?, ?, ?)
            """)
                .params(cohort, days.firstDay(), days.secondDay(), days.validationStart(), days.restitutionDay())
                .update();
    }

    /** The days of a cohort; empty as long as it has none. */
    public Optional<BootcampDays> days(String cohort) {
        return jdbc.sql("select * from edition where cohort = ?")
                .param(cohort)
                .query((row, line) -> days(row))
                .optional();
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

    /** The days of all cohorts that have some, in one query. */
    public Map<String, BootcampDays> all() {
        Map<String, BootcampDays> all = new HashMap<>();
        jdbc.sql("select * from edition").query(row -> {
            all.put(row.getString("cohort"), days(row));
        });
        return all;
    }

    private static BootcampDays days(ResultSet row) throws SQLException {
        return new BootcampDays(
                row.getObject("first_day", LocalDate.class),
                row.getObject("second_day", LocalDate.class),
                row.getObject("validation_start", LocalDate.class),
                row.getObject("restitution_day", LocalDate.class));
    }
}
