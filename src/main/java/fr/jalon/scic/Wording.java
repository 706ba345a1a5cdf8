package fr.jalon.scic;

import fr.jalon.text.French;
import java.text.NumberFormat;
import java.util.Locale;

/** Sentences and figures of this slice as a French reader expects them. */
final class Wording {

    private Wording() {}

    /** A space that does not break before double punctuation and units, and inside guillemets. */
    static String typeset(String sentence) {
        return sentence.replaceAll(" ([:;!?»%€])", "\u00a0$1")
                .replace("« ", "«\u00a0")
                .replace("n° ", "n°\u00a0")
                .replace("art. ", "art.\u00a0");
    }

    /** Whole euros without decimals, {@code 30 000 €}; others with two. */
    static String euros(double amount) {
        return amount == Math.rint(amount) ? French.number((long) amount) + "\u00a0€" : French.euros(amount);
    }

    /** {@code 57,5 %}: at most two decimals, none that say nothing. */
    static String percent(double percent) {
        return decimal(percent) + "\u00a0%";
    }

    static String decimal(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(2);
        return format.format(value);
    }

    /** {@code 1 voix}, {@code 3 collèges}: the plural from two on. */
    static String count(long number, String one, String several) {
        return French.number(number) + " " + (number >= 2 ? several : one);
    }
}
