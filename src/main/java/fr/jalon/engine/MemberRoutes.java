package fr.jalon.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UrlPathHelper;

/**
 * The routes of the engine's HTTP interface that people who are no administrators need: their own tasks, what Tasklist
 * asks for and, for facilitators, to start processes and hand out tasks. Everything else is refused, on
 * {@code /engine-rest} and on the webapps' own copy. The engine's authorizations still decide what each route shows.
 */
@Configuration(proxyBeanMethods = false)
class MemberRoutes {

  private static final Pattern ENGINE =
      Pattern.compile("^(?:/engine-rest(?:/engine/[^/]+)?|/camunda/api/engine/engine(?:/[^/]+)?)(/.*|)$");
  /** What Cockpit and Admin ask for beside it; the webapps' own filter lets anyone in who is logged in. */
  private static final Pattern OTHER_WEBAPPS = Pattern.compile("^/camunda/api/(?:cockpit|admin/plugin)(?:/.*|)$");
  private static final String ID = "/[^/]+";

  private static final Map<String, List<Pattern>> ALLOWED = Map.of(
      "GET", patterns("", "/", "/task", "/task/count", "/task" + ID,
          "/task" + ID + "/(?:form|deployed-form|form-variables|rendered-form|comment)",
          "/filter", "/filter/count", "/filter" + ID, "/filter" + ID + "/(?:list|count|singleResult)",
          "/process-definition", "/process-definition/count", "/process-definition/(?!statistics$)[^/]+",
          "/process-definition" + ID + "/xml",
          "/history/user-operation", "/history/user-operation/count", "/history/task", "/history/task/count",
          "/identity/groups", "/identity/password-policy", "/user" + ID + "/profile"),
      "POST", patterns("/task", "/task/count", "/task" + ID + "/(?:claim|unclaim|submit-form|complete|comment/create)",
          "/filter" + ID + "/(?:list|count|singleResult)", "/identity/password-policy"),
      // One's own password, for whoever knows the present one.
      "PUT", patterns("/user" + ID + "/credentials"),
      "OPTIONS", patterns("/filter", "/filter" + ID, "/task", "/user" + ID));

  /** Facilitators start processes and hand out tasks too; they do neither by halves, nor change what a task is. */
  private static final String PROCESS = "/process-definition/(?:key/)?[^/]+";
  private static final Map<String, List<Pattern>> ALLOWED_TO_FACILITATORS = Map.of(
      "GET", patterns(PROCESS + "/(?:startForm|form-variables|deployed-start-form)", "/task" + ID + "/identity-links",
          "/user", "/user/count"),
      "POST", patterns(PROCESS + "/submit-form", "/task" + ID + "/assignee"));

  private static List<Pattern> patterns(String... routes) {
    return List.of(routes).stream().map(Pattern::compile).toList();
  }

  /** Whether one of these routes is asked for; paths of other applications are not ours to judge. */
  private static boolean isAmong(Map<String, List<Pattern>> routes, String method, String path) {
    if (OTHER_WEBAPPS.matcher(path).matches()) return false;
    var engine = ENGINE.matcher(path);
    if (!engine.matches()) return true;
    return routes.getOrDefault(method, List.of()).stream().anyMatch(route -> route.matcher(engine.group(1)).matches());
  }

  @Bean
  FilterRegistrationBean<OncePerRequestFilter> memberRoutesFilter(ObjectMapper json) {
    var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        String path = UrlPathHelper.defaultInstance.getPathWithinApplication(request);
        String method = request.getMethod();
        if (isIn(Groups.ADMINISTRATORS)
            || isIn(Groups.FACILITATORS) && isAmong(ALLOWED_TO_FACILITATORS, method, path)
            || isAmong(ALLOWED, method, path) && !asksForGroupsOfAnother(request, path)) {
          chain.doFilter(request, response);
          return;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("application/json;charset=UTF-8");
        json.writeValue(response.getWriter(),
            Map.of("type", "AuthorizationException", "message", HttpRefusal.Denials.SENTENCE));
      }
    });
    registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
    registration.setOrder(Ordered.LOWEST_PRECEDENCE - 5);
    return registration;
  }

  /** Everyone may read the names of the staff's groups, but nobody has to know who belongs to them. */
  private static boolean asksForGroupsOfAnother(HttpServletRequest request, String path) {
    return path.endsWith("/identity/groups")
        && !SecurityContextHolder.getContext().getAuthentication().getName().equals(request.getParameter("userId"));
  }

  private static boolean isIn(String group) {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    return login != null && login.getAuthorities().stream().anyMatch(each -> each.getAuthority().equals(group));
  }
}
