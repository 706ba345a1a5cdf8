package fr.jalon.engine.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps the pages of the webapps loading when several people are at work. The webapps keep the nonce of their content
 * security policy in one place for all requests, so that a page may carry another request's nonce than its own header
 * and stay blank. Here the header is made to name the nonce that the page carries.
 */
@Configuration(proxyBeanMethods = false)
class PageNonce {

    private static final String POLICY = "Content-Security-Policy";
    private static final Pattern CARRIED = Pattern.compile("nonce=\"([A-Za-z0-9_-]+)\"");

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> pageNonceFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                if (!request.getRequestURI().endsWith("/")) { // scripts, styles and pictures carry none
                    chain.doFilter(request, response);
                    return;
                }
                ContentCachingResponseWrapper page = new ContentCachingResponseWrapper(response);
                chain.doFilter(request, page);
                String policy = response.getHeader(POLICY);
                if (policy != null)
                    response.setHeader(
                            POLICY, naming(policy, new String(page.getContentAsByteArray(), StandardCharsets.UTF_8)));
                page.copyBodyToResponse();
            }
        });
        registration.addUrlPatterns(Webapps.APP + "/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    static String naming(String policy, String page) {
        Matcher carried = CARRIED.matcher(page);
        return carried.find() ? policy.replaceAll("'nonce-[^']+'", "'nonce-" + carried.group(1) + "'") : policy;
    }
}
