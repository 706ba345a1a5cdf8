package fr.jalon.person;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("La page d’une personne, pour l’administration")
class PersonPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    private final String id = "zoe-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void aPerson() {
        stage.staff();
        accounts.create(new Accounts.Person(id, "Zoé", id.toUpperCase(Locale.ROOT), id + "@jalon.example"));
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, path);
    }

    private MvcTestResult erase(String typed) {
        return mvc.post()
                .uri("/personnes/" + id)
                .param("typed", typed)
                .accept(MediaType.TEXT_HTML)
                .with(csrf())
                .with(user("admin"))
                .exchange();
    }

    @Test
    @DisplayName("se trouve par un nom, un identifiant ou une adresse")
    void isFound() {
        String link = "href=\"/personnes/" + id + "\"";
        assertThat(text(get("admin", "/personnes?q=" + id.substring(2)))).contains(link);
        assertThat(text(get("admin", "/personnes?q=" + id + "@jalon"))).contains(link);
        assertThat(text(get("admin", "/personnes?q=personne-de-ce-nom"))).contains("Personne ne correspond");
        assertThat(text(get("admin", "/personnes"))).doesNotContain(link);
    }

    @Test
    @DisplayName("montre ce qui sera effacé et ce qui restera, sans rien effacer")
    void previews() {
        MvcTestResult page = get("admin", "/personnes/" + id);
        assertThat(plain(text(page)))
                .contains("Ce qui sera effacé", "Compte, avec son mot de passe et ses groupes : 1")
                .contains("Ce qui restera, et pourquoi", "Les sauvegardes et les journaux techniques")
                .contains("/api/people/" + id);
        assertThat(accounts.exists(id)).isTrue();
    }

    @Test
    @DisplayName("n’efface que si l’identifiant est tapé, et le dit")
    void erases() {
        MvcTestResult other = erase("zoé");
        assertThat(text(other)).contains("id=\"typed-fault\"", "value=\"zoé\"");
        assertThat(accounts.exists(id)).isTrue();

        assertThat(plain(text(erase(id)))).contains("est effacé", "Ce qui a été effacé");
        assertThat(accounts.exists(id)).isFalse();
        assertThat(erase(id)).hasStatus(404);
        assertThat(get("admin", "/personnes/" + id)).hasStatus(404);
    }

    @Test
    @DisplayName("n’est qu’à l’administration")
    void isForAdministrators() {
        assertThat(get("fanny", "/personnes?q=" + id)).hasStatus(403);
        assertThat(get("fanny", "/personnes/" + id)).hasStatus(403);
        assertThat(get(id, "/personnes/" + id)).hasStatus(403);
    }
}
