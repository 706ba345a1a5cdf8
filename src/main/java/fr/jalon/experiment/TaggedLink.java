package fr.jalon.experiment;

import fr.jalon.text.Slug;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A landing page's address with the four UTM parameters, so that the audience tool tells the channels apart. Naming
 * rule: source = the channel, medium = {@code cpc} where it is paid and {@code organic} where it is not, campaign = the
 * team and its iteration, content = {@code landing}; all in lower case, without accents, words joined by a hyphen.
 */
public record TaggedLink(String channel, String link) {

    /** A tag's name, each of its first letters plain or encoded, in any case. */
    private static final String TAG = "(?:u|%[57]5)(?:t|%[57]4)(?:m|%[46]d)(?:_|%5f)[^=&]*(?:=[^&]*)?";

    private static final Pattern EARLIER = Pattern.compile("(^|[?&])(?:" + TAG + "(&|$))+", Pattern.CASE_INSENSITIVE);

    /**
     * Adds the parameters to an address; it may carry parameters and a fragment already. Every {@code utm_} tag that
     * stands in either gives way, all else stays as it is.
     */
    public static TaggedLink of(String page, String channel, boolean paid, String team, int iteration) {
        String parameters = "utm_source=" + source(channel) + "&utm_medium=" + (paid ? "cpc" : "organic")
                + "&utm_campaign=" + slug(team) + "-" + iteration + "&utm_content=landing";
        int hash = page.indexOf('#');
        String base = untagged(hash < 0 ? page : page.substring(0, hash));
        String fragment = hash < 0 ? "" : "#" + untagged(page.substring(hash + 1));
        int query = base.indexOf('?');
        String joint = query < 0 ? "?" : query == base.length() - 1 || base.endsWith("&") ? "" : "&";
        return new TaggedLink(channel, base + joint + parameters + fragment);
    }

    private static String untagged(String part) {
        return EARLIER.matcher(part).replaceAll(tags -> tags.group(2).isEmpty() ? "" : tags.group(1));
    }

    /** The name under which the audience tool knows a channel: two channels need two. */
    public static String source(String channel) {
        return slug(channel);
    }

    private static String slug(String text) {
        String plain = Slug.of(text);
        return plain.isEmpty() ? URLEncoder.encode(text.strip(), StandardCharsets.UTF_8) : plain;
    }
}
