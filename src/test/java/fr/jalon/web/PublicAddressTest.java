package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

@DisplayName("L’adresse à laquelle mènent les courriels")
class PublicAddressTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "server.port, 8080, http://127.0.0.1:8080",
        "server.port, 8452, http://127.0.0.1:8452",
        "jalon.public-url, https://jalon.exemple.fr, https://jalon.exemple.fr"
    })
    @DisplayName("suit le port, sauf si une autre est donnée")
    void followsThePort(String setting, String value, String address) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of(setting, value)));
        new YamlPropertySourceLoader()
                .load("jalon", new ClassPathResource("application.yaml"))
                .forEach(environment.getPropertySources()::addLast);

        assertThat(environment.getProperty("jalon.public-url")).isEqualTo(address);
    }
}
