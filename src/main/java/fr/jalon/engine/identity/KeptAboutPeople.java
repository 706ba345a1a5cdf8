package fr.jalon.engine.identity;

import fr.jalon.engine.identity.Accounts.Person;
import java.util.List;
import java.util.Map;

/** What a slice keeps about people, beside their accounts: one bean a slice that keeps anything. */
public interface KeptAboutPeople {

    /**
     * A column that says who did something.
     *
     * @param at the column that says when
     * @param owner the table that knows the team, as {@code o}, and how rows, as {@code s}, are joined to it
     * @param what the row in a few words, in SQL
     * @param isFinal whether nothing may change it
     */
    record Signature(String table, String column, String at, String owner, String what, boolean isFinal) {}

    /** What stays of a person, and why, in French. */
    record Kept(String what, String why) {}

    /**
     * What is kept about a person, the latest first, by its name in an export.
     *
     * @param person without a name and perhaps an address where the account is gone
     */
    default Map<String, List<?>> of(Person person, int limit, long offset) {
        return Map.of();
    }

    /** The columns that name whoever did something; an erasure has them name a pseudonym. */
    default List<Signature> signatures() {
        return List.of();
    }

    /** Deletes what is a person's alone, and answers how much it was, by what it was, in French. */
    default Map<String, Integer> erase(Person person) {
        return Map.of();
    }

    /** What an erasure cannot take away. */
    default List<Kept> kept(Person person) {
        return List.of();
    }
}
