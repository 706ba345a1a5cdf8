package fr.jalon;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.boot.test.context.TestComponent;

/** Remembers which elements and flows of the processes have been walked since it was last reset. */
@TestComponent
public class Coverage extends AbstractProcessEnginePlugin {

    private final Set<String> walked = ConcurrentHashMap.newKeySet();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.getCustomPostBPMNParseListeners().add(new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                watch(process);
            }

            @Override
            public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
                flow.addListener(
                        ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) execution -> walked.add(flow.getId()));
            }
        });
    }

    private void watch(ScopeImpl scope) {
        for (ActivityImpl activity : scope.getActivities()) {
            activity.addListener(
                    ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> walked.add(activity.getId()));
            watch(activity);
        }
    }

    public void reset() {
        walked.clear();
    }

    /** The elements and flows of a model that nobody has walked. */
    public Set<String> missing(String model) {
        BpmnModelInstance bpmn = Bpmn.readModelFromStream(Coverage.class.getResourceAsStream("/" + model));
        Set<String> all = new TreeSet<>();
        all.addAll(bpmn.getModelElementsByType(FlowNode.class).stream()
                .map(BaseElement::getId)
                .collect(Collectors.toSet()));
        all.addAll(bpmn.getModelElementsByType(SequenceFlow.class).stream()
                .map(BaseElement::getId)
                .collect(Collectors.toSet()));
        all.removeAll(walked);
        return all;
    }
}
