package fr.jalon.demo;

import fr.jalon.JalonApplication;
import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.Rehearsal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Begins the demonstration anew: the application ends, its database is emptied, and the application starts again within
 * the same machine, as it was started. Meanwhile {@link WaitingRoom} answers. Nothing of it exists without the profile.
 */
@Controller
@Profile("demo")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class Anew {

    private static final Logger LOG = LoggerFactory.getLogger(Anew.class);

    private final ServletWebServerApplicationContext application;
    private final ApplicationArguments arguments;
    private final DataSourceProperties database;
    private final ServerProperties server;
    private final Rehearsal rehearsal;
    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    Anew(
            ServletWebServerApplicationContext application,
            ApplicationArguments arguments,
            DataSourceProperties database,
            ServerProperties server,
            Rehearsal rehearsal) {
        this.application = application;
        this.arguments = arguments;
        this.database = database;
        this.server = server;
        this.rehearsal = rehearsal;
    }

    /** Asked twice, it happens once. */
    @PostMapping("/repetition/recommencement")
    ResponseEntity<String> begin() {
        refuseOthers(database.determineUrl());
        if (isUnderWay.compareAndSet(false, true)) {
            Thread work = new Thread(this::restart, "demonstration-anew");
            work.setDaemon(false);
            // Not the one of the server that is about to end.
            work.setContextClassLoader(JalonApplication.class.getClassLoader());
            work.start();
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(WaitingRoom.PAGE);
    }

    private void restart() {
        InetSocketAddress address = server.getAddress() == null
                ? new InetSocketAddress(application.getWebServer().getPort())
                : new InetSocketAddress(
                        server.getAddress(), application.getWebServer().getPort());
        LOG.info("the demonstration begins anew");
        // Waits for the requests that are under way, this one's too.
        application.close();
        rehearsal.end();
        try (WaitingRoom room = new WaitingRoom(address)) {
            empty(database.determineUrl(), database.determineUsername(), database.determinePassword());
            SpringApplication next = new SpringApplication(JalonApplication.class);
            next.addInitializers(context -> context.getBeanFactory().registerSingleton("waitingRoom", room));
            next.run(arguments.getSourceArgs());
        } catch (IOException | SQLException failure) {
            LOG.error("the demonstration does not begin anew: start Jalon again", failure);
        }
    }

    /** Leaves nothing in the embedded database. */
    static void empty(String url, String user, String password) throws SQLException {
        refuseOthers(url);
        try (Connection connection = DriverManager.getConnection(url, user, Objects.requireNonNullElse(password, ""));
                Statement statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
    }

    private static void refuseOthers(String url) {
        if (!url.startsWith("jdbc:h2:")) {
            throw Refusal.conflict(
                    "La démonstration ne recommence que sur la base embarquée (H2) : rien n’a été fait.");
        }
    }
}
