package fr.jalon.team;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A kind of file that a team may keep: told by the end of its name, and proved by its content. */
enum FileType {
    PDF("application/pdf", "%PDF-"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPG("image/jpeg", "\u00ff\u00d8\u00ff"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    WEBP("image/webp", "RIFF"),
    CSV("text/csv", ""),
    TXT("text/plain", ""),
    MD("text/markdown", ""),
    ODT("application/vnd.oasis.opendocument.text", "PK\u0003\u0004"),
    ODS("application/vnd.oasis.opendocument.spreadsheet", "PK\u0003\u0004"),
    ODP("application/vnd.oasis.opendocument.presentation", "PK\u0003\u0004"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\u0003\u0004"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PK\u0003\u0004");

    private static final int HEAD = 8192;

    /** Where an OpenDocument file says what it is. */
    private static final int MIMETYPE = 30;

    /** What no text has in it, and how no text begins that a browser or a shell would run. */
    private static final Pattern NO_TEXT = Pattern.compile(
            "(?s)(?:\u00ef\u00bb\u00bf)?\\s*(?:<[A-Za-z!?]|#!|%PDF-).*|.*[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f].*");

    private final String mediaType;
    private final String magic;

    FileType(String mediaType, String magic) {
        this.mediaType = mediaType;
        this.magic = magic;
    }

    /** By the end of a file's name. */
    static Optional<FileType> of(String name) {
        String end = name.substring(name.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(type -> type.end().equalsIgnoreCase(end))
                .findFirst();
    }

    /** How its files' names end, without the dot. */
    String end() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType;
    }

    /** Whether a file is what its name says. */
    boolean is(Path file) throws IOException {
        String head = head(file);
        return head.startsWith(magic)
                && switch (this) {
                    case PDF, PNG, JPG, JPEG -> true;
                    case WEBP -> head.startsWith("WEBP", 8);
                    case CSV, TXT, MD -> !NO_TEXT.matcher(head).matches();
                    case ODT, ODS, ODP -> head.startsWith("mimetype" + mediaType + "PK", MIMETYPE);
                    case DOCX -> isOffice(file, "word/");
                    case XLSX -> isOffice(file, "xl/");
                    case PPTX -> isOffice(file, "ppt/");
                };
    }

    private static String head(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isOffice(Path file, String folder) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry("[Content_Types].xml") != null
                    && zip.stream().anyMatch(entry -> entry.getName().startsWith(folder));
        } catch (ZipException isNone) {
            return false;
        }
    }
}
