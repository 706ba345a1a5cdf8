package fr.jalon.measure;

import java.time.Duration;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Whom Jalon asks for visits, and when. No setting widens where it calls. */
@Configuration(proxyBeanMethods = false)
class MeasureConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    Reach reach() {
        return Reach.PUBLIC;
    }

    @Bean
    Matomo matomo(Reach reach) {
        return new Matomo(reach, DefaultClientTlsStrategy.createDefault(), PATIENCE);
    }

    /** Looks every minute whose time has come; without a key no token opens. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    @ConditionalOnProperty("jalon.measure.key")
    static class Mornings {

        private final Readings readings;

        Mornings(Readings readings) {
            this.readings = readings;
        }

        @Scheduled(fixedDelayString = "${jalon.measure.every:PT1M}", initialDelayString = "${jalon.measure.every:PT1M}")
        void round() {
            readings.round();
        }
    }
}
