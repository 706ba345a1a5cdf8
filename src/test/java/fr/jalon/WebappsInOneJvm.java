package fr.jalon;

import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.admin.impl.DefaultAdminRuntimeDelegate;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.DefaultTasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.DefaultWelcomeRuntimeDelegate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has a server that is up work on when another one of the same machine has gone down: each of the engine's webapps
 * finds its engine through one place for the whole machine, which every server that stops leaves empty.
 */
public final class WebappsInOneJvm implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Cockpit.getRuntimeDelegate() == null)
            Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate());
        if (Admin.getRuntimeDelegate() == null) Admin.setAdminRuntimeDelegate(new DefaultAdminRuntimeDelegate());
        if (Tasklist.getRuntimeDelegate() == null)
            Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
        if (Welcome.getRuntimeDelegate() == null) Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());
    }
}
