package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import fr.jalon.engine.DatabaseConnections.ToOneDatabase;
import fr.jalon.engine.http.DatabaseAway;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Connections in a crowd, and to an embedded database that closes itself, as H2 does where it cannot write. */
class DatabaseConnectionsTest {

    private static final String REFUSED = "refusé";

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private DataSource h2;
    private DataSource database;

    @BeforeEach
    void open() {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        h2 = file;
        database = new ToOneDatabase(file);
    }

    @Test
    @DisplayName("La base qui s’est fermée est rouverte, même si d’anciennes connexions servent encore")
    void opensAgain() throws SQLException {
        try (Connection first = connect(database);
                Connection second = connect(database)) {
            DatabaseFile.store(first).closeImmediately();
            assertThat(catchThrowable(() -> ask(first))).matches(DatabaseAway::isCauseOf);

            try (Connection third = connect(database)) {
                assertThat(catchThrowable(() -> ask(first))).matches(DatabaseAway::isCauseOf);
                assertThat(catchThrowable(() -> ask(second))).matches(DatabaseAway::isCauseOf);
                try (Connection fourth = connect(database)) {
                    ask(third);
                    ask(fourth);
                }
            }
        }
    }

    @Test
    @DisplayName("Une base qui se ferme pendant qu’une connexion s’ouvre est rouverte pour la suivante")
    void failsWhileItIsOpened() throws SQLException {
        AtomicReference<Connection> failing = new AtomicReference<>();
        database = new ToOneDatabase(new DelegatingDataSource(h2) {
            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                Connection lost = failing.getAndSet(null);
                if (lost != null) {
                    DatabaseFile.store(lost).closeImmediately();
                    assertThat(catchThrowable(() -> ask(lost))).isInstanceOf(SQLException.class);
                }
                return super.getConnection(user, password);
            }
        });
        try (Connection first = connect(database)) {
            failing.set(first);
            assertThat(catchThrowable(() -> connect(database))).matches(DatabaseAway::isCauseOf);
            assertThat(catchThrowable(() -> ask(first))).matches(DatabaseAway::isCauseOf);
            try (Connection second = connect(database);
                    Connection third = connect(database)) {
                ask(second);
                ask(third);
            }
        }
    }

    @Test
    @DisplayName("H2 seul la garde verrouillée : quand il ne le fera plus, ce détour sera de trop")
    void isNeeded() throws SQLException {
        try (Connection first = connect(h2);
                Connection second = connect(h2)) {
            DatabaseFile.store(first).closeImmediately();
            assertThat(catchThrowable(() -> ask(first))).isInstanceOf(SQLException.class);

            try (Connection third = connect(h2)) {
                assertThat(catchThrowable(() -> ask(second))).isInstanceOf(SQLException.class);
                assertThat(catchThrowable(() -> connect(h2))).hasMessageContaining("Database may be already in use");
                ask(third);
            }
        }
    }

    @Test
    @DisplayName("Plus de monde que de connexions : chacun a son tour, dans l’ordre où l’on est venu")
    void servesACrowd() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        DataSource inTurn = new InTurn(after(mayGo, () -> connect(h2)), Duration.ofDays(1), () -> false);
        List<Thread> crowd = new ArrayList<>();
        for (int person = 0; person < 5; person++) crowd.add(waiting(inTurn, person));
        assertThat(asked).as("dont un seul demande").containsExactly("0");

        mayGo.countDown();
        for (Thread person : crowd) person.join();
        assertThat(asked).containsExactly("0", "1", "2", "3", "4");
        assertThat(served).hasSize(5).doesNotContain(REFUSED);
    }

    /** Somebody who has come, and waits. */
    private Thread waiting(DataSource database, int person) {
        String name = String.valueOf(person);
        Runnable work = () -> {
            try (Connection mine = database.getConnection()) {
                ask(mine);
                served.add(name);
            } catch (SQLException refused) {
                served.add(REFUSED);
            }
        };
        Thread thread = new Thread(work, name);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    /** Gives a connection when the moment has come, and notes who asks for one. */
    private DataSource after(CountDownLatch moment, Callable<Connection> connection) {
        return new DelegatingDataSource(h2) {
            @Override
            public Connection getConnection() throws SQLException {
                asked.add(Thread.currentThread().getName());
                try {
                    moment.await(1, TimeUnit.HOURS);
                    return connection.call();
                } catch (SQLException refused) {
                    throw refused;
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
            }
        };
    }

    @Test
    @DisplayName("Quand la base est absente, tous ceux qui attendaient l’apprennent avec le premier")
    void tellsAllThatItIsAway() throws Exception {
        CountDownLatch isAway = new CountDownLatch(1);
        DataSource away = after(isAway, () -> {
            throw new SQLTransientConnectionException("away");
        });
        DataSource inTurn = new InTurn(away, Duration.ofDays(1), () -> false);
        List<Thread> crowd = new ArrayList<>();
        for (int person = 0; person < 5; person++) crowd.add(waiting(inTurn, person));
        isAway.countDown();
        for (Thread person : crowd) person.join();

        assertThat(served).hasSize(5).containsOnly(REFUSED);
        assertThat(asked).containsExactly("0");
        assertThat(catchThrowable(inTurn::getConnection)).matches(DatabaseAway::isCauseOf);
        assertThat(asked).as("qui vient ensuite la cherche de nouveau").hasSize(2);
    }

    @Test
    @DisplayName("Une connexion que personne ne rend n’est attendue que le temps d’une base absente")
    void tellsThatNoneComes() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(250);
            try (Connection only = pool.getConnection()) {
                DataSource inTurn = new InTurn(pool, Duration.ofDays(1), () -> false);
                assertThat(catchThrowable(inTurn::getConnection)).matches(DatabaseAway::isCauseOf);
                ask(only);
            }
        }
    }

    @Test
    @DisplayName("Elle est attendue tant que quelqu’un écrit, et qu’on attend peut-être après lui")
    void waitsForWhoWrites() throws SQLException {
        AtomicInteger looks = new AtomicInteger(3);
        DataSource waitedFor = new DelegatingDataSource(h2) {
            @Override
            public Connection getConnection() throws SQLException {
                if (looks.get() > 0) throw new SQLTransientConnectionException("none has come free");
                return connect(h2);
            }
        };
        try (Connection served =
                new InTurn(waitedFor, Duration.ofDays(1), () -> looks.getAndDecrement() > 0).getConnection()) {
            ask(served);
        }
        looks.set(3);
        assertThat(catchThrowable(new InTurn(waitedFor, Duration.ofDays(1), () -> false)::getConnection))
                .matches(DatabaseAway::isCauseOf);
    }

    @Test
    @DisplayName("Personne n’attend son tour sans fin")
    void losesPatience() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        DataSource slow = after(mayGo, () -> connect(h2));
        InTurn inTurn = new InTurn(slow, Duration.ofMillis(50), () -> false);
        Thread first = waiting(inTurn, 0);
        assertThat(catchThrowable(inTurn::getConnection)).matches(DatabaseAway::isCauseOf);
        mayGo.countDown();
        first.join();
        assertThat(served).containsExactly("0");
    }

    @Test
    @DisplayName("Un travail de l’agenda qui est en cours s’achève avant l’arrêt")
    void isNotInterrupted() throws Exception {
        ThreadPoolTaskExecutor jobs = new ThreadPoolTaskExecutor();
        new DatabaseConnections().postProcessBeforeInitialization(jobs, "jobs");
        jobs.initialize();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Boolean> job = jobs.submit(() -> {
            began.countDown();
            mayEnd.await();
            return true;
        });
        began.await();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(jobs::destroy);
        await().until(() -> jobs.getThreadPoolExecutor().isShutdown());
        mayEnd.countDown();

        stop.join();
        assertThat(job.get()).isTrue();
    }

    private static Connection connect(DataSource database) throws SQLException {
        return database.getConnection("jalon", "");
    }

    private static void ask(Connection connection) throws SQLException {
        connection.createStatement().executeQuery("select 1 from information_schema.tables");
    }
}
