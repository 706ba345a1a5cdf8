package fr.jalon.scic;

import fr.jalon.scic.Vote.Rule;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an association's statutes say of its transformation, in one of their versions.
 *
 * @param version counted from 1
 * @param adoptedOn null where the first version does not say
 * @param foreseesTransformation whether they foresee article 28 bis of loi n° 47-1775
 * @param rule what a vote needs, quorum included
 * @param secondQuorum members that must be there the second time, in percent; 0 where nobody must
 * @param noticeDays days between convocation and assembly; null where they are silent
 * @param secondNoticeDays the same of a second assembly; null where it is as for the first
 * @param link where they can be read; null for nowhere
 */
public record Statutes(
        int version,
        @Nullable LocalDate adoptedOn,
        boolean foreseesTransformation,
        Rule rule,
        double secondQuorum,
        @Nullable Integer noticeDays,
        @Nullable Integer secondNoticeDays,
        @Nullable String link) {

    /** What a vote needs: the second time the quorum is another, the majority is the same. */
    public Rule rule(boolean second) {
        return second ? new Rule(secondQuorum, rule.majorityPercent(), rule.base(), rule.abstentionsCount()) : rule;
    }

    /** Days between convocation and assembly; 0 where the statutes are silent. */
    public int notice(boolean second) {
        Integer days = second && secondNoticeDays != null ? secondNoticeDays : noticeDays;
        return days == null ? 0 : days;
    }
}
