package fr.jalon.bootcamp.process;

import fr.jalon.engine.decision.DecisionTables;
import fr.jalon.experiment.Advice;
import fr.jalon.experiment.ExperimentId;
import fr.jalon.experiment.Hearing;
import fr.jalon.experiment.Proposal;
import fr.jalon.experiment.Recommendation;
import fr.jalon.experiment.Validation;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the team proposed, what the decision table recommended then, and which version of it spoke. */
@Component
class StoreRecommendation implements ExecutionListener {

    private final Week week;
    private final Validation validation;
    private final DecisionTables tables;
    private final Verdicts verdicts;

    StoreRecommendation(Week week, Validation validation, DecisionTables tables, Verdicts verdicts) {
        this.week = week;
        this.validation = validation;
        this.tables = tables;
        this.verdicts = verdicts;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) return;
        ExperimentId experiment = week.journey(execution).experiment();
        Hearing hearing = validation.hearing(experiment);
        int version = verdicts.version(hearing.rules(), execution.getProcessDefinitionId());
        DecisionTables.Table table = tables.of(IdeaToDecision.GO_PIVOT_STOP, version);
        var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
        Advice.Verdict promised = verdicts.worded(
                version,
                hearing,
                hearing.promise(),
                spoken.getEntry(IdeaToDecision.RECOMMENDATION),
                (String) spoken.get("label"),
                spoken.getEntry("reason"));
        execution.setVariable(IdeaToDecision.RECOMMENDATION, promised.recommendation());
        execution.setVariable(IdeaToDecision.RECOMMENDATION_REASON, promised.reason());
        validation.recommend(
                experiment,
                new Proposal(
                        (String) execution.getVariable(IdeaToDecision.PROPOSED_DECISION),
                        (String) execution.getVariable(IdeaToDecision.PROPOSAL_REASON),
                        (String) execution.getVariable(IdeaToDecision.LEARNINGS)),
                new Recommendation(
                        promised,
                        hearing.amended().map(amended -> verdicts.judge(version, hearing, amended)),
                        table.key() + " v" + table.version(),
                        table.rules()));
    }
}
