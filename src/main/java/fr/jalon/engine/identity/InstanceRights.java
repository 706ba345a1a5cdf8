package fr.jalon.engine.identity;

import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/** Lets a group read one running instance, so that its task list can show what the instance calls itself. */
@Component
public class InstanceRights {

    private final AuthorizationService authorizations;

    InstanceRights(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    public void grant(String instance, String group) {
        Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        grant.setGroupId(group);
        grant.setResource(Resources.PROCESS_INSTANCE);
        grant.setResourceId(instance);
        grant.addPermission(Permissions.READ);
        authorizations.saveAuthorization(grant);
    }

    /** Takes every right on an instance back once it has ended. */
    public void revoke(String instance) {
        authorizations
                .createAuthorizationQuery()
                .resourceType(Resources.PROCESS_INSTANCE)
                .resourceId(instance)
                .list()
                .forEach(right -> authorizations.deleteAuthorization(right.getId()));
    }
}
