package fr.jalon.benchmark;

import fr.jalon.engine.time.FrenchDays;
import fr.jalon.plan.Launch;
import fr.jalon.plan.Schedule;
import fr.jalon.plan.Work;
import fr.jalon.plan.Work.After;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What a schedule takes, warm, calendar and all: three dependencies a work, to works of the hundred before it, a fifth
 * of them counting every day. Run with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups=
 * -Dtest=ScheduleBenchmark}; it prints, and asserts nothing.
 */
@Tag("benchmark")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScheduleBenchmark {

    private static final LocalDate START = LocalDate.of(2026, 11, 30);
    private static final int NEAR = 100;

    @Param({"200", "2000", "10000"})
    public int works;

    private final List<Work> plan = new ArrayList<>();
    private final Predicate<LocalDate> working = FrenchDays.in("metropole", "2026-12-24/2027-01-02");
    private Launch launch = Launch.dueOn(START);

    @Setup
    public void plan() {
        Random random = new Random(20261220);
        for (int work = 0; work < works; work++) {
            List<After> after = new ArrayList<>();
            for (int edge = 0; edge < 3 && work > 0; edge++)
                after.add(new After("work-" + (work - 1 - random.nextInt(Math.min(work, NEAR))), random.nextInt(2)));
            plan.add(new Work(
                    "work-" + work, "Étape " + work, random.nextInt(5), work % 5 == 0, null, false, after, null));
        }
        Schedule on = Schedule.forward(plan, START, null, working);
        LocalDate end = on.placed().stream()
                .map(Schedule.Placed::last)
                .max(LocalDate::compareTo)
                .orElseThrow();
        launch = new Launch(end.plusDays(5), 5, end);
    }

    @Benchmark
    public Schedule backward() {
        return Schedule.backward(plan, launch, START, working);
    }

    @Benchmark
    public Schedule forward() {
        return Schedule.forward(plan, START, null, working);
    }

    /** A launch twenty days too soon, with all that helps. */
    @Benchmark
    public Object impossible() {
        return Schedule.backward(plan, launch.on(launch.day().minusDays(20)), START, working)
                .impossible();
    }

    @Test
    @DisplayName("Le calcul d’un calendrier, à 200, 2 000 et 10 000 étapes")
    void measures() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(ScheduleBenchmark.class.getSimpleName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
    }
}
