package fr.jalon.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a team expects of its week before any data; each figure may be absent.
 *
 * @param clickThroughRate in percent
 * @param costPerClick euros, all taxes included
 * @param conversionRate in percent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Forecast(
        @Nullable Double clickThroughRate,
        @Nullable Double costPerClick,
        @Nullable Double conversionRate) {

    /** Whether nothing is forecast. */
    public boolean forecastsNothing() {
        return clickThroughRate == null && costPerClick == null && conversionRate == null;
    }
}
