package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import fr.jalon.web.FailingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people at one embedded database, each with a connection, a row and a thread. */
@DisplayName("Dans la base embarquée, une transaction écrit à la fois")
class OneWriterTest {

    private static final String HERS = "update task set rev = rev + 1 where id = 1";
    private static final String HIS = "update task set rev = rev + 1 where id = 2";

    private static final int PEOPLE = 6;
    private static final Executor ELSEWHERE = work -> new Thread(work).start();

    @TempDir
    private Path folder;

    private OneWriter database;
    private Connection hers;
    private Connection his;

    @BeforeEach
    void open() throws SQLException {
        // Nobody has to wait for it: who may not write hears it at once.
        database = new OneWriter(file("file:", "jalon"), Duration.ZERO);
        hers = database.getConnection("jalon", "");
        his = database.getConnection("jalon", "");
        write(hers, "create table task(id int primary key, rev int)");
        write(hers, "insert into task values (1, 0), (2, 0)");
        hers.setAutoCommit(false);
        his.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        his.close();
        hers.close();
    }

    @Test
    @DisplayName("jusqu’à ce qu’elle soit confirmée")
    void untilItCommits() throws SQLException {
        assertThat(database.isWriting()).isFalse();
        write(hers, HERS);
        assertThat(database.isWriting()).isTrue();
        assertThat(isHeldOff()).isTrue();
        hers.commit();
        assertThat(database.isWriting()).isFalse();
        assertThat(isHeldOff()).isFalse();
    }

    @Test
    @DisplayName("jusqu’à ce qu’elle soit annulée, mais pas à un point de reprise")
    void untilItIsUndone() throws SQLException {
        var before = hers.setSavepoint();
        write(hers, HERS);
        hers.rollback(before);
        assertThat(isHeldOff()).isTrue();
        hers.rollback();
        assertThat(isHeldOff()).isFalse();
    }

    @Test
    @DisplayName("jusqu’à ce que sa connexion soit fermée, par qui que ce soit")
    void untilItIsClosed() throws SQLException {
        write(hers, HERS);
        CompletableFuture.runAsync(() -> closed(hers), ELSEWHERE).join();
        assertThat(isHeldOff()).isFalse();
    }

    @Test
    @DisplayName("et jusqu’à la fin de l’instruction, quand chacune se confirme elle-même")
    void untilTheStatementEnds() throws SQLException {
        hers.setAutoCommit(true);
        write(hers, HERS);
        assertThat(isHeldOff()).isFalse();
        hers.setAutoCommit(false);
        write(hers, HERS);
        assertThat(isHeldOff()).isTrue();
        hers.setAutoCommit(true);
        assertThat(isHeldOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into task values (3, 0)",
                "delete from task where id = 1",
                "select rev from task where id = 1 for update",
                "  Select rev from task where id = 1\n for\n update",
                "with t as (select 1) select * from t"
            })
    @DisplayName("Écrit qui retient une ligne, et qui l’on ne comprend pas :")
    void isTakenForWriting(String sql) throws SQLException {
        try (PreparedStatement prepared = hers.prepareStatement(sql)) {
            assertThat(isHeldOff()).as("prepared only").isFalse();
            prepared.execute();
        }
        assertThat(isHeldOff()).isTrue();
    }

    @Test
    @DisplayName("Qui lit n’attend personne, et personne ne l’attend")
    void readsBeside() throws SQLException {
        write(hers, HERS);
        CompletableFuture.runAsync(
                        () -> {
                            assertThat(revisions(his)).isZero();
                            assertThat(isHeldOffHere()).isTrue();
                        },
                        ELSEWHERE)
                .join();
        hers.commit();
        assertThat(revisions(hers)).isOne();
        assertThat(isHeldOff()).isFalse();
    }

    @Test
    @DisplayName("Qui écrit peut, au milieu, écrire par une seconde connexion ; les autres attendent la fin des deux")
    void writesAmidItsOwn() throws SQLException {
        write(hers, HERS);
        try (Connection second = database.getConnection("jalon", "")) {
            second.setAutoCommit(false);
            write(second, HIS);
            second.commit();
        }
        assertThat(isHeldOff()).isTrue();
        hers.commit();
        assertThat(isHeldOff()).isFalse();
        assertThat(revisions(hers)).isEqualTo(3);
    }

    @Test
    @DisplayName("Qui change la base sans instruction est seul aussi")
    void isAlone() throws SQLException {
        hers.unwrap(OneWriter.Alone.class).change(() -> assertThat(isHeldOff()).isTrue());
        assertThat(isHeldOff()).isFalse();
        write(hers, HERS);
        CompletableFuture.runAsync(
                        () -> assertThat(catchThrowableOfType(SQLException.class, () -> his.unwrap(
                                                        OneWriter.Alone.class)
                                                .change(() -> assertThat(true).isFalse()))
                                        .getErrorCode())
                                .isEqualTo(ErrorCode.LOCK_TIMEOUT_1),
                        ELSEWHERE)
                .join();
    }

