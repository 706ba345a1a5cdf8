package fr.jalon.bootcamp;

import static java.util.Objects.requireNonNull;

import fr.jalon.journey.Demonstration;
import fr.jalon.team.Cohort;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One team standing in each phase, and one decided. */
final class BootcampDemonstration {

    /** A team, and the tasks before which it stands. */
    private record Standing(String cohort, String id, String name, Set<String> before, String... members) {
        String first() {
            return members[0].substring(0, members[0].indexOf(' '));
        }
    }

    private static final List<LocalTime> MOMENTS = List.of(
            LocalTime.of(8, 30),
            LocalTime.of(9, 30),
            LocalTime.of(11, 0),
            LocalTime.of(14, 0),
            LocalTime.of(15, 30),
            LocalTime.of(17, 0));

    private static final String RUNNING = "en-cours";

    private static final List<Standing> STANDINGS = List.of(
            new Standing("demo", "pionniers", "Les Pionniers", Set.of(), "alice Alice Martin", "bruno Bruno Leroy"),
            new Standing(
                    "demo",
                    "boussole",
                    "La Boussole",
                    Set.of("configure-campaigns", "coach-landing-page"),
                    "chloe Chloé Bernard",
                    "david David Petit"),
            new Standing(
                    "demo", "sillage", "Sillage", Set.of("gate-prototyping"), "emma Emma Roux", "farid Farid Haddad"),
            new Standing(
                    "demo",
                    "passerelle",
                    "Passerelle",
                    Set.of("build-roadmap"),
                    "gaelle Gaëlle Le Goff",
                    "hugo Hugo Faure"),
            new Standing(
                    RUNNING, "estran", "Estran", Set.of("prioritise-ideas"), "ines Inès Garcia", "jules Jules Blanc"),
            new Standing(
                    "suivante",
                    "lucioles",
                    "Les Lucioles",
                    Set.of("shortlist-ideas", "confirm-team"),
                    "kenza Kenza Amrani",
                    "louis Louis Girard"),
            new Standing(
                    "restitution", "marees", "Marées", Set.of("analyse-data"), "manon Manon Colin", "nael Naël Simon"),
            new Standing("precedente", "ressac", "Ressac", Set.of(), "oceane Océane Lefevre", "paul Paul Renard"));

    private final Bootcamps bootcamps;
    private final Editions editions;
    private final Demonstration stage;
    private final Map<String, String> ids = new HashMap<>();

    BootcampDemonstration(Bootcamps bootcamps, Editions editions, Demonstration stage) {
        this.bootcamps = bootcamps;
        this.editions = editions;
        this.stage = stage;
    }

    void play() {
        LocalDate today = stage.now().toLocalDate();
        LocalDate lastMorning = stage.now().getHour() >= 9 ? today : today.minusDays(1);
        Map<String, LocalDate> firstDays = Map.of(
                "demo",
                today.minusDays(5),
                "suivante",
                today.plusDays(7),
                RUNNING,
                lastMorning,
                "restitution",
                lastMorning.minusDays(10),
                "precedente",
                today.minusDays(14));
        Function<String, LocalDate> firstDay = cohort -> requireNonNull(firstDays.get(cohort));
        LocalDate from = today.minusDays(15);
        stage.at(from.atTime(8, 0), () -> {
            cohort("demo", "Cohorte de démonstration", firstDay.apply("demo"));
            cohort("suivante", "Prochaine cohorte", firstDay.apply("suivante"));
            stage.cohort(RUNNING, "Cohorte en bootcamp", firstDay.apply(RUNNING));
            cohort("restitution", "Cohorte en restitution", firstDay.apply("restitution"));
            cohort("precedente", "Cohorte précédente", firstDay.apply("precedente"));
            for (Standing team : STANDINGS) {
                stage.team(team.cohort(), team.id(), team.name(), team.members());
                BootcampDays days = BootcampDays.from(firstDay.apply(team.cohort()));
                ids.put(team.id(), bootcamps.open(team.cohort(), team.id(), stage.facilitator(), days));
            }
        });
        for (LocalDateTime moment : moments(from)) {
            // The last morning's work is left to whoever looks; teams in their bootcamp have worked.
            boolean isPast = moment.toLocalDate().isBefore(lastMorning);
            stage.at(moment, () -> STANDINGS.stream()
                    .filter(team -> isPast || team.cohort().equals(RUNNING))
                    .forEach(this::work));
        }
    }

    private void cohort(String id, String name, LocalDate first) {
        editions.create(new Cohort(id, name, List.of(), List.of()), BootcampDays.from(first));
    }

    /** When teams work: now too, so that what they leave behind does not hang on the hour. */
    private List<LocalDateTime> moments(LocalDate from) {
        LocalDateTime now = stage.now();
        List<LocalDateTime> moments =
                new ArrayList<>(from.datesUntil(now.toLocalDate().plusDays(1))
                        .flatMap(day -> MOMENTS.stream().map(day::atTime))
                        .filter(moment -> moment.isBefore(now))
                        .toList());
        moments.add(now);
        return moments;
    }

    /** Does what is open until the team stands where it is to stand. */
    private void work(Standing team) {
        stage.work(requireNonNull(ids.get(team.id())), team.first(), task -> !team.before()
                .contains(task.definition()));
    }
}
