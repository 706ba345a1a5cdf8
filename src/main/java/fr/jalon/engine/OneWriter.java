package fr.jalon.engine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets one transaction at a time write to the embedded database, from its first change to its end; who only reads waits
 * for nobody. At each commit H2 writes its tables, their indices and what undoes a transaction one after the other,
 * while others change them. Where that is the last that a killed process has written, parts of a transaction are there
 * and others are not, and rows stay that nobody can change any more (h2database issue 2080).
 */
final class OneWriter extends DelegatingDataSource {

    /** To what a connection of this database is unwrapped by who changes it without a statement. */
    interface Alone {
        /**
         * Only where the connection has no transaction of its own, which would lose its turn.
         *
         * @throws SQLException where another one writes for longer than anybody waits
         */
        void change(Runnable work) throws SQLException;
    }

    private static final Pattern READING =
            Pattern.compile("\\s*select\\b(?!.*\\bfor\\s+update\\b).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Object[] NONE = {};

    private final Duration patience;
    private final Semaphore pen = new Semaphore(1, true);
    /** All of them the writer's: somebody may change something amid their own transaction. */
    private final Set<Connection> writing = new HashSet<>();

    private @Nullable Thread writer;

    OneWriter(DataSource database, Duration patience) {
        super(database);
        this.patience = patience;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        return proxy(Connection.class, (self, method, arguments) -> {
            Object answer = answer(connection, method, arguments);
            return answer instanceof Statement statement && !isReading(arguments)
                    ? proxy(
                            method.getReturnType(),
                            (its, execute, given) -> execute(connection, statement, execute, given))
                    : answer;
        });
    }

    /** Whether somebody writes, for whom others may be waiting. */
    boolean isWriting() {
        return pen.availablePermits() == 0;
    }

    private @Nullable Object answer(Connection connection, Method method, Object[] arguments)
            throws ReflectiveOperationException {
        if (method.getName().equals("unwrap") && arguments[0] == Alone.class)
            return (Alone) work -> {
                begin(connection);
                try {
                    work.run();
                } finally {
                    end(connection);
                }
            };
        try {
            return method.invoke(connection, arguments);
        } finally {
            if (isEnd(method, arguments)) end(connection);
        }
    }

    private static boolean isEnd(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "commit", "close", "abort" -> true;
            // Not the one to a savepoint.
            case "rollback" -> arguments.length == 0;
            case "setAutoCommit" -> Boolean.TRUE.equals(arguments[0]);
            default -> false;
        };
    }

    private Object execute(Connection connection, Statement statement, Method method, Object[] arguments)
            throws ReflectiveOperationException, SQLException {
        if (!method.getName().startsWith("execute") || isReading(arguments)) return method.invoke(statement, arguments);
        begin(connection);
        try {
            return method.invoke(statement, arguments);
        } finally {
            if (connection.isClosed() || connection.getAutoCommit()) end(connection);
        }
    }

    /** Whether it was given a text that changes nothing. */
    private static boolean isReading(Object[] arguments) {
        return arguments.length > 0
                && arguments[0] instanceof String sql
                && READING.matcher(sql).matches();
    }

    private void begin(Connection connection) throws SQLException {
        synchronized (writing) {
            if (writer == Thread.currentThread()) writing.add(connection);
            if (writing.contains(connection)) return;
        }
        try {
            if (!pen.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) throw refused(null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw refused(stopped);
        }
        synchronized (writing) {
            writer = Thread.currentThread();
            writing.add(connection);
        }
    }

    /** Whichever thread closes a connection. */
    private void end(Connection connection) {
        synchronized (writing) {
            if (!writing.remove(connection) || !writing.isEmpty()) return;
            writer = null;
            pen.release();
        }
    }

    private static SQLException refused(@Nullable Throwable cause) {
        return DbException.getJdbcSQLException(ErrorCode.LOCK_TIMEOUT_1, cause, "*");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                OneWriter.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return handler.invoke(self, method, arguments == null ? NONE : arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
