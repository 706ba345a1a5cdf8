package fr.jalon.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that mail servers take, in the one form in which Jalon keeps, compares and uses it: in lower case,
 * an international domain in ASCII (RFC 5321, RFC 5890). Whichever way an address comes in, this is what it has to be.
 *
 * @param value may be given with « mailto: » in front
 */
public record MailAddress(@JsonValue String value) {

    /** The longest that mail servers take. */
    public static final int LONGEST = 254;

    private static final String EXPECTED = "une adresse électronique est attendue";
    private static final Pattern SCHEME = Pattern.compile("^mailto:", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCAL =
            Pattern.compile("(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])");

    /**
     * The address that was meant.
     *
     * @throws IllegalArgumentException that says in French what is expected instead
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MailAddress {
        String address = SCHEME.matcher(value.strip()).replaceFirst("").strip();
        if (address.matches(".*[<>].*"))
            throw new IllegalArgumentException("une adresse électronique seule est attendue, sans nom ni chevrons");
        int at = address.indexOf('@');
        if (at < 1) throw new IllegalArgumentException(EXPECTED);
        String local = address.substring(0, at);
        if (!isAscii(local)) {
            throw new IllegalArgumentException(
                    "une adresse sans accent avant « @ » est attendue (les serveurs de courriel refusent les autres)");
        }
        value = local.toLowerCase(Locale.ROOT) + "@" + ascii(address.substring(at + 1));
        if (!LOCAL.matcher(value.substring(0, at)).matches()
                || !DOMAIN.matcher(value.substring(at + 1)).matches()
                || value.length() > LONGEST) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /** The address; empty where it is none. */
    public static Optional<MailAddress> find(String typed) {
        try {
            return Optional.of(new MailAddress(typed));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * A domain in ASCII. Some letters fold to others, the Kelvin sign to a k and ß to ss: that would be another domain,
     * maybe of somebody else, so a domain is only taken that comes back from ASCII as it went.
     */
    private static String ascii(String domain) {
        if (isAscii(domain)) return domain.toLowerCase(Locale.ROOT);
        String letters = Normalizer.normalize(domain, Form.NFC).toLowerCase(Locale.ROOT);
        try {
            String ascii = IDN.toASCII(letters, IDN.USE_STD3_ASCII_RULES);
            boolean isFolded = domain.codePoints()
                    .filter(each -> each > 127)
                    .mapToObj(Character::toString)
                    .anyMatch(each -> Normalizer.normalize(each, Form.NFC)
                            .toLowerCase(Locale.ROOT)
                            .chars()
                            .anyMatch(letter -> letter <= 127));
            if (!isFolded && IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES).equals(letters)) return ascii;
        } catch (IllegalArgumentException impossible) {
            // said below
        }
        throw new IllegalArgumentException(
                "une adresse au domaine sans ambiguïté est attendue ; donnez-le sous sa forme « xn-- » s’il en a une");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(each -> each <= 127);
    }
}
