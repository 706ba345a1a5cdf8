package fr.jalon.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/**
 * Keeps the file of the embedded database within a few times its content while Jalon runs. Where every commit is
 * written at once, H2 runs no thread of its own that would do so: whatever was written stays as long as one page of it
 * is alive.
 */
@Component
@ConditionalOnExpression("'${spring.datasource.url:}'.startsWith('jdbc:h2:file:')")
class DatabaseFile implements DisposableBean {

    /** In bytes; a smaller file is left alone. */
    private static final long SMALL = 32_000_000;
    /** A file so many times what is alive in it is tidied. */
    private static final int TOO_MANY_TIMES = 3;
    /** In bytes; whoever commits waits until they are written. */
    private static final int MOVED_AT_ONCE = 16_000_000;
    /** At each look; a store that is busy answers none. */
    private static final int MOST_ROUNDS = 20;
    /** In percent, as H2's own thread has it. */
    private static final int DENSE = 90;

    private final DataSource database;
    // Not Spring's scheduler, which interrupts what runs when Jalon stops: H2 loses its file to an interrupted write.
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "database-file");
        thread.setDaemon(true);
        return thread;
    });

    DatabaseFile(DataSource database, @Value("${jalon.database.look-every:10}") int seconds) throws SQLException {
        this.database = database;
        refuseReadOnly();
        var unused = clock.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    /** H2 opens a file that it cannot write all the same; Jalon would start, and fail at whatever is done with it. */
    private void refuseReadOnly() throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (connection.isReadOnly())
                throw new SQLException("le fichier peut seulement être lu", "90097", ErrorCode.DATABASE_IS_READ_ONLY);
        }
    }

    private void look() {
        try (Connection connection = database.getConnection()) {
            MVStore store = store(connection);
            for (int round = 0; round < MOST_ROUNDS && isWasteful(store.getFileStore()) && !clock.isShutdown(); round++)
                connection.unwrap(OneWriter.Alone.class).change(() -> tidy(store));
        } catch (SQLException | RuntimeException away) {
            // Whoever works with the database hears of it; the next look finds it again.
        }
    }

    static MVStore store(Connection connection) throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getStore()
                .getMvStore();
    }

    /**
     * Writes what is alive in the emptiest parts of the file anew, as H2's own thread would; their space is used again.
     * What was written within the retention time stays where it is, and a store that is busy is left alone.
     */
    static void tidy(MVStore store) {
        store.compact(DENSE, MOVED_AT_ONCE);
        store.commit();
    }

    static boolean isWasteful(FileStore<?> file) {
        long alive = file.size() / 100 * file.getFillRate() / 100 * file.getChunksFillRate();
        return file.size() > SMALL && file.size() > TOO_MANY_TIMES * alive;
    }

    @Override
    public void destroy() throws InterruptedException {
        clock.shutdown();
        clock.awaitTermination(30, TimeUnit.SECONDS);
    }
}
