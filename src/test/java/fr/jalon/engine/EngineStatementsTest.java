package fr.jalon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.ActiveProfiles;

/** The engine's statements are read once, ahead, for the database that is there. */
@SpringBootTest
@ActiveProfiles("test")
class EngineStatementsTest {

    @Autowired
    private EngineStatements statements;

    @Autowired
    private ProcessEngine engine;

    @Test
    @DisplayName("Le moteur a les requêtes lues d’avance, et n’en lit pas d’autres")
    void areTheEnginesOwn() {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        StandaloneProcessEngineConfiguration given = new StandaloneProcessEngineConfiguration();
        given.setDataSource(configuration.getDataSource());

        statements.giveTo(given);

        assertThat(given.getSqlSessionFactory()).isSameAs(configuration.getSqlSessionFactory());
    }

    @Test
    @DisplayName("Pour une autre base que celle de l’adresse, le moteur lit les siennes")
    void areNotAnotherDatabases() {
        StandaloneProcessEngineConfiguration other = new StandaloneProcessEngineConfiguration();
        other.setDataSource(
                new DelegatingDataSource(engine.getProcessEngineConfiguration().getDataSource()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        DatabaseMetaData about = Mockito.mock(DatabaseMetaData.class);
                        Mockito.when(about.getDatabaseProductName()).thenReturn("PostgreSQL");
                        Connection connection = Mockito.mock(Connection.class);
                        Mockito.when(connection.getMetaData()).thenReturn(about);
                        return connection;
                    }
                });

        statements.giveTo(other);

        assertThat(other.getSqlSessionFactory()).isNull();
    }
}
