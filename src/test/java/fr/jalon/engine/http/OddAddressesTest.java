package fr.jalon.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Quiet;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Sur le serveur, une adresse bizarre")
class OddAddressesTest {

    private static final int ADDRESSES = 1_200;
    private static final long SEED = 20261020;

    @RegisterExtension
    static final Quiet QUIET = new Quiet(
            "org.camunda.bpm.engine.rest.exception",
            "org.apache.catalina",
            "org.apache.coyote",
            "org.glassfish.jersey");

    private static final Map<String, Integer> FOUND = new TreeMap<>();

    private static String team;
    private static String other;
    private static String instance;
    private static String task;

    @LocalServerPort
    private int port;

    @Autowired
    private ProcessEngine engine;

    private int code;
    private String body;

    @BeforeAll
    static void openAJourney(@Autowired Stage stage) {
        team = stage.teamAWeekBefore();
        other = stage.team(Stage.MONDAY);
        instance = stage.open(team);
        task = stage.task(instance, "confirm-team").getId();
    }

    @AfterAll
    static void report() {
        ClockUtil.reset();
        System.out.println("odd addresses over HTTP: " + FOUND);
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(strings = {"", "member", "carlos", "fanny"})
    @DisplayName("ne montre rien de plus à personne, et ne casse rien")
    void leadsNoFurther(String who) throws IOException {
        String headers = headers(who.equals("member") ? other + "-a" : who);
        OddAddresses odd = new OddAddresses(SEED);
        List<String> wrongly = new ArrayList<>();
        for (int i = 0; i < ADDRESSES; i++) {
            String method = odd.method();
            String address = odd.address()
                    .replace("{engine}", engine.getName())
                    .replace("{task}", task)
                    .replace("{user}", who.isEmpty() ? "x" : who);
            ask(method, address, headers);
            FOUND.merge((who.isEmpty() ? "anonymous" : who) + " " + code, 1, Integer::sum);
            String path = address.replaceFirst("[?#].*", "").replaceAll("%3[Aa]", ":");
            boolean isAnswered = code < 300;
            boolean isOpen = !who.isEmpty() && OddAddresses.isOpen(method, path, who.equals("fanny"));
            boolean isOfOthers = !who.equals("fanny") && (body.contains(instance) || body.contains(team + "-a@"));
            if (code >= 500 || isAnswered && !isOpen || isOfOthers)
                wrongly.add(code + " " + method + " " + address + " " + body);
        }

        assertThat(wrongly).isEmpty();
    }

    private String headers(String who) {
        if (who.isEmpty()) return "";
        Visitor person = Visitor.webapp(port, who, engine.getName());
        person.get("/login");
        List<String> names = List.of("JSESSIONID", "XSRF-TOKEN", "JALON-XSRF-TOKEN");
        return "Cookie: "
                + names.stream()
                        .map(name -> name + "=" + person.cookie(name).orElseThrow())
                        .collect(Collectors.joining("; "))
                + Stream.of("XSRF-TOKEN", "JALON-XSRF-TOKEN")
                        .map(name ->
                                "\r\nX-" + name + ": " + person.cookie(name).orElseThrow())
                        .collect(Collectors.joining())
                + "\r\n";
    }

    private void ask(String method, String address, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(OddAddresses.line(method, address));
            socket.getOutputStream()
                    .write((headers + "Host: localhost\r\nConnection: close\r\nAccept: application/json\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            code = Integer.parseInt(answer.substring(9, 12));
            body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }
}
