package fr.jalon.team;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which coach a team is given to. */
@Repository
class CoachRows {

    /** A team that a coach is given, as an export tells it. */
    record Coached(String team, String name) {}

    private final JdbcClient jdbc;

    CoachRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The coaches of a cohort, by team; teams that are given to nobody are left out. */
    Map<String, String> in(String cohort) {
        Map<String, String> coaches = new HashMap<>();
        jdbc.sql("select g.team, g.coach from coach_team g join team t on t.id = g.team where t.cohort = ?")
                .param(cohort)
                .query(row -> {
                    coaches.put(row.getString(1), row.getString(2));
                });
        return coaches;
    }

    /** The coaches of all cohorts, by team; teams that are given to nobody are left out. */
    Map<String, String> all() {
        Map<String, String> coaches = new HashMap<>();
        jdbc.sql("select team, coach from coach_team").query(row -> {
            coaches.put(row.getString(1), row.getString(2));
        });
        return coaches;
    }

    /** The teams of a coach, by id. */
    List<Coached> teamsOf(String coach) {
        return jdbc.sql("""
            select t.id, t.name
            from coach_team g
            join team t on t.id = g.team
            where g.coach = ?
            order by t.id
            """)
                .param(coach)
                .query((row, line) -> new Coached(row.getString(1), row.getString(2)))
                .list();
    }

    void give(String team, String coach) {
        take(team);
        jdbc.sql("insert into coach_team (team, coach) values (?, ?)")
                .params(team, coach)
                .update();
    }

    void take(String team) {
        jdbc.sql("delete from coach_team where team = ?").param(team).update();
    }

    /** Takes all teams from a coach; answers how many there were. */
    int takeAll(String coach) {
        return jdbc.sql("delete from coach_team where coach = ?").param(coach).update();
    }
}
