package fr.jalon.bootcamp;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.experiment.Validation;
import fr.jalon.experiment.WeekDay;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Bootcamps from idea to decision: opening, moving, withdrawing, and where each stands. */
@Service
public class Bootcamps {

    public static final String PROCESS = "idea-to-decision";

    /** What people call it. */
    public static final String TITLE = "De l’idée à la décision";

    /** Tasks that run beside the others and block no one. */
    public static final Set<String> BESIDE =
            Set.of("welcome", "coach-mvp", "collect-feedback", "run-marketing-workshop", "coach-landing-page");

    /** New days; whatever is absent follows from what comes before it, or stays where nothing before it moves. */
    public record NewDays(
            LocalDate firstDay,
            Optional<LocalDate> secondDay,
            Optional<LocalDate> validationStart,
            Optional<LocalDate> restitutionDay) {}

    /** Where a team stands. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String cohort,
            String team,
            @Nullable String phase,
            int iteration,
            Dates dates,
            List<Processes.OpenTask> tasks,
            List<String> late,
            Map<String, String> awaited,
            @Nullable String outcome,
            @Nullable String decision) {}

    /** The journey's days: as they are now, and as they were first planned. */
    public record Dates(
            LocalDate firstDay,
            LocalDate secondDay,
            LocalDate validationStart,
            List<LocalDate> week,
            LocalDate restitutionDay,
            BootcampDays baseline) {}

    /** What became of a request that concerns several teams. */
    public record Outcome(List<String> done, List<Failure> failed) {}

    /** A team for which it could not be done, and why. */
    public record Failure(String team, String reason) {}

    private final BootcampRows rows;
    private final Journeys journeys;
    private final Plans plans;
    private final Teams teams;
    private final Editions editions;
    private final Validation validation;
    private final Processes processes;
    private final Accounts accounts;
    private final ParisCalendar paris;
    private final TransactionTemplate transaction;

    Bootcamps(
            BootcampRows rows,
            Journeys journeys,
            Plans plans,
            Teams teams,
            Editions editions,
            Validation validation,
            Processes processes,
            Accounts accounts,
            ParisCalendar paris,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.journeys = journeys;
        this.plans = plans;
        this.teams = teams;
        this.editions = editions;
        this.validation = validation;
        this.processes = processes;
        this.accounts = accounts;
        this.paris = paris;
        this.transaction = transaction;
    }

    /**
     * Opens the journey of a team on the days of its cohort.
     *
     * @return its id
     * @throws Refusal if one is open, or the cohort's restitution is past
     */
    @Transactional
    public String open(String cohort, String team, String by) {
        teams.cohort(cohort);
        return start(cohort, team, by, editions.of(cohort));
    }

    /** Opens the journey of a team on days of its own. */
    @Transactional
    public String open(String cohort, String team, String by, BootcampDays days) {
        teams.cohort(cohort);
        return start(cohort, team, by, days);
    }

    private String start(String cohort, String team, String by, BootcampDays days) {
        Team known = teams.team(team);
        if (!known.cohort().equals(cohort)) {
            throw Refusal.unknown("L’équipe « " + team + " » n’est pas de la cohorte « " + cohort + " ».");
        }
        if (rows.openOf(known.id()).isPresent()) throw Refusal.conflict(alreadyOpen(known.id()));
        return accounts.as(
                by,
                () -> processes.start(
                        PROCESS,
                        Map.of(
                                "team",
                                known.id(),
                                "firstDay",
                                days.firstDay().toString(),
                                "secondDay",
                                days.secondDay().toString(),
                                "validationStart",
                                days.validationStart().toString(),
                                "restitutionDay",
                                days.restitutionDay().toString())));
    }

    /**
     * Moves the days of a team's open journey.
     *
     * @throws Refusal for days that have opened, or that make no sense
     */
    @Transactional
    public void move(String team, NewDays wanted) {
        move(openJourney(team), wanted);
    }

    void move(Bootcamp journey, NewDays wanted) {
        BootcampDays now = journey.days();
        BootcampDays days = merged(now, wanted);
        if (days.equals(now)) return;
        refuseLived(now, days);
        refuseLived(
                "jour de restitution",
                now.restitutionDay(),
                days.restitutionDay(),
                Phase.RESTITUTION.opens(now),
                Phase.RESTITUTION.opens(days));
        List<WeekDay> week = validation.days(journey.experiment());
        if (!week.isEmpty()) {
            if (!days.validationStart().equals(now.validationStart())) {
                validation.movePlan(journey.experiment(), days.week());
            } else if (!days.restitutionDay().isAfter(week.get(week.size() - 1).day())) {
                throw Refusal.invalid(
                        "restitutionDay",
                        "La restitution a lieu après le dernier jour de validation, le %s."
                                .formatted(French.day(week.get(week.size() - 1).day())));
            }
        }
        rows.redate(journey.id(), days);
        processes.send(journey.id(), "dates-moved", Map.of());
    }

