package fr.jalon.scic;

import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.journey.Demonstration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A structure in its second year, whose members are about to vote; and one that hears its market. */
final class TrackDemonstration {

    /** In days: the general assembly of the older structure opens on its 640th. */
    private static final int FOUNDED_BEFORE = 660;

    private final Tracks tracks;
    private final Demonstration stage;
    private final Map<String, Integer> done = new HashMap<>();
    private String garonne = "";

    TrackDemonstration(Tracks tracks, Demonstration stage) {
        this.tracks = tracks;
        this.stage = stage;
    }

    void play() {
        LocalDate founded = stage.now().toLocalDate().minusDays(FOUNDED_BEFORE);
        LocalDate until = stage.now().toLocalDate().minusDays(15);
        stage.at(founded.atTime(8, 0), () -> {
            stage.cohort("cooperatives", "Vers la coopérative", founded);
            stage.team("cooperatives", "garonne", "Alternance Garonne", "sonia Sonia Alaoui", "marc Marc Teyssier");
            stage.team("cooperatives", "tarn", "Les Ateliers du Tarn", "lina Lina Costa", "omar Omar Diallo");
            garonne = tracks.open("garonne", "Alternance Garonne", founded, stage.facilitator());
        });
        for (LocalDate day = founded; day.isBefore(until); day = day.plusDays(10)) {
            stage.at(
                    day.atTime(14, 0),
                    () -> stage.work(
                            garonne, "sonia", task -> !task.definition().equals("record-vote"), this::differing));
        }
        stage.at(until.atTime(8, 0), () -> {
            String tarn = tracks.open("tarn", "Les Ateliers du Tarn", until, stage.facilitator());
            Map<String, Long> some = new HashMap<>(Map.of(
                    "meet-lawyer", 1L,
                    "contact-cress", 1L,
                    "interview-company", 8L,
                    "interview-apprentice", 3L,
                    "sign-partnerships", 2L));
            stage.work(tarn, "lina", task -> some.merge(task.definition(), -1L, Long::sum) >= 0, this::differing);
        });
    }

    /** Companies and reviews differ. */
    private Map<String, Object> differing(OpenTask open, Map<String, Object> answers) {
        int number = done.merge(open.definition(), 1, Integer::sum);
        if (open.definition().equals("interview-company")) {
            answers.putAll(Map.of(
                    "company",
                    "Entreprise " + number,
                    "interest",
                    List.of("STRONG", "WEAK", "NONE").get(number % 3),
                    "acceptsPrice",
                    number % 5 < 3,
                    "letterSigned",
                    number % 6 == 0));
        } else if (open.definition().equals("review-milestone")) {
            answers.putAll(Map.of(
                    "apprenticesPlaced",
                    number == 1 ? 3 : 12,
                    "apprenticesActive",
                    number == 1 ? 3 : 10,
                    "revenue",
                    8250 * number));
        } else if (open.name().endsWith("Réalis incubateur")) {
            answers.replaceAll((field, value) -> field.startsWith("amount") ? 0 : value);
        }
        return answers;
    }
}
