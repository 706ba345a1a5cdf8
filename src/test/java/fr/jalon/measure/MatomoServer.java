package fr.jalon.measure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stand-in on this machine that answers as Matomo's Reporting API is documented to, or as a test has it. */
final class MatomoServer implements AutoCloseable {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** @param query what stood in the address; null where nothing did */
    record Asked(String method, String path, String query, Map<String, String> form, String everything) {}

    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answer answer = this::figures;

    MatomoServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        server.createContext("/", exchange -> {
            note(exchange);
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    void answers(Answer other) {
        answer = other;
    }

    void answers(String json) {
        answer = exchange -> send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
    }

    void answersAsDocumented() {
        answer = this::figures;
    }

    /** Until the test is over. */
    void answersNothing() {
        answer = exchange -> {
            try {
                end.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** One byte after the other, until the test is over. */
    void answersInDrops() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!end.await(20, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void note(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getQuery(),
                form,
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet()));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Ten visits a day, but for Sundays, which have no figures; those of each month by link and by search. */
    private void figures(HttpExchange exchange) throws IOException {
        Map<String, String> form = asked.get(asked.size() - 1).form();
        if (!TOKEN.equals(form.get("token_auth"))) {
            String refused = "{\"result\":\"error\",\"message\":\"You can't access this resource as it requires 'view' "
                    + "access for the website id = 7.\"}";
            send(exchange, 200, refused.getBytes(StandardCharsets.UTF_8));
            return;
        }
        LocalDate from = LocalDate.parse(form.get("date").split(",")[0]);
        LocalDate until = LocalDate.parse(form.get("date").split(",")[1]);
        String json = form.get("method").equals("VisitsSummary.get")
                ? from.datesUntil(until.plusDays(1))
                        .map(day -> "\"" + day + "\":" + (day.getDayOfWeek().getValue() == 7 ? "[]" : DAY))
                        .collect(Collectors.joining(",", "{", "}"))
                : from.withDayOfMonth(1)
                        .datesUntil(until.plusDays(1), Period.ofMonths(1))
                        .map(day -> "\"" + day.toString().substring(0, 7) + "\":" + ORIGINS)
                        .collect(Collectors.joining(",", "{", "}"));
        send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
    }

    private static final String DAY = """
            {"nb_uniq_visitors":8,"nb_users":0,"nb_visits":10,"nb_actions":31,"nb_visits_converted":0,"bounce_count":4,\
            "sum_visit_length":1203,"max_actions":9,"bounce_rate":"40%","nb_actions_per_visit":3.1,\
            "avg_time_on_site":120}""";

    private static final String ORIGINS = """
            [{"label":"Campaigns","nb_uniq_visitors":90,"nb_visits":120,"referrer_type":6,"idsubdatatable":6},\
            {"label":"Search Engines","nb_visits":30,"referrer_type":2},{"label":"Direct Entry","nb_visits":7}]""";

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
