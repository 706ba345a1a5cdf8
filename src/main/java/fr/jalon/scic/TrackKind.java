package fr.jalon.scic;

import fr.jalon.engine.Processes;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Asked;
import fr.jalon.journey.Demonstration;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Timeline;
import fr.jalon.plan.Impossible;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.GrantApplication.Status;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    record Dates(
            @Asked("Jour de départ") @NotNull(message = "ce champ est obligatoire")
            LocalDate startDate) {}

    private final Tracks tracks;
    private final TrackRows rows;
    private final GrantRows grants;
    private final ReviewRows reviews;
    private final Apprentices apprentices;
    private final Revenues revenues;
    private final TrackReckoning reckoning;
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
        return new Dates(rows.track(journey.id()).startDay());
    }

    /** Funders' deadlines and whatever has begun stay where they are. */
    @Override
    public void move(Journey journey, Dates dates) {
        Track.refuseFar(dates.startDate(), paris.today());
        Track track = rows.track(journey.id());
        plans.move(track.id(), dates.startDate());
        rows.move(track.id(), dates.startDate());
        processes.send(track.id(), "dates-moved", Map.of());
    }

    /** Milestones are counted from the start: it moves too. */
    @Override
    public void resume(Journey journey, Instant since, int days) {
        if (days == 0) return;
        Track track = rows.track(journey.id());
        plans.postpone(track.id(), days);
        rows.move(track.id(), track.startDay().plusDays(days));
        processes.send(track.id(), "dates-moved", Map.of());
    }

    @Override
    public List<String> fixed(Journey journey) {
        return grants.applications(journey.id()).stream()
                .filter(each -> each.status() == Status.PLANNED || each.status() == Status.PREPARED)
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
