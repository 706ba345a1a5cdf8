package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Une page de Jalon")
class PagesTest {

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    @DisplayName("ne porte en elle ni style ni script : sa politique les tairait")
    void carriesNothing(Path page) throws IOException {
        assertThat(Files.readString(page)).doesNotContainPattern("<style|<script>|\\sstyle=|\\son[a-z]+=\"");
    }

    /** Those that are a whole page: neither a part of others nor paper, nor what is shown while nothing else can be. */
    static Stream<Path> wholePages() throws IOException {
        List<Path> whole = new ArrayList<>();
        for (Path page : pages().toList()) {
            if (Files.readString(page).contains("<title")) whole.add(page);
        }
        whole.removeIf(page -> page.toString().endsWith("-paper.html") || page.endsWith("waiting.html"));
        return whole.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholePages")
    @DisplayName("mène de son pied aux mentions légales, à la confidentialité et à l’accessibilité")
    void leadsToTheLegalPages(Path page) throws IOException {
        String foot = Files.readString(Path.of("src/main/resources/templates/foot.html"))
                .replaceFirst("(?s).*(<footer[^>]*>.*</footer>).*", "$1")
                .replace(" th:fragment=\"foot\"", "");

        assertThat(foot).contains("/mentions-legales", "/confidentialite", "/accessibilite");
        assertThat(Files.readString(page)).containsAnyOf("th:replace=\"~{foot :: foot}\"", foot);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholePages")
    @DisplayName("dit où est son icône : les navigateurs en demanderaient sinon une qu’il n’y a pas")
    void hasItsIcon(Path page) throws IOException {
        assertThat(Files.readString(page)).contains("<link rel=\"icon\" href=\"/favicon.svg\"");
    }
}
