package fr.jalon.engine;

import fr.jalon.Refusal;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in French why Jalon will not start as it is configured: the sentence alone, for it says what to correct. */
public class RefusedStart extends AbstractFailureAnalyzer<Refusal> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Refusal cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
