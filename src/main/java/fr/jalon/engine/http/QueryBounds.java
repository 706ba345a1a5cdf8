package fr.jalon.engine.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.French;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.query.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What one query over the engine's HTTP interfaces may cost. A list has 1,000 entries at most, whoever asks but
 * administrators: who wants more pages on with {@code firstResult}. Conditions on variables, each a join, are few; so
 * are alternatives, orders, and values to choose among.
 */
@Configuration(proxyBeanMethods = false)
class QueryBounds {

    private static final String VARIABLES = "conditions sur des variables";
    static final int MOST_RESULTS = 1000;
    static final int MOST_CONDITIONS = 10;
    private static final int MOST_VALUES = 1000;

    /** Refuses a query of tasks that asks for more at once than people have use for. */
    static void refuse(Query<?, ?> query) {
        if (!(query instanceof TaskQueryImpl tasks)) return;
        int conditions = tasks.getQueries().stream()
                .mapToInt(each -> each.getVariables().size())
                .sum();
        refuse(conditions, MOST_CONDITIONS, VARIABLES);
        refuse(tasks.getQueries().size() - 1, MOST_CONDITIONS, "requêtes imbriquées (orQueries)");
        refuse(
                tasks.getQueries().stream()
                        .mapToInt(each -> each.getOrderingProperties().size())
                        .sum(),
                MOST_CONDITIONS,
                "critères de tri");
        refuse(
                tasks.getQueries().stream()
                        .flatMap(QueryBounds::lists)
                        .filter(Objects::nonNull)
                        .mapToInt(list -> list.length)
                        .sum(),
                MOST_VALUES,
                "valeurs dans ses listes");
    }

    private static void refuse(int count, int most, String what) {
        if (count > most) throw new BadRequestException(tooMany(count, most, what));
    }

    private static Stream<Object[]> lists(TaskQueryImpl query) {
        return Stream.of(
                query.getTaskIdIn(),
                query.getProcessInstanceIdIn(),
                query.getActivityInstanceIdIn(),
                query.getKeys(),
                query.getKeyNotIn(),
                query.getProcessDefinitionKeys(),
                query.getProcessInstanceBusinessKeys(),
                query.getTenantIds(),
                array(query.getCandidateGroupsInternal()),
                array(query.getAssigneeIn()),
                array(query.getAssigneeNotIn()));
    }

    private static Object @Nullable [] array(@Nullable Collection<String> values) {
        return values == null ? null : values.toArray();
    }

    private static String tooMany(int count, int most, String what) {
        return "Cette recherche a %s %s\u00a0: %s au plus.".formatted(French.number(count), what, French.number(most));
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> queryBoundsFilter(ObjectMapper json) {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                int conditions = conditions(request);
                if (conditions > MOST_CONDITIONS) {
                    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                    response.setContentType("application/json;charset=UTF-8");
                    json.writeValue(
                            response.getWriter(),
                            Map.of(
                                    "type",
                                    "BadRequestException",
                                    "message",
                                    tooMany(conditions, MOST_CONDITIONS, VARIABLES)));
                } else {
                    chain.doFilter(MemberRoutes.isIn(Groups.ADMINISTRATORS) ? request : bounded(request), response);
                }
            }
        });
        registration.addUrlPatterns("/engine-rest/*", Webapps.API + "/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - 4);
        return registration;
    }

    /** How many conditions on variables an address holds. */
    private static int conditions(HttpServletRequest request) {
        return parameters(request).stream()
                .filter(each -> name(each).endsWith("Variables"))
                .mapToInt(each -> decoded(each).split(",").length)
                .sum();
    }

    private static HttpServletRequest bounded(HttpServletRequest request) {
        List<String> parameters = new ArrayList<>(parameters(request));
        int most = parameters.stream()
                .filter(each -> name(each).equals("maxResults"))
                .findFirst()
                .map(each -> decoded(each).substring("maxResults=".length()))
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .filter(value -> value <= MOST_RESULTS)
                .orElse(MOST_RESULTS);
        parameters.removeIf(each -> name(each).equals("maxResults"));
        parameters.add("maxResults=" + most);
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getQueryString() {
                return String.join("&", parameters);
            }
        };
    }

    private static List<String> parameters(HttpServletRequest request) {
        return request.getQueryString() == null
                ? List.of()
                : List.of(request.getQueryString().split("&"));
    }

    private static String name(String parameter) {
        String decoded = decoded(parameter);
        int end = decoded.indexOf('=');
        return end < 0 ? decoded : decoded.substring(0, end);
    }

    private static String decoded(String parameter) {
        try {
            return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return parameter;
        }
    }
}
