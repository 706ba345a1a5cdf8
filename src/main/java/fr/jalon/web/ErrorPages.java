package fr.jalon.web;

import fr.jalon.engine.http.DatabaseAway;
import fr.jalon.engine.http.Webapps;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;

/**
 * What the container, the engine's webapps and the security chain refuse: problem details for programs, a page for
 * people.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final String PAGE = read("/pages/error.html");
    private static final String PROBLEM = """
      {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}""";

    @RequestMapping("/error")
    void say(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isAsked = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null;
        write(
                request,
                response,
                HttpStatusCode.valueOf(
                        isAsked ? 404 : (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)));
    }

    /** Whoever looks at a page reads a page; under the API there is one, the dossier. */
    static boolean isForPeople(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failed == null ? request.getRequestURI() : failed.toString();
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE)
                && (path.matches("/api/teams/[^/;%]+/dossier")
                        || !path.matches("(?s)/*(?:/(?:api|engine-rest|actuator)|" + Webapps.API + ")(?:[/;%].*)?"));
    }

    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status)
            throws IOException {
        write(request, response, status, Problems.detail(status));
    }

    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, String detail)
            throws IOException {
        String title = Problems.title(status);
        if (isForPeople(request)) {
            writePage(response, status, title, detail);
            return;
        }
        send(
                response,
                status,
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                PROBLEM.formatted(title, status.value(), detail));
    }

    /** Writes a page that says in one sentence why a person gets no further. */
    static void writePage(HttpServletResponse response, HttpStatusCode status, String title, String detail)
            throws IOException {
        send(
                response,
                status,
                MediaType.TEXT_HTML_VALUE,
                PAGE.replace("{{title}}", HtmlUtils.htmlEscape(title, "UTF-8"))
                        .replace("{{detail}}", HtmlUtils.htmlEscape(detail, "UTF-8")));
    }

    private static void send(HttpServletResponse response, HttpStatusCode status, String type, String body)
            throws IOException {
        // The container answers before the security chain could, or clears what it has set.
        SecurityConfiguration.HEADERS.forEach(response::setHeader);
        if (status.value() == 503)
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(DatabaseAway.RETRY_AFTER));
        response.setStatus(status.value());
        response.setContentType(type + ";charset=UTF-8");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String resource) {
        try {
            return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        /**
         * A servlet's path in a disguise (parameters, letters by their codes) breaks the security chain before it can
         * refuse it.
         */
        @Bean
        FilterRegistrationBean<OncePerRequestFilter> disguisesFilter() {
            var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    if (isDisguised(request)) write(request, response, HttpStatus.BAD_REQUEST);
                    else chain.doFilter(request, response);
                }

                private static boolean isDisguised(HttpServletRequest request) {
                    String servlet = request.getContextPath() + request.getServletPath();
                    return request.getRequestURI().indexOf(';') >= 0
                            || request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH
                                    && !(request.getRequestURI() + "/").startsWith(servlet + "/");
                }
            });
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
            return registration;
        }

        /**
         * Stands around the security chain too: whoever asks the database first is the login, or what a session rests
         * on.
         */
        @Bean
        FilterRegistrationBean<OncePerRequestFilter> databaseAwayFilter() {
            var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    try {
                        chain.doFilter(request, response);
                    } catch (ServletException | RuntimeException failure) {
                        if (response.isCommitted() || !DatabaseAway.isCauseOf(failure)) throw failure;
                        LOG.warn("the database is away: {}", failure.getMessage());
                        response.reset();
                        write(request, response, HttpStatus.SERVICE_UNAVAILABLE);
                    }
                }
            });
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 6);
            return registration;
        }

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors() {
            return factory -> factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(Container.class.getName()));
        }
    }

    /** What Tomcat itself refuses, before any application sees it. */
    public static final class Container extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
            try {
                write(request, response, HttpStatusCode.valueOf(response.getStatus()));
                response.finishResponse();
            } catch (IOException | IllegalStateException gone) {
                // Whoever asked is no longer there.
            }
        }
    }
}
