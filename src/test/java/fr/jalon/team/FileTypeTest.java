package fr.jalon.team;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Le type d’un fichier déposé")
class FileTypeTest {

    private static final Set<FileType> TEXTS = Set.of(FileType.CSV, FileType.TXT, FileType.MD);

    @TempDir
    private Path folder;

    /** What a file of a type begins with, and no more. */
    static byte[] sample(FileType type) {
        return switch (type) {
            case PDF -> "%PDF-1.7\n%âãÏÓ".getBytes(ISO_8859_1);
            case PNG -> "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1);
            case JPG, JPEG -> "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF".getBytes(ISO_8859_1);
            case WEBP -> "RIFF\u0010\0\0\0WEBPVP8 ".getBytes(ISO_8859_1);
            case CSV -> "date;canal\n10/03/2027;Affiches".getBytes(UTF_8);
            case TXT -> "Une idée, été comme hiver.".getBytes(UTF_8);
            case MD -> "# Idée\n\n- une <b>liste</b>".getBytes(UTF_8);
            case ODT, ODS, ODP -> zip(Map.of("mimetype", type.mediaType()));
            case DOCX -> zip(Map.of("[Content_Types].xml", "<Types/>", "word/document.xml", "<w:document/>"));
            case XLSX -> zip(Map.of("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>"));
            case PPTX -> zip(Map.of("[Content_Types].xml", "<Types/>", "ppt/presentation.xml", "<p/>"));
        };
    }

    /** Without compression, as the first entry of an OpenDocument file is. */
    private static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> each : entries.entrySet()) {
                byte[] content = each.getValue().getBytes(UTF_8);
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setTimeLocal(LocalDateTime.of(2026, 10, 12, 10, 0));
                entry.setSize(content.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private boolean is(FileType type, byte[] content) throws IOException {
        return type.is(Files.write(folder.resolve("fichier"), content));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("se prouve par le contenu : un fichier d’un type n’est d’aucun autre")
    void isProved(FileType type) throws IOException {
        for (FileType other : FileType.values()) {
            boolean isSame = type == other
                    || type.mediaType().equals(other.mediaType())
                    || TEXTS.contains(type) && TEXTS.contains(other);
            assertThat(is(type, sample(other)))
                    .as(type + " with the content of " + other)
                    .isEqualTo(isSame);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><p>Bonjour",
                " \n<html>",
                "\ufeff<svg xmlns='http://www.w3.org/2000/svg'>",
                "<?xml version='1.0'?><svg/>",
                "<script>alert(1)</script>",
                "#!/bin/sh\nrm -r .",
                "MZ\u0090\0\u0003",
                "un texte\0coupé",
                ""
            })
    @DisplayName("n’est celui de rien pour une page, un dessin SVG, un script ou un programme")
    void refusesWhatRuns(String content) throws IOException {
        for (FileType type : FileType.values()) {
            boolean isEmptyText = content.isEmpty() && TEXTS.contains(type);
            assertThat(is(type, content.getBytes(UTF_8))).as(type.name()).isEqualTo(isEmptyText);
        }
    }

    @Test
    @DisplayName("est celui d’un texte en UTF-8 comme à l’ancienne, mais pas en UTF-16")
    void takesOldTexts() throws IOException {
        for (Charset charset : new Charset[] {UTF_8, Charset.forName("windows-1252")}) {
            assertThat(is(FileType.CSV, "dépense;1,50\u00a0€\r\n".getBytes(charset)))
                    .isTrue();
        }
        assertThat(is(FileType.CSV, "dépense".getBytes(UTF_16))).isFalse();
    }

    @Test
    @DisplayName("n’est pas celui d’une archive qui en porte le nom, même coupée")
    void refusesArchives() throws IOException {
        byte[] archive = zip(Map.of("secret.exe", "MZ"));
        byte[] template = zip(Map.of("mimetype", FileType.ODT.mediaType() + "-template"));
        byte[] cut = "PK\u0003\u0004 et rien d’autre".getBytes(UTF_8);
        for (FileType type : FileType.values()) {
            assertThat(is(type, archive)).isFalse();
            assertThat(is(type, template)).isFalse();
            assertThat(is(type, cut)).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource({"a.pdf,PDF", "A.PDF,PDF", "photo.jpeg,JPEG", "a.b.docx,DOCX", "a.zip,", "a.svg,", "a.html,", "pdf.exe,"
    })
    @DisplayName("se lit à la fin du nom")
    void isToldByTheName(String name, FileType type) {
        assertThat(FileType.of(name).orElse(null)).isEqualTo(type);
    }
}
