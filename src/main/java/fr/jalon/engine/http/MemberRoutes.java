package fr.jalon.engine.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Groups;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The routes of the engine's HTTP interface that people who are no administrators need: their own tasks, what Tasklist
 * asks for and, for facilitators, to start processes and hand out tasks. Everything else is refused, on
 * {@code /engine-rest} and on the webapps' own copy. The engine's authorizations still decide what each route shows.
 * What is let through is read strictly, and what is refused behind is said in French.
 */
@Configuration(proxyBeanMethods = false)
class MemberRoutes {

    /**
     * An id of the engine, of a process definition or of a person, and a step between them: nothing else has a place
     * there.
     */
    private static final String ID = "/[A-Za-z0-9._:-]+";

    private static final Pattern ENGINE = Pattern.compile(
            "(?:/engine-rest(?:/engine" + ID + ")?|" + Webapps.API + "/engine/engine" + ID + ")((?:" + ID + ")*+/?)");
    /**
     * What Tasklist asks of its own application and of the login; Cockpit's and Admin's let anyone in who is logged in.
     */
    private static final Map<String, List<Pattern>> OF_WEBAPPS = Map.of(
            "GET",
            patterns(
                    Webapps.API + "/engine/engine/?",
                    Webapps.API + "/admin/auth/user" + ID,
                    Webapps.API + "/tasklist/plugin/tasklistPlugins/static/app/plugin\\.(?:js|css)"));

    private static final Map<String, List<Pattern>> ALLOWED = Map.of(
            "GET",
                    patterns(
                            "",
                            "/",
                            "/task",
                            "/task/count",
                            "/task" + ID,
                            "/task" + ID + "/(?:form|deployed-form|form-variables|rendered-form|comment)",
                            "/filter",
                            "/filter/count",
                            "/filter" + ID,
                            "/filter" + ID + "/(?:list|count|singleResult)",
                            "/process-definition",
                            "/process-definition/count",
                            "/process-definition/(?!statistics$)[A-Za-z0-9._:-]+",
                            "/process-definition" + ID + "/xml",
                            "/history/user-operation",
                            "/history/user-operation/count",
                            "/history/task",
                            "/history/task/count",
                            "/identity/groups",
                            "/identity/password-policy",
                            "/user" + ID + "/profile"),
            "POST",
                    patterns(
                            "/task",
                            "/task/count",
                            "/task" + ID + "/(?:claim|unclaim|submit-form|complete|comment/create)",
                            "/filter" + ID + "/(?:list|count|singleResult)",
                            "/identity/password-policy"),
            // One's own password, for whoever knows the present one.
            "PUT", patterns("/user" + ID + "/credentials"),
            "OPTIONS", patterns("/filter", "/filter" + ID, "/task", "/user" + ID));

    /** Facilitators start processes and hand out tasks too; they do neither by halves, nor change what a task is. */
    private static final String PROCESS = "/process-definition/(?:key/)?[A-Za-z0-9._:-]+";

    private static final Map<String, List<Pattern>> ALLOWED_TO_FACILITATORS = Map.of(
            "GET",
                    patterns(
                            PROCESS + "/(?:startForm|form-variables|deployed-start-form)",
                            "/task" + ID + "/identity-links",
                            "/user",
                            "/user/count"),
            "POST", patterns(PROCESS + "/submit-form", "/task" + ID + "/assignee"));

    private static List<Pattern> patterns(String... routes) {
        return List.of(routes).stream().map(Pattern::compile).toList();
    }

    private static boolean isAmong(Map<String, List<Pattern>> routes, String method, String path) {
        return routes.getOrDefault(method, List.of()).stream()
                .anyMatch(route -> route.matcher(path).matches());
    }

    /**
     * The address, where it was written as the container has understood it. The container chooses who answers by what
     * it has decoded, Jersey chooses the resource by what was written: an address that is not the same to both is
     * refused.
     */
    private static Optional<String> path(HttpServletRequest request) {
        String written = request.getRequestURI()
                .substring(request.getContextPath().length())
                .replaceAll("%3[Aa]", ":");
        String understood = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        return Optional.of(written).filter(understood::equals);
    }

    /** Whether somebody who is no administrator may ask for that: what is not understood is not open. */
    private static boolean isOpen(HttpServletRequest request, String path) {
        String method = request.getMethod();
        if (isAmong(OF_WEBAPPS, method, path)) return true;
        Matcher engine = ENGINE.matcher(path);
        if (!engine.matches()) return false;
        String route = engine.group(1);
        return isIn(Groups.FACILITATORS) && isAmong(ALLOWED_TO_FACILITATORS, method, route)
                || isAmong(ALLOWED, method, route)
                        && !(route.equals("/identity/groups") && asksForGroupsOfAnother(request));
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> memberRoutesFilter(ObjectMapper json) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                boolean isAdministrator = isIn(Groups.ADMINISTRATORS);
                if (!isAdministrator
                        && path(request).filter(path -> isOpen(request, path)).isEmpty()) {
                    FrenchAnswer.write(
                            response,
                            json,
                            HttpServletResponse.SC_FORBIDDEN,
                            "AuthorizationException",
                            HttpRefusal.Denials.SENTENCE);
                    return;
                }
                HttpServletRequest read = StrictBody.of(request);
                Optional<String> fault = StrictBody.fault(read);
                if (fault.isPresent()) {
                    FrenchAnswer.write(
                            response, json, HttpServletResponse.SC_BAD_REQUEST, "BadRequestException", fault.get());
                    return;
                }
                FrenchAnswer answer = new FrenchAnswer(response, json, isAdministrator);
                chain.doFilter(read, answer);
                answer.finish();
            }
        });
        registration.addUrlPatterns("/engine-rest/*", Webapps.API + "/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 5);
        return registration;
    }

    /** Everyone may read the names of the staff's groups, but nobody has to know who belongs to them. */
    private static boolean asksForGroupsOfAnother(HttpServletRequest request) {
        String[] users = request.getParameterValues("userId");
        return users == null
                || users.length != 1
                || !SecurityContextHolder.getContext()
                        .getAuthentication()
                        .getName()
                        .equals(users[0]);
    }

    /** Whether somebody is logged in who belongs to a group. */
    static boolean isIn(String group) {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login != null
                && AuthorityUtils.authorityListToSet(login.getAuthorities()).contains(group);
    }
}
