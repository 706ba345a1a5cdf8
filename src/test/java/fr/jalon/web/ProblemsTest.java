package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;

@DisplayName("Une erreur")
class ProblemsTest {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private ResponseEntity<Object> answer(Exception failure) throws Exception {
        return new Problems()
                .unexpected(
                        failure, new ServletWebRequest(new MockHttpServletRequest("POST", "/api/cohorts"), response));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(HttpStatus.class)
    @DisplayName("ne promet rien de ce qui a été enregistré ou non")
    void promisesNothing(HttpStatus status) {
        assertThat(Problems.title(status) + Problems.detail(status))
                .doesNotContain("rien n’a été", "n’a été modifié", "inchangé");
    }

    @Test
    @DisplayName("sans nom invite à vérifier ce que l’on venait d’envoyer")
    void asksToLook() throws Exception {
        ResponseEntity<Object> answer = answer(new IllegalStateException("secret"));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(((ProblemDetail) answer.getBody()).getDetail())
                .contains("vérifiez si cela a été enregistré")
                .doesNotContain("secret");
        assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isNull();
    }

    @Test
    @DisplayName("de la base est un 503, avec le moment de réessayer")
    void tellsTheDatabaseApart() throws Exception {
        ResponseEntity<Object> answer = answer(new IllegalStateException(
                new CannotGetJdbcConnectionException("away", new SQLTransientConnectionException("away"))));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(((ProblemDetail) answer.getBody()).getDetail()).contains("n’atteint pas sa base de données");
        assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
    }

    @Test
    @DisplayName("au milieu d’une réponse la coupe, pour que personne ne la croie entière")
    void breaksHalfAnAnswer() {
        response.setCommitted(true);
        IOException failure = new IOException("taken away");

        assertThatThrownBy(() -> answer(failure)).isSameAs(failure);
    }
}
