package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/**
 * JSHint over the scripts of Jalon's pages and those that it adds to the webapps, run by the browser: nothing else that
 * runs scripts is at hand.
 */
@DisplayName("Les scripts des pages et des applications web")
class ScriptsTest {

    private static final Path SCRIPTS = Path.of("src/main/webapps");
    private static final Path PAGES = Path.of("src/main/resources/static");

    /** Undeclared and unused names, loose comparisons, what the language of 2020 does not know. */
    private static final Map<String, Object> RULES = Map.of(
            "esversion", 11,
            "module", true,
            "browser", true,
            "devel", true,
            "undef", true,
            "unused", true,
            "eqeqeq", true,
            "laxbreak", true,
            // Defaults before other parameters, and functions in loops: meant so.
            "-W138", true,
            "-W083", true);

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Browser.required();
        browser = Browser.open(0);
        browser.run(new ClassPathResource("META-INF/resources/webjars/jshint/2.13.6/dist/jshint.js")
                        .getContentAsString(StandardCharsets.UTF_8)
                + "window.JSHINT = JSHINT;");
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
    }

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(SCRIPTS), Files.list(PAGES))) {
            return files.filter(file -> file.toString().endsWith(".js"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @DisplayName("Aucun nom inconnu ou inutile, aucune faute")
    void areSound(Path script) throws IOException {
        assertThat(faults(Files.readString(script))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            const one = 1;                   | W098
            export const one = two;          | W117
            export const is = one => one == 1; | W116
            export const = 1;                | E030
            """)
    @DisplayName("Ce qui est en faute est trouvé")
    void findsFaults(String script, String fault) {
        assertThat(faults(script)).anyMatch(found -> found.contains(fault));
    }

    @Test
    @DisplayName("Une page d’un tableau de formulaire se compte en français")
    void countsPagesInFrench() throws IOException {
        browser.run(Files.readString(SCRIPTS.resolve("tasklist/scripts/french-forms.js")));
        browser.run("""
                const label = Object.assign(document.createElement('span'), { className: 'fjs-container' });
                label.append('1', ' of ', '14');
                document.documentElement.append(label);
                """);

        assertThat(browser.<Object>until(() -> browser.run("""
                const said = document.querySelector('.fjs-container').textContent;
                return said.includes('of') ? null : said;
                """))).isEqualTo("1 sur 14");
    }

    private static int compressed(byte[] script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressing = new GZIPOutputStream(bytes)) {
            compressing.write(script);
        }
        return bytes.size();
    }

    @Test
    @DisplayName("Les scripts sont là")
    void areFound() throws IOException {
        assertThat(scripts()).hasSizeGreaterThan(8);
    }

    /** A module may wait at its top, which JSHint does not know yet; the word says nothing of names. */
    @SuppressWarnings("unchecked")
    private static List<String> faults(String script) {
        return (List<String>) browser.run("""
                JSHINT(arguments[0], arguments[1]);
                return JSHINT.errors.map(fault => `${fault.line}: ${fault.code} ${fault.reason}`);
                """, script.replaceAll("\\bawait ", ""), RULES);
    }
}
