package fr.jalon.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * First migration: creates the engine's own tables with the scripts that its jar carries for the database at hand.
 * Flyway's lock keeps nodes that start together from creating them twice.
 */
@Component
public class EngineSchema implements JavaMigration {

    private static final List<String> SCRIPTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");
    private static final Pattern NOTED = Pattern.compile("insert into ACT_GE_SCHEMA_LOG\\s.*'([0-9.]+)'");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1");
    }

    @Override
    public String getDescription() {
        return "engine 7.24";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        Connection connection = context.getConnection();
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        String dialect = product.startsWith("postgres") ? "postgres" : "h2";
        for (String script : SCRIPTS) {
            ScriptUtils.executeSqlScript(
                    connection, new EncodedResource(resource(dialect, script), StandardCharsets.UTF_8));
        }
    }

    /** Of the tables, as the engine's script writes it down in them: a fork's own number is another. */
    static String version() throws IOException {
        Matcher noted = NOTED.matcher(resource("h2", "engine").getContentAsString(StandardCharsets.UTF_8));
        if (!noted.find()) throw new IllegalStateException("the engine's script names no version");
        return noted.group(1);
    }

    private static Resource resource(String dialect, String script) {
        return new ClassPathResource(
                "org/camunda/bpm/engine/db/create/activiti.%s.create.%s.sql".formatted(dialect, script));
    }
}
