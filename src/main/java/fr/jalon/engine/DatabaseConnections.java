package fr.jalon.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.h2.engine.Session;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Whoever asks for a connection while all are in use waits for one; that a database is away is told soon. Nobody is cut
 * off amid their work.
 */
@Component
class DatabaseConnections implements BeanPostProcessor {

    /** So long somebody in a crowd waits, and whoever wants to write while another one does. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:h2:")) {
            JdbcDataSource database = new JdbcDataSource();
            FilePath.register(new FailStop());
            database.setURL(pool.getJdbcUrl().replaceFirst("^jdbc:h2:file:", "jdbc:h2:" + FailStop.SCHEME + ":"));
            DataSource one = new ToOneDatabase(database);
            // What is only in the memory is not there any more after a crash.
            pool.setDataSource(pool.getJdbcUrl().startsWith("jdbc:h2:mem:") ? one : new OneWriter(one, PATIENCE));
        }
        if (bean instanceof ThreadPoolTaskExecutor jobs) {
            // H2 loses its file to an interrupted write.
            jobs.setWaitForTasksToCompleteOnShutdown(true);
            jobs.setAwaitTerminationSeconds(20);
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HikariDataSource pool)) return bean;
        BooleanSupplier isWriting = pool.getDataSource() instanceof OneWriter one ? one::isWriting : () -> false;
        return new InTurn(pool, PATIENCE, isWriting);
    }

    /**
     * Has the embedded database opened again after its disk has failed it. H2 closes it then, and forgets it once a
     * connection that is left is asked something: it does so by name, each time, and forgets what was opened under that
     * name meanwhile too, which goes on and keeps its file locked against every further connection. So none is opened
     * as long as one is left to a database that failed.
     */
    static final class ToOneDatabase extends DelegatingDataSource {

        private final Map<Session, MVStore> opened = new HashMap<>();

        ToOneDatabase(DataSource database) {
            super(database);
        }

        @Override
        public synchronized Connection getConnection(String user, String password) throws SQLException {
            opened.keySet().removeIf(Session::isClosed);
            giveUpFailed();
            Connection connection = super.getConnection(user, password);
            opened.put(connection.unwrap(JdbcConnection.class).getSession(), DatabaseFile.store(connection));
            if (giveUpFailed()) {
                connection.close();
                throw new SQLTransientConnectionException("The database failed while a connection was opened.");
            }
            return connection;
        }

        /** Whether there were any. */
        private boolean giveUpFailed() {
            List<Session> failed = opened.entrySet().stream()
                    .filter(each -> each.getValue().isClosed())
                    .map(Map.Entry::getKey)
                    .toList();
            failed.forEach(ToOneDatabase::giveUp);
            return opened.keySet().removeAll(failed);
        }

        /** Its connection stays open for whoever has it, and says at the next question that it is of no use. */
        private static void giveUp(Session session) {
            session.lock();
            try {
                session.close();
            } catch (RuntimeException failure) {
                // It is closed, and says anew why it had to be.
            } finally {
                session.unlock();
            }
        }
    }
}
