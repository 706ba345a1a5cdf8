package fr.jalon.bootcamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of editions: the days of a cohort, if it has some. */
@Repository
class EditionRows {

    private final JdbcClient jdbc;

    EditionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the days of a cohort, its first ones or new ones. */
    void set(String cohort, BootcampDays days) {
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
    Optional<BootcampDays> days(String cohort) {
        return jdbc.sql("select * from edition where cohort = ?")
                .param(cohort)
                .query((row, line) -> days(row))
                .optional();
    }

    /** The days of all cohorts that have some, in one query. */
    Map<String, BootcampDays> all() {
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
