package fr.jalon.browser;

import fr.jalon.Stage;
import fr.jalon.engine.http.Webapps;
import fr.jalon.engine.time.ParisCalendar;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * When the first list of Tasklist can be used, and what was moved for it, with an empty cache and reloaded: Jalon's and
 * the bare starter's, one after the other in one run, on this machine's own network and on that of a telephone. Run
 * with {@code ./mvnw test -Dgroups=benchmark -DexcludedGroups= -Dtest=TasklistBenchmark -Dsurefire.useFile=false}; it
 * prints, and asserts nothing.
 */
@InTheBrowser
@Tag("benchmark")
class TasklistBenchmark {

    private static final int ROUNDS = 5;
    private static final By CARD = By.cssSelector(".tasks-list .task h4 a");

    /** Notes when the first task is there. */
    private static final String WATCH = """
      new MutationObserver((changes, observer) => {
        if (!document.querySelector('.tasks-list .task h4 a')) return;
        window.firstList = performance.now();
        observer.disconnect();
      }).observe(document, {childList: true, subtree: true});
      """;

    private static final String MOVED = """
      const moved = ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
          .filter(({ transferSize }) => transferSize > 0);
      return [window.firstList, moved.length, moved.reduce((sum, { transferSize }) => sum + transferSize, 0)];
      """;

    /** Latency in milliseconds and bytes a second. */
    private enum Network {
        LOCAL(0, -1),
        TELEPHONE(100, 500_000);

        private final int latency;
        private final int throughput;

        Network(int latency, int throughput) {
            this.latency = latency;
            this.throughput = throughput;
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ParisCalendar paris;

    @Test
    @DisplayName("Première liste utilisable, à froid et rechargée")
    void firstList() throws IOException {
        String team = stage.team(paris.today().plusDays(7));
        stage.open(team);
        try (Browser browser = Browser.open(port)) {
            browser.loginToTasklist(team + "-a", Stage.PASSWORD);
            measure("Jalon", browser);
        }
        int bare = freePort();
        Process starter = bareStarter(bare);
        try (Browser browser = Browser.open(bare)) {
            browser.until(() -> {
                browser.go(Webapps.TASKLIST);
                return browser.see(By.cssSelector("input[type=password]"));
            });
            browser.see(By.cssSelector("form input[type=text]")).sendKeys(BareTasklist.PERSON);
            browser.see(By.cssSelector("input[type=password]")).sendKeys(Stage.PASSWORD);
            browser.click(By.cssSelector("form button[type=submit]"));
            measure("bare starter", browser);
        } finally {
            starter.destroy();
        }
    }

    private static void measure(String what, Browser browser) {
        ChromeDriver driver = (ChromeDriver) browser.driver();
        browser.see(CARD);
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        driver.executeCdpCommand("Network.enable", Map.of());
        for (Network network : Network.values()) {
            driver.executeCdpCommand(
                    "Network.emulateNetworkConditions",
                    Map.of(
                            "offline", false,
                            "latency", network.latency,
                            "downloadThroughput", network.throughput,
                            "uploadThroughput", network.throughput));
            for (boolean isCold : List.of(true, false)) {
                List<List<Double>> loads = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    if (isCold) driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
                    loads.add(load(browser));
                }
                System.out.printf(
                        Locale.ENGLISH,
                        "%s, %s, %s: first list after %.2f s, %.0f requests, %.0f kB%n",
                        what,
                        network.name().toLowerCase(Locale.ENGLISH),
                        isCold ? "cold" : "reloaded",
                        median(loads, 0) / 1000,
                        median(loads, 1),
                        median(loads, 2) / 1000);
            }
        }
    }

    private static List<Double> load(Browser browser) {
        browser.driver().navigate().refresh();
        browser.until(() -> browser.run("return window.firstList"));
        browser.until(browser::isAtRest);
        return ((List<?>) browser.run(MOVED))
                .stream().map(figure -> ((Number) figure).doubleValue()).toList();
    }

    private static double median(List<List<Double>> loads, int figure) {
        return loads.stream().map(load -> load.get(figure)).sorted().toList().get(ROUNDS / 2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process bareStarter(int port) throws IOException {
        String classes = Path.of("target", "classes").toAbsolutePath().toString();
        String withoutJalon = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(classes))
                .collect(Collectors.joining(File.pathSeparator));
        String product = "--" + Webapps.ROOT.substring(1) + ".bpm.";
        String security = "org.springframework.boot.autoconfigure.security.";
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        withoutJalon,
                        BareTasklist.class.getName(),
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=jdbc:h2:mem:bare;DB_CLOSE_DELAY=-1",
                        "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.flyway."
                                + "FlywayAutoConfiguration," + security + "servlet.SecurityAutoConfiguration,"
                                + security + "servlet.UserDetailsServiceAutoConfiguration," + security
                                + "servlet.SecurityFilterAutoConfiguration,org.springframework.boot.actuate."
                                + "autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
                        product + "admin-user.id=" + BareTasklist.PERSON,
                        product + "admin-user.password=" + Stage.PASSWORD,
                        product + "filter.create=All tasks")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "bare-tasklist.log").toFile())
                .start();
    }
}
