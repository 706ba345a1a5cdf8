package fr.jalon.text;

import java.text.Normalizer;
import java.util.Locale;

/** Names as ids and addresses carry them. */
public final class Slug {

    private Slug() {}

    /**
     * Lower case, without accents, words joined by a hyphen; empty where no letter or figure of our alphabet is left.
     */
    public static String of(String text) {
        String letters = text.strip()
                .replace("œ", "oe")
                .replace("Œ", "oe")
                .replace("æ", "ae")
                .replace("Æ", "ae");
        return Normalizer.normalize(letters, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
