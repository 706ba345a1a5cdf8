package fr.jalon.experiment;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.jalon.statistics.Bars;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ce que le hasard seul aurait pu faire de plusieurs essais")
class ChanceTest {

    private static final LocalDate V1 = LocalDate.of(2026, 12, 9);
    private static final Advice STOP = new Advice("STOP", "règle", "go-pivot-stop v1", null, null, null, null, null);

    /** By the thresholds of the table in this project. */
    private static final Judge JUDGES = new Judge() {
        @Override
        public Bars bars(int version, boolean isExtended) {
            return new Bars(isExtended ? 0.95 : 0.9, 0.05, 0.5, 5);
        }

        @Override
        public Advice.Verdict judge(int version, Case one) {
            throw new UnsupportedOperationException();
        }
    };

    private static Past week(double target, long visits, boolean isExtended, Belief belief, @Nullable Advice advice) {
        Contract contract = new Contract(target, 50, 90, 8, "Inscription", "MEDIUM", null, List.of("Annonces"));
        MetricRow row = new MetricRow("Annonces", null, null, visits, BigDecimal.ONE, BigDecimal.ONE);
        MetricRow beside = new MetricRow("Page", null, null, 900L, BigDecimal.ONE, null);
        return new Past(
                new Experiment(
                        new ExperimentId("parcours", 1),
                        "equipe",
                        List.of("Annonces", "Page"),
                        Set.of("Page"),
                        Map.of(),
                        new Promise(contract, Instant.EPOCH, "abc", contract, belief, 1),
                        null,
                        0,
                        isExtended,
                        Instant.EPOCH,
                        null,
                        null,
                        advice),
                contract,
                List.of(V1),
                Map.of(V1, Map.of("Annonces", row, "Page", beside)),
                null);
    }

    private static Past week(double target, long visits) {
        return week(target, visits, false, Belief.PROMISE, STOP);
    }

    @Test
    @DisplayName("Cinq essais à 5 % et trois cents visites : « poursuivre » une fois sur trois")
    void isAThirdOverFiveTries() {
        assertThat(Chance.of(Collections.nCopies(5, week(5, 300)), JUDGES)).hasValueSatisfying(chance -> {
            assertThat(chance.probability()).isEqualTo(0.334, within(0.002));
            assertThat(plain(chance.said()))
                    .startsWith("En cinq essais, une équipe exactement sur sa promesse")
                    .contains("« poursuivre » au moins une fois avec une probabilité de 33,")
                    .endsWith("(environ une fois sur trois).");
        });
    }

    @Test
    @DisplayName("Chaque essai compte à son trafic, à sa cible et aux seuils du regard qui l’a jugé")
    void takesEachAsItWas() {
        double first = new Bars(0.9, 0.05, 0.5, 5).at(0.05, 200).chanceToPass(0.05);
        double second = new Bars(0.95, 0.05, 0.5, 5).at(0.2, 50).chanceToPass(0.2);

        assertThat(Chance.of(List.of(week(5, 200), week(20, 50, true, Belief.PROMISE, STOP)), JUDGES))
                .hasValueSatisfying(chance ->
                        assertThat(chance.probability()).isEqualTo(1 - (1 - first) * (1 - second), within(1e-12)));
    }

    @Test
    @DisplayName("Ne compte ni essai sans verdict, ni sans visite, ni semaine des anciennes règles")
    void countsTries() {
        assertThat(Chance.of(
                        List.of(
                                week(5, 200),
                                week(5, 0),
                                week(5, 200, false, Belief.PROMISE, null),
                                week(5, 200, false, Belief.NOTHING, STOP)),
                        JUDGES))
                .isEmpty();
    }

    @Test
    @DisplayName("Se dit sans fraction là où elle n’aiderait pas")
    void saysIt() {
        assertThat(plain(new Chance(12, 0.7).said())).contains("En 12 essais").endsWith("70,0 %.");
        assertThat(plain(new Chance(2, 0).said())).endsWith("0,0 %.");
        assertThat(plain(new Chance(2, 0.155).said())).endsWith("15,5 % (environ une fois sur six).");
    }
}
