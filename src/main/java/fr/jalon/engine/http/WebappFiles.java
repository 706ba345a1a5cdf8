package fr.jalon.engine.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Has browsers load the files of the webapps once. The webapps name their files by the engine's version, under which
 * Jalon's own scripts and styles would grow old, and ask for their settings at each load anew. Here all are named by
 * what they hold together; asked for by that name, a file is kept for a year, and its compressed form on the server.
 */
@Configuration(proxyBeanMethods = false)
class WebappFiles {

    /** An answer that another version of the same address never was. */
    static final String FOR_A_YEAR = "private, max-age=31536000, immutable";

    /** The same for everybody, and nothing that a route answers. */
    private static final Pattern FILE = Pattern.compile("(?:" + Webapps.ROOT + "/(?:(?:app|lib|assets)/|"
            + "api/\\w+/plugin/\\w+/static/)(?:[\\w-]+/)*|/)[\\w-][\\w.-]*\\.(?:css|js|json|svg|png|ttf|woff2?)");

    private static final String[] VERSIONED = {
        "META-INF/resources/webjars/*/app/**/*.*", "META-INF/resources/plugin/**/*.*", "static/favicon.*"
    };

    /** In pages, styles and scripts: the product's version and the place that Jalon's own files hold for one. */
    private static final Pattern NAMED = Pattern.compile("\\?" + Webapps.VERSION + "=[\\w.]+");

    private static final Pattern ASKED_ANEW =
            Pattern.compile("(\\?" + Webapps.VERSION + "=)\"\\+\\(new Date\\)\\.getTime\\(\\)");
    /** Jalon's own scripts, whose notes are for whoever writes them. */
    private static final Pattern OWN_SCRIPT =
            Pattern.compile(Webapps.ROOT + "/app/(?:\\w+/scripts/)?[\\w-]+\\.js(?<!-bootstrap\\.js)");

    private static final Pattern NOTE = Pattern.compile("(?m)^\\s*//.*\\R");
    private static final Pattern TEXT = Pattern.compile("(?:text|application)/(?:css|javascript|json)|image/svg.*");

    private final String engine = "\"" + ProcessEngine.class.getPackage().getImplementationVersion() + "\"";
    private final String version;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** Compressed. */
    private record Kept(String type, byte[] content) {}

    WebappFiles() throws IOException, NoSuchAlgorithmException {
        version = versionOf(new PathMatchingResourcePatternResolver());
    }

    /** The same wherever the files lie: of each, only what it holds. */
    private String versionOf(PathMatchingResourcePatternResolver classpath)
            throws IOException, NoSuchAlgorithmException {
        TreeSet<String> contents = new TreeSet<>();
        for (String pattern : VERSIONED)
            for (Resource file : classpath.getResources("classpath*:" + pattern))
                contents.add(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray())));
        byte[] all = (engine + contents).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, 8);
    }

    /** Names the files that a page, style or script loads by their version. */
    String naming(String text) {
        return ASKED_ANEW
                .matcher(NAMED.matcher(text).replaceAll("?" + Webapps.VERSION + "=" + version))
                .replaceAll("$1" + version + "\"");
    }

    /** The same in a webapp's own script, which puts addresses together. */
    private String namingInScript(String script) {
        return naming(script).replace(engine, "\"" + version + "\"");
    }

    /** Behind the login. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> webappFilesFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return !HttpMethod.GET.matches(request.getMethod())
                        || !version.equals(request.getParameter(Webapps.VERSION))
                        || !FILE.matcher(path(request)).matches();
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Kept file = kept.get(path(request));
                if (file != null) {
                    send(file, request, response);
                    return;
                }
                ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, answer);
                if (answer.getStatus() == HttpServletResponse.SC_OK) keep(answer, request, response);
                else answer.copyBodyToResponse();
            }
        });
        registration.addUrlPatterns(Webapps.ROOT + "/*", "/favicon.svg");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private void keep(ContentCachingResponseWrapper answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String type = String.valueOf(answer.getContentType());
        if (!TEXT.matcher(type.replaceFirst(";.*", "")).matches()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_A_YEAR);
            answer.copyBodyToResponse();
            return;
        }
        String text = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        boolean isOfWebapp = path(request).endsWith("-bootstrap.js");
        if (OWN_SCRIPT.matcher(path(request)).matches())
            text = NOTE.matcher(text).replaceAll("");
        Kept file = new Kept(type, compressed(isOfWebapp ? namingInScript(text) : naming(text)));
        kept.put(path(request), file);
        send(file, request, response);
    }

    private static void send(Kept file, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_A_YEAR);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setContentType(file.type());
        String taken = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (taken != null && taken.contains("gzip")) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            response.setContentLength(file.content().length);
            response.getOutputStream().write(file.content());
        } else {
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(file.content()))) {
                plain.transferTo(response.getOutputStream());
            }
        }
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream compressing = new GZIPOutputStream(bytes)) {
            compressing.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }
}
