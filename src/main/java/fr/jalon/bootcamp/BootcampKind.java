package fr.jalon.bootcamp;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.experiment.WeekSoFar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Item;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the rest of Jalon must know of journeys from idea to decision. */
@Component
class BootcampKind implements JourneyKind<BootcampKind.Opening, BootcampKind.Dates> {

    /** Without a first day it opens on those of the cohort. */
    record Opening(
            @Asked("Premier jour") LocalDate firstDay,
            @Asked("Deuxième jour") LocalDate secondDay,
            @Asked("Début de la semaine de validation") LocalDate validationStart,
            @Asked("Jour de la restitution") LocalDate restitutionDay) {}

    record Dates(
            @Asked("Premier jour") @NotNull(message = "ce champ est obligatoire")
            LocalDate firstDay,

            @Asked("Deuxième jour") LocalDate secondDay,
            @Asked("Début de la semaine de validation") LocalDate validationStart,
            @Asked("Jour de la restitution") LocalDate restitutionDay) {
        Bootcamps.NewDays days() {
            return new Bootcamps.NewDays(
                    firstDay,
                    Optional.ofNullable(secondDay),
                    Optional.ofNullable(validationStart),
                    Optional.ofNullable(restitutionDay));
        }
    }

    /** The phases of the days on which a cohort is together. */
    private static final Map<String, List<Phase>> MEETINGS = Map.of(
            "first-day", List.of(Phase.IDEATION, Phase.PLANNING),
            "second-day", List.of(Phase.PROTOTYPING, Phase.ACTIVATION),
            "restitution-day", List.of(Phase.RESTITUTION));

    private final Bootcamps bootcamps;
    private final BootcampRows rows;
    private final Editions editions;
    private final Validation validation;
    private final ParisCalendar paris;
    private final Clock clock;

    BootcampKind(
            Bootcamps bootcamps,
            BootcampRows rows,
            Editions editions,
            Validation validation,
            ParisCalendar paris,
            Clock clock) {
        this.bootcamps = bootcamps;
        this.rows = rows;
        this.editions = editions;
        this.validation = validation;
        this.paris = paris;
        this.clock = clock;
    }

    @Override
    public String key() {
        return Bootcamps.PROCESS;
    }

    @Override
    public String title() {
        return Bootcamps.TITLE;
    }

    @Override
    public Class<Opening> opening() {
        return Opening.class;
    }

    @Override
    public Class<Dates> dates() {
        return Dates.class;
    }

    @Override
    public Set<String> beside() {
        return Bootcamps.BESIDE;
    }

    @Override
    public Set<String> decisions() {
        return Set.of("decide", "confirm-pivot", "verify-enrolment", "hand-over-invitations");
    }

    @Override
    public Map<String, String> alarms() {
        return Map.of("resolve-late-launch", "lancement en retard");
    }

