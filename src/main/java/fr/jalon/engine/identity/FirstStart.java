package fr.jalon.engine.identity;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GLOBAL;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import fr.jalon.Refusal;
import fr.jalon.engine.StaffTasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a fresh database needs before the first request: the groups with their rights, the filters of Tasklist, and one
 * administrator, so that the setup page has nothing left to offer. Later starts only bring the filters and the rights
 * of an earlier edition up to date.
 */
@Component
class FirstStart implements SmartInitializingSingleton {

    private final Accounts accounts;
    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<StaffTasks> staffTasks;
    private final String password;

    FirstStart(
            Accounts accounts,
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            List<StaffTasks> staffTasks,
            @Value("${jalon.admin.password:}") String password) {
        this.accounts = accounts;
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.staffTasks = staffTasks;
        this.password = password;
    }

    @Override
    public void afterSingletonsInstantiated() {
        alone(() -> {
            if (!accounts.isGroup(Groups.ADMINISTRATORS)) createGroups();
            nameStaff();
            openTasksToFacilitators();
            setFilters();
            if (!password.isBlank()) ensureAdministrator();
        });
    }

    /**
     * A password that is printed once is made last: a start that fails later, on a port in use, would have used it up.
     */
    @EventListener(ApplicationReadyEvent.class)
    void started() {
        if (password.isBlank()) alone(this::ensureAdministrator);
    }

