package fr.jalon;

import fr.jalon.text.French;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A request that Jalon turns down, with a French sentence that says what to correct. Nothing has changed when it is
 * thrown out of a public method: the transaction rolls back.
 */
public final class Refusal extends RuntimeException {

    /** Why it was turned down; each kind has one HTTP status. */
    public enum Kind {
        /** The request itself is wrong (400). */
        MALFORMED,
        /** There is no such thing, or not for this person (404). */
        UNKNOWN,
        /** Right, but not in the present state (409). */
        CONFLICT,
        /** Well-formed, but its values make no sense (422). */
        INVALID,
        /** Right, but too much is under way: to be asked again in some seconds (429). */
        BUSY
    }

    /** As many faults as anybody corrects at once; the others are counted. */
    private static final int MOST_FAULTS = 50;

    private final Kind kind;
    private final Map<String, String> errors;

    private Refusal(Kind kind, String message, Map<String, String> errors) {
        super(typeset(message));
        this.kind = kind;
        this.errors = new LinkedHashMap<>(errors);
        this.errors.replaceAll((field, error) -> typeset(error));
    }

    /** French sets a space that does not break before double punctuation and inside guillemets. */
    private static String typeset(String sentence) {
        return sentence.replaceAll(" ([:;!?»%€])", "\u00a0$1").replace("« ", "«\u00a0");
    }

    public static Refusal unknown(String message) {
        return new Refusal(Kind.UNKNOWN, message, Map.of());
    }

    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, message, Map.of());
    }

    public static Refusal busy(String message) {
        return new Refusal(Kind.BUSY, message, Map.of());
    }

    /** Refuses one value and names its field. */
    public static Refusal invalid(String field, String message) {
        return new Refusal(Kind.INVALID, message, Map.of(field, message));
    }

    /** Refuses several values; the message joins all errors, one sentence each. */
    public static Refusal invalid(Map<String, String> errors) {
        return invalid(joined(errors), first(errors));
    }

    private static String joined(Map<String, String> errors) {
        String first = String.join(" ", first(errors).values());
        int more = errors.size() - MOST_FAULTS;
        return more <= 0
                ? first
                : first + (more == 1 ? " Et une autre erreur." : " Et " + French.number(more) + " autres erreurs.");
    }

    private static Map<String, String> first(Map<String, String> errors) {
        Map<String, String> first = new LinkedHashMap<>();
        errors.entrySet().stream().limit(MOST_FAULTS).forEach(error -> first.put(error.getKey(), error.getValue()));
        return first;
    }

    /** Refuses several values; the message is what a person reads first. */
    public static Refusal invalid(String message, Map<String, String> errors) {
        return new Refusal(Kind.INVALID, message, errors);
    }

    /** Refuses answers whose form or type is wrong; the message joins all errors, one sentence each. */
    public static Refusal malformed(Map<String, String> errors) {
        return new Refusal(Kind.MALFORMED, joined(errors), first(errors));
    }

    /** The French sentence that says what to correct. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** French messages by field; empty where no single field is at fault. */
    public Map<String, String> errors() {
        return errors;
    }
}
