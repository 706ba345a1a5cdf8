package fr.jalon.scic;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Processes;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.MoveLetters;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Impossible;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the rest of Jalon must know of tracks from association to SCIC. */
@Component
class TrackKind implements JourneyKind<TrackKind.Opening, TrackKind.Dates> {

    record Opening(
            @Asked("Nom de la structure")
            @NotBlank(message = "ce champ est obligatoire")
            @Size(max = 120, message = "120 caractères au plus")
            String structureName,

            @Asked("Jour de départ") @NotNull(message = "ce champ est obligatoire")
            LocalDate startDate) {}

    /**
     * The first day of the whole track; or those of one step, which may be a funder's deadline.
     *
     * @param following whether what comes after the step moves with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dates(
            @Asked("Jour de départ (tout le parcours)") @Nullable
            LocalDate startDate,

            @Asked("Ou une seule étape") @Nullable String step,

            @Asked("Elle commence le") @Nullable LocalDate start,

            @Asked("Elle finit le (vide : elle dure autant)") @Nullable
            LocalDate end,

            @Asked("Ce qui ne peut se faire sans elle, et ce que le plan place ensuite, bouge d’autant de jours")
            @Nullable
            Boolean following) {}

    /** How the days of applications are called among those of a track. */
    private static final String GRANT = "grant-";

    private final Tracks tracks;
    private final TrackRows rows;
    private final GrantRows grants;
    private final ReviewRows reviews;
    private final Apprentices apprentices;
    private final Revenues revenues;
    private final TrackReckoning reckoning;
    private final MoveLetters letters;
    private final Plans plans;
    private final Processes processes;
    private final ParisCalendar paris;

    TrackKind(
            Tracks tracks,
            TrackRows rows,
            GrantRows grants,
            ReviewRows reviews,
            Apprentices apprentices,
            Revenues revenues,
            TrackReckoning reckoning,
            MoveLetters letters,
            Plans plans,
            Processes processes,
            ParisCalendar paris) {
        this.tracks = tracks;
        this.rows = rows;
        this.grants = grants;
        this.reviews = reviews;
        this.apprentices = apprentices;
        this.revenues = revenues;
        this.reckoning = reckoning;
        this.letters = letters;
        this.plans = plans;
        this.processes = processes;
        this.paris = paris;
    }

    @Override
    public String key() {
        return Tracks.PROCESS;
    }

