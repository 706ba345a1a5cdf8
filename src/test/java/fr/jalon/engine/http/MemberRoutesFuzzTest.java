package fr.jalon.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Groups;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

@DisplayName("Parmi cinquante mille adresses bizarres")
class MemberRoutesFuzzTest {

    private static final int ADDRESSES = 50_000;
    private static final long SEED = 20261019;
    private static final String USER = "equipe-a";

    private final Filter filter =
            new MemberRoutes().memberRoutesFilter(new ObjectMapper()).getFilter();

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"team-equipe", Groups.COACHES, Groups.FACILITATORS})
    @DisplayName("ne passent que celles de la liste, lues comme le conteneur et comme Jersey les lisent")
    void opensTheListAlone(String group) throws ServletException, IOException {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(USER, null, group));
        OddAddresses odd = new OddAddresses(SEED);
        List<String> wrongly = new ArrayList<>();
        TreeSet<String> passed = new TreeSet<>();
        for (int i = 0; i < ADDRESSES; i++) {
            String method = odd.method();
            String written = odd.address()
                    .replace("{engine}", "default")
                    .replace("{task}", "t-1")
                    .replace("{user}", USER);
            String path = written.replaceFirst("[?#].*", "");
            for (String understood : List.of(understood(path), decoded(path))) {
                boolean isLetThrough = passes(method, written, path, understood);
                boolean isOpen = List.of(path.replaceAll("%3[Aa]", ":"), understood).stream()
                        .allMatch(way -> OddAddresses.isOpen(method, way, group.equals(Groups.FACILITATORS)));
                if (isLetThrough && !isOpen) wrongly.add(method + " " + written);
                if (isLetThrough) passed.add(method + " " + path);
            }
        }

        assertThat(wrongly).isEmpty();
        // It does let people work.
        assertThat(passed)
                .contains("GET /engine-rest/task", "GET " + Webapps.API + "/engine/engine/default/task/t-1/form")
                .hasSizeGreaterThan(100);
    }

    /** By another seed too: whoever moves the walls sees that the table has moved. */
    @Test
    @DisplayName("aucune de la liste n’est refusée quand elle est écrite simplement")
    void opensTheWholeList() throws ServletException, IOException {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(USER, null, Groups.FACILITATORS));
        OddAddresses plain = new OddAddresses(1);
        int open = 0;
        for (int i = 0; i < ADDRESSES; i++) {
            String method = plain.method();
            String path = plain.address()
                    .replaceFirst("[?#].*", "")
                    .replace("{engine}", "default")
                    .replace("{task}", "t-1")
                    .replace("{user}", USER);
            if (path.contains("identity/groups") || !OddAddresses.isOpen(method, path, true)) continue;
            open++;
            assertThat(passes(method, path, path, path)).as(method + " " + path).isTrue();
        }
        assertThat(open).isGreaterThan(1000);
    }

    private boolean passes(String method, String written, String path, String understood)
            throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(understood);
        if (written.contains("userId=")) request.setParameter("userId", USER);
        MockFilterChain behind = new MockFilterChain();
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, behind);
        boolean isLetThrough = behind.getRequest() != null;
        assertThat(response.getStatus()).isEqualTo(isLetThrough ? 200 : 403);
        return isLetThrough;
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return path;
        }
    }

    /** Without parameters, decoded, and with its steps taken. */
    private static String understood(String path) {
        List<String> steps = new ArrayList<>();
        String plain = decoded(path.replaceAll(";[^/]*", "")).replaceAll("/+", "/");
        for (String step : plain.substring(Math.min(1, plain.length())).split("/", -1)) {
            if (step.equals("..") && !steps.isEmpty()) steps.remove(steps.size() - 1);
            else if (!step.equals(".") && !step.equals("..")) steps.add(step);
        }
        return "/" + String.join("/", steps);
    }
}
