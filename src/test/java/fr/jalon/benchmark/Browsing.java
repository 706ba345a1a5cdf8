package fr.jalon.benchmark;

import fr.jalon.Stage;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.springframework.context.ConfigurableApplicationContext;

/** Somebody who is logged in and asks for pages over HTTP. */
final class Browsing {

    private final String root;
    private final HttpClient browser;

    private Browsing(String root, HttpClient browser) {
        this.root = root;
        this.browser = browser;
    }

    static Browsing as(String person, ConfigurableApplicationContext jalon) throws IOException, InterruptedException {
        CookieManager cookies = new CookieManager();
        Browsing browsing = new Browsing(
                "http://127.0.0.1:" + jalon.getEnvironment().getRequiredProperty("local.server.port"),
                HttpClient.newBuilder().cookieHandler(cookies).build());
        browsing.get("/login");
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JALON-XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        String form = "username=" + person + "&password=" + Stage.PASSWORD + "&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        browsing.browser.send(
                HttpRequest.newBuilder(browsing.address("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        return browsing;
    }

    /** @throws IllegalStateException if the answer is not 200 */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address(path)).header("Accept", "*/*").build();
        HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IllegalStateException(path + ": " + answer.statusCode());
        return answer.body();
    }

    /** The median and the 95th percentile in milliseconds of so many requests, after others that are not counted. */
    String timed(int before, int requests, IntFunction<String> page) throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int turn = 0; turn < before + requests; turn++) {
            long began = System.nanoTime();
            get(page.apply(turn));
            if (turn >= before) times.add((System.nanoTime() - began) / 100_000);
        }
        times.sort(null);
        return String.format(
                Locale.ROOT, "%.1f / %.1f ms", times.get(requests / 2) / 10.0, times.get(requests * 95 / 100) / 10.0);
    }

    private URI address(String path) {
        return URI.create(root + path);
    }
}
