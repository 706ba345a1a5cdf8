package fr.jalon.fault;

import fr.jalon.Visitor;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A facilitator at each node who opens one cohort after the other whatever happens, and notes what was confirmed. */
final class Load implements AutoCloseable {

    private static final long PACE = Duration.ofMillis(30).toNanos();

    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final List<Thread> people = new ArrayList<>();
    private volatile boolean isOver;

    /** @param name of which each cohort's id is made */
    Load(String name, Node... nodes) {
        Stream.of(nodes).forEach(node -> {
            Thread person = new Thread(() -> work(name + "-" + node.port() + "-", node));
            person.setDaemon(true);
            person.start();
            people.add(person);
        });
    }

    private void work(String prefix, Node node) {
        for (int number = 1; !isOver; number++) {
            String id = prefix + number;
            try {
                if (Visitor.program(node.port(), "fanny")
                                .post("/api/cohorts", Incubator.json(Map.of("id", id, "name", id)))
                                .statusCode()
                        == 201) confirmed.add(id);
            } catch (UncheckedIOException | IllegalStateException unanswered) {
                // Nothing was promised.
            }
            LockSupport.parkNanos(PACE);
        }
    }

    /** Ends it; answers the ids of what was confirmed. */
    Set<String> end() throws InterruptedException {
        isOver = true;
        for (Thread person : people) person.join(Duration.ofSeconds(10).toMillis());
        return confirmed;
    }

    @Override
    public void close() {
        isOver = true;
        people.forEach(Thread::interrupt);
    }
}