    /** Nodes that start together wait for each other: the engine keeps a row to lock for that. */
    private void alone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select name_ from act_ge_property where name_ = 'startup.lock' for update")
                    .query(String.class)
                    .single();
            work.run();
        });
    }

    private void ensureAdministrator() {
        if (accounts.membersOf(Groups.ADMINISTRATORS).isEmpty()) createAdministrator();
    }

    private void createGroups() {
        accounts.createGroup(Groups.ADMINISTRATORS, "Administrateurs");
        accounts.createGroup(Groups.FACILITATORS, "Facilitateurs");
        accounts.createGroup(Groups.COACHES, "Coachs");

        for (Resource resource : Resources.values()) grant(Groups.ADMINISTRATORS, resource, ANY, Permissions.ALL);
        grant(
                Groups.FACILITATORS,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.CREATE_INSTANCE,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.TASK_WORK,
                ProcessDefinitionPermissions.TASK_ASSIGN,
                ProcessDefinitionPermissions.READ_HISTORY);
        grant(Groups.FACILITATORS, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE);
        grant(Groups.FACILITATORS, Resources.USER, ANY, Permissions.READ);
        grant(Groups.FACILITATORS, Resources.GROUP, ANY, Permissions.READ);
        global(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        global(Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ);
    }

    /**
     * Lets everyone read the names of the groups that work beside a team: Tasklist else shows a task's group by its id.
     */
    private void nameStaff() {
        for (String group : List.of(Groups.FACILITATORS, Groups.COACHES)) {
            boolean isNamed = authorizations
                            .createAuthorizationQuery()
                            .authorizationType(AUTH_TYPE_GLOBAL)
                            .resourceType(Resources.GROUP)
                            .resourceId(group)
                            .count()
                    > 0;
            if (!isNamed) global(Resources.GROUP, group, Permissions.READ);
        }
    }

    /** Facilitators, who hold the tasks of every process, read all there are: see {@link WideRights}. */
    private void openTasksToFacilitators() {
        boolean areOpen = authorizations
                        .createAuthorizationQuery()
                        .groupIdIn(Groups.FACILITATORS)
                        .resourceType(Resources.TASK)
                        .resourceId(ANY)
                        .count()
                > 0;
        if (!areOpen) grant(Groups.FACILITATORS, Resources.TASK, ANY, Permissions.READ);
    }

    /**
     * Tasklist opens on the first filter that a person may read: gates for facilitators, the team's work for others.
     */
    private void setFilters() {
        String[] decisions = staffTasks.stream()
                .flatMap(slice -> slice.decisions().stream())
                .sorted()
                .toArray(String[]::new);
        filter(
                "Jalons à valider",
                "Les jalons et les décisions qui attendent un facilitateur.",
                7,
                Groups.FACILITATORS,
                tasks.createTaskQuery()
                        .or()
                        .taskDefinitionKeyLike("gate-%")
                        .taskDefinitionKeyIn(decisions)
                        .endOr(),
                String.join(" ", decisions));
        filter(
                "Mon équipe",
                "Ce qui attend vos groupes, pris en charge ou non.",
                21,
                null,
                tasks.createTaskQuery()
                        .taskCandidateGroupInExpression("${accounts.currentGroups()}")
                        .includeAssignedTasks(),
                "");
        filter(
                "Mes tâches",
                "Ce que vous avez pris en charge.",
                30,
                null,
                tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"),
                "");
        filter(
                "En retard",
                "Les tâches dont l’échéance est passée.",
                40,
                null,
                tasks.createTaskQuery().dueBeforeExpression("${now()}"),
                "");
    }

    /**
     * Shows what is not suspended. Written anew where its place in the list, or the tasks it names, are no longer those
     * of an earlier edition.
     */
    private void filter(
            String name,
            String description,
            int priority,
            @Nullable String readers,
            TaskQuery query,
            String tasksNamed) {
        Filter filter = filters.createFilterQuery().filterName(name).list().stream()
                .findFirst()
                .orElseGet(() -> filters.newTaskFilter(name));
        if (filter.getProperties() != null
                && Integer.valueOf(priority).equals(filter.getProperties().get("priority"))
                && tasksNamed.equals(filter.getProperties().getOrDefault("tasks", ""))
                && Boolean.TRUE.equals(filter.getProperties().get("active"))) return;
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("description", description);
        properties.put("priority", priority);
        properties.put("tasks", tasksNamed);
        properties.put("active", true);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        properties.put("variables", List.of(Map.of("name", "teamName", "label", "Équipe")));
        filter.setQuery(query.active().orderByDueDate().asc().orderByTaskName().asc());
        filter.setProperties(properties);
        filters.saveFilter(filter);
        authorizations
                .createAuthorizationQuery()
                .resourceType(Resources.FILTER)
                .resourceId(filter.getId())
                .list()
                .forEach(earlier -> authorizations.deleteAuthorization(earlier.getId()));
        if (readers == null) global(Resources.FILTER, filter.getId(), Permissions.READ);
        else grant(readers, Resources.FILTER, filter.getId(), Permissions.READ);
    }

    private void createAdministrator() {
        String given = password.isBlank() ? Accounts.secret() : password;
        if (!accounts.exists("admin")) accounts.create(new Accounts.Person("admin", "Administration", "", null));
        if (!accounts.isStrongEnough("admin", given)) {
            throw Refusal.invalid(
                    "password",
                    "Le mot de passe de l’administrateur (JALON_ADMIN_PASSWORD) est trop faible : " + Accounts.STRONG
                            + ", sans l’identifiant.");
        }
        accounts.setPassword("admin", given);
        accounts.join("admin", Groups.ADMINISTRATORS);
        if (password.isBlank()) {
            System.out.printf("%n  Premier démarrage de Jalon : identifiant admin, mot de passe %s%n%n", given);
        }
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        grant.setGroupId(group);
        save(grant, resource, id, permissions);
    }

    private void global(Resource resource, String id, Permission... permissions) {
        Authorization everyone = authorizations.createNewAuthorization(AUTH_TYPE_GLOBAL);
        everyone.setUserId(ANY);
        save(everyone, resource, id, permissions);
    }

    private void save(Authorization authorization, Resource resource, String id, Permission... permissions) {
        authorization.setResource(resource);
        authorization.setResourceId(id);
        for (Permission permission : permissions) authorization.addPermission(permission);
        authorizations.saveAuthorization(authorization);
    }
}
