package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Les applications web en français")
class LocalesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern MARKUP = Pattern.compile("</?(?:a|b|i|br|em|li|p|ul|span|strong)\\b[^>]*>");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("Chaque texte anglais a son texte français, et aucun autre")
    void translatesEverything(String app) throws IOException {
        assertThat(texts(app, "fr").keySet())
                .containsExactlyInAnyOrderElementsOf(texts(app, "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("Aucun texte n’est perdu : le français dit quelque chose là où l’anglais dit quelque chose")
    void leavesNothingEmpty(String app) throws IOException {
        Map<String, String> french = texts(app, "fr");
        texts(app, "en").forEach((key, english) -> {
            if (!english.isBlank()) assertThat(french.get(key)).as(key).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("Chaque texte reçoit les mêmes valeurs que l’anglais")
    void keepsPlaceholders(String app) throws IOException {
        Map<String, String> french = texts(app, "fr");
        texts(app, "en").forEach((key, english) -> assertThat(found(PLACEHOLDER, french.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(found(PLACEHOLDER, english)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("Chaque texte garde ses liens et sa mise en forme")
    void keepsMarkup(String app) throws IOException {
        Map<String, String> french = texts(app, "fr");
        texts(app, "en").forEach((key, english) -> assertThat(found(MARKUP, french.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(found(MARKUP, english)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    @DisplayName("Les apostrophes sont typographiques")
    void curlsApostrophes(String app) throws IOException {
        assertThat(texts(app, "fr"))
                .isNotEmpty()
                .allSatisfy((key, text) -> assertThat(text).as(key).doesNotContain("'"));
    }

    /** Every text of a locale by its path; entries of a list count one by one. */
    private static Map<String, String> texts(String app, String language) throws IOException {
        String path = "/META-INF/resources/webjars" + Webapps.APP + "/" + app + "/locales/" + language + ".json";
        URL locale = LocalesTest.class.getResource(path);
        assertThat(locale).as(path).isNotNull();
        Map<String, String> texts = new LinkedHashMap<>();
        collect("", new ObjectMapper().readTree(locale), texts);
        assertThat(texts).as(path).hasSizeGreaterThan(100);
        return texts;
    }

    private static void collect(String path, JsonNode node, Map<String, String> texts) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(path + "/" + field.getKey(), field.getValue(), texts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) collect(path + "/" + i, node.get(i), texts);
        } else {
            texts.put(path, node.asText());
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(match.groupCount())));
        return found;
    }
}
