package fr.jalon.link;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Eight random characters that stand for a link. None is taken for another by an eye or an ear, and without vowels no
 * word comes of them; capitals, as a telephone writes the first of a line, mean the same.
 */
final class ShortCode {

    private static final String SIGNS = "23456789bcdfghjkmnpqrstvwxz";
    private static final int LENGTH = 8;
    private static final Pattern ONE = Pattern.compile("(?i)[" + SIGNS + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ShortCode() {}

    static String next() {
        StringBuilder code = new StringBuilder();
        while (code.length() < LENGTH) code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        return code.toString();
    }

    static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    static String meant(String code) {
        return code.toLowerCase(Locale.ROOT);
    }
}
