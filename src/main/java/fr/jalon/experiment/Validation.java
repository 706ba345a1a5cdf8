package fr.jalon.experiment;

import fr.jalon.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The validation week of an experiment, from the contract to the decision, as other slices know it. It is handed the
 * week's days.
 */
@Service
public class Validation {

    /** As many as anybody compares; more names are a sign of a column that holds something else. */
    static final int MOST_CHANNELS = 20;

    private final Weeks weeks;
    private final Measures measures;
    private final Intake intake;
    private final Decisions decisions;

    Validation(Weeks weeks, Measures measures, Intake intake, Decisions decisions) {
        this.weeks = weeks;
        this.measures = measures;
        this.intake = intake;
        this.decisions = decisions;
    }

    /**
     * Opens an experiment with the days of its week, or gives one that has not begun other days.
     *
     * @param organic those of the channels that cost nothing
     */
    public void plan(ExperimentId id, String team, List<String> channels, Set<String> organic, List<LocalDate> days) {
        weeks.plan(id, team, channels, organic, days);
    }

    /** Keeps what is meant to be spent a day, by channel, where anything was said. */
    public void budget(ExperimentId id, Map<String, BigDecimal> budgets) {
        weeks.budget(id, budgets);
    }

    /** Gives an experiment that has not begun other days. */
    public void movePlan(ExperimentId id, List<LocalDate> days) {
        weeks.movePlan(id, days);
    }

    /**
     * Adds days to a week that has ended: figures are taken again.
     *
     * @throws Refusal if it was given some before, or (weeks of the former rules) would be longer than four weeks
     */
    public void extend(ExperimentId id, List<LocalDate> days) {
        weeks.extend(id, days);
    }

    /** The days of the week, in order. */
    public List<WeekDay> days(ExperimentId id) {
        return weeks.days(id);
    }

    /** The days between two of the week on which nothing is measured, a French sentence for each time. */
    public List<String> gaps(ExperimentId id) {
        return weeks.gaps(id);
    }

    /** The days that the week would leave out, were it given more from today on; in a French sentence. */
    public Optional<String> gapOfExtension(ExperimentId id) {
        return weeks.gapOfExtension(id);
    }

    /** Takes no figures for a reason, in a French sentence. */
    public void pause(ExperimentId id, String why) {
        weeks.pause(id, why);
    }

    /**
     * Takes figures again. Whatever of the week had not been lived as a pause began moves by so many days: the days
     * from that one on that have no figures yet, and the mornings that were not over.
     *
     * @param since when the pause began, on the wall
     */
    public void resume(ExperimentId id, LocalDateTime since, LocalDateTime now, int days) {
        weeks.resume(id, since, now, days);
    }

    /** Keeps that a morning ended before its work was done. */
    public void markIncomplete(ExperimentId id, int number) {
        weeks.markIncomplete(id, number);
    }

    /**
     * Freezes the contract with its hash; what is frozen already stays.
     *
     * @param rules the version of the decision table that will judge
     */
    public void freeze(ExperimentId id, Contract contract, int rules) {
        weeks.freeze(id, contract, rules);
    }

    /** The contract as it was frozen, once it is. */
    public Optional<Contract> frozen(ExperimentId id) {
        return weeks.frozen(id);
    }

    /** What the iteration before promised in the same journey, as it was frozen; empty in the first. */
    public Optional<Contract> former(ExperimentId id) {
        return weeks.former(id);
    }

    /** The contracts in force that can be amended: frozen, and nothing recommended yet. */
    public Map<ExperimentId, Contract> amendable() {
        return weeks.amendable();
    }

    /**
     * Changes a frozen contract; the promise itself is kept beside the change.
     *
     * @param from the day from which the change holds; null: today
     * @throws Refusal if the contract is not frozen, a recommendation rests on it, it has been amended often, nothing
     *     changes, or that day is past or after the week
     */
    public Amendment amend(ExperimentId id, ContractChange change, @Nullable LocalDate from, String reason, String by) {
        return weeks.amend(id, change, from, reason, by);
    }

    /** Closes the week, if there is one: figures no longer change. */
    public void close(ExperimentId id) {
        weeks.close(id, false);
    }

    /** Closes a week that is over, at its gate: until it is recommended on, facilitators add what is missing. */
    public void closeAtItsGate(ExperimentId id) {
        weeks.close(id, true);
    }

    /** Whether nothing is missing of that day. */
    public boolean isComplete(ExperimentId id, LocalDate day) {
        return missing(id, day).isEmpty();
    }

    /**
     * The channels of the experiment that lack a figure that they need for that day; with its last day, the unique
     * visitors of the week too, where the contract asks for them and they are unknown.
     */
    public List<String> missing(ExperimentId id, LocalDate day) {
        return measures.missing(id, day);
    }

