package fr.jalon.engine.form;

import fr.jalon.engine.http.HttpRefusal;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Holds every new instance to its start form, however it is started; a called process gets its input from the model.
 */
public class StartFormGuard extends AbstractBpmnParseListener {

    private final FormContract contract;

    public StartFormGuard(FormContract contract) {
        this.contract = contract;
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl start) {
        String form = element.attributeNS(
                org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "formRef");
        if (form != null && scope instanceof ProcessDefinitionEntity process) {
            process.addListener(
                    ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> check(execution, form), 0);
        }
    }

    private void check(DelegateExecution execution, String form) {
        ExecutionEntity instance = (ExecutionEntity) execution;
        if (instance.getSuperExecution() == null) {
            VariableMap accepted = HttpRefusal.translated(() -> contract.checkStart(instance, form));
            // What was sent empty is no answer.
            Set<String> sent = new HashSet<>(instance.getVariableNames());
            sent.removeAll(accepted.keySet());
            instance.removeVariables(sent);
            // What is only read stays as it was sent: the process takes it away.
            accepted.keySet().stream()
                    .filter(name -> !accepted.getValueTyped(name).isTransient())
                    .forEach(name -> instance.setVariable(name, accepted.<TypedValue>getValueTyped(name)));
        }
    }
}
