package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision table recommended on what was promised; what is absent was not known to its time.
 *
 * @param tableVersion the table that spoke
 * @param thresholds its rules, as JSON
 * @param label what people read: insufficient data has two
 * @param prior what was believed before any figure
 * @param amendedVerdict what it would recommend under the amended contract, a {@link Verdict} as JSON
 * @param demands what asks for a written reason, {@link Demands} as JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Advice(
        String recommendation,
        String recommendationReason,
        String tableVersion,
        @JsonRawValue @Nullable String thresholds,
        @Nullable String label,
        @Nullable String prior,
        @JsonRawValue @Nullable String amendedVerdict,
        @JsonRawValue @Nullable String demands) {

    /** What a table said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verdict(String recommendation, @Nullable String label, String reason) {

        /** What people read. */
        public String said() {
            return label == null ? LABELS.getOrDefault(recommendation, recommendation) : label;
        }
    }

    /** What people read. */
    public String said() {
        return new Verdict(recommendation, label, recommendationReason).said();
    }

    /** The recommendation where the data do not suffice for one. */
    public static final String INSUFFICIENT = "INSUFFICIENT_DATA";

    private static final Map<String, String> LABELS = Map.of(
            "GO", "Poursuivre", "PIVOT", "Pivoter", "STOP", "Arrêter", "INSUFFICIENT_DATA", "Données insuffisantes");
}
