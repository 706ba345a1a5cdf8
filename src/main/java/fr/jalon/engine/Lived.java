package fr.jalon.engine;

import fr.jalon.engine.Models.State;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a model was lived, from each time that one of its activities was entered. */
final class Lived {

    private static final String BODY = "#multiInstanceBody";

    /**
     * An activity, entered once.
     *
     * @param root the outermost instance
     * @param process the key of its model
     * @param scope the visit of what stands around it in the model, or else its process instance
     * @param end null where something still stands there
     * @param left whether it was ended from without
     * @param called the process instance that it has called
     */
    record Visit(
            String id,
            String root,
            String process,
            String scope,
            String activity,
            String type,
            @Nullable String name,
            Instant start,
            @Nullable Instant end,
            boolean left,
            @Nullable String called) {

        /** Its id in the model: what is done several times is there once. */
        String element() {
            return Lived.element(activity);
        }

        boolean isHere() {
            return end == null;
        }
    }

    /** The id in the model of an activity, or of what the engine has around one that is done several times. */
    static String element(String activity) {
        return activity.endsWith(BODY) ? activity.substring(0, activity.length() - BODY.length()) : activity;
    }

    private final Map<String, List<Visit>> byScope;
    private final Map<String, State> marks = new LinkedHashMap<>();

    private Lived(List<Visit> visits) {
        byScope = visits.stream().collect(Collectors.groupingBy(Visit::scope, LinkedHashMap::new, Collectors.toList()));
        Set<String> ids = visits.stream().map(Visit::id).collect(Collectors.toSet());
        byScope.keySet().stream().filter(scope -> !ids.contains(scope)).forEach(this::walk);
    }

    /**
     * Where it stands, and what is passed, by activity; what is ahead again after a step back is neither.
     *
     * @param visits of one model, in the order in which they began
     */
    static Map<String, State> marks(List<Visit> visits) {
        return new Lived(visits).marks;
    }

    private void walk(String scope) {
        Collection<List<Visit>> activities = byScope.getOrDefault(scope, List.of()).stream()
                .collect(Collectors.groupingBy(Visit::element, LinkedHashMap::new, Collectors.toList()))
                .values();
        List<List<Visit>> here = activities.stream()
                .filter(visits -> visits.stream().anyMatch(Visit::isHere))
                .toList();
        for (List<Visit> visits : activities) {
            String element = visits.get(0).element();
            if (here.contains(visits)) {
                marks.put(element, State.HERE);
                visits.stream().filter(Visit::isHere).forEach(visit -> walk(visit.id()));
            } else if (!visits.stream().allMatch(Visit::left)
                    && here.stream().noneMatch(place -> isAheadAgain(visits, place))) {
                marks.putIfAbsent(element, State.PASSED);
                walk(visits.get(visits.size() - 1).id());
            }
        }
    }

    /** It came after a place that is visited once more since. */
    private static boolean isAheadAgain(List<Visit> visits, List<Visit> place) {
        Instant firstLeft = place.get(0).end();
        return visits.size() < place.size()
                && !visits.get(0).start().isBefore(Objects.requireNonNullElse(firstLeft, Instant.MAX));
    }
}
