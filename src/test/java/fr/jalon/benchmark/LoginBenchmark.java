package fr.jalon.benchmark;

import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.engine.identity.Accounts;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * What a password costs a request, with passwords kept as in a real programme. Run with {@code ./mvnw test
 * -Dgroups=benchmark -DexcludedGroups= -Dtest=LoginBenchmark}; it prints, and asserts nothing.
 */
@Tag("benchmark")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:login-benchmark;DB_CLOSE_DELAY=-1",
            "jalon.passwords.rounds=600000",
            "logging.level.fr.jalon.engine.identity.EngineLogin=error"
        })
@ActiveProfiles({"rehearsal", "test"})
@Import(Stage.class)
class LoginBenchmark {

    private static final int WARM = 300;
    private static final String PATH = "/guides/idee.html";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Test
    @DisplayName("Ce que coûte un mot de passe")
    void measure() {
        String member = stage.team(Stage.MONDAY) + "-a";
        Visitor program = Visitor.program(port, member);
        Visitor byAddress = Visitor.program(port, member + "@jalon.example");
        Visitor session = Visitor.session(port, member);
        for (int warm = 0; warm < WARM; warm++) {
            program.get(PATH);
            session.get(PATH);
        }
        print("session", 400, (IntConsumer) request -> session.get(PATH));
        print("Basic, one request after the other", 400, (IntConsumer) request -> program.get(PATH));
        print("Basic by address", 400, (IntConsumer) request -> byAddress.get(PATH));
        print("Basic, each time after a new password", 30, request -> {
            accounts.setPassword(member, Stage.PASSWORD);
            return () -> program.get(PATH);
        });
        print("Basic, wrong password", 30, (IntConsumer)
                request -> stranger(request, member).get(PATH));
        print("Basic, no such account", 30, (IntConsumer)
                request -> stranger(request, "personne").get(PATH));
    }

    private interface Prepared {
        Runnable prepare(int request);
    }

    /** From another address each time: none is asked to wait. */
    private Visitor stranger(int request, String name) {
        return Visitor.program(port, name, "faux").with("X-Forwarded-For", "198.18." + request + "." + name.length());
    }

    private static void print(String what, int times, IntConsumer work) {
        print(what, times, (Prepared) request -> () -> work.accept(request));
    }

    private static void print(String what, int times, Prepared work) {
        long[] nanos = new long[times];
        for (int request = 0; request < times; request++) {
            Runnable prepared = work.prepare(request);
            long start = System.nanoTime();
            prepared.run();
            nanos[request] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-40s median %6.1f ms, 95 %% %6.1f ms%n", what, nanos[times / 2] / 1e6, nanos[times * 95 / 100] / 1e6);
    }
}
