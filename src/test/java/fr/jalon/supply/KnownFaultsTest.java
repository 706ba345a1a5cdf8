package fr.jalon.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Les défauts connus des bibliothèques")
class KnownFaultsTest {
    @TempDir
    Path folder;

    private Path records;

    @BeforeEach
    void aFolder() throws IOException {
        records = Files.createDirectory(folder.resolve("records"));
    }

    @ParameterizedTest(name = "{0} : {1}")
    @DisplayName("Une version est concernée de la première à celle qui corrige, exclue")
    @CsvSource({
        "1.9.9, false",
        "2.0.0, true",
        "2.3.9, true",
        "2.3.10-rc1, true",
        "2.3.10, false",
        "2.10.0, false", //
        "3.0.0, true",
        "3.2, true",
        "3.2.1, false"
    })
    void holdsWithinTheRange(String version, boolean concerned) throws IOException {
        record("A", """
            {"id": "GHSA-1", "aliases": ["CVE-2026-1"], "summary": "It reads too much.", "affected": [{
              "package": {"ecosystem": "Maven", "name": "org.some:library"},
              "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2.0.0"}, {"fixed": "2.3.10"},
                                                         {"introduced": "3.0.0"}, {"last_affected": "3.2"}]}]}]}""");
        assertThat(search(version).found()).hasSize(concerned ? 1 : 0);
    }

    @Test
    @DisplayName("Le défaut se lit avec la bibliothèque, son nom courant et la version qui corrige")
    void tells() throws IOException {
        record("A", """
            {"id": "GHSA-1", "aliases": ["CVE-2026-1"], "summary": "It reads too much.", "affected": [{
              "package": {"ecosystem": "Maven", "name": "org.some:library"}, "versions": ["1.0"],
              "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}]}]}""");
        assertThat(search("1.0").found())
                .extracting(Object::toString)
                .containsExactly("org.some:library:1.0  CVE-2026-1  It reads too much.  (without it: 1.1)");
    }

    @Test
    @DisplayName("Une autre bibliothèque, un autre écosystème, un avis retiré ne concernent personne")
    void leavesOut() throws IOException {
        var affected =
                "\"affected\": [{\"package\": {\"ecosystem\": \"%s\", \"name\": \"%s\"}, \"versions\": [\"1.0\"]}]}";
        record("A", "{\"id\": \"A\", " + affected.formatted("Maven", "org.some:other"));
        record("B", "{\"id\": \"B\", " + affected.formatted("npm", "org.some:library"));
        record(
                "C",
                "{\"id\": \"C\", \"withdrawn\": \"2026-01-01T00:00:00Z\", "
                        + affected.formatted("Maven", "org.some:library"));
        assertThat(search("1.0")).isEqualTo(new KnownFaults(3, List.of(), List.of()));
    }

    @Test
    @DisplayName("Ce qui ne se lit pas est dit, et fait échouer la commande")
    void saysWhatItCannotRead() throws IOException {
        record("A", "{\"id\": ");
        record("B", "{\"name\": \"no record\"}");
        assertThat(search("1.0").unread()).containsExactly(records.resolve("A.json"), records.resolve("B.json"));
        assertThatThrownBy(() -> KnownFaults.main(bill("1.0").toString(), records.toString()))
                .hasMessage("0 records read, 2 unreadable, 0 concern the jar");
        assertThatThrownBy(() -> KnownFaults.main("bill", "${faults}")).hasMessageContaining("-Dfaults=");
    }

    @Test
    @DisplayName("Les avis se lisent aussi dans une archive")
    void readsAnArchive() throws IOException {
        var archive = folder.resolve("all.zip");
        try (var zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("/GHSA-1.json"), """
                {"id": "GHSA-1", "affected": [{
                  "package": {"ecosystem": "Maven", "name": "org.some:library"}, "versions": ["1.0"]}]}""");
        }
        assertThat(KnownFaults.in(bill("1.0"), archive).found())
                .extracting(KnownFaults.Fault::id)
                .containsExactly("GHSA-1");
    }

    private KnownFaults search(String version) throws IOException {
        return KnownFaults.in(bill(version), records);
    }

    private Path bill(String version) throws IOException {
        return Files.writeString(folder.resolve("bill.json"), """
            {"components": [{"group": "org.some", "name": "library", "version": "%s"}]}""".formatted(version));
    }

    private void record(String name, String json) throws IOException {
        Files.writeString(records.resolve(name + ".json"), json);
    }
}
