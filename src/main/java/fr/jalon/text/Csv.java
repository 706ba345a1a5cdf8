package fr.jalon.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import fr.jalon.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Files of lines and columns, as spreadsheets and tools write them. */
public final class Csv {

    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\uFEFF]+");
    private static final int SHOWN = 40;
    /** What Excel takes its separator from; the end of the line stays, so that lines keep their numbers. */
    private static final Pattern SEPARATOR =
            Pattern.compile("\ufeff?\"?sep=([^\"\\r\\n])\"?[;,\\t ]*(?=[\\r\\n]|$)", Pattern.CASE_INSENSITIVE);

    private static final String OF_ANOTHER_ALPHABET = "[[\\p{L}\\p{M}]&&[^\\p{IsLatin}\\p{IsCommon}\\p{IsInherited}]]";
    private static final Pattern TWO_ALPHABETS =
            Pattern.compile("\\p{IsLatin}%1$s|%1$s\\p{IsLatin}".formatted(OF_ANOTHER_ALPHABET));

    /**
     * What is left of letters that were read or saved in the wrong encoding: UTF-8 read as Windows-1252, as MacRoman or
     * as CP850, signs within a word, and what stands for a letter that could not be read.
     */
    public static final String GARBLED = "\\uFFFD|[ÂÃ][\\x{80}-\\x{BF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|Å[“’]|â€"
            + "|√[\\u0080-\\uFFFF]|‚Ä|[\\u2500-\\u259F]|(?<=\\p{L})[‚„†‡ˆ‰‹›¤¦±¿¡≤≥∂∑∏∫Ω∞≈∆◊](?=\\p{L})";

    private static final Pattern GARBLED_TEXT = Pattern.compile(GARBLED);

    private Csv() {}

    /**
     * The text of a file as it was sent: UTF-8, UTF-16, or the one of Windows-1252, MacRoman and CP850 that makes
     * French of it.
     *
     * @throws Refusal (422, {@code file}) if it is empty, no text, or in an encoding that cannot be told
     */
    public static String text(byte[] content) {
        String text = decoded(content);
        if (text.indexOf('\0') >= 0) throw noText();
        if (clean(text).isEmpty()) throw refused("Le fichier est vide.");
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String decoded(byte[] content) {
        try {
            Charset utf16 = utf16(content);
            if (utf16 != null) return strictly(content, utf16);
        } catch (CharacterCodingException broken) {
            throw noText();
        }
        try {
            String text = strictly(content, StandardCharsets.UTF_8);
            // Two letters of MacRoman, « ’É » for one, may by chance be one of another alphabet in UTF-8.
            return TWO_ALPHABETS.matcher(text).find()
                    ? OldEncoding.find(content).orElse(text)
                    : text;
        } catch (CharacterCodingException notUnicode) {
            return OldEncoding.text(content);
        }
    }

    private static String strictly(byte[] content, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    /** By its mark, or by the zeros in every second place of text that is mostly ASCII; null where it is neither. */
    private static @Nullable Charset utf16(byte[] content) {
        int mark = content.length < 2 ? 0 : (content[0] & 0xff) << 8 | content[1] & 0xff;
        if (mark == 0xfeff || mark == 0xfffe) return StandardCharsets.UTF_16;
        long big = IntStream.range(0, content.length)
                .filter(at -> at % 2 == 0 && content[at] == 0)
                .count();
        long little = IntStream.range(0, content.length)
                .filter(at -> at % 2 == 1 && content[at] == 0)
                .count();
        if (Math.max(big, little) * 4 < content.length || Math.min(big, little) > 0) return null;
        return big > 0 ? StandardCharsets.UTF_16BE : little > 0 ? StandardCharsets.UTF_16LE : null;
    }

    /**
     * Its lines as a separator parts them, or as a first line « sep=; » says; lines may be shorter or longer than
     * others. They count from 1 as a text editor shows them.
     */
    public static Iterator<CsvRecord> lines(String text, char separator) {
        Matcher said = SEPARATOR.matcher(text);
        boolean isSaid = said.lookingAt();
        return CsvReader.builder()
                .fieldSeparator(isSaid ? said.group(1).charAt(0) : separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(isSaid ? text.substring(said.end()) : text)
                .iterator();
    }

    /** Whether accents were lost before the text came here: « Ã© » was « é » in UTF-8, read as something else. */
    public static boolean isGarbled(String text) {
        return GARBLED_TEXT.matcher(text).find();
    }

    /** Whether nothing stands in a line from that column on. */
    public static boolean isBlank(CsvRecord line, int from) {
        for (int place = from; place < line.getFieldCount(); place++) {
            if (!clean(line.getField(place)).isEmpty()) return false;
        }
        return true;
    }

    /** A cell without the spaces around it, and with plain ones inside. */
    public static String clean(String cell) {
        return cell.isBlank() ? "" : SPACES.matcher(cell).replaceAll(" ").strip();
    }

    /** What a refusal cites of a cell: its beginning, on one line. */
    public static String shown(String value) {
        int[] start = value.codePoints()
                .limit(SHOWN + 1L)
                .map(each -> Character.isISOControl(each) ? ' ' : each)
                .toArray();
        return new String(start, 0, Math.min(start.length, SHOWN)) + (start.length > SHOWN ? "…" : "");
    }

    /** A cell that a spreadsheet takes for a text, whatever it begins with. */
    public static String harmless(String cell) {
        return cell.matches("(?s)'*[=+@\\t\\r-].*") ? "'" + cell : cell;
    }

    /** What was meant by a cell that was written {@link #harmless}. */
    public static String meant(String cell) {
        return cell.matches("(?s)'+[=+@\\t\\r-].*") ? cell.substring(1) : cell;
    }

    private static Refusal noText() {
        return refused("Ce fichier n’est pas du texte : enregistrez-le ou exportez-le au format CSV, puis envoyez-le.");
    }

    private static Refusal refused(String message) {
        return Refusal.invalid("file", message);
    }
}
