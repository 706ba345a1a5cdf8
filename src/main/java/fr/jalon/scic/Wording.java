package fr.jalon.scic;

import fr.jalon.text.French;

/** Sentences and counts of this slice as a French reader expects them. */
final class Wording {

    private Wording() {}

    /** A space that does not break before double punctuation and units, and inside guillemets. */
    static String typeset(String sentence) {
        return sentence.replaceAll(" ([:;!?»%€])", "\u00a0$1")
                .replace("« ", "«\u00a0")
                .replace("n° ", "n°\u00a0")
                .replace("art. ", "art.\u00a0");
    }

    /** {@code 1 voix}, {@code 3 collèges}: the plural from two on. */
    static String count(long number, String one, String several) {
        return French.number(number) + " " + (number >= 2 ? several : one);
    }
}
