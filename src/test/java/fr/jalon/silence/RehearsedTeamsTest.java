package fr.jalon.silence;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.silence.RehearsedTeams.Archetype;
import fr.jalon.silence.RehearsedTeams.Course;
import fr.jalon.silence.RehearsedTeams.Evening;
import fr.jalon.silence.RehearsedTeams.Result;
import fr.jalon.silence.RehearsedTeams.Tally;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sur mille équipes répétées, la règle du silence")
class RehearsedTeamsTest {

    private static final long SEED = 17;

    @ParameterizedTest
    @ValueSource(longs = {SEED, 1, 2, 3, 20_261_129})
    @DisplayName("trouve en trois jours ouvrés 95 % de celles qui s’arrêtent, et 5 % de fausses alertes au plus")
    void findsTheStalled(long seed) {
        for (Course course : new Course[] {Course.FORTNIGHT, Course.QUARTER}) {
            Result result = RehearsedTeams.rehearse(course, seed, Evening.EARLY, 1);
            assertThat(result.found()).as("%s, found", course.name()).isBetween(0.95, 1.0);
            assertThat(result.falseAlarms())
                    .as("%s, false alarms", course.name())
                    .isBetween(0.001, 0.05);
        }
    }

    @Test
    @DisplayName("ne dit jamais silencieuse une équipe qui n’est pas attendue, et compte mille équipes")
    void sparesThoseWhoWait() {
        Result result = RehearsedTeams.rehearse(Course.FORTNIGHT, SEED, Evening.EARLY, 0);
        assertThat(result.tallies().values().stream().mapToInt(Tally::teams).sum())
                .isEqualTo(RehearsedTeams.TEAMS);
        assertThat(result.tallies().get(Archetype.AT_A_GATE).alarmed()).isZero();
        assertThat(result.falseAlarms()).isZero();
        assertThat(result.found()).isEqualTo(1);
    }

    @Test
    @DisplayName("dépend de la seule graine")
    void dependsOnTheSeed() {
        Result one = RehearsedTeams.rehearse(Course.FORTNIGHT, SEED, Evening.EARLY, 1);
        assertThat(RehearsedTeams.rehearse(Course.FORTNIGHT, SEED, Evening.EARLY, 1))
                .isEqualTo(one);
        assertThat(RehearsedTeams.rehearse(Course.FORTNIGHT, SEED + 1, Evening.EARLY, 1))
                .isNotEqualTo(one);
    }
}
