package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

@JalonTest
@DisplayName("Une session")
class EngineIdentityTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private Accounts accounts;

    @Autowired
    private IdentityService identity;

    private final MockHttpSession session = new MockHttpSession();
    private String person;
    private String other;

    @BeforeEach
    void logIn() throws Exception {
        person = account();
        other = account();
        request("GET", "/api/cohorts", 200, () -> {});
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    private String account() {
        String id = "ida-" + NUMBER.incrementAndGet();
        accounts.create(new Accounts.Person(id, "Ida", "Blanc", id + "@jalon.example"));
        accounts.setPassword(id, Stage.PASSWORD);
        return id;
    }

    /** A request of the session, during which something happens. */
    private void request(String method, String path, int status, Runnable meanwhile)
            throws ServletException, IOException {
        request(method, path, status, null, meanwhile);
    }

    private void request(String method, String path, int status, String mark, Runnable meanwhile)
            throws ServletException, IOException {
        var login = UsernamePasswordAuthenticationToken.authenticated(
                person, null, EngineLogin.authorities(accounts.groupsOf(person)));
        login.setDetails(mark);
        SecurityContextHolder.getContext().setAuthentication(login);
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setSession(session);
        Filter filter = new EngineIdentity().restIdentity(identity, accounts).getFilter();
        filter.doFilter(request, new MockHttpServletResponse(), (asked, answer) -> {
            meanwhile.run();
            ((MockHttpServletResponse) answer).setStatus(status);
        });
    }

    private String own() {
        return "/engine-rest/user/" + person + "/credentials";
    }

    private void assertEnded() {
        assertThatThrownBy(() -> request("GET", "/api/cohorts", 200, () -> {}))
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    @DisplayName("dans laquelle on change son mot de passe reste ouverte")
    void outlivesItsOwnChange() throws Exception {
        request("PUT", own(), 204, () -> accounts.setPassword(person, "Un-Nouveau-Secret-27"));

        request("GET", "/api/cohorts", 200, () -> {});
        accounts.setPassword(person, Stage.PASSWORD);
        assertEnded();
    }

    @ParameterizedTest(name = "réponse {0}")
    @ValueSource(ints = {200, 400, 401, 403, 404, 429, 500})
    @DisplayName("dont la demande n’aboutit pas se ferme quand le mot de passe a changé ailleurs pendant ce temps")
    void doesNotOutliveARefusal(int status) throws Exception {
        request("PUT", own(), status, () -> accounts.setPassword(person, "Un-Nouveau-Secret-27"));

        assertEnded();
    }

    @Test
    @DisplayName("qui change le mot de passe d’un autre se ferme quand le sien a changé ailleurs pendant ce temps")
    void doesNotOutliveByAnother() throws Exception {
        request(
                "PUT",
                "/engine-rest/user/" + other + "/credentials",
                204,
                () -> accounts.setPassword(person, "Un-Nouveau-Secret-27"));

        assertEnded();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    @DisplayName("qui demande autre chose à la même adresse ne se renouvelle pas")
    void doesNotOutliveByAnotherMethod(String method) throws Exception {
        request(method, own(), 204, () -> accounts.setPassword(person, "Un-Nouveau-Secret-27"));

        assertEnded();
    }

    @Test
    @DisplayName("dans laquelle on change son mot de passe se ferme si un autre l’a encore changé pendant ce temps")
    void doesNotTakeAnothersMark() throws Exception {
        request("PUT", own(), 204, () -> {
            accounts.setPassword(person, "Un-Nouveau-Secret-27");
            accounts.setPassword(person, "Un-Autre-Secret-27");
        });

        assertEnded();
    }

    @Test
    @DisplayName("ouverte avec un mot de passe qui a changé avant sa première page ne s’ouvre pas")
    void doesNotBeginTooLate() {
        String mark = accounts.passwordMark(person).orElseThrow();
        session.clearAttributes();
        accounts.setPassword(person, "Un-Nouveau-Secret-27");

        assertThatThrownBy(() -> request("GET", "/", 200, mark, () -> {}))
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }
}