    /**
     * A file that takes nothing more is what a killed process leaves. Without turns, one file in eight has rows that
     * nobody can change any more, the more so the more tables there are; it is for chance to say when, so that this is
     * no test for every build.
     */
    @RepeatedTest(50)
    @EnabledIfSystemProperty(named = "jalon.fault.rounds", matches = "[1-9]\\d*")
    @DisplayName("Un processus tué au milieu des écritures ne laisse aucune transaction à moitié")
    void isWholeAfterAKill() throws Exception {
        FilePath.register(new FailingDisk());
        FilePath.register(new FailStop());
        DataSource killed = new OneWriter(file(FailStop.SCHEME + ":failing:", "killed"), Duration.ofMinutes(1));
        try (Connection connection = killed.getConnection("jalon", "")) {
            write(connection, "create table task(id varchar primary key, name varchar)");
            write(
                    connection,
                    "create table form(id int generated always as identity primary key, task varchar, person varchar)");
            write(connection, "create index task_name on task(name)");
            write(connection, "create index form_task on form(task)");
            write(connection, "create index form_person on form(person)");
            for (int table = 0; table < 200; table++)
                write(connection, "create table other%d(id int)".formatted(table));
        }
        AtomicInteger commits = new AtomicInteger();
        List<CompletableFuture<Void>> people = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> workOn(killed, commits), ELSEWHERE))
                .limit(PEOPLE)
                .toList();
        int enough = 100 + new Random().nextInt(400);
        await().pollInterval(Duration.ofMillis(1)).until(() -> commits.get() > enough);
        FailingDisk.failing = true;
        people.forEach(CompletableFuture::join);
        FailingDisk.failing = false;
        Files.copy(folder.resolve("killed.mv.db"), folder.resolve("left.mv.db"));

        DataSource left = file("file:", "left");
        try (Connection connection = left.getConnection("jalon", "")) {
            for (int other = 0; other < PEOPLE; other++) beAmidATransaction(left, other);
            assertThat(count(connection, """
                    select count(*) from task where (select count(*) from form where form.task = task.id) <> 3""")).isZero();
            assertThat(count(connection, "select count(*) from form where task not in (select id from task)"))
                    .isZero();
            write(connection, "update task set name = name || '!'");
            write(connection, "update form set person = person || '!'");
            write(connection, "delete from form");
            write(connection, "delete from task");
        }
    }

    /** As long as there is something to work on. */
    private static void workOn(DataSource database, AtomicInteger commits) {
        Deque<String> tasks = new ArrayDeque<>();
        Random chance = new Random();
        try (Connection connection = database.getConnection("jalon", "")) {
            connection.setAutoCommit(false);
            while (true) {
                String task = UUID.randomUUID().toString();
                tasks.add(task);
                write(connection, "insert into task values (?, ?)", task, "n" + chance.nextInt(50));
                for (int form = 0; form < 3; form++)
                    write(connection, "insert into form(task, person) values (?, ?)", task, "p" + chance.nextInt(20));
                if (tasks.size() > 30) {
                    write(connection, "delete from task where id = ?", tasks.peek());
                    write(connection, "delete from form where task = ?", tasks.remove());
                }
                connection.commit();
                commits.incrementAndGet();
            }
        } catch (SQLException killed) {
            // With what was not committed.
        }
    }

    /** Their number is among those that the ones before had. */
    private static void beAmidATransaction(DataSource database, int other) throws SQLException {
        Connection connection = database.getConnection("jalon", "");
        connection.setAutoCommit(false);
        write(connection, "insert into other%d values (1)".formatted(other));
    }

    private DataSource file(String scheme, String name) {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:" + scheme + folder.resolve(name) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        return file;
    }

    /** Whether he may not write; he does where he may. */
    private boolean isHeldOff() {
        return CompletableFuture.supplyAsync(this::isHeldOffHere, ELSEWHERE).join();
    }

    private boolean isHeldOffHere() {
        try {
            write(his, HIS);
            his.commit();
            return false;
        } catch (SQLException refused) {
            assertThat(refused.getErrorCode()).isEqualTo(ErrorCode.LOCK_TIMEOUT_1);
            return true;
        }
    }

    private static void write(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void write(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int value = 0; value < values.length; value++) statement.setString(value + 1, values[value]);
            statement.executeUpdate();
        }
    }

    private static int revisions(Connection connection) {
        return count(connection, "select sum(rev) from task");
    }

    private static int count(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery(sql)) {
            sum.next();
            return sum.getInt(1);
        } catch (SQLException away) {
            throw new CompletionException(away);
        }
    }

    private static void closed(Connection connection) {
        try {
            connection.close();
        } catch (SQLException away) {
            throw new CompletionException(away);
        }
    }
}
