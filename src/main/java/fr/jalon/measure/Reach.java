package fr.jalon.measure;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Jalon calls for a team.
 *
 * @param allowed the addresses that it connects to
 * @param isSecured whether it speaks TLS to port 443 alone
 */
record Reach(Predicate<InetAddress> allowed, boolean isSecured) {

    /** Everywhere on the public Internet, by HTTPS. */
    static final Reach PUBLIC = new Reach(PublicAddress::isPublic, true);

    static final int LONGEST = 300;

    private static final String SECURED = "https";

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(https?)://([^\\s/?#@:\\[\\]\\\\%]+)(?::(\\d{1,5}))?((?:/[\\w.~-]*)*)");

    /** The last part of an address that people copy with it. */
    private static final Pattern END = Pattern.compile("(?:/(?:index\\.php)?)*$");

    /**
     * An address as somebody has typed it, in the one way to write it: without what Jalon adds to it, such as
     * {@code index.php}; empty where it is none that Jalon would call.
     */
    Optional<String> address(String typed) {
        Matcher parts = ADDRESS.matcher(typed.strip());
        if (!parts.matches() || typed.length() > LONGEST) return Optional.empty();
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String port = parts.group(3) == null || parts.group(3).equals("443") && scheme.equals(SECURED)
                ? ""
                : ":" + parts.group(3);
        String path = END.matcher(parts.group(4)).replaceFirst("");
        boolean isDotted = Stream.of(path.split("/")).anyMatch(part -> part.matches("\\.{1,2}"));
        if (isDotted || isSecured && (!scheme.equals(SECURED) || !port.isEmpty())) return Optional.empty();
        try {
            String host = IDN.toASCII(parts.group(2), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return Optional.of(scheme + "://" + host + port + path)
                    .filter(whole ->
                            whole.length() <= LONGEST && URI.create(whole).getHost() != null);
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /**
     * The addresses of a name, to connect to exactly these.
     *
     * @throws UnknownHostException if it has none, or one of them is not allowed
     */
    InetAddress[] addressesOf(String host) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(host);
        if (!Stream.of(all).allMatch(allowed)) throw new UnknownHostException(host);
        return all;
    }
}
