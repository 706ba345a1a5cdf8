package fr.jalon.engine;

import fr.jalon.engine.form.ContractFormService;
import fr.jalon.engine.form.ContractTaskService;
import fr.jalon.engine.form.FormContract;
import fr.jalon.engine.form.ShownFacts;
import fr.jalon.engine.form.StartFormGuard;
import fr.jalon.engine.http.HttpRefusal;
import fr.jalon.engine.http.NestedExpressions;
import fr.jalon.engine.identity.AccountProvider;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.NarrowRights;
import fr.jalon.engine.identity.PasswordRules;
import fr.jalon.engine.identity.PresentPassword;
import fr.jalon.engine.identity.SlowHash;
import fr.jalon.engine.identity.Throttle;
import fr.jalon.engine.identity.WideRights;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Turns the engine into Jalon's: forms are contracts, rights are narrow, nothing from outside is run. */
@Component
@DependsOnDatabaseInitialization
class EnginePlugin extends AbstractProcessEnginePlugin {

    private final FormContract contract;
    private final ShownFacts facts;
    private final SlowHash passwords;
    private final Throttle logins;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<TaskWatcher> watchers;
    private final ObjectProvider<Pauses> pauses;
    private final ObjectProvider<EngineStatements> statements;
    private final String historyTimeToLive;
    private final String historyCleanup;

    EnginePlugin(
            FormContract contract,
            ShownFacts facts,
            SlowHash passwords,
            Throttle logins,
            ApplicationEventPublisher events,
            ObjectProvider<TaskWatcher> watchers,
            ObjectProvider<Pauses> pauses,
            ObjectProvider<EngineStatements> statements,
            @Value("${jalon.history-time-to-live}") String historyTimeToLive,
            @Value("${jalon.history-cleanup}") String historyCleanup) {
        this.contract = contract;
        this.facts = facts;
        this.passwords = passwords;
        this.logins = logins;
        this.events = events;
        this.watchers = watchers;
        this.pauses = pauses;
        this.statements = statements;
        this.historyTimeToLive = historyTimeToLive;
        this.historyCleanup = historyCleanup;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        statements.ifAvailable(read -> read.giveTo(engine));
        WatchTasks watch =
                new WatchTasks(SingletonSupplier.of(() -> watchers.stream().toList()));
        ContractTaskService tasks = new ContractTaskService(contract, watch::commented, this::suspended);
        engine.setTaskService(tasks);
        engine.setFormService(new ContractFormService(contract, facts, tasks));
        engine.setFilterService(new NestedExpressions());
        engine.setIdentityService(new PresentPassword(logins));
        engine.setDelegateInterceptor(new HttpRefusal());
        engine.setResourceAuthorizationProvider(new NarrowRights());
        engine.setCustomSessionFactories(List.of(WideRights.factory()));
        engine.setIdentityProviderSessionFactory(AccountProvider.telling(events));
        engine.setPasswordEncryptor(passwords);

        List<CommandInterceptor> interceptors = new ArrayList<>();
        if (engine.getCustomPreCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(engine.getCustomPreCommandInterceptorsTxRequired());
        }
        interceptors.add(new HttpRefusal.Denials());
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);

        List<BpmnParseListener> listeners = new ArrayList<>();
        if (engine.getCustomPreBPMNParseListeners() != null) listeners.addAll(engine.getCustomPreBPMNParseListeners());
        listeners.add(new StartFormGuard(contract));
        listeners.add(watch);
        engine.setCustomPreBPMNParseListeners(listeners);

        engine.setAdminGroups(new ArrayList<>(List.of(Groups.ADMINISTRATORS)));
        engine.setGeneralResourceWhitelistPattern("[a-zA-Z0-9._-]+");
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
        engine.setEnableHistoricInstancePermissions(true);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setEnablePasswordPolicy(true);
        engine.setPasswordPolicy(new PasswordRules());
        engine.setHistoryTimeToLive(historyTimeToLive);
        engine.setBatchOperationHistoryTimeToLive(historyTimeToLive);
        if (!historyCleanup.isBlank()) {
            engine.setHistoryCleanupBatchWindowStartTime(historyCleanup.substring(0, historyCleanup.indexOf('-')));
            engine.setHistoryCleanupBatchWindowEndTime(historyCleanup.substring(historyCleanup.indexOf('-') + 1));
        }
        // It would keep a hash of each assignee's id, from which whoever knows the ids finds the person.
        engine.setTaskMetricsEnabled(false);
        engine.setDefaultNumberOfRetries(3);
        // A refused answer is no incident; what fails is logged where it is answered or retried.
        engine.setEnableCmdExceptionLogging(false);
    }

    private String suspended(String root) {
        return pauses.stream()
                .flatMap(each -> each.why(root).stream())
                .findFirst()
                .orElse(HttpRefusal.SUSPENDED);
    }
}
