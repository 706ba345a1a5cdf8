package fr.jalon.benchmark;

import fr.jalon.silence.RehearsedTeams;
import fr.jalon.silence.RehearsedTeams.Archetype;
import fr.jalon.silence.RehearsedTeams.Course;
import fr.jalon.silence.RehearsedTeams.Evening;
import fr.jalon.silence.RehearsedTeams.Result;
import fr.jalon.silence.RehearsedTeams.Tally;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the rule of silence finds among a thousand rehearsed teams, and whom it alarms for nothing. Run with
 * {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=SilenceBenchmark}; it prints, and asserts nothing.
 */
@Tag("benchmark")
@DisplayName("La règle du silence sur mille équipes répétées")
class SilenceBenchmark {

    private static final long SEED = 17;

    @Test
    @DisplayName("Trouvées en trois jours ouvrés, fausses alertes par quinzaine")
    void rehearse() {
        for (Course course : List.of(Course.FORTNIGHT, Course.QUARTER)) {
            print(course, "as stated", RehearsedTeams.rehearse(course, SEED, Evening.EARLY, 1));
            print(course, "noise doubled", RehearsedTeams.rehearse(course, SEED, Evening.EARLY, 2));
            print(course, "on the last evening", RehearsedTeams.rehearse(course, SEED, Evening.LAST, 1));
        }
        for (long seed : List.of(1L, 2L, 3L, 20_261_129L))
            print(Course.FORTNIGHT, "seed " + seed, RehearsedTeams.rehearse(Course.FORTNIGHT, seed, Evening.EARLY, 1));
    }

    private static void print(Course course, String how, Result result) {
        System.out.printf(
                "%s, %s: found within three working days %.1f %%, false alarms %.1f %% (staff %.1f %%)%n",
                course.name(),
                how,
                100 * result.found(),
                100 * result.falseAlarms(),
                100 * result.falseAlarmsOfStaff());
        for (Archetype archetype : Archetype.values()) {
            Tally tally = result.tallies().get(archetype);
            System.out.printf(
                    "  %-24s %4d teams, found %4d, fortnights %5d, alarmed %4d, staff %4d%n",
                    archetype.label(),
                    tally.teams(),
                    tally.found(),
                    tally.fortnights(),
                    tally.alarmed(),
                    tally.alarmedStaff());
        }
    }
}
