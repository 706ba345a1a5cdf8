package fr.jalon.scic.process;

import fr.jalon.engine.TransactionCache;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Redating;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.scic.Milestones;
import fr.jalon.scic.Track;
import fr.jalon.scic.TrackRows;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** The dates of a track's models, and whom their tasks belong to: the models' expressions call it. */
@Component
public class TrackCalendar {

    private final TrackRows tracks;
    private final Plans plans;
    private final ParisCalendar paris;
    private final Redating redating;
    private final TransactionCache<String, Map<String, Item>> items = new TransactionCache<>();

    TrackCalendar(TrackRows tracks, Plans plans, ParisCalendar paris, Redating redating) {
        this.redating = redating;
        this.tracks = tracks;
        this.plans = plans;
        this.paris = paris;
    }

    /** The group of the track's team. */
    public List<String> team(VariableScope scope) {
        return List.of(Groups.ofTeam(track(scope).team()));
    }

    /** The team's group, and facilitators who may act for it. */
    public List<String> teamOrFacilitators(VariableScope scope) {
        return List.of(Groups.ofTeam(track(scope).team()), Groups.FACILITATORS);
    }

    /**
     * 18:00 of the day by which a step is planned; a step that is taken up again after that day has thirty more. What
     * is overdue stays so while nothing but other steps move.
     */
    public Date due(VariableScope scope, String step) {
        Item item = item(scope, step);
        LocalDate today = paris.today();
        if (!item.plannedEnd().isBefore(today)) return evening(item.plannedEnd());
        boolean isAgain = item.actualStart() != null && item.actualStart().isBefore(today);
        return redating.present().orElseGet(() -> evening(isAgain ? today.plusDays(30) : item.plannedEnd()));
    }

    /** 09:00 of the track's first day. */
    public Date starts(VariableScope scope) {
        return morning(track(scope).startDay());
    }

    /**
     * 18:00 of the day by which all steps of the creation are planned; outside a track, where none begins, some day.
     */
    public Date creationLate(VariableScope scope) {
        return scope.hasVariable(AssociationToScic.TRACK) ? evening(creationEnds(scope)) : evening(paris.today());
    }

    LocalDate creationEnds(VariableScope scope) {
        return items(scope).values().stream()
                .filter(item -> item.section().startsWith("Phase 1"))
                .map(Item::plannedEnd)
                .max(LocalDate::compareTo)
                .orElseThrow();
    }

    /** 09:00 of the day on which a step is planned to begin. */
    public Date opens(VariableScope scope, String step) {
        return morning(item(scope, step).plannedStart());
    }

    /** 18:00 of the day by which a step is planned. */
    public Date ends(VariableScope scope, String step) {
        return evening(item(scope, step).plannedEnd());
    }

    /** 18:00 of the day by which the last step before a gate is planned; a week where that is nearer. */
    public Date gateDue(VariableScope scope, String lastStep) {
        LocalDate planned = item(scope, lastStep).plannedEnd();
        LocalDate week = paris.today().plusDays(7);
        return redating.present().orElseGet(() -> evening(planned.isAfter(week) ? planned : week));
    }

    /** 18:00 so many days after the day on which it opens. */
    public Date inDays(VariableScope scope, int days) {
        return redating.present().orElseGet(() -> evening(paris.today().plusDays(days)));
    }

    /**
     * 18:00 of the day on which the interviews are planned to end; a round that opens on that day or later has thirty.
     */
    public Date interviewsEnd(VariableScope scope) {
        return lastingInterviews(scope, evening(interviewsLast(scope)));
    }

    LocalDate interviewsLast(VariableScope scope) {
        LocalDate planned = item(scope, AssociationToScic.MARKET_VALIDATION).plannedEnd();
        LocalDate today = paris.today();
        return planned.isAfter(today) ? planned : today.plusDays(30);
    }

    /** 09:00, two weeks before the interviews end. */
    public Date interviewsNearEnd(VariableScope scope) {
        return lastingInterviews(scope, morning(interviewsLast(scope).minusDays(14)));
    }

    /** A later round keeps its days when others move. */
    private Date lastingInterviews(VariableScope scope, Date anew) {
        LocalDate planned = item(scope, AssociationToScic.MARKET_VALIDATION).plannedEnd();
        if (planned.isAfter(paris.today())) return anew;
        return redating.present()
                .filter(end -> end.after(morning(paris.today())))
                .orElse(anew);
    }

    /** 09:00 of the day on which the loop's milestone is due. */
    public Date milestone(VariableScope scope) {
        return morning(milestoneOf(scope).dueOn(track(scope).startDay()));
    }

    /** 09:00, six months before the cooperative review is due. */
    public Date reviewApproaches(VariableScope scope) {
        return morning(reviewDay(scope).minusMonths(6));
    }

    /** 18:00 of the day by which the cooperative review is due. */
    public Date reviewDue(VariableScope scope) {
        return evening(reviewDay(scope));
    }

    Date morning(LocalDate day) {
        return paris.instantOf(day.atTime(9, 0));
    }

    Date evening(LocalDate day) {
        return paris.instantOf(day.atTime(18, 0));
    }

    /** The milestone that the loop has reached. */
    static Milestones.Milestone milestoneOf(VariableScope scope) {
        return Milestones.ALL.get(((Number) scope.getVariable("loopCounter")).intValue());
    }

    static LocalDate reviewDay(VariableScope scope) {
        return LocalDate.parse((String) scope.getVariable(AssociationToScic.REVIEW_DUE));
    }

    /** @throws fr.jalon.Refusal outside a track */
    Track track(VariableScope scope) {
        return tracks.track((String) scope.getVariable(AssociationToScic.TRACK));
    }

    /** The plan has changed. */
    void forget(String track) {
        items.forget(track);
    }

    private Item item(VariableScope scope, String step) {
        return Objects.requireNonNull(items(scope).get(step), step);
    }

    private Map<String, Item> items(VariableScope scope) {
        return items.get(track(scope).id(), plan -> plans.items(plan).stream()
                .collect(Collectors.toMap(Item::id, Function.identity())));
    }
}
