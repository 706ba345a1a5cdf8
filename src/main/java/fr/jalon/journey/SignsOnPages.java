package fr.jalon.journey;

import fr.jalon.engine.identity.Groups;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Whatever a member does on a page of their team, or over its routes, is a sign of life of all its open journeys. */
@Configuration(proxyBeanMethods = false)
class SignsOnPages implements WebMvcConfigurer, HandlerInterceptor {

    private static final Set<String> READING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final JourneyRows rows;
    private final Clock clock;

    SignsOnPages(JourneyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/equipes/**", "/api/teams/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        boolean isDone = failure == null && response.getStatus() < HttpStatus.BAD_REQUEST.value();
        if (READING.contains(request.getMethod()) || !isDone) return;
        Object team = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                ? named.get("team")
                : null;
        Set<String> groups = Groups.of(SecurityContextHolder.getContext().getAuthentication());
        if (team instanceof String id && groups.contains(Groups.ofTeam(id))) rows.signed(id, clock.instant());
    }
}