    /** Goes on after a pause; each day that was not over as it began moves by so many. */
    void resume(Bootcamp journey, LocalDateTime since, int days) {
        BootcampDays now = journey.days();
        List<WeekDay> week = validation.days(journey.experiment());
        LocalDate weekEnd = week.isEmpty()
                ? now.week().get(BootcampDays.WEEK - 1)
                : week.get(week.size() - 1).day();
        Set<String> passed = plans.items(journey.id()).stream()
                .filter(item -> item.actualEnd() != null)
                .map(Item::id)
                .collect(Collectors.toSet());
        validation.resume(journey.experiment(), since, paris.now(), days);
        if (days == 0) return;
        ToLongFunction<Phase> later = last -> passed.contains(BootcampPlan.id(last.id(), journey.iteration()))
                        || !last.closes(now, weekEnd).isAfter(since)
                ? 0
                : days;
        BootcampDays moved = new BootcampDays(
                now.firstDay().plusDays(later.applyAsLong(Phase.PLANNING)),
                now.secondDay().plusDays(later.applyAsLong(Phase.ACTIVATION)),
                week.isEmpty()
                        ? now.validationStart().plusDays(later.applyAsLong(Phase.VALIDATION))
                        : validation.days(journey.experiment()).get(0).day(),
                now.restitutionDay().plusDays(later.applyAsLong(Phase.RESTITUTION)));
        if (moved.equals(now)) {
            processes.postpone(journey.id(), paris.instantOf(since).toInstant(), days);
        } else {
            rows.redate(journey.id(), moved);
            processes.send(journey.id(), "dates-moved", Map.of());
        }
    }

    /**
     * Has the gate of a week give it more days.
     *
     * @throws Refusal if it does not wait, or there would be too many
     */
    List<String> extend(Bootcamp journey, int days, String comment, String by) {
        List<Processes.OpenTask> gate =
                processes.openTasks(List.of(journey.id()), "gate-validation").getOrDefault(journey.id(), List.of());
        if (gate.isEmpty()) throw Refusal.conflict(whyNot(journey));
        Map<String, Object> answers = new LinkedHashMap<>(Map.of("gateVerdict", "EXTEND", "extraDays", days));
        if (!comment.isEmpty()) answers.put("comment", comment);
        Optional<String> leftOut = validation.gapOfExtension(journey.experiment());
        processes.complete(gate, answers, by);
        return leftOut.stream().toList();
    }

    private String whyNot(Bootcamp journey) {
        List<WeekDay> week = validation.days(journey.experiment());
        if (week.isEmpty()) return "La semaine de validation n’est pas encore préparée.";
        LocalDateTime over = week.get(week.size() - 1).over(true);
        return over.isAfter(paris.now())
                ? "La semaine court jusqu’au %s à midi : elle se prolonge ensuite, à son jalon."
                        .formatted(French.plainDay(over.toLocalDate(), paris.today()))
                : "Le jalon de la semaine n’attend pas : ses données sont déjà jugées.";
    }

    /** The days of work and the start of the week; each names itself. */
    private void refuseLived(BootcampDays now, BootcampDays days) {
        refuseLived(
                "premier jour", now.firstDay(), days.firstDay(), Phase.IDEATION.opens(now), Phase.IDEATION.opens(days));
        refuseLived(
                "deuxième jour",
                now.secondDay(),
                days.secondDay(),
                Phase.PROTOTYPING.opens(now),
                Phase.PROTOTYPING.opens(days));
        refuseLived(
                "premier jour de validation",
                now.validationStart(),
                days.validationStart(),
                Phase.VALIDATION.opens(now),
                Phase.VALIDATION.opens(days));
    }

    private void refuseLived(String name, LocalDate now, LocalDate wanted, LocalDateTime opened, LocalDateTime opens) {
        if (now.equals(wanted)) return;
        if (!opened.isAfter(paris.now())) {
            throw Refusal.conflict(
                    "Le %s (%s) est déjà ouvert : ce qui est vécu ne se déplace pas.".formatted(name, French.day(now)));
        }
        if (!opens.isAfter(paris.now())) {
            throw Refusal.invalid("firstDay", "Le %s serait déjà passé (%s).".formatted(name, French.day(wanted)));
        }
    }

    private static BootcampDays merged(BootcampDays now, NewDays wanted) {
        boolean same = wanted.firstDay().equals(now.firstDay());
        Optional<LocalDate> second =
                wanted.secondDay().or(() -> same ? Optional.of(now.secondDay()) : Optional.empty());
        boolean sameSecond = same && second.get().equals(now.secondDay());
        Optional<LocalDate> week =
                wanted.validationStart().or(() -> sameSecond ? Optional.of(now.validationStart()) : Optional.empty());
        boolean sameWeek = sameSecond && week.get().equals(now.validationStart());
        return BootcampDays.from(
                wanted.firstDay(),
                second,
                week,
                wanted.restitutionDay().or(() -> sameWeek ? Optional.of(now.restitutionDay()) : Optional.empty()));
    }

