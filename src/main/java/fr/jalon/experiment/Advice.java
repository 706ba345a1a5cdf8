package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * What a decision table recommended.
 *
 * @param tableVersion the table that spoke
 * @param thresholds its rules, as JSON; null in advice older than them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Advice(
        String recommendation,
        String recommendationReason,
        String tableVersion,
        @JsonRawValue @Nullable String thresholds) {}
