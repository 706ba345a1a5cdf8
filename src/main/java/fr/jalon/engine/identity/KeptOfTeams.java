package fr.jalon.engine.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a slice keeps of teams: one bean a slice that keeps anything. Once their cohort has had its time, parts go, and
 * rests stay without what they say of people. What has neither is told by no team, or its database refuses.
 */
public interface KeptOfTeams {

    /**
     * Rows that go, in the order in which they are told.
     *
     * @param where in SQL, which rows: {@code :teams} are the ids of the teams, {@code :journeys} those of their
     *     journeys
     * @param what they are, in French, where somebody reads how many there are
     */
    record Part(String table, String where, @Nullable String what) {
        public Part(String table, String where) {
            this(table, where, null);
        }
    }

    /**
     * Rows that stay, for what is counted from them.
     *
     * @param where as a {@link Part} has it
     * @param say in SQL, what their columns say from then on; {@code :nobody} stands for a person
     */
    record Rest(String table, String where, String say) {}

    /** Instances of a process that name a cohort in a variable, beside the journeys. */
    record Beside(String process, String variable) {}

    default List<Part> parts() {
        return List.of();
    }

    /**
     * Parts that no index finds: they are looked for once many teams are done. They may name {@code :archived}, the
     * moment at which the cohort was archived.
     */
    default List<Part> searched() {
        return List.of();
    }

    /** Parts of the cohort itself, {@code :cohort}. */
    default List<Part> ofCohort() {
        return List.of();
    }

    default List<Beside> besideCohort() {
        return List.of();
    }

    default List<Rest> rests() {
        return List.of();
    }
}
