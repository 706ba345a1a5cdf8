package fr.jalon.link;

/**
 * A landing page's address with the four UTM parameters, so that the audience tool tells the channels apart. Naming
 * rule: source = the channel, medium = {@code cpc} where it is paid and {@code organic} where it is not, campaign = the
 * team and its iteration, content = {@code landing}; all in lower case, without accents, words joined by a hyphen.
 */
public record TaggedLink(String channel, String link) {

    /**
     * Adds the parameters to an address; it may carry parameters and a fragment already. Every {@code utm_} tag that
     * stands in either gives way, all else stays as it is.
     */
    public static TaggedLink of(String page, String channel, boolean paid, String team, int iteration) {
        Medium medium = paid ? Medium.PAID : Medium.ORGANIC;
        Tags tags = new Tags(source(channel), medium.slug(), Tags.name(team) + "-" + iteration, "landing");
        return new TaggedLink(channel, tags.on(page));
    }

    /** The name under which the audience tool knows a channel: two channels need two. */
    public static String source(String channel) {
        return Tags.name(channel);
    }
}
