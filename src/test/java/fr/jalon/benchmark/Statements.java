package fr.jalon.benchmark;

import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Counts what goes to the database: statements executed, and rows they were to write. */
final class Statements {

    private final LongAdder executed = new LongAdder();
    private final LongAdder written = new LongAdder();

    DataSource counting(DataSource database) {
        return ProxyDataSourceBuilder.create(database)
                .afterQuery((execution, queries) -> {
                    executed.increment();
                    boolean writes = queries.stream().anyMatch(query -> !query.getQuery()
                            .stripLeading()
                            .toLowerCase()
                            .startsWith("select"));
                    if (writes) written.add(execution.isBatch() ? execution.getBatchSize() : 1);
                })
                .build();
    }

    void reset() {
        executed.reset();
        written.reset();
    }

    @Override
    public String toString() {
        return "%d statements, %d rows written".formatted(executed.sum(), written.sum());
    }

    long executed() {
        return executed.sum();
    }
}
