package fr.jalon;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Keeps loggers quiet that write a trace for each request that they cannot make sense of. */
public final class Quiet implements BeforeEachCallback, AfterEachCallback {

    private final String[] loggers;

    public Quiet(String... loggers) {
        this.loggers = loggers;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        set(LogLevel.OFF);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        set(null);
    }

    private void set(LogLevel level) {
        LoggingSystem logging = LoggingSystem.get(Quiet.class.getClassLoader());
        for (String logger : loggers) logging.setLogLevel(logger, level);
    }
}
