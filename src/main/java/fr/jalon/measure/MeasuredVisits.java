package fr.jalon.measure;

import java.time.Instant;

/**
 * A team's visits over some days, as its Matomo has counted them.
 *
 * @param visits of the days that have figures
 * @param measured how many of the days have figures; the others are unknown, not zero
 * @param days how many were asked for
 * @param readAt when Jalon last read them
 */
public record MeasuredVisits(long visits, int measured, int days, Instant readAt) {

    /** How many of the days have no figures. */
    public int missing() {
        return days - measured;
    }
}
