package fr.jalon.bootcamp;

import fr.jalon.experiment.ExperimentId;
import fr.jalon.link.TaggedLink;
import java.util.List;
import java.util.Map;

/**
 * What is a bootcamp's own beside the row of its journey: team, days and rights are read from here, never from a
 * variable.
 *
 * @param id the process instance, its journey and its plan
 * @param iteration from 1; each pivot begins another
 */
public record Bootcamp(String id, String cohort, String team, int iteration, BootcampDays days) {

    /** What this iteration puts to the test. */
    public ExperimentId experiment() {
        return new ExperimentId(id, iteration);
    }

    /** The landing page's address for each channel, the channels as the team has answered them. */
    public List<TaggedLink> links(String page, List<Map<String, Object>> channels) {
        return channels.stream()
                .map(row -> TaggedLink.of(
                        page, String.valueOf(row.get("channel")), "PAID".equals(row.get("kind")), team, iteration))
                .toList();
    }
}
