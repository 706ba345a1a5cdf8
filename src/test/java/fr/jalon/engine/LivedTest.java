package fr.jalon.engine;

import static fr.jalon.engine.Models.State.HERE;
import static fr.jalon.engine.Models.State.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.Lived.Visit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ce qui est vécu d’un modèle")
class LivedTest {

    private static final String TOP = "instance";

    /** From a minute to another; a negative end is none. */
    private static Visit visit(String activity, String id, String scope, int start, int end) {
        return new Visit(
                id,
                TOP,
                "p",
                scope,
                activity,
                "userTask",
                null,
                Instant.EPOCH.plusSeconds(start),
                end < 0 ? null : Instant.EPOCH.plusSeconds(end),
                false,
                null);
    }

    private static Visit visit(String activity, int start, int end) {
        return visit(activity, activity + start, TOP, start, end);
    }

    private static Visit left(Visit visit) {
        return new Visit(
                visit.id(),
                visit.root(),
                visit.process(),
                visit.scope(),
                visit.activity(),
                visit.type(),
                visit.name(),
                visit.start(),
                visit.end(),
                true,
                visit.called());
    }

    @Test
    @DisplayName("est passé, ou c’est là qu’on en est")
    void isPassedOrHere() {
        assertThat(Lived.marks(List.of(visit("a", 0, 1), visit("b", 1, -1)))).isEqualTo(Map.of("a", PASSED, "b", HERE));
    }

    @Test
    @DisplayName("n’est pas passé s’il a été interrompu")
    void wasLeft() {
        assertThat(Lived.marks(List.of(visit("a", 0, 1), left(visit("b", 1, 2)))))
                .isEqualTo(Map.of("a", PASSED));
    }

    @Test
    @DisplayName("est de nouveau à venir après un retour en arrière, à l’intérieur aussi")
    void isAheadAgain() {
        List<Visit> pivot = List.of(
                visit("before", 0, 1),
                visit("plan", 1, 2),
                visit("beside", 1, 9),
                visit("build", "build2", TOP, 2, 5),
                visit("inner", "inner2", "build2", 3, 4),
                visit("decide", 5, 6),
                visit("plan", 7, -1));
        assertThat(Lived.marks(pivot)).isEqualTo(Map.of("before", PASSED, "plan", HERE, "beside", PASSED));
    }

    @Test
    @DisplayName("est ce que le tour en cours a passé, pas le précédent")
    void isOfThisTurn() {
        List<Visit> pivot = List.of(
                visit("plan", "plan1", TOP, 1, 3),
                visit("draw", "draw1", "plan1", 1, 2),
                visit("check", "check1", "plan1", 2, 3),
                visit("build", 3, 5),
                visit("plan", "plan2", TOP, 5, -1),
                visit("draw", "draw2", "plan2", 5, -1));
        assertThat(Lived.marks(pivot)).isEqualTo(Map.of("plan", HERE, "draw", HERE));
    }

    @Test
    @DisplayName("se compte une fois quand le modèle le répète")
    void isRepeated() {
        List<Visit> week = List.of(
                visit("day#multiInstanceBody", "body", TOP, 1, -1),
                visit("day", "day1", "body", 1, 2),
                visit("morning", "morning1", "day1", 1, 2),
                visit("day", "day2", "body", 2, -1),
                visit("evening", "evening2", "day2", 2, -1));
        assertThat(Lived.marks(week)).isEqualTo(Map.of("day", HERE, "evening", HERE));
    }
}