    /** Whether the unique visitors of the week are asked for with the figures of that day. */
    public boolean asksUniques(ExperimentId id, LocalDate day) {
        return measures.asksUniques(id, day);
    }

    /** Why so many unique visitors cannot be with these rows of a day, in words that follow a colon, if they cannot. */
    public Optional<String> faultOfVisitors(ExperimentId id, LocalDate day, List<MetricRow> figures, long visitors) {
        return intake.faultOfVisitors(id, day, figures, visitors);
    }

    /** Keeps that these channels run until today and no longer. */
    public void stop(ExperimentId id, Collection<String> channels) {
        intake.stop(id, channels);
    }

    /** The last day of those of the channels that were stopped. */
    public Map<String, LocalDate> stopped(ExperimentId id) {
        return measures.stopped(id);
    }

    /** Why figures of a channel cannot be on that day, in words that follow a colon: it was stopped before. */
    public Optional<String> faultOfStop(ExperimentId id, LocalDate day, MetricRow row) {
        return measures.faultOfStop(id, day, row);
    }

    /** The first day of the week that lacks figures; empty where none does. */
    public Optional<WeekDay> firstLacking(ExperimentId id) {
        return measures.firstLacking(id);
    }

    /** The days of the week, past by now, that lack figures. */
    public List<LocalDate> daysMissing(ExperimentId id) {
        return measures.daysMissing(id);
    }

    /** How far the weeks of some journeys have come, each journey's last; in one query. */
    public Map<String, WeekSoFar> weeksSoFar(Collection<String> journeys) {
        return weeks.soFar(journeys);
    }

    /** Those of the experiment's channels that cost nothing. */
    public Set<String> organicChannels(ExperimentId id) {
        return measures.organicChannels(id);
    }

    /** What has been recorded for a day, with an empty row for each channel that still lacks one. */
    public List<MetricRow> rowsToFill(ExperimentId id, LocalDate day) {
        return measures.rowsToFill(id, day);
    }

    /** What the week has measured so far beside what was promised, without any verdict. */
    public Standing standing(ExperimentId id) {
        return measures.standing(id);
    }

    /** The week before the table of verdicts, once its contract is frozen. */
    public Hearing hearing(ExperimentId id) {
        return measures.hearing(id);
    }

    /**
     * The evidence of a team's latest week; with the recommendation once the team has made its own proposal.
     *
     * @throws Refusal if no week has been prepared
     */
    public Evidence evidence(String team) {
        return measures.evidence(team);
    }

    /** What is hard to believe of rows of a day that are new, in words by channel: whoever records them confirms it. */
    public Map<String, String> doubts(ExperimentId id, LocalDate day, List<MetricRow> figures) {
        return intake.doubtsOfAdditions(id, day, figures);
    }

    /** Records rows of a day without unique visitors of the week. */
    public void record(ExperimentId id, LocalDate day, List<MetricRow> figures, String by) {
        record(id, day, figures, null, by);
    }

    /**
     * Records rows of a day; the same row twice is one row, a corrected one keeps its former values. What a row does
     * not give stays as it is: a form may have been opened before a file came.
     *
     * @param visitors the unique visitors of the week, where they are given with it
     * @throws Refusal if a row cannot be with what is recorded
     */
    public void record(ExperimentId id, LocalDate day, List<MetricRow> figures, @Nullable Long visitors, String by) {
        intake.record(id, day, figures, visitors, by);
    }

    /**
     * Records one row that comes over HTTP into the team's present week, and tells whoever waits for it.
     *
     * @return whether the row is new
     * @throws Refusal if there is no such week or day, the week is closed, or the row cannot be
     */
    public boolean record(String team, LocalDate day, MetricRow row, String by) {
        return intake.record(team, day, row, by);
    }

    /** Keeps what the team proposed and what the decision table recommended then. */
    public void recommend(ExperimentId id, Proposal proposal, Recommendation recommendation) {
        decisions.recommend(id, proposal, recommendation);
    }

    /** What was recommended, once it is. */
    public Optional<Advice> advice(ExperimentId id) {
        return decisions.advice(id);
    }

    /** What would be recommended under the amended contract; empty where it was not amended after the first figure. */
    public Optional<Advice.Verdict> amendedVerdict(ExperimentId id) {
        return decisions.amendedVerdict(id);
    }

    /** What asks the facilitator for a written reason, once a recommendation is given. */
    public Demands demands(ExperimentId id) {
        return decisions.demands(id);
    }

    /** Writes the decision for good, chained to the team's previous one. */
    public void decide(ExperimentId id, String decision, String reason, String by) {
        decisions.decide(id, decision, reason, by);
    }

    /** A team's decisions, the oldest first. */
    public List<Decision> decisions(String team) {
        return decisions.of(team);
    }
}
