package fr.jalon.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Asks a Matomo for a team's visits by its Reporting API. Connects to the addresses that were looked at, and to no
 * others; follows nowhere else; reads so much and waits so long at most. The token travels in the body alone.
 */
class Matomo implements DisposableBean {

    /** In bytes, of one answer. */
    static final int MOST = 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final int OK = 200;

    private final Reach reach;
    private final TlsSocketStrategy tls;
    private final Duration patience;
    private final ExecutorService readers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "matomo");
        thread.setDaemon(true);
        return thread;
    });

    /** @param patience how long all that is asked at once may take */
    Matomo(Reach reach, TlsSocketStrategy tls, Duration patience) {
        this.reach = reach;
        this.tls = tls;
        this.patience = patience;
    }

    /**
     * The visits of some days, and where those of their months came from.
     *
     * @throws Unread if all of it is not there in time, or makes no sense
     */
    Reading read(String address, int site, String token, LocalDate from, LocalDate until) throws Unread {
        CloseableHttpClient client = client();
        Future<Reading> reading = readers.submit(() -> {
            byte[] visits = ask(client, address, site, token, "VisitsSummary.get", "day", from, until);
            Map<LocalDate, Long> days = MatomoAnswer.visits(visits, from, until);
            byte[] origins = ask(client, address, site, token, "Referrers.getReferrerType", "month", from, until);
            return new Reading(days, MatomoAnswer.origins(origins, YearMonth.from(from), YearMonth.from(until)));
        });
        try {
            return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw late(address);
        } catch (ExecutionException failed) {
            throw why(failed.getCause(), address, token);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unread("Le relevé a été interrompu\u00a0: Jalon s’arrêtait.");
        } finally {
            reading.cancel(true);
            client.close(CloseMode.IMMEDIATE); // whoever still reads is cut off
        }
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }

    private CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(tls)
                        .setDnsResolver(new SystemDefaultDnsResolver() {
                            @Override
                            public InetAddress[] resolve(String host) throws UnknownHostException {
                                return reach.addressesOf(host);
                            }
                        })
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout((int) patience.toMillis(), TimeUnit.MILLISECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .setUserAgent("Jalon")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static byte[] ask(
            CloseableHttpClient client,
            String address,
            int site,
            String token,
            String method,
            String period,
            LocalDate from,
            LocalDate until)
            throws IOException, Unread {
        HttpPost request = new HttpPost(address + "/index.php");
        List<BasicNameValuePair> form = new ArrayList<>();
        Map.of(
                        "module",
                        "API",
                        "method",
                        method,
                        "idSite",
                        String.valueOf(site),
                        "period",
                        period,
                        "date",
                        from + "," + until,
                        "format",
                        "JSON",
                        "language",
                        "en",
                        "filter_limit",
                        "-1",
                        "token_auth",
                        token)
                .forEach((name, value) -> form.add(new BasicNameValuePair(name, value)));
        request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
        // Not closed: that would read on. The client is closed as a whole.
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        if (response.getCode() != OK) throw unexpected(response.getCode(), address);
        if (response.getEntity() == null) return new byte[0];
        InputStream body = response.getEntity().getContent();
        byte[] answer = body.readNBytes(MOST + 1);
        if (answer.length > MOST) throw new Unread(host(address) + " répond plus d’un mégaoctet\u00a0: c’est trop.");
        body.close();
        return answer;
    }

    private static Unread unexpected(int status, String address) {
        if (status >= 300 && status < 400) {
            return new Unread(host(address) + " renvoie ailleurs (" + status
                    + ")\u00a0: Jalon n’y va pas. Donnez l’adresse où Matomo répond lui-même.");
        }
        return new Unread(host(address) + " répond par une erreur (" + status
                + "). Vérifiez l’adresse, et que rien devant Matomo ne demande de mot de passe.");
    }

    private static Unread why(@Nullable Throwable cause, String address, String token) {
        String host = host(address);
        if (cause instanceof Unread unread) return new Unread(unread.why().replace(token, "…"));
        if (cause instanceof SocketTimeoutException) return late(address);
        if (cause instanceof UnknownHostException) {
            return new Unread(host + " ne mène à aucune adresse publique\u00a0: Jalon ne l’appelle pas.");
        }
        if (cause instanceof SSLException) {
            return new Unread("La liaison chiffrée avec " + host
                    + " ne s’établit pas\u00a0: son certificat est-il valable, et à ce nom\u00a0?");
        }
        if (cause instanceof IOException) return new Unread(host + " ne répond pas, ou coupe sa réponse.");
        return new Unread("Le relevé a échoué, et Jalon ne sait pas pourquoi.");
    }

    private static Unread late(String address) {
        return new Unread(host(address) + " ne répond pas à temps.");
    }

    private static String host(String address) {
        return URI.create(address).getHost();
    }
}