    @Override
    public String open(Team team, Opening opening, String by) {
        if (opening.firstDay() == null) return bootcamps.open(team.cohort(), team.id(), by);
        return bootcamps.open(
                team.cohort(),
                team.id(),
                by,
                BootcampDays.from(
                        opening.firstDay(),
                        Optional.ofNullable(opening.secondDay()),
                        Optional.ofNullable(opening.validationStart()),
                        Optional.ofNullable(opening.restitutionDay())));
    }

    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        Bootcamp bootcamp = rows.of(journey.id());
        LocalDate today = paris.today();
        LocalDate weekEnd = weekEnd(bootcamp);
        // No slot ends while a journey is paused.
        Instant now = journey.isPaused() ? Instant.EPOCH : clock.instant();
        List<Timeline.Step> steps = items.stream()
                .filter(BootcampPlan::isPhase)
                .map(item -> withHours(Timeline.step(item, journey, today), item, bootcamp, weekEnd, now))
                .toList();
        String step = journey.place().step();
        return new Timeline(
                step == null || !journey.isOpen() ? null : BootcampPlan.id(step, bootcamp.iteration()),
                steps,
                journey.place().gate());
    }

    @Override
    public List<Stage> stages() {
        return Stream.of(Phase.values())
                .map(phase -> new Stage(phase.label(), Set.of(phase.id())))
                .toList();
    }

    @Override
    public boolean isGate(String task) {
        return task.equals("decide") || JourneyKind.super.isGate(task);
    }

    /** A day on which the cohort is together lasts from its first phase to its last. */
    @Override
    public Optional<Hours> meeting(Item item) {
        BootcampDays any = BootcampDays.from(item.plannedStart());
        return Optional.ofNullable(MEETINGS.get(item.id().replaceFirst("-i\\d+$", "")))
                .map(phases -> new Hours(
                        phases.get(0).opens(any).toLocalTime(),
                        phases.get(phases.size() - 1)
                                .closes(any, any.restitutionDay())
                                .toLocalTime()));
    }

    @Override
    public Map<String, List<Figure>> figures(Collection<Journey> some) {
        Map<String, List<Figure>> figures = new HashMap<>();
        validation
                .weeksSoFar(some.stream().map(Journey::id).toList())
                .forEach((journey, week) -> figures.put(journey, figures(week)));
        return figures;
    }

    private static List<Figure> figures(WeekSoFar week) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Visites",
                (week.uniqueVisitors() == null
                                ? French.number(week.visits())
                                : French.number(week.uniqueVisitors()) + " uniques")
                        + " sur " + French.number(week.minimumVisits()),
                false));
        figures.add(new Figure("Conversions", French.number(week.conversions()), false));
        boolean isOver = week.spend() != null && week.spend().compareTo(week.spendCap()) > 0;
        figures.add(
                new Figure("Dépense", French.euros(week.spend()) + " sur " + French.euros(week.spendCap()), isOver));
        if (week.missed() > 0) figures.add(new Figure("Matins manqués", French.number(week.missed()), true));
        return figures;
    }

    @Override
    public List<Panel> panels(Journey journey, List<Item> items) {
        return new BootcampPanels(validation, paris.today())
                .of(rows.of(journey.id()), journey.place().step());
    }

    @Override
    public String outcome(Journey journey) {
        return switch (Objects.requireNonNullElse(journey.life().outcome(), "")) {
            case "CONTINUED" -> "GO : poursuivre";
            case "STOPPED" -> "STOP : arrêter";
            default -> "Équipe retirée";
        };
    }

    @Override
    public Set<String> toldOutcomes() {
        return Set.of("CONTINUED", "STOPPED");
    }

    @Override
    public Optional<Link> dossier(Journey journey) {
        return Optional.of(new Link("Dossier de décision", "/api/teams/" + journey.team() + "/dossier"));
    }

    /** Phases have slots; those of an earlier iteration are lived. */
    private Timeline.Step withHours(Timeline.Step step, Item item, Bootcamp bootcamp, LocalDate weekEnd, Instant now) {
        for (Phase phase : Phase.values()) {
            if (item.id().equals(BootcampPlan.id(phase.id(), bootcamp.iteration()))) {
                LocalDateTime opens =
                        phase == Phase.PREPARATION ? item.plannedStart().atStartOfDay() : phase.opens(bootcamp.days());
                LocalDateTime closes = phase.closes(bootcamp.days(), weekEnd);
                return step.between(instant(opens), instant(closes), now);
            }
        }
        return step;
    }

    private LocalDate weekEnd(Bootcamp bootcamp) {
        List<WeekDay> week = validation.days(bootcamp.experiment());
        return week.isEmpty()
                ? bootcamp.days().week().get(BootcampDays.WEEK - 1)
                : week.get(week.size() - 1).morning().minusDays(1);
    }

    private Instant instant(LocalDateTime wallClock) {
        return paris.instantOf(wallClock).toInstant();
    }

    @Override
    public Dates dates(Journey journey) {
        BootcampDays days = rows.of(journey.id()).days();
        return new Dates(days.firstDay(), days.secondDay(), days.validationStart(), days.restitutionDay());
    }

    @Override
    public List<String> warnings(Journey journey) {
        return editions.warnings(rows.of(journey.id()).days());
    }

    @Override
    public void move(Journey journey, Dates dates) {
        bootcamps.move(rows.of(journey.id()), dates.days());
    }

    @Override
    public void pause(Journey journey, String why) {
        validation.pause(rows.of(journey.id()).experiment(), why);
    }

    @Override
    public void resume(Journey journey, Instant since, int days) {
        bootcamps.resume(rows.of(journey.id()), paris.wallClock(since), days);
    }

    @Override
    public List<String> extend(Journey journey, int days, String comment, String by) {
        return bootcamps.extend(rows.of(journey.id()), days, comment, by);
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        bootcamps.withdraw(journey.team(), reason);
    }

    @Override
    public void demonstrate(Demonstration stage) {
        new BootcampDemonstration(bootcamps, editions, stage).play();
    }
}
