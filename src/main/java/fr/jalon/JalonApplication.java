package fr.jalon;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Jalon. */
@SpringBootApplication
public class JalonApplication {

    public static void main(String[] arguments) {
        // Tables hold instants: a JVM in Paris reads the repeated hour of October back an hour early.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(JalonApplication.class, arguments);
    }
}
