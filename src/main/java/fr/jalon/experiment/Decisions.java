package fr.jalon.experiment;

import fr.jalon.chain.Canonical;
import fr.jalon.chain.Chain;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    void recommend(ExperimentId id, Proposal proposal, Recommendation given) {
        Experiment experiment = experiments.get(id);
        experiments.recommend(
                id,
                proposal,
                new Advice(
                        given.promised().recommendation(),
                        given.promised().reason(),
                        given.table(),
                        canonical.write(given.rules()),
                        given.promised().label(),
                        measures.prior(experiment),
                        given.amended().map(canonical::write).orElse(null),
                        canonical.write(measures.demands(experiment))));
    }

    Optional<Advice> advice(ExperimentId id) {
        return experiments.find(id).map(Experiment::advice);
    }

    Optional<Advice.Verdict> amendedVerdict(ExperimentId id) {
        return advice(id).map(Advice::amendedVerdict).map(json -> canonical.read(json, Advice.Verdict.class));
    }

    Demands demands(ExperimentId id) {
        return advice(id)
                .map(Advice::demands)
                .map(demands -> canonical.read(demands, Demands.class))
                .orElse(new Demands(List.of(), List.of()));
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
