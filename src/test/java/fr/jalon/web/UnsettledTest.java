package fr.jalon.web;

import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.web.Unsettled.Matter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@JalonTest
@DisplayName("Ce qu’un administrateur doit encore régler")
class UnsettledTest {

    private static final String ADDRESS = "jalon.public-url=https://jalon.exemple.fr";
    private static final String NOTICE = "jalon.legal.notice=/var/lib/jalon/mentions-legales.md";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @TempDir
    private Path folder;

    private static List<String> settings(String url, LegalPages legal, String... profiles) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        return new Unsettled(environment, legal, url)
                .matters().stream().map(Matter::setting).toList();
    }

    private LegalPages written() throws IOException {
        return new LegalPages(
                Files.writeString(folder.resolve("mentions.md"), "L’association Élan, Lyon.")
                        .toString(),
                "",
                "");
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://127.8.0.1",
                "http://localhost:8080",
                "https://LOCALHOST/jalon",
                "http://jalon.localhost",
                "http://[::1]:8080",
                "http://[0:0:0:0:0:0:0:1]",
                "http://0.0.0.0:8080",
                "jalon.exemple.fr",
                "http://jalon exemple.fr",
                ""
            })
    @DisplayName("est une adresse publique qui ne mène qu’à cette machine, ou à rien")
    void isAnAddressOfThisMachine(String url) throws IOException {
        assertThat(settings(url, written())).containsExactly(ADDRESS);
        assertThat(settings(url, written(), "postgres")).containsExactly(ADDRESS);
        for (String profile : List.of("demo", "rehearsal", "test")) {
            assertThat(settings(url, written(), profile)).isEmpty();
        }
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "https://jalon.exemple.fr",
                "https://localhost.exemple.fr",
                "http://10.0.0.5:8080",
                "https://127.exemple.fr",
                "http://[2001:db8::1]"
            })
    @DisplayName("n’est pas une adresse que d’autres atteignent")
    void isNoOtherAddress(String url) throws IOException {
        assertThat(settings(url, written())).isEmpty();
    }

    @ParameterizedTest(name = "profil « {0} »")
    @CsvSource({"'', true", "postgres, true", "rehearsal, true", "demo, false"})
    @DisplayName("est d’écrire les mentions légales, hors de la démonstration")
    void isTheNotice(String profile, boolean isAsked) throws IOException {
        String[] profiles = profile.isEmpty() ? new String[0] : new String[] {profile};

        assertThat(settings("https://jalon.exemple.fr", new LegalPages("", "", ""), profiles))
                .isEqualTo(isAsked ? List.of(NOTICE) : List.of());
        assertThat(settings("https://jalon.exemple.fr", written(), profiles)).isEmpty();
    }

    @Test
    @DisplayName("tient en une liste, l’adresse d’abord")
    void isOneList() {
        assertThat(settings("http://127.0.0.1:8080", new LegalPages("", "", "")))
                .containsExactly(ADDRESS, NOTICE);
    }

    @Test
    @DisplayName("se dit en haut de ses pages, et à lui seul")
    void isSaidToAdministrators() {
        stage.staff();

        for (String page : List.of("/cohortes", "/personnes", "/mail")) {
            assertThat(shown(Pages.get(mvc, "admin", page)))
                    .contains("À régler", "Les mentions légales sont encore à écrire", NOTICE)
                    .doesNotContain(ADDRESS);
        }
        assertThat(shown(Pages.get(mvc, "fanny", "/cohortes"))).doesNotContain("À régler", NOTICE);
    }
}
