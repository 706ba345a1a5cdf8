package fr.jalon.engine;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

/** What a node must find before it is sent anybody, beside its database: the schema that it knows, and its timers. */
@Configuration(proxyBeanMethods = false)
class Readiness {

    /** Up while the database holds all of Jalon's migrations and the tables that the engine would create. */
    @Bean
    HealthIndicator schemaHealthIndicator(Flyway flyway, ProcessEngine engine, JdbcClient jdbc) throws IOException {
        String version = EngineSchema.version();
        String line = version.substring(0, version.lastIndexOf('.') + 1);
        // Asked of Flyway once: it takes two connections at a time.
        Supplier<String> newest = SingletonSupplier.of(() -> Stream.of(
                        flyway.info().all())
                .filter(each -> each.getVersion() != null && each.getState().isResolved())
                .reduce((former, latter) -> latter)
                .orElseThrow()
                .getVersion()
                .getVersion());
        return () -> {
            try {
                boolean isOfEngine = engine.getManagementService().createSchemaLogQuery().list().stream()
                        .anyMatch(each -> each.getVersion().startsWith(line));
                boolean isMigrated =
                        jdbc.sql("""
                                select count(*) from "flyway_schema_history" where "version" = ? and "success"
                                """).param(newest.get()).query(Integer.class).single() > 0;
                return (isOfEngine && isMigrated ? Health.up() : Health.down()).build();
            } catch (RuntimeException away) {
                return Health.down().build();
            }
        };
    }

    /** Up while timers are looked for, or where this node is told to leave them to others. */
    @Bean
    HealthIndicator timersHealthIndicator(
            ProcessEngine engine, @Value("${camunda.bpm.job-execution.enabled:true}") boolean isWanted) {
        return () -> {
            ProcessEngineConfiguration settings = engine.getProcessEngineConfiguration();
            JobExecutor executor = ((ProcessEngineConfigurationImpl) settings).getJobExecutor();
            boolean isActive = executor != null && executor.isActive();
            return (isActive || !isWanted ? Health.up() : Health.down()).build();
        };
    }
}
