package fr.jalon.engine.form;

import fr.jalon.engine.http.HttpRefusal;
import jakarta.ws.rs.BadRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.ObjectValue;
import org.jspecify.annotations.Nullable;

/** The engine's form service: submissions under the form's contract, and forms that show their facts. */
public class ContractFormService extends FormServiceImpl {

    private final FormContract contract;
    private final ShownFacts facts;
    private final ContractTaskService tasks;

    public ContractFormService(FormContract contract, ShownFacts facts, ContractTaskService tasks) {
        this.contract = contract;
        this.facts = facts;
        this.tasks = tasks;
    }

    @Override
    public void submitTaskForm(String task, Map<String, Object> answers) {
        tasks.complete(task, answers, false, false);
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String task, Map<String, Object> answers, boolean deserialize) {
        return tasks.complete(task, answers, true, deserialize);
    }

    @Override
    public VariableMap getTaskFormVariables(String task, Collection<String> names, boolean deserialize) {
        return commandExecutor.execute(new GetTaskFormVariablesCmd(task, names, deserialize) {
            @Override
            public VariableMap execute(CommandContext context) {
                VariableMap variables = super.execute(context);
                TaskEntity entity = context.getTaskManager().findTaskById(task);
                if (entity.getTaskDefinition() == null) return variables;
                // A fresh map: replacing a value that is still serialized would open it.
                Map<String, Object> shown = facts.shownBy(entity);
                Collection<String> askedAnew = contract.askedAnew(entity);
                VariableMap all = Variables.createVariables();
                for (String name : variables.keySet()) {
                    if (!shown.containsKey(name) && !askedAnew.contains(name))
                        all.putValueTyped(name, variables.getValueTyped(name));
                }
                shown.forEach((name, value) -> {
                    if (names == null || names.contains(name)) all.put(name, value);
                });
                return all;
            }
        });
    }

    @Override
    public ProcessInstance submitStartForm(String definition, Map<String, Object> answers) {
        return submitStartForm(definition, null, answers);
    }

    @Override
    public ProcessInstance submitStartForm(
            String definition, @Nullable String businessKey, Map<String, Object> answers) {
        refuseUnreadable(answers);
        // The engine's own way writes every answer into the history of forms.
        Optional<Map<String, Object>> readOnce =
                HttpRefusal.translated(() -> commandExecutor.execute(context -> contract.readOnce(
                        Context.getProcessEngineConfiguration()
                                .getDeploymentCache()
                                .findDeployedProcessDefinitionById(definition),
                        answers)));
        return readOnce.isEmpty()
                ? super.submitStartForm(definition, businessKey, answers)
                : ProcessInstantiationBuilderImpl.createProcessInstanceById(commandExecutor, definition)
                        .businessKey(businessKey)
                        .setVariables(readOnce.get())
                        .execute();
    }

    /** A start form is checked once its answers are variables; what can be none would fail before, without a word. */
    private static void refuseUnreadable(Map<String, Object> answers) {
        if (!(answers instanceof VariableMap typed)) return;
        for (String name : typed.keySet()) {
            if (typed.getValueTyped(name) instanceof ObjectValue object
                    && !Variables.SerializationDataFormats.JSON.getName().equals(object.getSerializationDataFormat())) {
                throw new BadRequestException("Le champ « " + name + " » n’est pas lisible.");
            }
        }
    }

    @Override
    public InputStream getDeployedTaskForm(String task) {
        return commandExecutor.execute(new GetDeployedTaskFormCmd(task) {
            @Override
            public InputStream execute(CommandContext context) {
                try (InputStream form = super.execute(context)) {
                    TaskEntity entity = context.getTaskManager().findTaskById(task);
                    return new ByteArrayInputStream(facts.guided(form.readAllBytes(), entity));
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
        });
    }

    @Override
    public InputStream getDeployedStartForm(String definition) {
        try (InputStream form = super.getDeployedStartForm(definition)) {
            return new ByteArrayInputStream(facts.filledIn(form.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
