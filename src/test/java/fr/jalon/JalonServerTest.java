package fr.jalon;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test over a real port, for what a mocked servlet container leaves out: the filters before the engine's own HTTP
 * interface and its webapps. One Spring context for all, with a database of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:jalon-server;DB_CLOSE_DELAY=-1",
            // A mail server that is never asked: mails are written, and wait.
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=9",
            "jalon.mail.every=P1D"
        })
@ActiveProfiles({"rehearsal", "test"})
@Import({Coverage.class, Stage.class})
@ExtendWith(WebappsInOneJvm.class)
public @interface JalonServerTest {}
