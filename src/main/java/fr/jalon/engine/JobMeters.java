package fr.jalon.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** How the engine keeps up with its jobs; each figure is a query, and the same on every node. */
@Component
class JobMeters implements MeterBinder {

    private final ManagementService jobs;
    private final Clock clock;

    JobMeters(@Lazy ManagementService jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jalon.jobs.due", () -> jobs.createJobQuery().executable().count())
                .description("Jobs that could run now")
                .register(registry);
        Gauge.builder(
                        "jalon.jobs.failed",
                        () -> jobs.createJobQuery().noRetriesLeft().count())
                .description("Jobs that nobody tries any more: incidents")
                .register(registry);
        Gauge.builder("jalon.jobs.lateness", this::lateness)
                .baseUnit("seconds")
                .description("How long the timer that is due longest has been due")
                .register(registry);
    }

    private double lateness() {
        Date now = Date.from(clock.instant());
        return jobs
                .createJobQuery()
                .withRetriesLeft()
                .active()
                .duedateLowerThan(now)
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .mapToDouble(job -> Duration.between(job.getDuedate().toInstant(), now.toInstant())
                                .toMillis()
                        / 1000.0)
                .findFirst()
                .orElse(0);
    }
}
