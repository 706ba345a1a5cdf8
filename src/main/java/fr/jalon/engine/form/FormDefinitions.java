package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.CamundaFormRefImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.springframework.stereotype.Component;

/**
 * The definitions of the forms, each bound to its deployment and cached for good; asked inside the engine's commands.
 */
@Component
class FormDefinitions {

    private final ObjectMapper json;
    private final Map<String, FormDefinition> definitions = new ConcurrentHashMap<>();

    FormDefinitions(ObjectMapper json) {
        this.json = json;
    }

    /** The form of a task of a process, if it has one. */
    Optional<FormDefinition> of(TaskEntity task) {
        return Optional.ofNullable(task.getTaskDefinition().getFormDefinition().getCamundaFormDefinitionKey())
                .map(form -> of(task.getProcessDefinition(), form.getExpressionText()));
    }

    /** The start form of a process, if it has one. */
    Optional<FormDefinition> of(ProcessDefinitionEntity process) {
        return Optional.ofNullable(process.getStartFormDefinition())
                .map(form -> form.getCamundaFormDefinitionKey())
                .map(form -> of(process, form.getExpressionText()));
    }

    /** A form that was deployed with a process. */
    FormDefinition of(ProcessDefinitionEntity process, String form) {
        String deployment = process.getDeploymentId();
        return definitions.computeIfAbsent(deployment + "/" + form, key -> read(deployment, form));
    }

    private FormDefinition read(String deployment, String form) {
        CommandContext context = Context.getCommandContext();
        CamundaFormDefinition found = context.runWithoutAuthorization(
                new GetCamundaFormDefinitionCmd(new CamundaFormRefImpl(form, "deployment"), deployment));
        if (found == null) throw new IllegalStateException("form " + form + " is not deployed");
        try (InputStream stream = context.runWithoutAuthorization(
                new GetDeploymentResourceCmd(found.getDeploymentId(), found.getResourceName()))) {
            return FormDefinition.read(json.readTree(stream));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
