package fr.jalon.web;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Beside others, a machine may be too busy to tell who is away. */
@Order(Integer.MAX_VALUE)
@ActiveProfiles({"postgres", "test"})
@DisplayName("Un PostgreSQL arrêté")
class AwayPostgresTest extends AwayDatabase {

    private static Path folder;
    private static EmbeddedPostgres postgres;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws IOException {
        folder = folder("postgres");
        postgres = start(0);
        registry.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "");
    }

    private static EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    void goAway() throws IOException {
        postgres.close();
    }

    @Override
    void comeBack() throws IOException {
        postgres = start(postgres.getPort());
    }
}
