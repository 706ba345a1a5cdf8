package fr.jalon;

import fr.jalon.engine.http.Webapps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Someone at the other end of the wire: nobody in particular, a program with HTTP Basic, or a person with the session
 * and the cookies that the login page gives. Redirects are not followed.
 */
public final class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Visitor(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public static Visitor anonymous(int port) {
        return new Visitor(port);
    }

    /** A program that sends its credentials with each request. */
    public static Visitor program(int port, String user, String password) {
        return new Visitor(port)
                .with(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    public static Visitor program(int port, String user) {
        return program(port, user, Stage.PASSWORD);
    }

    /** A person who has gone through the login page. */
    public static Visitor session(int port, String user) {
        Visitor person = new Visitor(port);
        HttpResponse<String> answer = person.login(user, Stage.PASSWORD);
        if (answer.statusCode() != 302
                || answer.headers().firstValue("Location").orElse("").contains("error")) {
            throw new AssertionError("login of " + user + " failed: " + answer.statusCode());
        }
        return person;
    }

    /** Fills in the login page. */
    public HttpResponse<String> login(String user, String password) {
        Matcher token = TOKEN.matcher(get("/login").body());
        if (!token.find()) throw new AssertionError("the login page carries no token");
        return exchange(HttpRequest.newBuilder(URI.create(base + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + encoded(user) + "&password=" + encoded(password) + "&_csrf="
                        + encoded(token.group(1)))));
    }

    /** A person in one of the engine's webapps: the session, and the token that the webapps ask for. */
    public static Visitor webapp(int port, String user, String engine) {
        Visitor person = session(port, user);
        person.get(Webapps.APP + "/tasklist/" + engine + "/");
        return person.with("X-XSRF-TOKEN", person.cookie("XSRF-TOKEN").orElseThrow());
    }

    /** Sends a header from now on. */
    public Visitor with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, null);
    }

    public HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    /** Sends a request; without a body where {@code json} is null. */
    public HttpResponse<String> send(String method, String path, String json) {
        return send(method, path, "application/json", json);
    }

    /** Sends a request with a body of some media type; without a body where {@code body} is null. */
    public HttpResponse<String> send(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) request.header("Content-Type", type);
        return exchange(request);
    }

    /** Fills in a form that takes a file, with the token of the last page that was read; empty names send no file. */
    public HttpResponse<String> sendFile(
            String path, Map<String, String> fields, String field, String name, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> typed = new LinkedHashMap<>(fields);
        cookie("JALON-XSRF-TOKEN").ifPresent(token -> typed.put("_csrf", token));
        typed.forEach((each, value) -> body.writeBytes(
                ("--limite\r\nContent-Disposition: form-data; name=\"" + each + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--limite\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--limite--\r\n".getBytes(StandardCharsets.UTF_8));
        return exchange(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "multipart/form-data; boundary=limite")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** What is to be kept, byte by byte. */
    public HttpResponse<byte[]> download(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(base + path)), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> read) {
        headers.forEach(request::header);
        try {
            URI address = request.build().uri();
            cookies.get(address, Map.of())
                    .getOrDefault("Cookie", List.of())
                    .forEach(each -> request.header("Cookie", each));
            HttpResponse<T> answer = HTTP.send(request.build(), read);
            cookies.put(address, answer.headers().map());
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
