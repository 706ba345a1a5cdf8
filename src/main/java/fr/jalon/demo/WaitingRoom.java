package fr.jalon.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells whoever asks for a page while the demonstration is played to wait: the page asks again by itself. */
final class WaitingRoom implements SmartLifecycle, AutoCloseable {

    static final String PAGE = new String(read("pages/waiting.html"), StandardCharsets.UTF_8);

    private static final String RETRY_AFTER_SECONDS = "5";

    /** While the application is up but its demonstration is not played yet. */
    @Configuration(proxyBeanMethods = false)
    @Profile("demo")
    static class Open {

        @Bean
        FilterRegistrationBean<OncePerRequestFilter> waitingRoomFilter(ApplicationAvailability availability) {
            var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws ServletException, IOException {
                    String accepted = request.getHeader(HttpHeaders.ACCEPT);
                    if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                            || accepted == null
                            || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
                        chain.doFilter(request, response);
                        return;
                    }
                    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
                    response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
                    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                    response.setContentType("text/html;charset=UTF-8");
                    response.getWriter().write(PAGE);
                }
            });
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }

    private final HttpServer door;
    private boolean isOpen = true;

    /** Answers at an address that nobody listens to, until the application does so itself. */
    WaitingRoom(InetSocketAddress address) throws IOException {
        door = HttpServer.create(address, 0);
        door.createContext("/", WaitingRoom::answer);
        door.start();
    }

    private static void answer(HttpExchange visit) throws IOException {
        boolean isStyle = visit.getRequestURI().getPath().equals("/jalon.css");
        byte[] body = isStyle ? read("static/jalon.css") : PAGE.getBytes(StandardCharsets.UTF_8);
        visit.getResponseHeaders()
                .set(HttpHeaders.CONTENT_TYPE, isStyle ? "text/css;charset=UTF-8" : "text/html;charset=UTF-8");
        visit.getResponseHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        visit.getResponseHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        // Of a connection that is kept, the application would never hear.
        visit.getResponseHeaders().set(HttpHeaders.CONNECTION, "close");
        visit.sendResponseHeaders(isStyle ? 200 : HttpStatus.SERVICE_UNAVAILABLE.value(), body.length);
        try (visit) {
            visit.getResponseBody().write(body);
        }
    }

    private static byte[] read(String resource) {
        try {
            return new ClassPathResource(resource, WaitingRoom.class.getClassLoader()).getContentAsByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Gives the address up, right before the application's own server takes it. */
    @Override
    public void start() {
        close();
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return !isOpen;
    }

    @Override
    public int getPhase() {
        // Spring Boot starts the server 2048 before the last.
        return DEFAULT_PHASE - 2049;
    }

    @Override
    public synchronized void close() {
        if (isOpen) door.stop(0);
        isOpen = false;
    }
}
