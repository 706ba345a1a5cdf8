package fr.jalon.link;

import fr.jalon.text.Slug;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The UTM parameters of an address, by which an audience tool tells where a visit comes from; each as {@link #name}
 * makes it.
 *
 * @param content empty where nothing is to be told apart by it
 */
record Tags(String source, String medium, String campaign, String content) {

    /** A tag's name, each of its first letters plain or encoded, in any case. */
    private static final String TAG = "(?:u|%[57]5)(?:t|%[57]4)(?:m|%[46]d)(?:_|%5f)[^=&]*(?:=[^&]*)?";

    private static final Pattern EARLIER = Pattern.compile("(^|[?&])(?:" + TAG + "(&|$))+", Pattern.CASE_INSENSITIVE);

    private static final Pattern OURS = Pattern.compile(
            "[?&]utm_source=([^&#]+)&utm_medium=([^&#]+)" + "&utm_campaign=([^&#]+)(?:&utm_content=([^&#]+))?(?=#|$)");

    /** The naming rule: lower case, without accents, words joined by a hyphen; what is foreign to that is encoded. */
    static String name(String typed) {
        String plain = Slug.of(typed);
        return plain.isEmpty() ? URLEncoder.encode(typed.strip(), StandardCharsets.UTF_8) : plain;
    }

    /** The tags that an address carries which {@link #on} has made. */
    static Optional<Tags> in(String address) {
        Matcher found = OURS.matcher(address);
        return found.find()
                ? Optional.of(new Tags(
                        found.group(1),
                        found.group(2),
                        found.group(3),
                        Optional.ofNullable(found.group(4)).orElse("")))
                : Optional.empty();
    }

    /**
     * An address with these tags; it may carry parameters and a fragment already. Every {@code utm_} tag that stands in
     * either gives way, all else stays as it is.
     */
    String on(String address) {
        String plain = without(address);
        int hash = plain.indexOf('#');
        String base = hash < 0 ? plain : plain.substring(0, hash);
        String fragment = hash < 0 ? "" : plain.substring(hash);
        int query = base.indexOf('?');
        String joint = query < 0 ? "?" : query == base.length() - 1 || base.endsWith("&") ? "" : "&";
        return base + joint + this + fragment;
    }

    /** An address without any {@code utm_} tag. */
    static String without(String address) {
        int hash = address.indexOf('#');
        return hash < 0
                ? untagged(address)
                : untagged(address.substring(0, hash)) + "#" + untagged(address.substring(hash + 1));
    }

    private static String untagged(String part) {
        return EARLIER.matcher(part).replaceAll(tags -> tags.group(2).isEmpty() ? "" : tags.group(1));
    }

    /** As they stand in an address. */
    @Override
    public String toString() {
        return "utm_source=" + source + "&utm_medium=" + medium + "&utm_campaign=" + campaign
                + (content.isEmpty() ? "" : "&utm_content=" + content);
    }
}
