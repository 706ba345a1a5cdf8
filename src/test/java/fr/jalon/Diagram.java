package fr.jalon;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnPlane;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** One plane of a BPMN model, which is what a viewer shows at once, and what its reader would stumble over. */
final class Diagram {

    private static final int WIDEST = 2400;
    private static final int SHORTEST = 10;
    private static final double NEAR = 1.5;
    private static final int STROKE = 8;
    private static final int LABEL_WIDTH = 90;
    private static final int LABEL_FONT = 11;
    private static final int TITLE_FONT = 12;

    private final BaseElement scope;
    private final List<Shape> shapes;
    private final List<Edge> edges;
    private final List<Label> labels;
    private final List<String> faults = new ArrayList<>();

    /** The box of an element; a sub-process that is drawn open shows its elements inside. */
    private record Shape(BaseElement element, Rectangle2D box, boolean open) {

        Rectangle2D inside() {
            return grown(box, -NEAR);
        }

        /** Where Cockpit lays the button that opens a collapsed sub-process: below its lower right corner. */
        Rectangle2D button() {
            return new Rectangle2D.Double(box.getMaxX() - 12, box.getMaxY() + 11, 20, 21);
        }

        boolean holds(BaseElement other) {
            return open && ancestors(other).anyMatch(element::equals);
        }

        /** Whether a flow that ends here touches the border, which diamonds and circles have in four points only. */
        boolean docks(Point2D end) {
            if (!(element instanceof Gateway || element instanceof Event)) return onBorder(end);
            return Stream.of(
                            new Point2D.Double(box.getMinX(), box.getCenterY()),
                            new Point2D.Double(box.getMaxX(), box.getCenterY()),
                            new Point2D.Double(box.getCenterX(), box.getMinY()),
                            new Point2D.Double(box.getCenterX(), box.getMaxY()))
                    .anyMatch(point -> point.distance(end) <= NEAR);
        }

        boolean onBorder(Point2D point) {
            return grown(box, NEAR).contains(point) && !inside().contains(point);
        }
    }

    private record Edge(SequenceFlow flow, List<Point2D> points) {

        List<Line2D> segments() {
            return IntStream.range(1, points.size())
                    .<Line2D>mapToObj(i -> new Line2D.Double(points.get(i - 1), points.get(i)))
                    .toList();
        }

        boolean crosses(Rectangle2D box) {
            return segments().stream().anyMatch(box::intersectsLine);
        }

        /** Whether some ink lies on the stroke that marks a default flow, across its start. */
        boolean struck(Rectangle2D ink) {
            if (!flow.getId().equals(flow.getSource().getAttributeValue("default"))) return false;
            Line2D first = segments().get(0);
            double part = STROKE / length(first);
            return grown(ink, STROKE - 2)
                    .contains(
                            first.getX1() + part * (first.getX2() - first.getX1()),
                            first.getY1() + part * (first.getY2() - first.getY1()));
        }

        boolean meets(Edge other) {
            return flow.getSource().equals(other.flow.getSource())
                    || flow.getTarget().equals(other.flow.getTarget());
        }
    }

    private record Label(BaseElement element, Rectangle2D box) {}

    /** The faults in all diagrams of a model: where, and what to do. */
    static List<String> faults(BpmnModelInstance model) {
        List<Diagram> diagrams = model.getModelElementsByType(BpmnPlane.class).stream()
                .map(Diagram::new)
                .toList();
        return Stream.concat(
                        miscounted(model, diagrams), diagrams.stream().flatMap(diagram -> diagram.examine().stream()))
                .toList();
    }

    /** What is drawn twice or not at all, such as the inside of a collapsed sub-process without a plane. */
    private static Stream<String> miscounted(BpmnModelInstance model, List<Diagram> diagrams) {
        List<BaseElement> drawn = diagrams.stream()
                .flatMap(diagram -> Stream.concat(
                        diagram.shapes.stream().map(Shape::element),
                        diagram.edges.stream().map(Edge::flow)))
                .toList();
        return Stream.of(FlowNode.class, SequenceFlow.class)
                .map(model::getModelElementsByType)
                .<BaseElement>flatMap(Collection::stream)
                .filter(element -> drawn.stream().filter(element::equals).count() != 1)
                .map(element -> named(element) + " n’est pas dessiné une fois et une seule : "
                        + "un sous-processus replié a un plan à lui, un sous-processus ouvert n’en a pas.");
    }

