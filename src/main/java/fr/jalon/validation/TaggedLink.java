package fr.jalon.validation;

import fr.jalon.Slug;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A landing page's address with the four UTM parameters, so that the audience tool tells the channels apart. Naming rule:
 * source = the channel, medium = {@code cpc} where it is paid and {@code organic} where it is not, campaign = the team
 * and its iteration, content = {@code landing}; all in lower case, without accents, words joined by a hyphen.
 */
public record TaggedLink(String channel, String link) {

  private static final Pattern EARLIER = Pattern.compile("([?&])utm_(?:source|medium|campaign|content)=[^&]*&?");

  /** Adds the parameters to an address; it may carry parameters and a fragment already, and keeps all but such tags. */
  public static TaggedLink of(String page, String channel, boolean paid, String team, int iteration) {
    String parameters = "utm_source=" + source(channel) + "&utm_medium=" + (paid ? "cpc" : "organic")
        + "&utm_campaign=" + slug(team) + "-" + iteration + "&utm_content=landing";
    int hash = page.indexOf('#');
    String base = hash < 0 ? page : page.substring(0, hash);
    String fragment = hash < 0 ? "" : page.substring(hash);
    base = EARLIER.matcher(base).replaceAll("$1").replaceFirst("[?&]$", "");
    String joint = base.contains("?") ? "&" : "?";
    return new TaggedLink(channel, base + joint + parameters + fragment);
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
