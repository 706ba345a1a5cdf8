package fr.jalon.web;

import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets an address try so many secret links that do not exist, to set a password, to read a dossier or a calendar or to
 * decline messages, then none for a while.
 */
@Configuration(proxyBeanMethods = false)
class InvitationGuesses implements WebMvcConfigurer {

    private final Clock clock;
    private final ProblemWriter problems;

    InvitationGuesses(Clock clock, ProblemWriter problems) {
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Guesses(clock, problems)).addPathPatterns("/api/invitations/*", "/invitation/*");
        registry.addInterceptor(new Guesses(clock, problems)).addPathPatterns("/mot-de-passe/*");
        registry.addInterceptor(new Guesses(clock, problems)).addPathPatterns("/dossiers/*");
        registry.addInterceptor(new Guesses(clock, problems)).addPathPatterns("/calendriers/*");
        registry.addInterceptor(new Guesses(clock, problems)).addPathPatterns("/courriels/arret/*/*");
    }

    private static final class Guesses implements HandlerInterceptor {

        private static final String ANY = "";
        private static final int MOST = 20;

        private final Throttle throttle;
        private final ProblemWriter problems;

        Guesses(Clock clock, ProblemWriter problems) {
            this.throttle = new Throttle(clock, MOST, MOST);
            this.problems = problems;
        }

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            try {
                throttle.check(ANY, request.getRemoteAddr());
                return true;
            } catch (TooManyAttempts guessing) {
                problems.commence(request, response, guessing);
                return false;
            }
        }

        @Override
        public void afterCompletion(
                HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
            if (response.getStatus() != HttpServletResponse.SC_NOT_FOUND) return;
            try {
                throttle.failed(ANY, request.getRemoteAddr());
            } catch (TooManyAttempts already) {
                // Others were answered in between; this one is, too.
            }
        }
    }
}