    private Diagram(BpmnPlane plane) {
        scope = plane.getBpmnElement();
        Collection<BpmnShape> boxes = plane.getChildElementsByType(BpmnShape.class);
        Collection<BpmnEdge> lines = plane.getChildElementsByType(BpmnEdge.class).stream()
                .filter(edge -> edge.getBpmnElement() instanceof SequenceFlow)
                .toList();
        shapes = boxes.stream()
                .map(shape -> new Shape(
                        shape.getBpmnElement(),
                        box(shape.getBounds()),
                        shape.getBpmnElement() instanceof SubProcess && shape.isExpanded()))
                .toList();
        edges = lines.stream()
                .map(edge -> new Edge((SequenceFlow) edge.getBpmnElement(), points(edge)))
                .toList();
        labels = Stream.concat(boxes.stream().map(this::label), lines.stream().map(this::label))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What stands beside a circle or a diamond, or on top of an open sub-process; null where it stands inside. */
    private Label label(BpmnShape shape) {
        BaseElement element = shape.getBpmnElement();
        Rectangle2D box = box(shape.getBounds());
        if (name(element).isEmpty()) return null;
        if (element instanceof SubProcess && shape.isExpanded()) {
            Text title = new Text(name(element), TITLE_FONT, box.getWidth());
            return new Label(element, title.at(box.getCenterX(), box.getY() + 6));
        }
        if (!(element instanceof Event || element instanceof Gateway)) return null;
        return label(element, shape.getBpmnLabel(), box.getCenterX(), box.getMaxY());
    }

    private Label label(BpmnEdge edge) {
        if (name(edge.getBpmnElement()).isEmpty()) return null;
        List<Point2D> points = points(edge);
        Point2D before = points.get(points.size() / 2 - 1);
        Point2D after = points.get((points.size() + 1) / 2);
        boolean upright = Math.abs(before.getX() - after.getX()) < NEAR;
        return label(
                edge.getBpmnElement(),
                edge.getBpmnLabel(),
                (before.getX() + after.getX()) / 2 + (upright ? 15 : 0),
                (before.getY() + after.getY()) / 2 - (upright ? 10 : 25));
    }

    /** Where viewers write a name: from the top middle of the label's bounds, some as wide as these and some wider. */
    private Label label(BaseElement element, BpmnLabel drawn, double middle, double top) {
        Bounds bounds = drawn == null ? null : drawn.getBounds();
        if (bounds == null) return new Label(element, new Text(name(element), LABEL_FONT, LABEL_WIDTH).at(middle, top));
        Text narrow = new Text(name(element), LABEL_FONT, bounds.getWidth());
        Text wide = new Text(name(element), LABEL_FONT, Math.max(LABEL_WIDTH, bounds.getWidth()));
        if (narrow.lines().contains("?")) {
            fault("le point d’interrogation de %s est seul sur sa ligne : élargissez le libellé.", element);
        }
        double centre = bounds.getX() + bounds.getWidth() / 2;
        return new Label(element, narrow.at(centre, bounds.getY()).createUnion(wide.at(centre, bounds.getY())));
    }

    private List<String> examine() {
        fitScreen();
        shapes.forEach(this::place);
        pairs(shapes).forEach(pair -> separate(pair.get(0), pair.get(1)));
        edges.forEach(this::straighten);
        edges.forEach(
                edge -> shapes.stream().filter(shape -> docked(edge, shape)).forEach(shape -> bypass(edge, shape)));
        pairs(edges).forEach(pair -> separate(pair.get(0), pair.get(1)));
        labels.forEach(this::clear);
        pairs(labels).forEach(pair -> {
            if (pair.get(0).box.intersects(grown(pair.get(1).box, -1))) overprint(pair.get(0), pair.get(1).element);
        });
        return faults;
    }

    private void fitScreen() {
        Rectangle2D extent = Stream.of(
                        shapes.stream().map(Shape::box),
                        labels.stream().map(Label::box),
                        edges.stream().flatMap(edge -> edge.segments().stream()).map(Line2D::getBounds2D))
                .flatMap(Function.identity())
                .reduce(Rectangle2D::createUnion)
                .orElseThrow();
        if (extent.getWidth() > WIDEST) {
            fault(
                    "le plan de %s est large de " + Math.round(extent.getWidth()) + " px, il ne peut l’être que de "
                            + WIDEST + " : resserrez-le, ou repliez un sous-processus sur un plan à lui.",
                    scope);
        }
    }

    /** A plane opens one level below its own, and each shape stays in what holds it. */
    private void place(Shape shape) {
        BaseElement parent = (BaseElement) shape.element.getParentElement();
        if (!parent.equals(scope) && shapes.stream().noneMatch(each -> each.open && each.element.equals(parent))) {
            fault("%s est dessiné hors de %s : mettez-le sur le plan qui le montre.", shape.element, parent);
        }
        if (shape.open && !parent.equals(scope)) {
            fault("%s est ouvert au troisième niveau : repliez-le sur un plan à lui.", shape.element);
        }
        shapes.stream()
                .filter(each -> each.holds(shape.element) && !each.box.contains(shape.box))
                .forEach(each ->
                        fault("%s déborde de %s : agrandissez l’un ou déplacez l’autre.", shape.element, each.element));
        if (shape.element instanceof BoundaryEvent event
                && shapes.stream()
                        .noneMatch(each -> each.element.equals(event.getAttachedTo())
                                && each.onBorder(new Point2D.Double(shape.box.getCenterX(), shape.box.getCenterY())))) {
            fault("%s n’est pas posé sur le bord de %s : centrez-le dessus.", event, event.getAttachedTo());
        }
    }

    private void separate(Shape one, Shape other) {
        if (one.holds(other.element) || other.holds(one.element)) return;
        if (attached(one, other) || attached(other, one)) return;
        if (one.inside().intersects(other.inside())) {
            fault("%s recouvre %s : écartez-les.", one.element, other.element);
        }
    }

    private static boolean attached(Shape event, Shape host) {
        return event.element instanceof BoundaryEvent boundary
                && boundary.getAttachedTo().equals(host.element);
    }

    private void straighten(Edge edge) {
        List<Line2D> segments = edge.segments();
        for (Line2D segment : segments) {
            if (length(segment) < SHORTEST) {
                fault(
                        "%s fait un crochet de moins de " + SHORTEST + " px" + at(segment) + " : alignez ses points.",
                        edge.flow);
            } else if (across(segment) > NEAR && down(segment) > NEAR) {
                fault("%s va de biais" + at(segment) + " : passez par des angles droits.", edge.flow);
            }
        }
        for (int i = 1; i < segments.size(); i++) {
            if (upright(segments.get(i - 1)) == upright(segments.get(i))) {
                fault(
                        "%s a un point de trop, ou revient sur ses pas" + at(segments.get(i)) + " : ôtez ce point.",
                        edge.flow);
            }
        }
    }

    /** Whether a flow leaves and reaches a shape where it should, or does neither. */
    private boolean docked(Edge edge, Shape shape) {
        boolean leaves = !shape.element.equals(edge.flow.getSource()) || shape.docks(edge.points.get(0));
        boolean arrives =
                !shape.element.equals(edge.flow.getTarget()) || shape.docks(edge.points.get(edge.points.size() - 1));
        String where = shape.element instanceof Gateway ? "sur une pointe" : "sur le bord";
        if (!leaves) fault("%s n’a pas son premier point " + where + " de %s : déplacez-le.", edge.flow, shape.element);
        if (!arrives)
            fault("%s n’a pas son dernier point " + where + " de %s : déplacez-le.", edge.flow, shape.element);
        return leaves && arrives;
    }

    private void bypass(Edge edge, Shape shape) {
        if (shape.holds(edge.flow)) {
            if (!edge.points.stream().allMatch(shape.box::contains)) {
                fault("%s sort de %s : faites-le passer à l’intérieur.", edge.flow, shape.element);
            }
        } else if (edge.crosses(grown(shape.box, -2))) {
            fault("%s traverse %s : contournez la forme.", edge.flow, shape.element);
        }
    }

    /** Flows may share a trunk where they part or meet; otherwise a reader could not tell them apart. */
    private void separate(Edge one, Edge other) {
        if (one.meets(other)) return;
        for (Line2D segment : one.segments()) {
            Rectangle2D lane = grown(segment.getBounds2D(), 3);
            if (other.segments().stream()
                    .anyMatch(each -> upright(each) == upright(segment)
                            && overlap(lane, grown(each.getBounds2D(), 1)) > SHORTEST)) {
                fault("%s court sur %s" + at(segment) + " : écartez-les.", one.flow, other.flow);
            }
        }
    }

    private void clear(Label label) {
        Rectangle2D ink = grown(label.box, -1);
        for (Shape shape : shapes) {
            boolean around = shape.holds(label.element) || shape.open && shape.element.equals(label.element);
            if (around && !shape.box.contains(ink)) {
                fault("le libellé de %s déborde de %s : déplacez-le.", label.element, shape.element);
            } else if (!around && ink.intersects(shape.box)) {
                overprint(label, shape.element);
            } else if (shape.element instanceof SubProcess && !shape.open && ink.intersects(shape.button())) {
                fault("le libellé de %s est sous le bouton qui ouvre %s : déplacez-le.", label.element, shape.element);
            }
        }
        edges.stream()
                .filter(edge -> edge.crosses(ink) || edge.struck(ink))
                .forEach(edge -> overprint(label, edge.flow));
    }

    private void overprint(Label label, BaseElement other) {
        fault("le libellé de %s recouvre %s : déplacez-le.", label.element, other);
    }

    private void fault(String message, BaseElement... elements) {
        faults.add("Plan de " + named(scope) + " : "
                + message.formatted(Stream.of(elements).map(Diagram::named).toArray()));
    }

    private static String named(BaseElement element) {
        return name(element).isEmpty() ? element.getId() : "« " + name(element) + " » (" + element.getId() + ")";
    }

    private static String name(BaseElement element) {
        return Objects.requireNonNullElse(element.getAttributeValue("name"), "");
    }

    private static String at(Line2D segment) {
        return " de (%.0f, %.0f) à (%.0f, %.0f)"
                .formatted(segment.getX1(), segment.getY1(), segment.getX2(), segment.getY2());
    }

    private static Stream<ModelElementInstance> ancestors(ModelElementInstance element) {
        return Stream.iterate(element.getParentElement(), Objects::nonNull, ModelElementInstance::getParentElement);
    }

    private static <T> Stream<List<T>> pairs(List<T> all) {
        return IntStream.range(0, all.size()).boxed().flatMap(i -> all.subList(i + 1, all.size()).stream()
                .map(other -> List.of(all.get(i), other)));
    }

    private static List<Point2D> points(BpmnEdge edge) {
        return edge.getWaypoints().stream()
                .<Point2D>map(point -> new Point2D.Double(point.getX(), point.getY()))
                .toList();
    }

    private static Rectangle2D box(Bounds bounds) {
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    private static Rectangle2D grown(Rectangle2D box, double by) {
        return new Rectangle2D.Double(
                box.getX() - by, box.getY() - by, box.getWidth() + 2 * by, box.getHeight() + 2 * by);
    }

    private static double across(Line2D segment) {
        return Math.abs(segment.getX1() - segment.getX2());
    }

    private static double down(Line2D segment) {
        return Math.abs(segment.getY1() - segment.getY2());
    }

    private static double length(Line2D segment) {
        return segment.getP1().distance(segment.getP2());
    }

    /** How far two boxes share their way. */
    private static double overlap(Rectangle2D one, Rectangle2D other) {
        Rectangle2D shared = one.createIntersection(other);
        return shared.isEmpty() ? 0 : Math.max(shared.getWidth(), shared.getHeight());
    }

    private static boolean upright(Line2D segment) {
        return down(segment) > across(segment);
    }

    /** A text as viewers set it: in Arial, centred, broken where its width demands. */
    private record Text(String text, int font, double width) {

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (String word : text.split("[\\s\\u00a0]")) {
                String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1) + " ";
                if (lines.isEmpty() || set(last + word) > width) lines.add(word);
                else lines.set(lines.size() - 1, last + word);
            }
            return lines;
        }

        Rectangle2D at(double centre, double top) {
            double widest = lines().stream().mapToDouble(this::set).max().orElseThrow();
            return new Rectangle2D.Double(centre - widest / 2, top, widest, lines().size() * font * 1.2);
        }

        private double set(String line) {
            return line.chars().map(Text::thousandths).sum() * font / 1000.0;
        }

        /** The advance of a letter in Arial, in thousandths of the font's size. */
        private static int thousandths(int letter) {
            return switch (letter) {
                case 'i', 'j', 'l', '’' -> 222;
                case ' ', ',', '.', ':', ';', '!', '/', 'f', 't', 'I' -> 278;
                case '-', '(', ')', 'r' -> 333;
                case 'c', 'k', 's', 'v', 'x', 'y', 'z', 'J' -> 500;
                case 'F', 'T', 'Z' -> 611;
                case 'C', 'D', 'H', 'N', 'R', 'U', 'w' -> 722;
                case 'G', 'O', 'Q' -> 778;
                case 'm', 'M' -> 833;
                case 'W' -> 944;
                default -> Character.isUpperCase(letter) ? 667 : 556;
            };
        }
    }
}
