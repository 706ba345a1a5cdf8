package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps in a track's journey what its plan says of it: the step it has reached, when it is late, and the gate ahead.
 */
@Component
class TrackProgress {

    private static final String PILOT = "Phase 2";
    private static final String COOPERATIVE = "Phase 3";

    private final Journeys journeys;
    private final Plans plans;
    private final ParisCalendar paris;

    TrackProgress(Journeys journeys, Plans plans, ParisCalendar paris) {
        this.journeys = journeys;
        this.plans = plans;
        this.paris = paris;
    }

    void place(String track) {
        List<Item> items = plans.items(track);
        List<Item> left =
                items.stream().filter(item -> item.actualEnd() == null).toList();
        String step = first(left, item -> item.actualStart() != null)
                .or(() -> left.stream().findFirst())
                .map(Item::id)
                .orElse(null);
        Instant late = left.stream()
                .map(Item::plannedEnd)
                .min(LocalDate::compareTo)
                .map(day -> paris.instantOf(day.plusDays(1).atStartOfDay()).toInstant())
                .orElse(null);
        journeys.place(track, step, late, gate(items));
    }

    private Journey.@Nullable Gate gate(List<Item> items) {
        if (hasBegun(items, COOPERATIVE)) return null;
        return hasBegun(items, PILOT)
                ? gate(AssociationToScic.GATE_MODEL, items, "validate-model")
                : gate(AssociationToScic.GATE_CREATION, items, "build-platform-prototype");
    }

    private Journey.Gate gate(String id, List<Item> items, String lastStep) {
        LocalDate day =
                first(items, item -> item.id().equals(lastStep)).orElseThrow().plannedEnd();
        return new Journey.Gate(id, paris.instantOf(day.atTime(18, 0)).toInstant());
    }

    private static boolean hasBegun(List<Item> items, String section) {
        return first(items, item -> item.section().startsWith(section) && item.actualStart() != null)
                .isPresent();
    }

    private static Optional<Item> first(List<Item> items, Predicate<Item> which) {
        return items.stream().filter(which).findFirst();
    }
}
