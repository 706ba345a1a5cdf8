package fr.jalon.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.TransactionSystemException;

@DisplayName("Une base qui n’est plus là")
class DatabaseAwayTest {

    static Stream<Throwable> away() {
        TransactionSystemException rollback = new TransactionSystemException("roll back", new SQLException("other"));
        rollback.initApplicationException(new IllegalStateException(new SQLException("stopping", "57P01")));
        return Stream.of(
                new SQLTransientConnectionException("no connection"),
                new IllegalStateException(new SQLException("refused", "08001")),
                new SQLException("stopping", "57P01"),
                new SQLException("closed", "90098", 90098),
                new SQLException("Connection is closed"),
                new SQLException("general", "HY000", 50000, new IllegalStateException(new IOException("disk"))),
                rollback);
    }

    static Stream<Throwable> here() {
        return Stream.of(
                new SQLIntegrityConstraintViolationException("twice", "23505", 23505),
                new SQLException("syntax", "42000", 42000),
                new IOException("the client is gone"),
                new IllegalStateException("else"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("away")
    @DisplayName("se reconnaît à ce qu’elle cause, fût-ce sous une autre erreur")
    void isRecognised(Throwable failure) {
        assertThat(DatabaseAway.isCauseOf(new IllegalArgumentException(failure)))
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("here")
    @DisplayName("ne se confond pas avec une requête refusée ni avec un correspondant parti")
    void isNotConfused(Throwable failure) {
        assertThat(DatabaseAway.isCauseOf(new IllegalArgumentException(failure)))
                .isFalse();
    }
}
