package fr.jalon.engine.form;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Where a task stands among those of its phase, as the model tells it: the sub-process or called process around it.
 * Counted are the tasks that nobody passes by, in the order in which the model names them. A task that comes only at
 * need has no number, nor has one of a process made of phases.
 */
final class Progress {

    private final Collection<FlowNode> nodes;

    private Progress(Collection<FlowNode> nodes) {
        this.nodes = nodes;
    }

    /** In words; empty where there is no number to tell. */
    static Optional<String> of(BpmnModelInstance model, String task) {
        ModelElementInstance element = model.getModelElementById(task);
        if (!(element instanceof UserTask) || !(element.getParentElement() instanceof BaseElement phase))
            return Optional.empty();
        List<String> way = new Progress(phase.getChildElementsByType(FlowNode.class)).way();
        int at = way.indexOf(task);
        return at < 0 || way.size() < 2
                ? Optional.empty()
                : Optional.of("Tâche %d sur %d de %s".formatted(at + 1, way.size(), named(phase)));
    }

    private static String named(BaseElement phase) {
        return (phase.getParentElement() instanceof Process ? "la phase « " : "l’étape « ")
                + (phase instanceof Process process ? process.getName() : ((FlowElement) phase).getName()) + " »";
    }

    /** The tasks without which the phase does not come to its end; none where it is made of phases itself. */
    private List<String> way() {
        Set<FlowNode> ends = new LinkedHashSet<>();
        reached(node -> true).stream().filter(EndEvent.class::isInstance).forEach(end -> {
            ends.clear();
            ends.add(end);
        });
        // What begins beside the rest has an end of its own.
        reached(node -> !(node instanceof ExclusiveGateway)
                        || node.getOutgoing().size() < 2)
                .stream()
                .filter(EndEvent.class::isInstance)
                .forEach(ends::add);
        List<String> way = of(UserTask.class)
                .filter(task -> !reached(node -> node != task).containsAll(ends))
                .map(FlowNode::getId)
                .toList();
        long phases = Stream.concat(of(CallActivity.class), of(SubProcess.class).filter(part -> !((SubProcess) part)
                        .triggeredByEvent()))
                .count();
        return way.size() > phases ? way : List.of();
    }

    private Stream<FlowNode> of(Class<? extends FlowNode> type) {
        return nodes.stream().filter(type::isInstance);
    }

    /** The nodes that come to pass, in their order, with none of those that do not let pass. */
    private Set<FlowNode> reached(Predicate<FlowNode> letsPass) {
        Set<FlowNode> reached = new LinkedHashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>(of(StartEvent.class).toList());
        while (!next.isEmpty()) {
            FlowNode node = next.remove();
            boolean waits = node instanceof ParallelGateway
                    && !node.getIncoming().stream().map(SequenceFlow::getSource).allMatch(reached::contains);
            if (waits || !letsPass.test(node) || !reached.add(node)) continue;
            node.getOutgoing().forEach(flow -> next.add(flow.getTarget()));
        }
        return reached;
    }
}
