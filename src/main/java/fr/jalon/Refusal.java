package fr.jalon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    INVALID
  }

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

  /** Refuses one value and names its field. */
  public static Refusal invalid(String field, String message) {
    return new Refusal(Kind.INVALID, message, Map.of(field, message));
  }

  /** Refuses several values; the message joins all errors, one sentence each. */
  public static Refusal invalid(Map<String, String> errors) {
    return invalid(String.join(" ", List.copyOf(errors.values())), errors);
  }

  /** Refuses several values; the message is what a person reads first. */
  public static Refusal invalid(String message, Map<String, String> errors) {
    return new Refusal(Kind.INVALID, message, errors);
  }

  /** Refuses answers whose form or type is wrong; the message joins all errors, one sentence each. */
  public static Refusal malformed(Map<String, String> errors) {
    return new Refusal(
        Kind.MALFORMED, String.join(" ", List.copyOf(errors.values())), errors);
  }

  public Kind kind() {
    return kind;
  }

  /** French messages by field; empty where no single field is at fault. */
  public Map<String, String> errors() {
    return errors;
  }
}
