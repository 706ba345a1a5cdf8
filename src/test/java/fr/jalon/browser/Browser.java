package fr.jalon.browser;

import fr.jalon.MachineClock;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser in the hands of one person. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Counts the requests that a page waits for. */
    private static final String COUNT_REQUESTS = """
      window.openRequests = 0;
      const send = XMLHttpRequest.prototype.send, fetched = window.fetch;
      XMLHttpRequest.prototype.send = function (...body) {
        window.openRequests++;
        this.addEventListener('loadend', () => window.openRequests--);
        return send.apply(this, body);
      };
      window.fetch = (...request) => {
        window.openRequests++;
        return fetched(...request).finally(() => window.openRequests--);
      };
      """;

    /** So many milliseconds. */
    private static final String MOVE_THE_CLOCK = """
      window.Date = new Proxy(Date, {
        construct: (date, given, type) => Reflect.construct(date, given.length ? given : [date.now() + %1$d], type),
        get: (date, name) => name === 'now' ? () => date.now() + %1$d : date[name],
      });
      """;

    /** Of these elements. Selenium's own question is a script of fifty kilobytes, asked of one element at a time. */
    private static final String FIRST_SEEN = """
      return arguments[0].find(
          element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) ?? null;
      """;

    private static final Dimension WINDOW = new Dimension(1500, 2200);

    /** In nobody's hands. To start one takes as long as to try a page, and it has the files of the webapps to load. */
    private static final Queue<ChromeDriver> IDLE = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit)));
    }

    private final ChromeDriver driver;
    private final Object scripts;
    private final String base;

    private Browser(ChromeDriver driver, Object scripts, String base) {
        this.driver = driver;
        this.scripts = scripts;
        this.base = base;
    }

    /** Says why the test is skipped on a machine without a browser; in CI there must be one. */
    static void required() {
        boolean present = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        Assumptions.assumeTrue(
                present || "true".equals(System.getenv("CI")),
                "Sans navigateur : installez les paquets Debian chromium et chromium-driver pour jouer ce test.");
    }

    static Browser open(int port) {
        return open(port, "");
    }

    /**
     * As if it had just been unpacked, but for what it keeps of files; its clock is that of the process that it visits.
     *
     * @param script that each page has when it opens
     */
    static Browser open(int port, String script) {
        ChromeDriver driver = Optional.ofNullable(IDLE.poll()).orElseGet(Browser::start);
        String clock = MachineClock.ahead().isZero()
                ? ""
                : MOVE_THE_CLOCK.formatted(MachineClock.ahead().toMillis());
        Object scripts = driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", COUNT_REQUESTS + clock + script))
                .get("identifier");
        return new Browser(driver, scripts, "http://127.0.0.1:" + port);
    }

    private static ChromeDriver start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Nobody looks but at a failure, and each pixel is drawn by the processor.
                "--force-device-scale-factor=0.5");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(WINDOW);
        return driver;
    }

    void login(String user, String password) {
        driver.get(base + "/login");
        driver.findElement(By.id("username")).sendKeys(user);
        driver.findElement(By.id("password")).sendKeys(password);
        driver.findElement(By.cssSelector("button[type=submit]")).click();
        until(() -> !driver.getCurrentUrl().contains("/login"));
    }

    /** Logs in and follows the header from home to Tasklist; administrators stay in Cockpit. */
    void loginToTasklist(String user, String password) {
        login(user, password);
        until(() -> !driver.getTitle().isEmpty());
        if (driver.getCurrentUrl().contains(Webapps.APP)) return;
        see(By.linkText("Tâches")).click();
        until(() -> driver.getCurrentUrl().contains(Webapps.TASKLIST));
    }

    /** Leaves as somebody who closes the browser does. */
    void forgetPerson() {
        driver.manage().deleteAllCookies();
    }

    /** Shows pages as a phone of this width does, which is narrower than any window can be. */
    void phone(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    }

    /** Shows pages in the window again. */
    void window() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Until the page is there: amid a move within the present page, a driver comes back before it has left that. */
    void go(String path) {
        run("document.documentElement.dataset.isLeft = 'true'");
        driver.get(base + path);
        if (path.contains("#")) return;
        until(() -> Boolean.TRUE.equals(
                run("return document.readyState === 'complete' && !document.documentElement.dataset.isLeft")));
    }

    /** The first visible element; waits for it. */
    WebElement see(By what) {
        return until(() -> seen(what));
    }

    private WebElement seen(By what) {
        return (WebElement) run(FIRST_SEEN, driver.findElements(what));
    }

    /** Clicks an element once it is there, nothing covers it and the page is at rest. */
    void click(By what) {
        until(() -> clicked(what));
    }

    /**
     * Clicks until something is seen, each time what the page then offers first of all that leads there: a page that
     * still takes its place may miss a click, or close a window that it has just opened.
     */
    void clickUntil(By seen, By... ways) {
        until(() -> {
            if (has(seen)) return true;
            for (By way : ways) if (isAtRest() && has(way) && clicked(way)) break;
            return has(seen);
        });
    }

    private boolean has(By what) {
        return seen(what) != null;
    }

    private boolean clicked(By what) {
        try {
            List<WebElement> found = driver.findElements(what);
            if (found.isEmpty() || !isAtRest()) return false;
            WebElement element = found.get(0);
            bringUp(element);
            element.click();
            return true;
        } catch (WebDriverException covered) {
            return false;
        }
    }

    /** Runs a script in the page and hands back what it returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that hands its answer to its last argument. */
    Object answer(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Whether the page has loaded and waits for nothing more. */
    boolean isAtRest() {
        return Boolean.TRUE.equals(
                driver.executeScript("return document.readyState === 'complete' && window.openRequests === 0"));
    }

    /** Scrolls an element to where a person would have it. */
    void bringUp(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    }

    /** Waits until something is neither null nor false. */
    <T> T until(Supplier<T> something) {
        try {
            return new WebDriverWait(driver, Duration.ofSeconds(25), Duration.ofMillis(30))
                    // A page that is just being replaced answers in more than one way.
                    .ignoring(WebDriverException.class)
                    .until(each -> something.get());
        } catch (TimeoutException late) {
            picture("echec");
            throw new AssertionError(
                    "attendu en vain sur " + driver.getCurrentUrl() + " :\n" + text() + "\n"
                            + driver.manage().logs().get(LogType.BROWSER).getAll(),
                    late);
        }
    }

    WebDriver driver() {
        return driver;
    }

    String text() {
        return (String) run("return document.body.innerText.replace(/[\\t\\u00a0]/g, ' ')");
    }

    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Leaves nothing of this person to the next one. The tab stays: in a new one the keyboard is not in the page. */
    @Override
    public void close() {
        try {
            driver.executeScript("sessionStorage.clear()");
            driver.get("about:blank");
            driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", scripts));
            driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", base, "storageTypes", "all"));
            driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
            window();
            driver.manage().window().setSize(WINDOW);
            // Read, they are gone.
            driver.manage().logs().get(LogType.BROWSER);
            IDLE.add(driver);
        } catch (WebDriverException broken) {
            driver.quit();
        }
    }
}
