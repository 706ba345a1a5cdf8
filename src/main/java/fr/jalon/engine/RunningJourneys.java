package fr.jalon.engine;

import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.migration.MigrationPlanBuilder;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes running instances along to the latest version of their model, at each start, before the first request: where
 * they stand, what they wait for and since when, stays as it is. One that cannot follow is told in the log and goes on
 * as it was.
 */
@Component
class RunningJourneys implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJourneys.class);

    /** A timer of the instance may fire at the same moment. */
    private static final int MOST_ATTEMPTS = 5;

    /** Only to models that Jalon has brought: what an administrator deploys besides is theirs. */
    private static final String BEHIND = """
            select e.id_, d.id_, d.version_, l.id_, l.version_, l.key_ from act_ru_execution e
            join act_re_procdef d on d.id_ = e.proc_def_id_
            join act_re_procdef l on l.key_ = d.key_
            join act_re_deployment p on p.id_ = l.deployment_id_
            where e.id_ = e.proc_inst_id_ and d.version_ < l.version_ and p.name_ = ?
            and l.version_ = (select max(v.version_) from act_re_procdef v where v.key_ = d.key_)
            order by d.key_, d.version_, e.id_""";

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final List<MovedActivity> moved;
    private final List<LinedUp> linedUp;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String deployment;

    RunningJourneys(
            ProcessEngine engine,
            List<MovedActivity> moved,
            List<LinedUp> linedUp,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.runtime = engine.getRuntimeService();
        this.repository = engine.getRepositoryService();
        this.management = engine.getManagementService();
        this.moved = moved;
        this.linedUp = linedUp;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.deployment = ((SpringTransactionsProcessEngineConfiguration) engine.getProcessEngineConfiguration())
                .getDeploymentName();
    }

    /** From one version of a model to another. */
    private record Step(String process, String from, int version, String to, int latest) {}

    private record Behind(String instance, Step step) {}

    @Override
    public void afterSingletonsInstantiated() {
        List<Behind> behind = jdbc.sql(BEHIND)
                .param(deployment)
                .query((row, line) -> new Behind(
                        row.getString(1),
                        new Step(row.getString(6), row.getString(2), row.getInt(3), row.getString(4), row.getInt(5))))
                .list();
        Map<Step, List<Behind>> steps = behind.stream().collect(Collectors.groupingBy(Behind::step));
        steps.forEach((step, instances) ->
                takeAlong(step, instances.stream().map(Behind::instance).toList()));
    }

    private void takeAlong(Step step, List<String> instances) {
        try {
            MigrationPlan plan = plan(step);
            long gone =
                    instances.stream().filter(id -> takesAlong(plan, step, id)).count();
            LOG.info(
                    "{} of {} instances of {} follow from version {} to {}",
                    gone,
                    instances.size(),
                    step.process(),
                    step.version(),
                    step.latest());
        } catch (RuntimeException impossible) {
            instances.forEach(id -> stays(step, id, impossible));
        }
    }

    private MigrationPlan plan(Step step) {
        MigrationPlanBuilder plan =
                runtime.createMigrationPlan(step.from(), step.to()).mapEqualActivities();
        BpmnModelInstance before = repository.getBpmnModelInstance(step.from());
        BpmnModelInstance after = repository.getBpmnModelInstance(step.to());
        for (MovedActivity move : moved) {
            if (move.process().equals(step.process())
                    && before.getModelElementById(move.from()) != null
                    && after.getModelElementById(move.from()) == null
                    && after.getModelElementById(move.to()) != null) {
                plan.mapActivities(move.from(), move.to());
            }
        }
        return plan.build();
    }

    /** What stood beside something that now comes before it is left: the model will come to it again. */
    private void lineUp(MigrationPlan plan, String instance) {
        BpmnModelInstance before = repository.getBpmnModelInstance(plan.getSourceProcessDefinitionId());
        BpmnModelInstance after = repository.getBpmnModelInstance(plan.getTargetProcessDefinitionId());
        String process = repository
                .getProcessDefinition(plan.getSourceProcessDefinitionId())
                .getKey();
        for (LinedUp line : linedUp) {
            if (!line.process().equals(process)
                    || before.getModelElementById(line.join()) == null
                    || after.getModelElementById(line.join()) != null) continue;
            ActivityInstance held = runtime.getActivityInstance(instance);
            Stream.concat(line.order().stream(), Stream.of(line.join()))
                    .filter(activity -> held.getActivityInstances(activity).length > 0)
                    .skip(1)
                    .forEach(later -> runtime.createProcessInstanceModification(instance)
                            .cancelAllForActivity(later)
                            .execute(true, true));
        }
    }

    private boolean takesAlong(MigrationPlan plan, Step step, String instance) {
        for (int attempt = 1; ; attempt++) {
            try {
                alone(() -> migrate(plan, instance));
                return true;
            } catch (OptimisticLockingException collision) {
                if (attempt < MOST_ATTEMPTS) continue;
                stays(step, instance, collision);
                return false;
            } catch (RuntimeException impossible) {
                stays(step, instance, impossible);
                return false;
            }
        }
    }

    /** Nothing of the model's own is run: that a model has changed is no event in the life of a journey. */
    private void migrate(MigrationPlan plan, String instance) {
        boolean isBehind = jdbc.sql("select 1 from act_ru_execution where id_ = ? and proc_def_id_ = ?")
                .param(instance)
                .param(plan.getSourceProcessDefinitionId())
                .query(Integer.class)
                .optional()
                .isPresent();
        if (!isBehind) return;
        lineUp(plan, instance);
        Map<String, String> armed = timers(instance);
        runtime.newMigration(plan)
                .processInstanceIds(instance)
                .skipCustomListeners()
                .skipIoMappings()
                .execute();
        // The engine arms a sub-process's reminder again that has fired already: it would tell a lateness twice.
        BpmnModelInstance before = repository.getBpmnModelInstance(plan.getSourceProcessDefinitionId());
        timers(instance).forEach((place, job) -> {
            boolean wasThere =
                    before.getModelElementById(place.substring(place.indexOf('/') + 1)) instanceof StartEvent reminder
                            && !reminder.isInterrupting();
            if (wasThere && !armed.containsKey(place)) management.deleteJob(job);
        });
    }

    /** By execution and activity. */
    private Map<String, String> timers(String instance) {
        Map<String, String> timers = new HashMap<>();
        jdbc.sql("""
                        select j.execution_id_ || '/' || d.act_id_, j.id_ from act_ru_job j
                        join act_ru_jobdef d on d.id_ = j.job_def_id_
                        where j.process_instance_id_ = ? and j.type_ = 'timer'
                        """).param(instance).query((ResultSet row) -> {
            timers.put(row.getString(1), row.getString(2));
        });
        return timers;
    }

    /** Nodes that start together take turns at each instance. */
    private void alone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select name_ from act_ge_property where name_ = 'startup.lock' for update")
                    .query(String.class)
                    .single();
            work.run();
        });
    }

    private static void stays(Step step, String instance, RuntimeException why) {
        LOG.warn(
                "instance {} of {} cannot follow to version {}, and goes on in version {}: {}",
                instance,
                step.process(),
                step.latest(),
                step.version(),
                String.valueOf(why.getMessage()).replaceAll("\\s+", " "));
    }
}
