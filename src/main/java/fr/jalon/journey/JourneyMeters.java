package fr.jalon.journey;

import fr.jalon.text.Slug;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** How many journeys are open in each part of their way, and late; one query for all of it, the same on every node. */
@Component
class JourneyMeters implements MeterBinder {

    /** One reading asks for all gauges; between two of them things may have changed. */
    private static final Duration READING = Duration.ofSeconds(5);

    /** Where journeys stand; empty for before its first step. */
    record Standing(String kind, String step) {}

    /** Open ones, and how many of them are late. */
    record Count(long open, long late) {}

    private record Read(Instant at, Map<Standing, Count> counts) {}

    private final JourneyRows rows;
    private final Kinds kinds;
    private final Clock clock;
    private volatile Read last = new Read(Instant.EPOCH, Map.of());

    JourneyMeters(JourneyRows rows, Kinds kinds, Clock clock) {
        this.rows = rows;
        this.kinds = kinds;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JourneyKind<?, ?> kind : kinds.all()) {
            gauges(registry, kind.key(), "before", Set.of(""));
            kind.stages().forEach(stage -> gauges(registry, kind.key(), Slug.of(stage.title()), stage.steps()));
        }
    }

    private void gauges(MeterRegistry registry, String kind, String part, Set<String> steps) {
        Tags tags = Tags.of("kind", kind, "part", part);
        Gauge.builder("jalon.journeys.open", () -> sum(kind, steps, Count::open))
                .description("Open journeys in this part of their way")
                .tags(tags)
                .register(registry);
        Gauge.builder("jalon.journeys.late", () -> sum(kind, steps, Count::late))
                .description("Those of them whose part is overdue")
                .tags(tags)
                .register(registry);
    }

    private long sum(String kind, Set<String> steps, ToLongFunction<Count> what) {
        Instant now = clock.instant();
        Read read = last;
        if (read.at().isAfter(now) || read.at().isBefore(now.minus(READING)))
            last = read = new Read(now, rows.counts(now));
        Map<Standing, Count> counts = read.counts();
        return steps.stream()
                .map(step -> counts.get(new Standing(kind, step)))
                .filter(Objects::nonNull)
                .mapToLong(what)
                .sum();
    }
}