    @Override
    public String title() {
        return "De l’association à la SCIC";
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
    public Set<String> decisions() {
        return Set.of("decide-market", "review-milestone");
    }

    @Override
    public String open(Team team, Opening opening, String by) {
        return tracks.open(team.id(), opening.structureName().strip(), opening.startDate(), by);
    }

    @Override
    public Timeline timeline(Journey journey, List<Item> items) {
        List<Timeline.Step> steps = items.stream()
                .map(item -> Timeline.step(item, journey, paris.today()))
                .toList();
        return new Timeline(
                journey.isOpen() ? journey.place().step() : null,
                steps,
                journey.place().gate());
    }

    /** Grants by the deadlines of their funders, and reviews. */
    @Override
    public Map<String, List<Item>> dated(Collection<Journey> some) {
        List<String> ids = some.stream().map(Journey::id).toList();
        Map<String, List<Item>> dated = grants.items(ids);
        reviews.reviewed(ids).forEach((track, reviewed) -> {
            for (Milestones.Milestone milestone : Milestones.ALL) {
                LocalDate due = milestone.dueOn(reviewed.startDay());
                Instant at = reviewed.held().get(milestone.month());
                LocalDate held = at == null ? null : paris.wallClock(at).toLocalDate();
                String id = "review-" + milestone.month();
                String title = "Bilan à " + milestone.month() + " mois";
                dated.computeIfAbsent(track, fresh -> new ArrayList<>())
                        .add(new Item(id, title, "Bilans", due, due, due, due, held, held));
            }
        });
        return dated;
    }

    @Override
    public List<Panel> panels(Journey journey, List<Item> items) {
        List<GrantApplication> applications = grants.applications(journey.id());
        return TrackPanels.of(
                journey.isOpen() ? reckoning.impossible(items, applications, today(journey)) : List.of(),
                applications,
                reviews.standing(journey.id(), paris.today()),
                journey.team(),
                paris.today());
    }

    /** Nothing comes nearer while a journey waits. */
    private LocalDate today(Journey journey) {
        Journey.Pause pause = journey.pause();
        return pause == null ? paris.today() : paris.wallClock(pause.since()).toLocalDate();
    }

    @Override
    public List<String> warnings(Journey journey) {
        return reckoning
                .impossible(plans.items(journey.id()), grants.applications(journey.id()), today(journey))
                .stream()
                .map(Impossible::inWords)
                .toList();
    }

    @Override
    public String outcome(Journey journey) {
        String outcome = journey.life().outcome();
        if (outcome == null) return "Parcours terminé";
        return switch (Track.Outcome.valueOf(outcome)) {
            case LAUNCHED -> "SCIC lancée";
            case STOPPED -> "Projet arrêté";
            case ABANDONED -> "Projet abandonné";
            case WITHDRAWN -> "Équipe retirée";
            case CANCELLED -> "Parcours annulé";
        };
    }

    @Override
    public List<Stage> stages() {
        return plans.sections(Tracks.PROCESS).entrySet().stream()
                .map(section -> new Stage(section.getKey(), section.getValue()))
                .toList();
    }

    @Override
    public Dates dates(Journey journey) {
        return new Dates(rows.track(journey.id()).startDay(), null, null, null, null);
    }

    /** The steps that are left, and the deadlines of files that are not handed in. */
    @Override
    public Map<String, Map<String, String>> choices(Journey journey) {
        Map<String, String> steps = new LinkedHashMap<>();
        plans.items(journey.id()).stream().filter(Item::isLeft).forEach(item -> steps.put(item.id(), item.title()));
        grants.applications(journey.id()).stream()
                .filter(GrantApplication::isAwaited)
                .forEach(each -> steps.put(
                        GRANT + each.id(), "Échéance de " + each.title() + " (" + French.date(each.deadline()) + ")"));
        return Map.of("step", steps);
    }

    /** Of the whole, funders' deadlines and whatever has begun stay where they are; the team is told in one letter. */
    @Override
    public void move(Journey journey, Dates dates) {
        Track track = rows.track(journey.id());
        String step = dates.step();
        if (step == null) moveStart(track, dates);
        else {
            if (dates.startDate() != null && !dates.startDate().equals(track.startDay()))
                throw Refusal.invalid(
                        "startDate", "Déplacez tout le parcours, ou une étape, mais pas les deux à la fois.");
            if (step.startsWith(GRANT)) moveDeadline(track, step.substring(GRANT.length()), dates);
            else moveStep(track, step, dates);
        }
        processes.send(track.id(), "dates-moved", Map.of());
    }

    private void moveStart(Track track, Dates dates) {
        LocalDate start = dates.startDate();
        if (start == null)
            throw Refusal.malformed(Map.of("startDate", "« Jour de départ » : ce champ est obligatoire."));
        if (dates.start() != null || dates.end() != null)
            throw Refusal.invalid("step", "Ou une seule étape : dites laquelle a ces dates.");
        Track.refuseFar(start, paris.today());
        plans.move(track.id(), start);
        rows.move(track.id(), start);
        letters.tellLatest(track.id());
    }

    private void moveStep(Track track, String step, Dates dates) {
        boolean following = Boolean.TRUE.equals(dates.following());
        plans.replan(
                track.id(),
                new StepMove(step, dates.start(), dates.end(), following)
                        .of(plans.items(track.id()), plans.before(Tracks.PROCESS), paris.today()));
        letters.tellLatest(track.id());
    }

    /** A funder has said another day. */
    private void moveDeadline(Track track, String grant, Dates dates) {
        GrantApplication application = grants.applications(track.id()).stream()
                .filter(each -> each.id().equals(grant))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("step", "Étape : « " + GRANT + grant + " » n’est pas au plan."));
        if (!application.isAwaited())
            throw Refusal.conflict("La demande à " + application.grant().funder() + " est "
                    + application.status().label() + " : son échéance ne bouge plus.");
        LocalDate deadline = dates.end() == null ? dates.start() : dates.end();
        if (deadline == null) throw Refusal.invalid("end", "Donnez le jour de l’échéance.");
        StepMove.refuseFar("end", deadline, paris.today());
        if (deadline.equals(application.deadline())) return;
        grants.deadline(track.id(), grant, deadline);
        letters.tell(
                track.id(),
                GRANT + grant + "-" + deadline,
                List.of("Échéance de " + application.title() + "\u00a0: " + French.plainDay(deadline, paris.today())));
    }

    /** Milestones are counted from the start: it moves too. */
    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days == 0) return;
        Track track = rows.track(journey.id());
        plans.postpone(track.id(), days);
        processes.postpone(track.id(), since, days);
        rows.move(track.id(), track.startDay().plusDays(days));
        processes.send(track.id(), "dates-moved", Map.of());
    }

    @Override
    public List<String> fixed(Journey journey) {
        return grants.applications(journey.id()).stream()
                .filter(GrantApplication::isAwaited)
                .map(each -> "%s : échéance du financeur %s, le %s"
                        .formatted(
                                each.grant().funder(),
                                each.deadline().isBefore(paris.today()) ? "passée" : "inchangée",
                                French.plainDay(each.deadline(), paris.today())))
                .toList();
    }

    @Override
    public void withdraw(Journey journey, String reason) {
        processes.send(journey.id(), "team-withdrawn", Map.of("withdrawalReason", reason));
    }

    @Override
    public void demonstrate(Demonstration stage) {
        new TrackDemonstration(tracks, rows, apprentices, revenues, stage).play();
    }
}
