package fr.jalon.scic.process;

import fr.jalon.scic.Vote;
import fr.jalon.scic.Vote.Base;
import fr.jalon.scic.Vote.Result;
import fr.jalon.scic.Vote.Rule;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.camunda.bpm.engine.delegate.VariableScope;

/** The general assembly, as the statutes and the answers to the forms have it. */
final class Assembly {

    private Assembly() {}

    /** What the statutes ask of a vote. */
    static Rule rule(VariableScope statutes) {
        double quorum = statutes.getVariable(AssociationToScic.STATUTES_QUORUM) instanceof Number given
                ? given.doubleValue()
                : 0;
        if (!(statutes.getVariable(AssociationToScic.STATUTES_MAJORITY) instanceof Number majority)) {
            Rule silent = Rule.silentStatutes();
            return new Rule(quorum, silent.majorityPercent(), silent.base(), silent.abstentionsCount());
        }
        return new Rule(
                quorum,
                OptionalDouble.of(majority.doubleValue()),
                Base.valueOf((String) statutes.getVariable(AssociationToScic.MAJORITY_BASE)),
                Boolean.TRUE.equals(statutes.getVariable(AssociationToScic.ABSTENTIONS_COUNT)));
    }

    /** @throws fr.jalon.Refusal if the counts do not add up */
    static Result result(VariableScope assembly, Map<String, Object> counts) {
        return Vote.result(
                ((Number) assembly.getVariable(AssociationToScic.MEMBER_COUNT)).longValue(),
                count(counts, "present"),
                count(counts, "voteFor"),
                count(counts, "against"),
                count(counts, "abstained"),
                rule(assembly));
    }

    private static long count(Map<String, Object> counts, String name) {
        return ((Number) Objects.requireNonNull(counts.get(name), name)).longValue();
    }
}
