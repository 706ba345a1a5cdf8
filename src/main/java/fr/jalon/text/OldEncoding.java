package fr.jalon.text;

import fr.jalon.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What spreadsheets wrote before Unicode: one byte a letter, and nothing in a file says in whose alphabet. A file is
 * read in the one encoding that makes French of all of it, and in none where it could be another. Detectors of
 * character sets know neither MacRoman nor CP850, and their statistics want more text than a list of people has.
 */
enum OldEncoding {
    WINDOWS("windows-1252", "Windows-1252"),
    MAC("x-MacRoman", "MacRoman"),
    DOS("IBM850", "CP850");

    /** How well a text reads: as French; as what may be so, names of neighbours for example; not at all. */
    private enum Reading {
        FRENCH,
        POSSIBLE,
        NONSENSE
    }

    /** How to save a file so that it is read for certain. */
    static final String SAVE_AS_UTF_8 =
            "Enregistrez le fichier en UTF-8 : dans Excel, « CSV UTF-8 (délimité par des virgules) » ;"
                    + " dans LibreOffice, le jeu de caractères « Unicode (UTF-8) » ; dans Numbers, "
                    + "l’encodage « Unicode (UTF-8) ».";

    private static final String FRENCH_LETTERS = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ";
    private static final String OTHER_LETTERS = "áãåìíñòóõøßúýšžÁÃÅÌÍÑÒÓÕØÚÝŠŽ";
    private static final String SIGNS = "’‘“”«»–—…€°·©\u00a0";
    private static final String OTHER_SIGNS = "®™§£±×µ²³½ºª";
    private static final String BETWEEN_CELLS = ";,\t\r\n\"";
    private static final String KNOWN = FRENCH_LETTERS + OTHER_LETTERS + SIGNS + OTHER_SIGNS;
    /** As far as the patterns below look. */
    private static final int BEFORE = 9;

    private static final int AFTER = 9;
    /**
     * Whatever has so many letters in their places, all different, is read right; the rest of a large file costs
     * nothing.
     */
    private static final int ENOUGH = 10_000;

    /** Where such a letter or sign stands in no French text, and in no name. */
    private static final Pattern MISPLACED = anyOf(
            // capitals within a word, small letters within capitals, letters beside figures
            "(?<=\\p{Ll})\\p{Lu}",
            "(?<=\\p{L})\\p{Lu}(?=\\p{Ll})",
            "\\p{Ll}(?=\\p{Lu})",
            "(?<=\\p{L}\\p{Lu})\\p{Ll}",
            "(?<=\\d)\\p{L}",
            "\\p{L}(?=\\d)",
            // what a word does not begin with, or not before such a letter
            "\\b[áãìíñòóõúßýšžëïùûÿ](?=\\p{Ll})",
            "\\b[ËÏÙÛŸ](?=\\p{Ll})",
            "\\bÈ(?=[\\p{Ll}&&[^vz]])",
            "\\bÎ(?=[\\p{Ll}&&[^l]])",
            "\\bÔ(?=[\\p{Ll}&&[^t]])",
            "\\bâ(?!cre|g|m|n|pre|tre)",
            "\\bê(?!t)",
            "\\bî(?!l)",
            "\\bô(?!t|\\P{L})",
            "\\bé(?=[aeiu]|rs)",
            // what stands between which letters
            "à(?=\\p{L})",
            "(?<=[\\p{L}&&[^jltç]])à",
            "(?<=\\p{L})À(?=\\p{L})",
            "[âêî](?!\\p{L})",
            "ç(?![aouàâôûã])",
            "\\bç(?!a)",
            "(?<![aeouyéAEOU])[ëï]",
            "(?<=[aoAO])[âåæò]",
            "(?<=[oO])ö",
            "ï(?=o)",
            "ã(?![oe]|\\P{L})",
            "[áì](?=o)",
            "ñ(?![aeiouéíóá])",
            "û(?=[aeio])",
            "[äÄ](?=[aeoy])",
            "ž(?=[lrt])",
            "(?<![aeiouAEIOU])(?:ß|ž(?!\\p{L}))",
            "[œŒ](?![uUiI]|[dntc])",
            "(?<=[\\p{L}&&[^fF]])œ(?=[dntc])",
            // signs
            "(?<=\\p{L})[‘“«](?=\\p{L})",
            "‘(?!\\p{L})",
            "[”»](?=\\p{L})",
            "(?<![\\p{L}\\d])’",
            "(?<=\\p{L})[–—](?!\\p{Lu})",
            "…(?=\\p{L})",
            "(?<=\\p{Lu})…",
            "(?<=\\p{L})(?<!\\b[kKM])€",
            "€(?=\\p{L})",
            "(?<=\\p{L})°(?=\\p{L})",
            "(?<!\\p{Ll}\\p{Ll})·",
            "·(?!(?:[nltsv]?e|rice|euse)s?(?!\\p{L}))",
            "[®™§£±×µ²³½ºª©](?=\\p{L})",
            "(?<=\\p{L})[§£±×µ½©]",
            "(?<=\\p{Lu})\\u00a0(?=\\p{Lu})");