    private static BootcampDays from(NewDays wanted) {
        return BootcampDays.from(
                wanted.firstDay(), wanted.secondDay(), wanted.validationStart(), wanted.restitutionDay());
    }

    /**
     * Moves a cohort and the open journeys that follow it; a team that pivoted keeps its own days. A cohort without
     * days gets its first ones.
     *
     * @throws Refusal if a day of the cohort has opened
     */
    public Outcome moveCohort(String id, NewDays wanted) {
        teams.cohort(id);
        BootcampDays now = editions.days(id).orElseGet(() -> from(wanted));
        BootcampDays days = merged(now, wanted);
        days.refusePast(paris.today());
        refuseLived(now, days);
        editions.set(id, days);
        NewDays all = new NewDays(
                days.firstDay(),
                Optional.of(days.secondDay()),
                Optional.of(days.validationStart()),
                Optional.of(days.restitutionDay()));
        return each(id, journey -> {
            if (journey.iteration() > 1) throw Refusal.conflict("L’équipe a pivoté : elle suit ses propres dates.");
            move(journey, all);
            return true;
        });
    }

    /**
     * Ends a team's journey because it leaves.
     *
     * @throws Refusal if none is open
     */
    @Transactional
    public void withdraw(String team, String reason) {
        processes.send(openJourney(team).id(), "team-withdrawn", Map.of("withdrawalReason", reason));
    }

    /** Completes a task, named by its id in the model, for every team of a cohort that has it open. */
    public Outcome completeForCohort(String cohort, String definition, Map<String, Object> answers, String by) {
        teams.cohort(cohort);
        Map<String, List<Processes.OpenTask>> open = processes.openTasks(
                rows.openIn(cohort).stream().map(Bootcamp::id).toList(), definition);
        return each(cohort, journey -> {
            if (!open.containsKey(journey.id())) return false;
            processes.complete(open.get(journey.id()), answers, by);
            return true;
        });
    }

    /** Does something for each open journey of a cohort, each in its own transaction. */
    private Outcome each(String cohort, Function<Bootcamp, Boolean> work) {
        List<String> done = new ArrayList<>();
        List<Failure> failed = new ArrayList<>();
        for (Bootcamp journey : rows.openIn(cohort)) {
            try {
                if (Boolean.TRUE.equals(transaction.execute(status -> work.apply(journey)))) done.add(journey.team());
            } catch (Refusal reason) {
                failed.add(new Failure(journey.team(), reason.getMessage()));
            }
        }
        return new Outcome(done, failed);
    }

    /**
     * Where a team stands in its open journey, or how its last one ended.
     *
     * @throws Refusal if it never had one
     */
    public View view(Team team) {
        Journey core = journeys.latest(team.id(), PROCESS)
                .orElseThrow(() -> Refusal.unknown("L’équipe « " + team.id() + " » n’a pas encore de parcours."));
        Bootcamp journey = rows.of(core.id());
        BootcampDays days = journey.days();
        List<WeekDay> week = validation.days(journey.experiment());
        Map<String, String> late = rows.lateness(journey);
        String decision = validation.decisions(team.id()).stream()
                .filter(each -> each.iteration() == journey.iteration()
                        && each.verdict().decidedAt().isAfter(core.life().opened()))
                .reduce((first, second) -> second)
                .map(each -> each.verdict().decision())
                .orElse(null);
        return new View(
                journey.cohort(),
                journey.team(),
                core.place().step(),
                journey.iteration(),
                new Dates(
                        days.firstDay(),
                        days.secondDay(),
                        days.validationStart(),
                        week.isEmpty()
                                ? days.week()
                                : week.stream().map(WeekDay::day).toList(),
                        days.restitutionDay(),
                        baseline(journey)),
                processes.openTasks(List.of(journey.id())),
                List.copyOf(late.keySet()),
                late,
                core.life().outcome(),
                decision);
    }

    /** The days of an iteration as its plan first had them. */
    private BootcampDays baseline(Bootcamp journey) {
        Map<String, LocalDate> starts =
                plans.items(journey.id()).stream().collect(Collectors.toMap(Item::id, Item::baselineStart));
        return new BootcampDays(
                start(starts, "first-day", journey),
                start(starts, "second-day", journey),
                start(starts, "validation-day-1", journey),
                start(starts, "restitution-day", journey));
    }

    private static LocalDate start(Map<String, LocalDate> starts, String item, Bootcamp journey) {
        return Objects.requireNonNull(starts.get(BootcampPlan.id(item, journey.iteration())));
    }

    public static String alreadyOpen(String team) {
        return "L’équipe « " + team + " » a déjà un parcours en cours.";
    }

    /** @throws Refusal if none is open */
    Journey openOf(String team) {
        return journeys.journey(openJourney(team).id());
    }

    private Bootcamp openJourney(String team) {
        return rows.openOf(teams.team(team).id())
                .orElseThrow(() -> Refusal.conflict("L’équipe « " + team + " » n’a pas de parcours en cours."));
    }
}
