package fr.jalon.engine.time;

import fr.jalon.Refusal;
import jakarta.annotation.PostConstruct;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Moves the clock of the whole application, so that a week can be lived in a minute. It goes from one due timer to the
 * next, so that each fires at its own time, only ever forward, and is kept over restarts: at each step before its jobs
 * run, so that no end, however sudden, leaves a clock that is behind what has happened.
 */
@Component
@Profile("demo | rehearsal")
@DependsOnDatabaseInitialization
public class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration FARTHEST = Duration.ofDays(5 * 366);

    private final ObjectProvider<ManagementService> management;
    private final ObjectProvider<JobExecutor> executors;
    private final JdbcClient jdbc;
    private final boolean alone;
    private Duration offset = Duration.ZERO;

    Rehearsal(
            ObjectProvider<ManagementService> management,
            ObjectProvider<JobExecutor> executors,
            JdbcClient jdbc,
            javax.sql.DataSource database)
            throws MetaDataAccessException {
        this.management = management;
        this.executors = executors;
        this.jdbc = jdbc;
        this.alone = "H2".equals(JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName));
    }

    @PostConstruct
    void resume() {
        List<Long> kept = jdbc.sql("select offset_millis from rehearsal_clock")
                .query(Long.class)
                .list();
        if (!kept.isEmpty()) shift(Duration.ofMillis(kept.get(0)));
    }

    /** How far the application's clock is ahead of the wall's. */
    public Duration offset() {
        return offset;
    }

    /**
     * Moves the clock on.
     *
     * @throws Refusal for a time that is not to come or is more than five years ahead, or on a database that other
     *     nodes may share
     */
    public synchronized void advanceTo(Instant target) {
        if (!alone) {
            throw Refusal.conflict(
                    "L’horloge ne se déplace que sur la base embarquée, où Jalon est seul : ici, plusieurs nœuds"
                            + " peuvent partager la base.");
        }
        Instant now = ClockUtil.getCurrentTime().toInstant();
        if (!target.isAfter(now)) {
            throw Refusal.invalid("to", "L’horloge ne recule pas : il est déjà " + now + ".");
        }
        if (target.isAfter(now.plus(FARTHEST)))
            throw Refusal.invalid("to", "L’horloge avance de cinq ans au plus à la fois.");
        jump(target, offset -> {
            keep(offset);
            shift(offset);
        });
    }

    /** Gives the machine's own time back, for an application that begins anew in the same machine. */
    public void end() {
        shift(Duration.ZERO);
    }

    /** Whether the database is the embedded one, which no other node shares. */
    boolean isAlone() {
        return alone;
    }

    /** Lets work happen at times that are past, from {@code start} on: only for a database that nobody uses yet. */
    public synchronized void replay(Instant start, Runnable past) {
        JobExecutor executor = executors.getIfAvailable();
        boolean running = stop(executor);
        try {
            shift(Duration.between(Instant.now(), start));
            past.run();
            jump(Instant.now(), this::shift);
            shift(Duration.ZERO);
        } finally {
            if (running) executor.start();
        }
    }

    /** Goes to a later time of a replay. */
    public void replayUntil(Instant time) {
        jump(time, this::shift);
    }

    private void jump(Instant target, Consumer<Duration> step) {
        JobExecutor executor = executors.getIfAvailable();
        boolean running = stop(executor);
        try {
            runDueJobs();
            for (Job next = nextBefore(target); next != null; next = nextBefore(target)) {
                if (next.getDuedate().after(ClockUtil.getCurrentTime())) {
                    step.accept(reaching(next.getDuedate().toInstant()));
                }
                runDueJobs();
            }
            step.accept(reaching(target));
        } finally {
            if (running) executor.start();
        }
    }

    /** The offset by which it is {@code time} at once: clocks count whole milliseconds, which must not fall short. */
    private static Duration reaching(Instant time) {
        return Duration.between(Instant.now(), time).plusMillis(1);
    }

    private @Nullable Job nextBefore(Instant target) {
        return first(jobs().duedateLowerThan(Date.from(target))
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1));
    }

    private void runDueJobs() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            for (Job job : due) {
                try {
                    if (management
                                    .getObject()
                                    .createJobQuery()
                                    .jobId(job.getId())
                                    .count()
                            > 0) {
                        management.getObject().executeJob(job.getId());
                    }
                } catch (RuntimeException failure) {
                    LOG.warn("job {} failed while the clock moved", job.getId(), failure);
                }
            }
        }
    }

    private List<Job> due() {
        return jobs().executable().orderByJobDuedate().asc().list();
    }

    private org.camunda.bpm.engine.runtime.JobQuery jobs() {
        return management.getObject().createJobQuery().active().withRetriesLeft();
    }

    private static @Nullable Job first(List<Job> jobs) {
        return jobs.isEmpty() ? null : jobs.get(0);
    }

    /** Stops acquisition and lets running jobs end: a lock must not expire under a job because the clock jumped. */
    private boolean stop(@Nullable JobExecutor executor) {
        if (executor == null || !executor.isActive()) return false;
        executor.shutdown();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (locked() > 0 && System.nanoTime() < patience) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        return true;
    }

    private long locked() {
        return jdbc.sql("select count(*) from act_ru_job where lock_owner_ is not null")
                .query(Long.class)
                .single();
    }

    private void shift(Duration by) {
        offset = by;
        ClockUtil.offset(by.toMillis());
    }

    private void keep(Duration by) {
        if (jdbc.sql("update rehearsal_clock set offset_millis = ?")
                        .param(by.toMillis())
                        .update()
                == 0) {
            jdbc.sql("insert into rehearsal_clock (offset_millis) values (?)")
                    .param(by.toMillis())
                    .update();
        }
    }
}
