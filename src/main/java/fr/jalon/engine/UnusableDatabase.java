package fr.jalon.engine;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in French that another Jalon holds the H2 file, or that it cannot be written where it is to be, instead of a
 * cause nested twenty deep.
 */
class UnusableDatabase extends AbstractFailureAnalyzer<SQLException> {

    private static final int DATABASE_ALREADY_OPEN = 90020;
    /** Files that cannot be read, written or created, and a database that may only be read. */
    private static final Set<Integer> DISK = Set.of(90028, 90031, 90034, 90062, 90097);

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (cause.getErrorCode() == DATABASE_ALREADY_OPEN) {
            return new FailureAnalysis(
                    "La base de données est déjà ouverte : un autre Jalon tourne sur le même fichier.",
                    "Arrêtez l’autre Jalon, ou donnez à celui-ci une autre base avec --spring.datasource.url.",
                    cause);
        }
        if (!DISK.contains(cause.getErrorCode())) return null;
        return new FailureAnalysis(
                "Jalon ne peut pas écrire sa base de données\u00a0: " + cause.getMessage(),
                "Vérifiez que le dossier existe, que le compte de Jalon peut y écrire et que le disque a de la place.",
                cause);
    }
}
