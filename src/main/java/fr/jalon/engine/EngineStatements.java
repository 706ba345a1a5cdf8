package fr.jalon.engine;

import java.sql.DatabaseMetaData;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * The engine's statements, which it reads out of its jar for the database at hand: a quarter of a start, and so begun
 * before the rest, on another processor.
 */
final class EngineStatements {

    /** What the engine calls a database, by the name that the database gives itself. */
    private static final Map<String, String> DIALECTS = Map.of("H2", "h2", "PostgreSQL", "postgres");

    private final String product;
    private final FutureTask<SqlSessionFactory> reading;

    private EngineStatements(String product, String dialect) {
        this.product = product;
        this.reading = new FutureTask<>(() -> new Reader().read(dialect));
    }

    /** Begins as soon as the database's address is known. */
    static final class Begin implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String url = context.getEnvironment().getProperty("spring.datasource.url", "");
            DIALECTS.forEach((product, dialect) -> {
                if (!url.startsWith("jdbc:" + product.toLowerCase(Locale.ROOT) + ":")) return;
                EngineStatements statements = new EngineStatements(product, dialect);
                context.getBeanFactory().registerSingleton("engineStatements", statements);
                Thread reader = new Thread(statements.reading, "engine-statements");
                reader.setDaemon(true);
                reader.start();
            });
        }
    }

    /** Hands them over once they are read; an engine that has another database after all reads its own. */
    void giveTo(ProcessEngineConfigurationImpl engine) {
        try {
            String actual =
                    JdbcUtils.extractDatabaseMetaData(engine.getDataSource(), DatabaseMetaData::getDatabaseProductName);
            if (!product.equals(actual)) return;
            SqlSessionFactory statements = reading.get();
            statements
                    .getConfiguration()
                    .setEnvironment(
                            new Environment("default", new ManagedTransactionFactory(), engine.getDataSource()));
            engine.setSqlSessionFactory(statements);
        } catch (MetaDataAccessException | ExecutionException unreadable) {
            throw new IllegalStateException(unreadable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Of the engine alone this one knows how it reads. */
    private static final class Reader extends StandaloneProcessEngineConfiguration {

        SqlSessionFactory read(String dialect) {
            setDatabaseType(dialect);
            setTransactionFactory(new ManagedTransactionFactory());
            setDataSource(new UnpooledDataSource());
            initSqlSessionFactory();
            return getSqlSessionFactory();
        }
    }
}
