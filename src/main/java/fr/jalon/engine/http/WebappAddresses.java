package fr.jalon.engine.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leads to a webapp by the one address that the webapps' own filter knows: without the slash at its end they show
 * anybody the shell of Cockpit and Admin, and for a webapp that there is not they fail.
 */
@Configuration(proxyBeanMethods = false)
class WebappAddresses {

    private static final Set<String> WEBAPPS = Set.of("tasklist", "cockpit", "admin", "welcome");
    private static final Pattern OF_WEBAPP = Pattern.compile(Webapps.APP + "/([^/]+)/.*", Pattern.DOTALL);
    private static final Pattern WITHOUT_SLASH = Pattern.compile(Webapps.APP + "/[^/]+/[A-Za-z0-9_-]+");

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> webappAddressesFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
                Matcher webapp = OF_WEBAPP.matcher(path);
                if (webapp.matches() && !WEBAPPS.contains(webapp.group(1))) {
                    response.sendError(HttpServletResponse.SC_NOT_FOUND);
                } else if (WITHOUT_SLASH.matcher(path).matches()) {
                    String query = request.getQueryString();
                    response.sendRedirect(request.getContextPath() + path + "/" + (query == null ? "" : "?" + query));
                } else {
                    chain.doFilter(request, response);
                }
            }
        });
        registration.addUrlPatterns(Webapps.APP + "/*");
        registration.setOrder(0);
        return registration;
    }
}
