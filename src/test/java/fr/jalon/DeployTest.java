package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@DisplayName("Ce qui met Jalon en service")
class DeployTest {

    private static final Path DEPLOY = Path.of("src/deploy");

    private static String read(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.get(key);
    }

    @Test
    @DisplayName("met deux nœuds pareils derrière un mandataire qui les connaît tous, sans secret écrit")
    void hasTwoLikeNodes() throws IOException {
        Map<String, Object> services = map(new Yaml().load(read("compose.yaml")), "services");

        assertThat(map(services, "jalon-1")).isEqualTo(map(services, "jalon-2"));
        services.keySet().stream().filter(name -> name.startsWith("jalon-")).forEach(node -> assertThat(proxy())
                .contains(node + ":8080"));
        assertThat(map(map(services, "jalon-1"), "environment"))
                .containsEntry("SPRING_PROFILES_ACTIVE", "postgres")
                .containsEntry("MANAGEMENT_SERVER_PORT", 8081)
                .allSatisfy((name, value) -> {
                    if (name.endsWith("PASSWORD")) assertThat((String) value).matches("\\$\\{\\w+:\\?}");
                });
        assertThat(proxy()).contains("health_uri /readyz");
    }

    private static String proxy() {
        try {
            return read("Caddyfile");
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    @DisplayName("a pour systemd l’unité que le guide fait écrire, avec le temps de s’arrêter")
    void isAService() throws IOException {
        String unit = read("jalon.service");
        assertThat(Files.readString(Path.of("docs/exploitation.md")))
                .contains("```\n# /etc/systemd/system/jalon.service\n" + unit + "```");
        // Longer than requests, and then work by the clock, may take to end.
        assertThat(unit).contains("TimeoutStopSec=60", "SuccessExitStatus=143");
    }

    @Test
    @DisplayName("prend le fichier que la construction laisse")
    void takesWhatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).doesNotContain("<finalName>").contains("<artifactId>jalon</artifactId>");
        assertThat(read("Dockerfile"))
                .contains("COPY target/jalon-*.jar jalon.jar")
                .containsPattern(Pattern.compile("(?m)^USER jalon$"))
                .contains("eclipse-temurin:17");
    }
}
