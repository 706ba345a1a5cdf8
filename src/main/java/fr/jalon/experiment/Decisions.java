package fr.jalon.experiment;

import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is recommended and decided once a week has been measured. */
@Service
class Decisions {

    private final ExperimentRows experiments;
    private final DecisionRows decisions;
    private final Measures measures;
    private final Canonical canonical;
    private final Clock clock;

    Decisions(ExperimentRows experiments, DecisionRows decisions, Measures measures, Canonical canonical, Clock clock) {
        this.experiments = experiments;
        this.decisions = decisions;
        this.measures = measures;
        this.canonical = canonical;
        this.clock = clock;
    }

    @Transactional
    void recommend(
            ExperimentId id,
            Proposal proposal,
            String recommendation,
            String reason,
            String tableVersion,
            List<Map<String, String>> thresholds) {
        experiments.recommend(
                id, proposal, new Advice(recommendation, reason, tableVersion, canonical.write(thresholds)));
    }

    @Transactional
    void decide(ExperimentId id, String decision, String reason, String by) {
        Experiment experiment = experiments.get(id);
        List<Decision> before = decisions.of(experiment.team());
        String previous =
                before.isEmpty() ? null : before.get(before.size() - 1).hash();
        decisions.write(
                id.journey(),
                new Decision(
                        experiment.team(),
                        id.iteration(),
                        before.size() + 1,
                        new Decision.Verdict(
                                decision, reason, by, clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        Objects.requireNonNull(experiment.advice()),
                        Objects.requireNonNull(experiment.proposal()),
                        new Decision.Grounds(
                                canonical.write(experiment.promised().contract()),
                                canonical.write(measures.evidence(experiment)),
                                canonical.write(experiments.amendments(experiment))),
                        previous,
                        null));
    }

    List<Decision> of(String team) {
        return decisions.of(team);
    }

    /** Whether the hash chain of a team's decisions holds, and where it breaks. */
    Chain.Verification verify(String team) {
        return Chain.verify(decisions.of(team), canonical);
    }
}
