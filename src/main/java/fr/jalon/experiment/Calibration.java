package fr.jalon.experiment;

import fr.jalon.statistics.Homogeneity.Group;
import fr.jalon.statistics.Pooled;
import fr.jalon.statistics.Prior;
import fr.jalon.text.French;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of verdicts and forecasts, and what the weeks of the programme would have it believe of the next one. It
 * tells; nothing is judged by it.
 */
@Service
public class Calibration {

    /**
     * What a week was told and led to.
     *
     * @param recommendation GO, PIVOT, STOP or {@link Advice#INSUFFICIENT}; null where the table was not asked
     * @param decision null where nothing was decided
     * @param forecasts by the intervals of the present rules
     */
    public record Outcome(
            String team,
            @Nullable String recommendation,
            @Nullable String decision,
            List<Foreseen> forecasts) {}

    /**
     * A recommendation that would have been another, had the programme's own prior been believed.
     *
     * @param target in percent
     * @param given what was recommended, as people read it
     * @param other what would have been
     */
    public record Change(
            String team, int iteration, double target, double conversions, double visits, String given, String other) {}

    /**
     * The programme's own prior beside what was said without it.
     *
     * @param judged how many recommendations were given by the present rules
     * @param changes those of them that would have been others; none where the programme has no prior of its own
     */
    public record Programme(Pooled pooled, int judged, List<Change> changes) {}

    /** @param outcomes of the teams asked for, the latest first */
    public record Known(List<Outcome> outcomes, Programme programme) {}

    private final PastRows past;
    private final Judge judge;

    Calibration(PastRows past, Judge judge) {
        this.past = past;
        this.judge = judge;
    }

    /** What is known of some teams, and of the programme; in as many statements for one team as for all. */
    @Transactional(readOnly = true)
    public Known of(Collection<String> teams) {
        List<Past> weeks = past.withLatest(teams);
        Set<String> asked = new HashSet<>(teams);
        List<Outcome> outcomes = weeks.stream()
                .filter(week -> asked.contains(week.experiment().team()))
                .map(Calibration::outcome)
                .toList();
        return new Known(outcomes, programme(weeks.stream().limit(Pooled.MOST).toList()));
    }

    private static Outcome outcome(Past week) {
        Advice advice = week.experiment().advice();
        return new Outcome(
                week.experiment().team(),
                advice == null ? null : advice.recommendation(),
                week.decision(),
                week.forecasts());
    }

    private Programme programme(List<Past> latest) {
        Pooled pooled = Pooled.of(latest.stream().map(Past::counts).toList());
        List<Past> judged = latest.stream()
                .filter(week -> week.experiment().advice() != null && week.isOfPresentRules())
                .toList();
        return new Programme(
                pooled,
                judged.size(),
                judged.stream().flatMap(week -> change(week, pooled).stream()).toList());
    }

    private Optional<Change> change(Past week, Pooled pooled) {
        Advice given = week.experiment().advice();
        Prior promise = Prior.of(week.judged().target());
        Prior own = pooled.prior(week.judged().target()).orElse(promise);
        if (given == null || own.equals(promise)) return Optional.empty();
        String other = said(week, own);
        // Figures may have been corrected since: what is told apart is the prior alone.
        if (Stream.of(said(week, promise), given.said()).anyMatch(other::equals)) return Optional.empty();
        Group counts = week.counts();
        return Optional.of(new Change(
                week.experiment().team(),
                week.experiment().id().iteration(),
                week.judged().targetConversionRate(),
                counts.successes(),
                counts.trials(),
                given.said(),
                other));
    }

    private String said(Past week, Prior prior) {
        return judge.judge(week.rules(), week.heard(prior)).said();
    }

    /** A prior as people read it: {@code Bêta(1 ; 19)}. */
    public static String inWords(Prior prior) {
        return "Bêta(1\u00a0; " + French.decimal(prior.failures(), 0, 2) + ")";
    }
}
