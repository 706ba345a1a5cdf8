package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Jalon's own HTTP interface as a program sees it that sends a name and a password with each request. */
public final class Api {

    /** The title that problem details of a status carry. */
    private static final Map<Integer, String> TITLES = Map.of(
            400,
            "Requête incorrecte",
            401,
            "Connexion requise",
            403,
            "Accès refusé",
            404,
            "Introuvable",
            409,
            "Conflit avec l’état actuel",
            415,
            "Type de contenu non admis",
            422,
            "Valeurs refusées");

    private final MockMvcTester mvc;

    public Api(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    public MvcTestResult get(String who, String path, Object... variables) {
        return mvc.get()
                .uri(path, variables)
                .with(httpBasic(who, Stage.PASSWORD))
                .exchange();
    }

    public MvcTestResult post(String who, String json, String path, Object... variables) {
        return send(HttpMethod.POST, who, json, path, variables);
    }

    public MvcTestResult put(String who, String json, String path, Object... variables) {
        return send(HttpMethod.PUT, who, json, path, variables);
    }

    public MvcTestResult delete(String who, String path, Object... variables) {
        return mvc.delete()
                .uri(path, variables)
                .with(httpBasic(who, Stage.PASSWORD))
                .exchange();
    }

    private MvcTestResult send(HttpMethod method, String who, String json, String path, Object... variables) {
        return mvc.method(method)
                .uri(path, variables)
                .with(httpBasic(who, Stage.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    /** A file of figures or people. */
    public MvcTestResult postCsv(String who, byte[] file, String path, Object... variables) {
        return mvc.post()
                .uri(path, variables)
                .with(httpBasic(who, Stage.PASSWORD))
                .contentType("text/csv")
                .content(file)
                .exchange();
    }

    /** A request of somebody without an account. */
    public MvcTestResult postAnonymously(String json, String path, Object... variables) {
        return mvc.post()
                .uri(path, variables)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    /** The text of an answer, in the encoding it announces. */
    public static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A French sentence with plain spaces where its typography has others. */
    public static String plain(String sentence) {
        return sentence.replace('\u00a0', ' ').replace('\u202f', ' ');
    }

    /** Holds an answer to be problem details in French that give nothing of the inside away. */
    public static void assertProblem(MvcTestResult answer, int status, String... said) {
        assertThat(answer).hasStatus(status).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer).bodyJson().extractingPath("$.title").isEqualTo(TITLES.get(status));
        assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .isNotBlank()
                .satisfies(detail -> assertThat(List.of(said))
                        .allSatisfy(part -> assertThat(plain(detail)).contains(part)));
        assertThat(text(answer))
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("fr.jalon", "org.", "java.", "trace");
    }

    /** As {@link #assertProblem}, and it names the field at fault. */
    public static void assertProblemOf(MvcTestResult answer, int status, String field, String... said) {
        assertProblem(answer, status, said);
        assertThat(answer).bodyJson().extractingPath("$.errors").asMap().containsOnlyKeys(field);
    }
}
