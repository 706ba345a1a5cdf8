package fr.jalon.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Les fichiers des applications web")
class WebappFilesTest {

    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"([^\"]+\\?bust=[^\"]+)\"");
    private static final Pattern IMPORTED =
            Pattern.compile("(?:from '|@import \"|url\\()([\\w./-]+\\?bust=[\\w.]+)['\")]");
    private static final String YEAR = "private, max-age=31536000, immutable";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ProcessEngine engine;

    private Visitor fanny;
    private String version;

    @BeforeEach
    void load() {
        stage.staff();
        fanny = Visitor.session(port, "fanny").with("Accept-Encoding", "gzip");
        version = named(page("tasklist")).iterator().next().replaceFirst(".*bust=", "");
    }

    private String page(String webapp) {
        return Visitor.session(port, "admin")
                .get(Webapps.APP + "/" + webapp + "/" + engine.getName() + "/")
                .body();
    }

    private static Set<String> named(String page) {
        return NAMED.matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private static String plain(HttpResponse<byte[]> answer) {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notCompressed) {
            throw new AssertionError(notCompressed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("portent tous leur version, jusqu’à ceux que les scripts demandent")
    void areNamedByTheirVersion(String webapp) {
        String page = page(webapp);

        assertThat(named(page)).hasSizeGreaterThan(5).allMatch(file -> file.endsWith("?bust=" + version));
        for (String file : named(page)) {
            HttpResponse<byte[]> answer = fanny.download(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).as(file).isEqualTo(YEAR);
            assertThat(header(answer, "Content-Encoding")).as(file).isEqualTo("gzip");
        }
        String own = named(page).stream()
                .filter(file -> file.contains("-bootstrap.js"))
                .findFirst()
                .orElseThrow();
        String script = plain(fanny.download(own));
        assertThat(script)
                .contains("scripts/config.js?bust=" + version + "\"")
                .contains("window.bust=\"" + version + "\"")
                .doesNotContain("bust=\"+")
                .doesNotContain("\"" + ProcessEngine.class.getPackage().getImplementationVersion() + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/tasklist/scripts/config.js", "/app/french.js", "/app/tasklist/styles/user-styles.css"})
    @DisplayName("nomment par leur version ceux qu’ils chargent")
    void nameWhatTheyLoad(String file) {
        String text = plain(fanny.download(Webapps.ROOT + file + "?bust=" + version));

        List<String> loaded = IMPORTED.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(loaded).isNotEmpty().allMatch(name -> name.endsWith("?bust=" + version));
    }

    @Test
    @DisplayName("que Jalon y met pèsent ensemble 25 ko au plus, tels qu’ils voyagent, sans leurs notes")
    void areLight() throws IOException {
        Path own = Path.of("src/main/webapps");
        int bytes = 0;
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                String path = Webapps.ROOT + "/app/" + own.relativize(file) + "?bust=" + version;
                HttpResponse<byte[]> answer = fanny.download(path);
                assertThat(plain(answer)).as(path).doesNotContainPattern("(?m)^\\s*//");
                bytes += answer.body().length;
            }
        }
        assertThat(bytes).isBetween(10_000, 25_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/deps.js",
                "/assets/glyphicons-halflings-regular.woff2",
                "/app/tasklist/locales/fr.json",
                "/api/tasklist/plugin/tasklistPlugins/static/app/plugin.js"
            })
    @DisplayName("se gardent un an sous leur version, sous aucun autre nom")
    void areKeptByTheirVersionAlone(String file) {
        for (int time = 0; time < 2; time++) {
            HttpResponse<byte[]> answer = fanny.download(Webapps.ROOT + file + "?bust=" + version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo(YEAR);
        }

        assertThat(header(fanny.download(Webapps.ROOT + file), "Cache-Control")).contains("no-store");
        assertThat(header(fanny.download(Webapps.ROOT + file + "?bust=7.24.0"), "Cache-Control"))
                .contains("no-store");
        HttpResponse<byte[]> anybody = Visitor.anonymous(port).download(Webapps.ROOT + file + "?bust=" + version);
        assertThat(anybody.statusCode()).isNotEqualTo(200);
        assertThat(header(anybody, "Cache-Control")).contains("no-store");
    }

    @Test
    @DisplayName("se lisent aussi sans compression")
    void areSentPlainToo() {
        String plain = Visitor.session(port, "fanny")
                .get(Webapps.APP + "/french.js?bust=" + version)
                .body();

        assertThat(plain).startsWith("import").contains("hints.js?bust=" + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/tasklist/{engine}/", "/api/engine/engine/{engine}/filter", "/api/engine/engine/"})
    @DisplayName("ne sont ni les pages ni les réponses, qui ne se gardent pas et ne se compriment pas")
    void areNoAnswers(String address) {
        HttpResponse<byte[]> answer =
                fanny.download(Webapps.ROOT + address.replace("{engine}", engine.getName()) + "?bust=" + version);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Content-Encoding")).isEmpty();
    }

    @Test
    @DisplayName("reçoivent d’une page qui est là, dans quels groupes, et l’heure de Jalon")
    void tellWhoIsThere() {
        String page =
                fanny.get(Webapps.APP + "/tasklist/" + engine.getName() + "/").body();

        assertThat(page)
                .contains("<html class=\"in-facilitators\" data-person=\"fanny\" data-now=\"20")
                .contains("<link rel=\"icon\" href=\"/favicon.svg?bust=" + version + "\"");
        Visitor admin = Visitor.session(port, "admin");
        assertThat(admin.get(Webapps.APP + "/tasklist/" + engine.getName() + "/")
                        .body())
                .contains("<html class=\"in-administrators\" data-person=\"admin\"");
    }

    @Test
    @DisplayName("n’oublient pas l’emblème : favicon.ico répond à tous")
    void showTheEmblem() {
        HttpResponse<byte[]> icon = Visitor.anonymous(port).download("/favicon.ico");

        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(header(icon, "Content-Type")).startsWith("image/");
        assertThat(icon.body()).startsWith(0, 0, 1, 0);
    }
}
