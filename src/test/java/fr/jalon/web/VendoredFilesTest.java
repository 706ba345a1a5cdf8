package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Les fichiers d’autrui")
class VendoredFilesTest {

    private static final Path STATIC = Path.of("src/main/resources/static");
    private static final Path BPMN_JS = STATIC.resolve("vendor/bpmn-js");

    /** Every page has it besides, from its WebJar; compressed it has some 17 kB. */
    private static final int HTMX = 20_000;

    private static final Map<String, String> SHA_256 = Map.of(
            "LICENSE", "5788cf8bd61481776cee1c943595525499a1355c045e9244f92e6c8092c06770",
            "bpmn-js.css", "a1add5dca479c779a54adda507f26796f4d61a5ae15f6cc14a1b017ff65b4015",
            "bpmn-navigated-viewer.production.min.js",
                    "134280f49f2ca8bbc90797fa656177e2b787ae0a62249fe3dadb8038eb88e9db",
            "diagram-js.css", "73f990dcd6cd2ed696aa63a3c73822a97f0ea69a221d76ebe6cf24b01111df21");

    @Test
    @DisplayName("sont ceux qui ont été publiés")
    void areAsPublished() throws Exception {
        try (Stream<Path> files = Files.list(BPMN_JS)) {
            for (Path file : files.filter(each -> !each.endsWith("README.md")).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                assertThat(HexFormat.of().formatHex(hash))
                        .as(file.toString())
                        .isEqualTo(SHA_256.get(file.getFileName().toString()));
            }
        }
        assertThat(SHA_256.keySet())
                .allSatisfy(name -> assertThat(BPMN_JS.resolve(name)).exists());
    }

    @Test
    @DisplayName("et la page du modèle tiennent en 110 ko de scripts, comprimés")
    void areSmall() throws IOException {
        int sum = 0;
        for (Path script :
                List.of(BPMN_JS.resolve("bpmn-navigated-viewer.production.min.js"), STATIC.resolve("model.js"))) {
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
                Files.copy(script, gzip);
            }
            sum += small.size();
        }
        assertThat(sum).isBetween(10_000, 110_000 - HTMX);
    }
}
