package fr.jalon.engine.http;

import fr.jalon.engine.identity.Groups;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.HtmlUtils;

/**
 * Tells each page of the webapps, as it goes out, what its scripts would ask for next: who is there, in which groups,
 * and what time it is for Jalon; and by which names its files are kept.
 */
@Configuration(proxyBeanMethods = false)
class WebappPages {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> webappPagesFilter(WebappFiles files, Clock clock) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return !request.getRequestURI().endsWith("/");
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Authentication person = SecurityContextHolder.getContext().getAuthentication();
                ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, answer);
                String page = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
                if (person == null || !page.contains("<html ")) {
                    answer.copyBodyToResponse();
                    return;
                }
                String told = files.naming(page.replaceFirst("<html [^>]*>", "<html lang=\"fr\">")
                        .replaceFirst("href=\"[^\"]*favicon\\.ico\"", "href=\"/favicon.svg?bust=0\""));
                byte[] content = told.replaceFirst("<html ", start(person) + "data-now=\"" + clock.instant() + "\" ")
                        .getBytes(StandardCharsets.UTF_8);
                response.setContentLength(content.length);
                response.getOutputStream().write(content);
            }
        });
        registration.addUrlPatterns(Webapps.APP + "/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    private static String start(Authentication person) {
        String groups = AuthorityUtils.authorityListToSet(person.getAuthorities()).stream()
                .sorted()
                .map(group -> "in-" + (group.equals(Groups.ADMINISTRATORS) ? "administrators" : group))
                .collect(Collectors.joining(" "));
        return "<html class=\"%s\" data-person=\"%s\" "
                .formatted(HtmlUtils.htmlEscape(groups), HtmlUtils.htmlEscape(person.getName()))
                .replace("$", "&#36;");
    }
}
