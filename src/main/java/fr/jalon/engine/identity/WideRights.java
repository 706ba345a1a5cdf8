package fr.jalon.engine.identity;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;

import java.util.List;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * Rights that cost the same however many teams there are. Whoever may read every task is asked for that right once, and
 * not again for each open task: the engine looks up three rights a task before it looks whom the task is for, which
 * made a list of fifteen tasks grow with all there are.
 */
public class WideRights extends AuthorizationManager {

    /** Takes the place of the engine's own. */
    public static SessionFactory factory() {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return AuthorizationManager.class;
            }

            @Override
            public Session openSession() {
                return new WideRights();
            }
        };
    }

    /**
     * The engine would first ask, in every transaction, which groups have any right at all: as many as there are teams.
     */
    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups == null ? List.of() : groups;
    }

    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        super.configureTaskQuery(query);
        AuthorizationCheck check = query.getAuthCheck();
        if (check.isAuthorizationCheckEnabled()
                && !check.isRevokeAuthorizationCheckEnabled()
                && check.getAuthGroupIds().stream().anyMatch(Groups.STAFF::contains)
                && isAuthorized(Permissions.READ, Resources.TASK, ANY)) {
            check.setAuthorizationCheckEnabled(false);
            check.setShouldPerformAuthorizatioCheck(false);
        }
    }
}
