package fr.jalon;

import static fr.jalon.Api.plain;
import static fr.jalon.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Jalon's pages as somebody with a session asks for them and fills them in. */
public final class Pages {

    private Pages() {}

    public static MvcTestResult get(MockMvcTester mvc, String who, String path) {
        return mvc.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .with(user(who))
                .exchange();
    }

    /** Sends a form: names and values by turns. */
    public static MvcTestResult post(MockMvcTester mvc, String who, String path, String... fields) {
        var request =
                mvc.post().uri(path).accept(MediaType.TEXT_HTML).with(csrf()).with(user(who));
        for (int i = 0; i < fields.length; i += 2) request.param(fields[i], fields[i + 1]);
        return request.exchange();
    }

    /** What a page says, without its marks. */
    public static String said(MvcTestResult answer) {
        return plain(text(answer)).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    /** The same of a page that must be there. */
    public static String shown(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return said(answer);
    }

    /** The value of a field that a person does not see. */
    public static String hidden(MvcTestResult answer, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(text(answer));
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
