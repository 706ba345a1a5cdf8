package fr.jalon;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.regex.Pattern;

/** Files of lines and columns, as spreadsheets and tools write them. */
public final class Csv {

  private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\uFEFF]+");
  private static final int SHOWN = 40;

  private Csv() {}

  /**
   * The text of a file as it was sent: UTF-8, UTF-16 with its mark, or windows-1252.
   *
   * @throws Refusal (422, {@code file}) if it is empty or no text
   */
  public static String text(byte[] content) {
    int mark = content.length < 2 ? 0 : (content[0] & 0xff) << 8 | content[1] & 0xff;
    String text;
    try {
      text = mark == 0xfeff || mark == 0xfffe ? new String(content, StandardCharsets.UTF_16)
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notUnicode) {
      text = new String(content, Charset.forName("windows-1252"));
    }
    if (text.indexOf('\0') >= 0) {
      throw refused("Ce fichier n’est pas du texte : enregistrez-le ou exportez-le au format CSV, puis envoyez-le.");
    }
    if (clean(text).isEmpty()) throw refused("Le fichier est vide.");
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Its lines as a separator parts them; lines may be shorter or longer than others. */
  public static Iterator<CsvRecord> lines(String text, char separator) {
    return CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text).iterator();
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
    int[] start = value.codePoints().limit(SHOWN + 1L).map(each -> Character.isISOControl(each) ? ' ' : each).toArray();
    return new String(start, 0, Math.min(start.length, SHOWN)) + (start.length > SHOWN ? "…" : "");
  }

  private static Refusal refused(String message) {
    return Refusal.invalid("file", message);
  }
}
