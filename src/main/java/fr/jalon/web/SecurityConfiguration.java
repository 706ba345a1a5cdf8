package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Deny, then allow: everything asks for a login but the login itself, its assets, invitations, forgotten passwords,
 * dossiers that are lent, calendars by a secret address, short links, legal pages and the health check. Programs use
 * HTTP Basic, people the login page; its session serves the webapps too.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

    /**
     * What a browser may do with Jalon's own answers: show them, with style sheets, scripts, fonts and pictures of
     * Jalon's own and from nowhere else, and run nothing that stands in the page.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    /** What the security chain adds to an answer, for answers that it does not see. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            ReferrerPolicy.SAME_ORIGIN.getPolicy(),
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    /** Whoever does not ask for a page: a person who follows a link to a dossier does. */
    private static final RequestMatcher PROGRAMS = new AndRequestMatcher(
            new OrRequestMatcher(path("/api/**"), path("/engine-rest/**"), path("/actuator/**")),
            new NegatedRequestMatcher(page()));

    private static RequestMatcher page() {
        MediaTypeRequestMatcher page = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        page.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        return page;
    }

    private static PathPatternRequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static PathPatternRequestMatcher get(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern);
    }

    private static PathPatternRequestMatcher head(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.HEAD, pattern);
    }

    private static PathPatternRequestMatcher post(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, pattern);
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            ProblemWriter problems,
            ObjectProvider<Customizer<HttpSecurity>> moreLogins,
            Environment ports)
            throws Exception {
        moreLogins.forEach(more -> more.customize(http));
        // The webapps bring their own protection; a request with its own credentials cannot be forged by another site.
        RequestMatcher withoutToken = new OrRequestMatcher(
                path(Webapps.ROOT + "/**"),
                path("/api/invitations/*"),
                // A mail application declines by itself, in nobody's session.
                path("/courriels/arret/*/*"),
                new RequestHeaderRequestMatcher(HttpHeaders.AUTHORIZATION));
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName("JALON-XSRF-TOKEN");
        tokens.setHeaderName("X-JALON-XSRF-TOKEN");
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                path(Webapps.API + "/admin/setup/**"),
                                path(Webapps.APP + "/admin/*/setup/**"),
                                path(Webapps.API + "/admin/auth/user/*/login/**"),
                                // Tells whether a password is right, as often as one likes.
                                path("/engine-rest/identity/verify/**"),
                                path("/engine-rest/engine/*/identity/verify/**"),
                                path(Webapps.API + "/engine/engine/*/identity/verify/**"))
                        .denyAll()
                        .requestMatchers(
                                path("/login"),
                                path("/jalon.css"),
                                path("/dossier.css"),
                                path("/favicon.svg"),
                                path("/favicon.ico"),
                                path("/actuator/health"),
                                get("/livez"),
                                get("/readyz"),
                                path("/error"),
                                path("/invitation/*"),
                                path("/mot-de-passe"),
                                path("/mot-de-passe/*"),
                                path("/courriels/arret/*/*"),
                                get("/dossiers/*"),
                                get("/calendriers/*.ics"),
                                get("/l/**"),
                                head("/l/**"),
                                get("/mentions-legales"),
                                get("/confidentialite"),
                                get("/accessibilite"))
                        .permitAll()
                        .requestMatchers(post("/api/invitations/*"), figures(ports))
                        .permitAll()
                        .requestMatchers(path("/actuator/prometheus"))
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .successHandler(backToThePage())
                        .failureHandler(SecurityConfiguration::sayWhy)
                        .permitAll())
                .logout(logout -> logout.logoutRequestMatcher(
                                new OrRequestMatcher(post("/logout"), post(Webapps.API + "/admin/auth/user/*/logout")))
                        .logoutSuccessUrl("/login?logout"))
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .csrfTokenRequestHandler(new WebappsTokens())
                        .ignoringRequestMatchers(withoutToken))
                // Only pages are worth coming back to after the login; programs get no session.
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                // The webapps' pages bring a policy of their own.
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(path(Webapps.APP + "/**")),
                                new ContentSecurityPolicyHeaderWriter(POLICY))))
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(problems, PROGRAMS)
                        .defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path(Webapps.API + "/**"))
                        .defaultAuthenticationEntryPointFor(login(), request -> true)
                        .accessDeniedHandler(problems))
                .build();
    }

    /** Figures are told where nobody but whoever watches over Jalon comes: on a port of their own. */
    private static RequestMatcher figures(Environment ports) {
        return request -> {
            String own = ports.getProperty("local.management.port");
            return request.getRequestURI().equals("/actuator/prometheus")
                    && own != null
                    && !own.equals(ports.getProperty("local.server.port"))
                    && own.equals(String.valueOf(request.getLocalPort()));
        };
    }

    private static LoginUrlAuthenticationEntryPoint login() {
        LoginUrlAuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");
        login.setFavorRelativeUris(true);
        return login;
    }

    /**
     * After the login, to the page that was asked for: not to the host it was asked at, which anyone may have written.
     */
    static AuthenticationSuccessHandler backToThePage() {
        SavedRequestAwareAuthenticationSuccessHandler back = new SavedRequestAwareAuthenticationSuccessHandler();
        back.setRequestCache(pagesOnly());
        back.setRedirectStrategy((request, response, address) -> {
            UriComponents page = UriComponentsBuilder.fromUriString(address).build();
            response.sendRedirect(
                    page.getHost() == null
                            ? request.getContextPath() + address
                            : page.getPath().replaceFirst("^/+", "/")
                                    + (page.getQuery() == null ? "" : "?" + page.getQuery()));
        });
        return back;
    }

    /** The session, where there is one already, keeps what was typed for the page; an address would show it around. */
    private static void sayWhy(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        HttpSession session = request.getSession(false);
        String typed = request.getParameter("username");
        if (session != null && typed != null && typed.length() <= 200) session.setAttribute(LoginPage.TYPED, typed);
        response.sendRedirect(request.getContextPath()
                + (reason instanceof TooManyAttempts guessing ? "/login?wait=" + guessing.minutes() : "/login?error"));
    }

    /** Tasklist's pages call Jalon's routes too: they need the token before one of Jalon's own pages writes it. */
    private static final class WebappsTokens extends CsrfTokenRequestAttributeHandler {
        @Override
        public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
            super.handle(request, response, token);
            if (path(Webapps.APP + "/**").matches(request)) {
                var unused = token.get();
            }
        }
    }

    /** A page that somebody asked for, and none of the pictures, texts and scripts that came after it. */
    private static HttpSessionRequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(
                new AndRequestMatcher(page(), get("/**"), new NegatedRequestMatcher(path(Webapps.API + "/**"))));
        return cache;
    }
}
