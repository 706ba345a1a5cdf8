package fr.jalon.construction;

import fr.jalon.journey.Demonstration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A team in its fourth month: it served late, has said why, asks for help and tests month by month. */
final class ConstructionDemonstration {

    private static final Set<String> LATER =
            Set.of(ConstructionYear.SERVE_FIRST_USER, "ask-for-help", "give-outside-view", "strengthen-team");

    private final ConstructionKind kind;
    private final Demonstration stage;
    private String construction = "";
    private int months;

    ConstructionDemonstration(ConstructionKind kind, Demonstration stage) {
        this.kind = kind;
        this.stage = stage;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate start = today.minusMonths(4).plusDays(9);
        stage.at(start.atTime(8, 0), () -> {
            stage.cohort("services", "Services en construction", start);
            stage.team("services", "escale", "Escale emploi", "maud Maud Rivière", "elie Élie Petit");
            construction = kind.open("escale", start, stage.facilitator());
        });
        stage.at(start.plusDays(12).atTime(15, 0), () -> work(LATER));
        stage.at(start.plusMonths(1).plusDays(2).atTime(15, 0), () -> work(LATER));
        stage.at(start.plusMonths(2).plusDays(3).atTime(15, 0), () -> work(LATER));
        stage.at(
                start.plusMonths(2).plusDays(11).atTime(16, 0),
                () -> work(Set.of("ask-for-help", "give-outside-view", "strengthen-team")));
        stage.at(
                start.plusMonths(3).plusDays(4).atTime(15, 0),
                () -> work(Set.of("give-outside-view", "strengthen-team")));
    }

    /** Whatever is open but for some; help is asked for once each time. */
    private void work(Set<String> left) {
        Set<String> asked = new HashSet<>();
        stage.work(
                construction,
                "maud",
                task -> !left.contains(task.definition()) && !asked.contains(task.definition()),
                (task, answers) -> {
                    if (task.definition().equals("ask-for-help")) asked.add(task.definition());
                    return task.definition().equals("monthly-review") ? reviewed(answers) : answers;
                });
    }

    /** From the second month on a review says what came of the test before. */
    private Map<String, Object> reviewed(Map<String, Object> answers) {
        months++;
        if (months == 1) {
            answers.put("usersServed", 0);
            answers.put("transactions", 0);
        } else if (months == 2) {
            answers.put("testHeld", Review.Held.NOT_RUN.name());
            answers.put("cameOf", "Les maquettes ont pris le mois : aucun appel.");
        }
        return answers;
    }
}
