package fr.jalon.engine.time;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the incubator lives and when it is closed.
 *
 * @param region whose public holidays hold
 * @param closedDays days ({@code 2026-12-24}) and spans, both ends included ({@code 2026-12-24/2027-01-02})
 */
@ConfigurationProperties("jalon.calendar")
record CalendarSettings(
        @DefaultValue("metropole") String region,
        @DefaultValue List<String> closedDays) {}
