package fr.jalon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import fr.jalon.engine.http.DatabaseAway;
import java.io.IOException;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Beside others, a machine may be too busy to tell who is away. */
@Order(Integer.MAX_VALUE)
@ActiveProfiles("test")
@DisplayName("Une base H2 dont le disque ne répond plus")
class AwayH2Test extends AwayDatabase {

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws IOException {
        Path folder = folder("h2");
        FilePath.register(new FailingDisk());
        registry.add(
                "spring.datasource.url",
                () -> "jdbc:h2:failing:" + folder.resolve("jalon") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }

    /** What H2 has in memory it still reads; the first write meets the disk. */
    @Override
    void goAway() {
        FailingDisk.failing = true;
        assertThat(catchThrowable(
                        () -> jdbc.sql("update act_id_user set rev_ = rev_ + 1").update()))
                .matches(DatabaseAway::isCauseOf);
    }

    @Override
    void comeBack() {
        FailingDisk.failing = false;
    }
}
