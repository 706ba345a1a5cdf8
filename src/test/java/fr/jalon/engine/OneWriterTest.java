package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people at one embedded database, each with a connection, a row and a thread. */
@DisplayName("Dans la base embarquée, une transaction écrit à la fois")
class OneWriterTest {

    private static final String HERS = "update task set rev = rev + 1 where id = 1";
    private static final String HIS = "update task set rev = rev + 1 where id = 2";

    private static final Executor ELSEWHERE = work -> new Thread(work).start();

    @TempDir
    private Path folder;

    private OneWriter database;
    private Connection hers;
    private Connection his;

    @BeforeEach
    void open() throws SQLException {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:file:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        // Nobody has to wait for it: who may not write hears it at once.
        database = new OneWriter(file, Duration.ZERO);
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

    private static int revisions(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery("select sum(rev) from task")) {
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
