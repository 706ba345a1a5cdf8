package fr.jalon.engine.identity;

import fr.jalon.engine.http.Webapps;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells the engine who is logged in: for its webapps from the session, for its REST interface request by request. */
@Configuration(proxyBeanMethods = false)
class EngineIdentity {

    /** What a session keeps of the password that its account had when it began. */
    private static final String PASSWORD = EngineIdentity.class.getName() + ".password";

    private static final int MOST_OF_ACCOUNT = 5;
    private static final int MOST_OF_ADDRESS = 20;

    /** What slows guesses of a password down, at the login and behind it. */
    @Bean
    Throttle logins(Clock clock) {
        return new Throttle(clock, MOST_OF_ACCOUNT, MOST_OF_ADDRESS);
    }

    /** The webapps' own login gives way to Jalon's. */
    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappIdentity() {
        var registration = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        registration.setInitParameters(Map.of("authentication-provider", WebappIdentity.class.getName()));
        registration.addUrlPatterns(Webapps.APP + "/*", Webapps.API + "/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 10);
        return registration;
    }

    /**
     * Groups are read anew, so that a membership that ended ends there and then, session or not. So does the session of
     * an account that is gone, also where another has come in its place, and of one whose password has changed since
     * its login: but for the session in which that was done, and where nothing else was done to the account meanwhile.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> restIdentity(IdentityService identity, Accounts accounts) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Authentication login = loggedIn();
                if (login == null) {
                    chain.doFilter(request, response);
                    return;
                }
                HttpSession session = request.getSession(false);
                String password = accounts.passwordMark(login.getName()).orElse(null);
                Object atFirst = session == null ? null : session.getAttribute(PASSWORD);
                // The login that has just been made bears the mark of the password that was right then.
                if (atFirst == null && login.getDetails() instanceof String mark) atFirst = mark;
                if (password == null || atFirst != null && !atFirst.equals(password)) {
                    if (session != null) session.invalidate();
                    // The security chain around this filter asks for a login, as it does of anyone unknown.
                    throw new AuthenticationCredentialsNotFoundException(
                            "the account is gone, or its password is another");
                }
                if (session != null) session.setAttribute(PASSWORD, password);
                List<String> groups = accounts.groupsOf(login.getName());
                SecurityContextHolder.getContext()
                        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                                login.getName(), null, EngineLogin.authorities(groups)));
                boolean isOwnPassword = session != null
                        && request.getMethod().equals("PUT")
                        && request.getRequestURI().endsWith("/user/" + login.getName() + "/credentials");
                int revision = isOwnPassword ? accounts.revision(login.getName()) : 0;
                // As the container has understood the address: written otherwise, the engine would work for nobody,
                // with all rights.
                boolean engine = request.getServletPath().equals("/engine-rest");
                try {
                    if (engine) identity.setAuthentication(login.getName(), groups);
                    chain.doFilter(request, response);
                    if (isOwnPassword && response.getStatus() == HttpServletResponse.SC_NO_CONTENT) {
                        accounts.passwordMark(login.getName(), revision + 1)
                                .ifPresent(mark -> session.setAttribute(PASSWORD, mark));
                    }
                } finally {
                    if (engine) identity.clearAuthentication();
                }
            }
        });
        registration.addUrlPatterns("/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 11);
        return registration;
    }

    private static @Nullable Authentication loggedIn() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login == null || login instanceof AnonymousAuthenticationToken || !login.isAuthenticated()
                ? null
                : login;
    }

    /** Named in the filter's configuration, hence public. */
    public static class WebappIdentity extends ContainerBasedAuthenticationProvider {
        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication login = loggedIn();
            return login == null
                    ? AuthenticationResult.unsuccessful()
                    : AuthenticationResult.successful(login.getName());
        }
    }
}
