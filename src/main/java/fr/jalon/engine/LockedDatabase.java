package fr.jalon.engine;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in French that another Jalon holds the H2 file, instead of a cause nested twenty deep. */
class LockedDatabase extends AbstractFailureAnalyzer<SQLException> {

    private static final int DATABASE_ALREADY_OPEN = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return cause.getErrorCode() != DATABASE_ALREADY_OPEN
                ? null
                : new FailureAnalysis(
                        "La base de données est déjà ouverte : un autre Jalon tourne sur le même fichier.",
                        "Arrêtez l’autre Jalon, ou donnez à celui-ci une autre base avec --spring.datasource.url.",
                        cause);
    }
}
