package fr.jalon.scic.process;

import fr.jalon.scic.Statutes;
import fr.jalon.scic.StatutesRows;
import fr.jalon.scic.Vote;
import fr.jalon.scic.Vote.Base;
import fr.jalon.scic.Vote.Result;
import fr.jalon.scic.Vote.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The general assembly, as the statutes and the answers to the forms have it. */
@Component
class Assembly {

    private final StatutesRows versions;

    Assembly(StatutesRows versions) {
        this.versions = versions;
    }

    /** The statutes as they are now. */
    Statutes statutes(VariableScope scope) {
        List<Statutes> known = versions.of(track(scope));
        return known.isEmpty() ? first(scope) : known.get(known.size() - 1);
    }

    /** The statutes in force on the day on which an assembly is convened. */
    Statutes statutes(VariableScope scope, LocalDate convened) {
        return versions.inForce(track(scope), convened).orElseGet(() -> first(scope));
    }

    /** What the statutes ask of the vote of the assembly that is convened. */
    Rule rule(VariableScope assembly) {
        LocalDate convened = LocalDate.parse((String) assembly.getVariable(AssociationToScic.CONVENED_ON));
        return statutes(assembly, convened).rule(isSecond(assembly));
    }

    /** Whether the assembly that is convened is the second, after one without a quorum. */
    static boolean isSecond(VariableScope assembly) {
        return Boolean.TRUE.equals(assembly.getVariable(AssociationToScic.SECOND_ASSEMBLY));
    }

    /** @throws fr.jalon.Refusal if the counts do not add up */
    Result result(VariableScope assembly, Map<String, Object> counts) {
        return Vote.result(
                ((Number) assembly.getVariable(AssociationToScic.MEMBER_COUNT)).longValue(),
                count(counts, "present"),
                count(counts, "voteFor"),
                count(counts, "against"),
                count(counts, "abstained"),
                rule(assembly));
    }

    /** What the variables say of the statutes, as a first version. */
    static Statutes first(VariableScope scope) {
        return of(scope, 1);
    }

    /** What the variables say of the statutes. */
    static Statutes of(VariableScope scope, int version) {
        double quorum = Objects.requireNonNullElse(number(scope, AssociationToScic.STATUTES_QUORUM), 0)
                .doubleValue();
        Number majority = number(scope, AssociationToScic.STATUTES_MAJORITY);
        Rule silent = Rule.silentStatutes();
        Rule rule = majority == null
                ? new Rule(quorum, silent.majorityPercent(), silent.base(), silent.abstentionsCount())
                : new Rule(
                        quorum,
                        OptionalDouble.of(majority.doubleValue()),
                        Base.valueOf((String) scope.getVariable(AssociationToScic.MAJORITY_BASE)),
                        Boolean.TRUE.equals(scope.getVariable(AssociationToScic.ABSTENTIONS_COUNT)));
        return new Statutes(
                version,
                scope.getVariable(AssociationToScic.STATUTES_ADOPTED_ON) instanceof String day
                        ? LocalDate.parse(day)
                        : null,
                Boolean.TRUE.equals(scope.getVariable(AssociationToScic.FORESEES_ARTICLE_28_BIS)),
                rule,
                Objects.requireNonNullElse(number(scope, AssociationToScic.SECOND_QUORUM), 0)
                        .doubleValue(),
                days(scope, AssociationToScic.NOTICE_DAYS),
                days(scope, AssociationToScic.SECOND_NOTICE_DAYS),
                (String) scope.getVariable("statutesLink"));
    }

    private static @Nullable Number number(VariableScope scope, String name) {
        return (Number) scope.getVariable(name);
    }

    private static @Nullable Integer days(VariableScope scope, String name) {
        Number days = number(scope, name);
        return days == null ? null : days.intValue();
    }

    private static String track(VariableScope scope) {
        return (String) scope.getVariable(AssociationToScic.TRACK);
    }

    private static long count(Map<String, Object> counts, String name) {
        return ((Number) Objects.requireNonNull(counts.get(name), name)).longValue();
    }
}
