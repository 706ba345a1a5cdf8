package fr.jalon.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("La démonstration, quand elle recommence")
class AnewTest {

    private static final String URL = "jdbc:h2:mem:anew;DB_CLOSE_DELAY=-1";

    @Test
    @DisplayName("vide la base embarquée")
    void empties() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL, "jalon", "")) {
            connection.createStatement().execute("create table team (id int)");
        }

        Anew.empty(URL, "jalon", "");

        try (Connection connection = DriverManager.getConnection(URL, "jalon", "")) {
            assertThat(connection
                            .getMetaData()
                            .getTables(null, "PUBLIC", null, null)
                            .next())
                    .isFalse();
            connection.createStatement().execute("shutdown");
        }
    }

    @Test
    @DisplayName("ne touche à aucune autre base")
    void refusesOthers() {
        assertThatThrownBy(() -> Anew.empty("jdbc:postgresql://bdd.exemple.fr/jalon", "jalon", ""))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT))
                .hasMessageContaining("H2");
    }

    @Test
    @DisplayName("fait patienter à la même adresse, avec ses couleurs, puis rend la place")
    void keepsPeopleWaiting() throws IOException, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free());
        WaitingRoom room = new WaitingRoom(address);
        try (room) {
            HttpResponse<String> page = get(address, "/equipes/pionniers");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).contains("5");
            assertThat(page.body()).contains("http-equiv=\"refresh\"", "se prépare");
            assertThat(get(address, "/jalon.css").statusCode()).isEqualTo(200);

            room.start();

            assertThat(room.isRunning()).isTrue();
            new ServerSocket(address.getPort(), 1, address.getAddress()).close();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return door.getLocalPort();
        }
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path)
            throws IOException, InterruptedException {
        URI page = URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
}
