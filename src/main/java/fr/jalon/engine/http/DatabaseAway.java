package fr.jalon.engine.http;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that cannot be reached from every other failure, and what may be said of it. */
public final class DatabaseAway {

    /** What is known: a commit may have got through before the connection broke. */
    public static final String SENTENCE =
            "Jalon n’atteint pas sa base de données. Réessayez dans une minute\u00a0; si vous veniez"
                    + " d’envoyer quelque chose, vérifiez d’abord si cela a été enregistré.";
    /** The same of a failure without a name. */
    public static final String UNKNOWN =
            "Une erreur est survenue. Si vous veniez d’envoyer quelque chose, vérifiez si cela a été"
                    + " enregistré avant de recommencer.";
    /** In seconds. */
    public static final long RETRY_AFTER = 10;

    /** PostgreSQL: it stops, has crashed, is starting, or takes no more connections. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300");
    /** H2: broken connections, its file unreadable or unwritable, the database closed for that. */
    private static final Set<Integer> CODES = Set.of(90028, 90030, 90031, 90067, 90098, 90100, 90121);

    /** What the pool says of a connection that it has given up meanwhile. */
    private static final String GIVEN_UP = "Connection is closed";

    private DatabaseAway() {}

    /** Whether a failure comes of a database that was not there, or went away meanwhile. */
    public static boolean isCauseOf(Throwable failure) {
        boolean isOfDatabase = false;
        int depth = 0;
        for (Throwable each = failure; each != null && depth < 50; each = each.getCause(), depth++) {
            if (each instanceof CannotGetJdbcConnectionException || each instanceof SQLException sql && isOf(sql))
                return true;
            // What fails the roll back of a broken connection hides what broke it.
            if (each instanceof TransactionSystemException ending
                    && ending.getApplicationException() != null
                    && isCauseOf(ending.getApplicationException())) return true;
            isOfDatabase |= each instanceof SQLException;
            if (isOfDatabase && each instanceof IOException) return true;
        }
        return false;
    }

    private static boolean isOf(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || GIVEN_UP.equals(failure.getMessage())
                || state.startsWith("08")
                || STATES.contains(state)
                || CODES.contains(failure.getErrorCode());
    }

    /**
     * Has the pool give up each connection that says so. H2 keeps a database that its disk has failed as long as a
     * connection to it is left; only after the last does the next one open the file anew.
     */
    public static final class Evicting implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return isCauseOf(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
