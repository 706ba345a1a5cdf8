package fr.jalon.scic;

import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.journey.Demonstration;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A structure in its second year, whose members are about to vote; and one that hears its market. */
final class TrackDemonstration {

    /** In days: the general assembly of the older structure opens on its 640th. */
    private static final int FOUNDED_BEFORE = 660;

    /** In days: how often it is looked at. */
    private static final int EVERY = 10;

    /** Twelve contracts of the older structure: the days after its founding on which they begin. */
    private static final List<Integer> CONTRACTS = List.of(186, 188, 200, 306, 308, 310, 312, 320, 330, 400, 430, 640);

    private final Tracks tracks;
    private final TrackRows rows;
    private final Apprentices apprentices;
    private final Revenues revenues;
    private final Demonstration stage;
    private final Map<String, Integer> done = new HashMap<>();
    private String garonne = "";
    private String tarn = "";

    TrackDemonstration(Tracks tracks, TrackRows rows, Apprentices apprentices, Revenues revenues, Demonstration stage) {
        this.tracks = tracks;
        this.rows = rows;
        this.apprentices = apprentices;
        this.revenues = revenues;
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
        for (LocalDate day = founded; day.isBefore(until); day = day.plusDays(EVERY)) {
            LocalDate on = day;
            stage.at(day.atTime(14, 0), () -> {
                place(founded, on);
                stage.work(garonne, "sonia", task -> !task.definition().equals("record-vote"), this::differing);
            });
        }
        stage.at(
                until.atTime(8, 0),
                () -> tarn = tracks.open("tarn", "Les Ateliers du Tarn", until, stage.facilitator()));
        // Its first tasks open at nine.
        stage.at(until.atTime(14, 0), () -> {
            Map<String, Long> some = new HashMap<>(Map.of(
                    "meet-lawyer", 1L,
                    "contact-cress", 1L,
                    "interview-company", 8L,
                    "interview-apprentice", 3L,
                    "sign-partnerships", 2L));
            stage.work(tarn, "lina", task -> some.merge(task.definition(), -1L, Long::sum) >= 0, this::differing);
        });
    }

    /**
     * Notes the contracts that have begun since the last look, the broken one late, and what the month before brought.
     */
    private void place(LocalDate founded, LocalDate on) {
        for (int number = 0; number < CONTRACTS.size(); number++) {
            LocalDate starts = founded.plusDays(CONTRACTS.get(number));
            LocalDate broken = number == 4 ? starts.plusDays(45) : null;
            LocalDate noted = broken == null ? starts : broken;
            if (noted.isAfter(on) || !noted.isAfter(on.minusDays(EVERY))) continue;
            boolean isLast = number == CONTRACTS.size() - 1;
            apprentices.add(
                    garonne,
                    new Apprentice(
                            UUID.nameUUIDFromBytes((garonne + number).getBytes(StandardCharsets.UTF_8))
                                    .toString(),
                            "Alternant " + (char) ('A' + number),
                            null,
                            "Entreprise " + (number / 2 + 1),
                            number % 4 == 3
                                    ? ApprenticeContract.PROFESSIONALISATION
                                    : ApprenticeContract.APPRENTICESHIP,
                            starts,
                            starts.plusYears(2).minusDays(1),
                            broken,
                            isLast ? null : starts.plusDays(number == 1 ? 12 : 2),
                            1),
                    "sonia");
        }
        if (on.isAfter(founded.plusDays(60)))
            revenues.enter(
                    rows.track(garonne),
                    Map.of(YearMonth.from(on.minusMonths(1)).toString(), "1375"),
                    "sonia");
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
                    number % 6 == 0,
                    "segment",
                    Segment.values()[number % 3].name()));
        } else if (open.definition().equals("review-milestone")) {
            answers.put("revenue", 8250 * number);
        } else if (open.name().endsWith("Réalis incubateur")) {
            answers.replaceAll((field, value) -> field.startsWith("amount") ? 0 : value);
        }
        return answers;
    }
}