    /** What may stand there and mostly does not. */
    private static final Pattern DOUBTFUL = anyOf(
            "[" + OTHER_LETTERS + OTHER_SIGNS + "]",
            "(?<=\\p{L})\\u00a0(?=\\p{Ll})",
            "(?<![\\p{L}\\d«»)%€.!?–—'’])\\u00a0",
            "\\u00a0(?![\\p{L}\\d:!?%€»«(–—&/'])",
            "(?<=\\p{L})…",
            "(?<!(?<!\\p{L})(?:[cdjlmnstoCDJLMNSTO]|[qQ][uU]|aujourd))’(?!s(?!\\p{L}))",
            "’(?![aeiouyhéèêâîôœs\\p{Lu}])");

    private final String charset;
    private final String label;

    OldEncoding(String charset, String label) {
        this.charset = charset;
        this.label = label;
    }

    /**
     * The text of a file that is no Unicode.
     *
     * @throws Refusal (422, {@code file}) where it makes no sense in any of the encodings, or could be in several
     */
    static String text(byte[] content) {
        Map<OldEncoding, String> texts = new EnumMap<>(OldEncoding.class);
        Set<String> french = new HashSet<>();
        for (OldEncoding each : values()) {
            String text = each.decoded(content);
            Reading reading = reading(text);
            if (reading != Reading.NONSENSE) texts.put(each, text);
            if (reading == Reading.FRENCH) french.add(text);
        }
        // Hardly anything but Windows writes such files today: what else could be something else is no doubt there.
        String windows = texts.get(WINDOWS);
        if (windows != null && french.equals(Set.of(windows))) return windows;
        Set<String> readings = new HashSet<>(texts.values());
        if (readings.size() > 1) throw ambiguous(texts);
        String text = readings.isEmpty() ? null : readings.iterator().next();
        if (text == null || windows == null && !isMostlyFrench(text)) throw unreadable(content);
        return text;
    }

    /** Does so where there is no doubt; empty otherwise. */
    static Optional<String> find(byte[] content) {
        try {
            return Optional.of(text(content));
        } catch (Refusal doubtful) {
            return Optional.empty();
        }
    }

    private String decoded(byte[] content) {
        try {
            return Charset.forName(charset)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            return "\ufffd";
        }
    }

    private static Reading reading(String text) {
        if (!isPaired(text, '«', '»') || !isPaired(text, '“', '”')) return Reading.NONSENSE;
        Reading reading = Reading.FRENCH;
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter <= 127) continue;
            if (KNOWN.indexOf(letter) < 0) return Reading.NONSENSE;
            int from = Math.max(0, at - BEFORE);
            String around = text.substring(from, Math.min(text.length(), at + AFTER));
            if (seen.size() >= ENOUGH || !seen.add((at - from) + around)) continue;
            if (isAt(MISPLACED, around, at - from)) return Reading.NONSENSE;
            if (isAt(DOUBTFUL, around, at - from)) reading = Reading.POSSIBLE;
        }
        return reading;
    }

    private static boolean isAt(Pattern place, String around, int at) {
        return place.matcher(around)
                .region(at, at + 1)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .lookingAt();
    }

    private static boolean isPaired(String text, char open, char close) {
        return count(text, String.valueOf(open)) == count(text, String.valueOf(close));
    }

    private static boolean isMostlyFrench(String text) {
        return count(text, FRENCH_LETTERS) >= 3 * count(text, OTHER_LETTERS + OTHER_SIGNS);
    }

    private static long count(String text, String letters) {
        return text.chars()
                .filter(each -> each > 127 && letters.indexOf(each) >= 0)
                .count();
    }

    /** Places of one letter or sign. */
    private static Pattern anyOf(String... places) {
        return Pattern.compile(String.join("|", places), Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static Refusal unreadable(byte[] content) {
        int at = 0;
        while (content[at] >= 0) at++;
        return refused(("Ligne %d : les lettres accentuées ne se lisent pas. Le fichier n’est ni en UTF-8 ni "
                        + "dans un autre encodage connu (%s).")
                .formatted(
                        line(new String(content, 0, at, StandardCharsets.US_ASCII)),
                        Stream.of(values()).map(each -> each.label).collect(Collectors.joining(", "))));
    }

    /** Says the first cell that is read differently; each byte is one letter, whatever the encoding. */
    private static Refusal ambiguous(Map<OldEncoding, String> texts) {
        String one = texts.values().iterator().next();
        int at = texts.values().stream()
                .mapToInt(each -> Arrays.mismatch(one.toCharArray(), each.toCharArray()))
                .filter(place -> place >= 0)
                .min()
                .orElseThrow();
        int from = at;
        while (from > 0 && BETWEEN_CELLS.indexOf(one.charAt(from - 1)) < 0) from--;
        int to = at;
        while (to < one.length() && BETWEEN_CELLS.indexOf(one.charAt(to)) < 0) to++;
        int start = from;
        int end = to;
        return refused("Ligne %d : l’encodage du fichier n’est pas sûr. Est-ce %s ?"
                .formatted(
                        line(one.substring(0, at)),
                        texts.entrySet().stream()
                                .map(each -> "« " + Csv.shown(each.getValue().substring(start, end)) + " » ("
                                        + each.getKey().label + ")")
                                .collect(Collectors.joining(" ou "))));
    }

    /** The number of the line at which a beginning of a text ends. */
    private static int line(String beginning) {
        return 1 + (int) Pattern.compile("\\R").matcher(beginning).results().count();
    }

    private static Refusal refused(String message) {
        return Refusal.invalid("file", message + " " + SAVE_AS_UTF_8);
    }
}
