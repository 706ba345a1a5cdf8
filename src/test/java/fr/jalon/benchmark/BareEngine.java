package fr.jalon.benchmark;

import static java.util.Map.entry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.impl.SpinProcessEnginePlugin;

/** An engine with the model of a journey and Jalon's settings of rights, whose beans do nothing. */
final class BareEngine {

    private BareEngine() {}

    /** The id of a journey that it has begun. */
    static String start(ProcessEngine bare, LocalDate firstDay) {
        bare.getIdentityService().setAuthentication("fanny", List.of("facilitators"));
        String instance = bare.getRuntimeService()
                .createProcessInstanceByKey("idea-to-decision")
                .businessKey("c/e")
                .setVariables(Map.of("team", "e", "firstDay", firstDay.toString()))
                .execute()
                .getId();
        bare.getIdentityService().clearAuthentication();
        return instance;
    }

    /** Brings its model and rights along where the database has none. */
    static ProcessEngine on(DataSource database) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("bare");
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistory("full");
        configuration.setHistoryTimeToLive("P1825D");
        configuration.setJobExecutorActivate(false);
        configuration.setIdGenerator(new StrongUuidGenerator());
        configuration.setAuthorizationEnabled(true);
        configuration.setDefaultUserPermissionNameForTask("TASK_WORK");
        configuration.setEnableHistoricInstancePermissions(true);
        configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9._-]+");
        configuration.setDefaultSerializationFormat("application/json");
        configuration.setMetricsEnabled(false);
        configuration.getProcessEnginePlugins().add(new SpinProcessEnginePlugin());
        ExecutionListener nothing = execution -> {};
        JavaDelegate done = execution -> {};
        Map<Object, Object> beans = new HashMap<>(Map.ofEntries(
                entry("journeyCalendar", new Calendar()),
                entry("weekFigures", new Figures()),
                entry("closeJourney", nothing),
                entry("enterPhase", nothing),
                entry("leavePhase", nothing),
                entry("storeMetrics", nothing),
                entry("storeDecision", nothing),
                entry("storeStops", nothing),
                entry("remindTeam", (TaskListener) task -> {}),
                entry("closeSideTasks", (TaskListener) task -> {}),
                entry("sendGuides", done),
                entry("markLate", done),
                entry("freezeContract", done),
                entry("markDayIncomplete", done),
                entry("moveDates", done),
                entry("beginIteration", done),
                entry("openConstruction", done),
                entry("extendWeek", done)));
        beans.put("openJourney", (ExecutionListener) execution -> {
            execution.setVariable("teamName", "Équipe");
            execution.setVariable("iteration", 1);
        });
        beans.put("openWeek", (JavaDelegate) execution -> {
            execution.setVariable("mornings", 7);
            execution.setVariable("weekOver", false);
        });
        beans.put("compileEvidence", (JavaDelegate) execution -> execution.setVariable("weekOver", true));
        beans.put("storeRecommendation", (ExecutionListener) execution -> {
            var spoken = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
            execution.setVariable("recommendation", spoken.getEntry("recommendation"));
            execution.setVariable("recommendationReason", spoken.getEntry("reason"));
        });
        configuration.setBeans(beans);
        ProcessEngine engine = configuration.buildProcessEngine();
        boolean isSecond = engine.getRepositoryService().createDeploymentQuery().count() > 0;
        if (isSecond) return engine;
        Authorization right = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId("facilitators");
        right.setResource(Resources.PROCESS_DEFINITION);
        right.setResourceId("*");
        right.addPermission(Permissions.ALL);
        right.addPermission(ProcessDefinitionPermissions.TASK_WORK);
        engine.getAuthorizationService().saveAuthorization(right);
        Authorization create = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        create.setGroupId("facilitators");
        create.setResource(Resources.PROCESS_INSTANCE);
        create.setResourceId("*");
        create.addPermission(Permissions.CREATE);
        engine.getAuthorizationService().saveAuthorization(create);
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("bpmn/bootcamp/idea-to-decision.bpmn")
                .addClasspathResource("bpmn/bootcamp/go-pivot-stop.dmn")
                .addClasspathResource("bpmn/bootcamp/advise-campaign.dmn")
                .deploy();
        return engine;
    }

    /** Dates that only move on: the bare engine has no journey to ask. */
    public static class Calendar {
        private final List<Date> given = new ArrayList<>();

        private Date later() {
            given.add(new Date(ClockUtil.getCurrentTime().getTime() + 3_600_000));
            return given.get(given.size() - 1);
        }

        public List<String> team(DelegateExecution execution) {
            return List.of("team-e");
        }

        public List<String> teamOrFacilitators(DelegateExecution execution) {
            return List.of("team-e", "facilitators");
        }

        public Date opens(DelegateExecution execution, String phase) {
            return later();
        }

        public Date closes(DelegateExecution execution, String phase) {
            return new Date(later().getTime() + 90L * 86_400_000);
        }

        public Date coachLeaves(DelegateExecution execution, String phase) {
            return closes(execution, phase);
        }

        public Date afterRestitution(DelegateExecution execution, int days) {
            return later();
        }

        public Date firstDayAt(DelegateExecution execution, int hour) {
            return later();
        }

        public Date secondMorning(DelegateExecution execution) {
            return later();
        }

        public Date morning(DelegateExecution execution) {
            return later();
        }

        public Date noon(DelegateExecution execution) {
            return later();
        }

        public Date morningOver(DelegateExecution execution) {
            return closes(execution, "");
        }

        public boolean isLast(DelegateExecution execution) {
            return Integer.valueOf(6).equals(execution.getVariable("loopCounter"));
        }

        public boolean isComplete(DelegateExecution execution) {
            return false;
        }
    }

    /** Figures that lead to a GO. */
    public static class Figures {
        public TypedValue soFar(DelegateExecution execution) {
            Map<String, Object> week = new HashMap<>(Map.of(
                    "usable",
                    true,
                    "enoughVisits",
                    true,
                    "probability",
                    0.95,
                    "costWithinCap",
                    true,
                    "daysMissing",
                    0,
                    "clickThroughRate",
                    0.02,
                    "conversionShare",
                    1.2,
                    "spendShare",
                    0.5,
                    "visitShare",
                    1.0,
                    "weekShare",
                    1.0));
            week.put("morningsMissing", 0);
            week.put("extended", false);
            week.put("conversions", 9.0);
            week.put("probabilityAtWorst", 0.95);
            week.put("probabilityAtBest", 0.95);
            week.put("signal", 1.0);
            week.put("signalAtBest", 1.0);
            return Variables.objectValue(week, true).create();
        }

        public int rules(DelegateExecution execution) {
            return 1;
        }
    }
}
