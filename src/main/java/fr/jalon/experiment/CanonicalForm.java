package fr.jalon.experiment;

import fr.jalon.chain.Canonical;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The form in which contracts, evidence and decisions are kept. */
@Configuration(proxyBeanMethods = false)
class CanonicalForm {

    @Bean
    Canonical canonical() {
        return new Canonical();
    }
}
