package fr.jalon.silence;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.DecisionTable;
import fr.jalon.engine.decision.OwnTables;
import fr.jalon.engine.time.FrenchDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Blocked;
import fr.jalon.journey.Journey.Gate;
import fr.jalon.journey.Journey.Life;
import fr.jalon.journey.Journey.Place;
import fr.jalon.journey.Journey.Who;
import fr.jalon.silence.Silence.Level;
import fr.jalon.silence.SilenceRule.Facts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("La règle du silence")
class SilenceRuleTest {

    /** Paused, blocked, awaited, late, slot, quiet: level, rule. */
    private static final String FACTS = """
        true,  false, true,  true,   5, 90, NONE,        1
        false, true,  true,  true,   5, 90, NONE,        2
        false, false, false, true,   5, 90, NONE,        3
        false, false, true,  true,  20,  4, FACILITATOR, 4
        false, false, true,  true,  20,  3, COACH,       5
        false, false, true,  true,  20,  2, TEAM,        6
        false, false, true,  true,   5,  1, NONE,       12
        false, false, true,  false, 10,  5, FACILITATOR, 7
        false, false, true,  false, 10,  4, COACH,       8
        false, false, true,  false, 10,  3, TEAM,       11
        false, false, true,  false, 10,  2, NONE,       12
        false, false, true,  false, 11, 10, FACILITATOR, 9
        false, false, true,  false, 11,  9, COACH,      10
        false, false, true,  false, 11,  6, COACH,      10
        false, false, true,  false, 11,  5, TEAM,       11
        false, false, true,  false, 11,  3, TEAM,       11
        false, false, true,  false, 11,  2, NONE,       12
        """;

    private static final DecisionTable TABLE = new DecisionTable("silence", SilenceRule.TABLE);
    private static final SilenceRule RULE =
            new SilenceRule(OwnTables.read(), FrenchDays.working("metropole"), FrenchDays.paris(Clock.systemUTC()));

    /** A Monday of no public holiday. */
    private static final LocalDateTime MONDAY = LocalDateTime.of(2026, 10, 12, 9, 0);

    private static Instant at(int days) {
        return MONDAY.plusDays(days).toInstant(ZoneOffset.ofHours(2));
    }

    private static Journey journey(@Nullable Who who, @Nullable Integer sign, int late, @Nullable Blocked blocked) {
        return new Journey(
                "j",
                "k",
                "t",
                "c/t",
                "Parcours",
                new Life(at(0), null, null, null),
                new Place(
                        null,
                        at(late),
                        new Gate("gate", at(late)),
                        who == null ? List.of() : List.of(new Awaited(who, at(0))),
                        sign == null ? null : at(sign)),
                null,
                blocked);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}, {4}, {5} : {6}")
    @CsvSource(textBlock = FACTS)
    @DisplayName("Chaque ligne de la table parle à son tour, bornes comprises")
    void speaks(
            boolean paused,
            boolean blocked,
            boolean awaited,
            boolean late,
            int slot,
            int quiet,
            Level level,
            int rule) {
        Facts facts = new Facts(paused, blocked, awaited, late, slot, quiet);
        assertThat(RULE.level(facts)).isEqualTo(level);
        assertThat(TABLE.ask("silence", facts.named()).rules()).containsExactly("silence-rule-" + rule);
    }

    @Test
    @DisplayName("Aucune ligne n’est morte, et chacune nomme un palier")
    void hasNoDeadRule() {
        assertThat(Arrays.stream(FACTS.strip().split("\n")).map(line -> line.replaceAll(".*,\\s*", "silence-rule-")))
                .containsAll(TABLE.rules());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
             ,  2, 2, NONE
             ,  3, 3, TEAM
            1,  3, 2, NONE
            1,  4, 3, TEAM
            4,  6, 0, NONE
            4,  7, 1, NONE
            4, 10, 4, FACILITATOR
            """)
    @DisplayName("Les jours ouvrés se comptent depuis le dernier signe, ou depuis qu’on attend l’équipe")
    void countsWorkingDays(@Nullable Integer sign, int today, int days, Level level) {
        Silence silence = RULE.of(journey(Who.TEAM, sign, 9, null), at(today));
        assertThat(silence.days()).isEqualTo(days);
        assertThat(silence.level()).isEqualTo(level);
        assertThat(silence.since()).isEqualTo(at(sign == null ? 0 : sign));
    }

    @Test
    @DisplayName("Une équipe qui attend un facilitateur, un coach ou une date n’est jamais silencieuse")
    void sparesThoseWhoAreNotAwaited() {
        for (Who who : new Who[] {Who.FACILITATOR, Who.COACH, null})
            assertThat(RULE.of(journey(who, 0, 2, null), at(60)).isTold()).isFalse();
        assertThat(RULE.of(journey(Who.TEAM, 0, 2, null), at(60)).level()).isEqualTo(Level.FACILITATOR);
    }

    @Test
    @DisplayName("Un blocage tait l’équipe jusqu’à sa fin, d’où l’on recompte")
    void waitsForTheEndOfABlock() {
        Journey blocked = journey(Who.TEAM, 0, 30, new Blocked(at(0), at(7), "Le fournisseur ne répond pas", "a"));
        assertThat(RULE.of(blocked, at(4)).isTold()).isFalse();
        assertThat(RULE.of(blocked, at(9)).isTold()).isFalse();
        Silence after = RULE.of(blocked, at(10));
        assertThat(after.level()).isEqualTo(Level.TEAM);
        assertThat(after.since()).isEqualTo(at(7));
    }
}
