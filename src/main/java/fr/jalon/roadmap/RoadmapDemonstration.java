package fr.jalon.roadmap;

import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.journey.Demonstration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A studio in its third month: most is done, something is late, something was put off. */
final class RoadmapDemonstration {

    private static final Set<String> LEFT = Set.of(
            "Développer le guide pratique d’utilisation du canvas",
            "Établir la liste des équipements et infrastructures nécessaires",
            "Recueillir et analyser les premiers retours utilisateurs",
            "Ajuster les outils et l’offre selon les feedbacks",
            "Constituer un groupe de 10-15 pionniers intéressés");

    private final RoadmapKind kind;
    private final Demonstration stage;
    private String roadmap = "";

    RoadmapDemonstration(RoadmapKind kind, Demonstration stage) {
        this.kind = kind;
        this.stage = stage;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate start = today.minusMonths(2).minusDays(12);
        stage.at(start.atTime(8, 0), () -> {
            stage.cohort("studios", "Studios d’impact", start);
            stage.team("studios", "rivage", "Studio Rivage", "nora Nora Lambert", "yanis Yanis Perrin");
            roadmap = kind.open("rivage", start, stage.facilitator());
        });
        for (LocalDate day : List.of(
                start.plusDays(20),
                start.plusMonths(1).plusDays(1),
                start.plusMonths(2).minusDays(6),
                start.plusMonths(2).plusDays(1),
                start.plusMonths(2).plusDays(8)))
            stage.at(
                    day.atTime(14, 0),
                    () -> stage.work(roadmap, "nora", task -> !LEFT.contains(task.name()), this::reviewed));
    }

    /** What the second month leaves is put off, but for the list, which is awaited. */
    private Map<String, Object> reviewed(OpenTask task, Map<String, Object> answers) {
        if (task.definition().equals("review-month"))
            answers.put(
                    "monthLeft",
                    List.of(Map.of(
                            "title",
                            "Établir la liste des équipements et infrastructures nécessaires",
                            "fate",
                            Roadmaps.Fate.KEEP.name())));
        return answers;
    }
}
