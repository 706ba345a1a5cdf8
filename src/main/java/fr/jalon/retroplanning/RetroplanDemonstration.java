package fr.jalon.retroplanning;

import fr.jalon.journey.Demonstration;
import java.time.LocalDate;

/** A shop that prepares its promotion, and is in the midst of it. */
final class RetroplanDemonstration {

    private static final int OPENED_BEFORE = 12;

    private final RetroplanKind kind;
    private final Demonstration stage;

    RetroplanDemonstration(RetroplanKind kind, Demonstration stage) {
        this.kind = kind;
        this.stage = stage;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate opened = today.minusDays(OPENED_BEFORE);
        stage.at(opened.atTime(9, 0), () -> {
            stage.cohort("boutiques", "Boutiques en ligne", opened);
            stage.team("boutiques", "lanterne", "La Lanterne", "alix Alix Fournier", "bruno Bruno Keita");
            RetroplanKind.Opening opening =
                    new RetroplanKind.Opening("Promotion de Noël", "christmas-promotion", today.plusDays(9), 5, null);
            String plan = kind.open("lanterne", opening, stage.facilitator());
            stage.work(plan, "alix", task -> !task.definition().equals("deliver"));
        });
    }
}
