package fr.jalon.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * First come, first served: one at a time asks the pool, where those who wait are overtaken by those who come. When it
 * has none to give in its short time, the database is away, unless somebody writes, for whom others may wait with
 * theirs; whoever has come meanwhile is told at once.
 */
final class InTurn extends DelegatingDataSource {

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Duration patience;
    private final BooleanSupplier isWriting;
    /** When the database was last found to be away; whoever came before is told so. */
    private long lastAway = System.nanoTime();

    InTurn(DataSource pool, Duration patience, BooleanSupplier isWriting) {
        super(pool);
        this.patience = patience;
        this.isWriting = isWriting;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long came = System.nanoTime();
        if (!isMyTurn()) throw new SQLTransientConnectionException("too many wait for a connection");
        try {
            while (lastAway - came <= 0) {
                try {
                    return super.getConnection();
                } catch (SQLTransientConnectionException none) {
                    long now = System.nanoTime();
                    if (isWriting.getAsBoolean() && now - came <= patience.toNanos()) continue;
                    lastAway = now;
                    throw none;
                }
            }
            throw new SQLTransientConnectionException("the database was away for whoever waited before");
        } finally {
            turn.unlock();
        }
    }

    private boolean isMyTurn() throws SQLException {
        try {
            return turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", stopped);
        }
    }
}
