package fr.jalon.contact;

import static fr.jalon.Api.plain;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonServerTest;
import fr.jalon.Stage;
import fr.jalon.Visitor;
import fr.jalon.contact.Draft.Next;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@JalonServerTest
@DisplayName("Le tableur des contacts")
class SheetPagesTest {

    private static final String TWO = "Nom;État;Action;Date\n=Zoé;perdu;;\nLéa;;Rappeler;20/10/2026\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @Autowired
    private ContactRows rows;

    @Autowired
    private Contacts contacts;

    private final String id = UUID.randomUUID().toString();
    private String team;
    private String path;
    private Visitor member;

    @BeforeEach
    void aTeam() {
        stage.clock(Stage.MONDAY, 10, 0);
        team = stage.team(Stage.MONDAY);
        path = "/equipes/" + team + "/contacts";
        member = session(team + "-a");
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private Visitor session(String who) {
        Visitor visitor = Visitor.session(port, who).with("Accept", "text/html,*/*;q=0.8");
        visitor.get("/guide/equipe");
        return visitor;
    }

    private HttpResponse<String> send(Visitor who, byte[] content) {
        return who.sendFile(path + "/tableur", Map.of("id", id), "file", "contacts.csv", content);
    }

    private static String said(HttpResponse<String> answer) {
        return plain(answer.body()).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    @DisplayName("se reprend en entier ou pas du tout, une seule fois, et s’emporte sans formule")
    void takesAFile() {
        HttpResponse<String> refused = send(member, "Nom;État\nZoé;perdu\n;essai\n".getBytes(UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(said(refused)).contains("Ligne 3, Nom : un nom est attendu", "Ligne 3, Prochaine action : un");
        assertThat(rows.of(team)).isEmpty();

        for (int time = 0; time < 2; time++) {
            HttpResponse<String> taken = send(member, TWO.getBytes(Charset.forName("windows-1252")));
            assertThat(taken.statusCode()).as(said(taken)).isEqualTo(302);
            assertThat(taken.headers().firstValue("Location")).contains(path + "?fait=reprise");
        }

        assertThat(rows.of(team))
                .extracting(contact -> contact.draft().name())
                .containsExactlyInAnyOrder("=Zoé", "Léa");
        HttpResponse<String> csv = member.get(path + ".csv");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body()).contains("'=Zoé;;;;Perdu", "Léa;;;;À contacter;;Rappeler;20/10/2026");
    }

    @Test
    @DisplayName("ne prend ni une adresse déjà connue, ni plus que la place qui reste, ni un fichier trop gros")
    void refuses() {
        Next next = new Next("Rappeler", Stage.MONDAY);
        contacts.add(team, ContactState.TRIAL, new Draft("Zoé", "zoe@ville.example", null, null, null, next), "fanny");

        assertThat(said(send(member, "Nom;Mail;État\nLéa;ZOE@ville.example;perdu\n".getBytes(UTF_8))))
                .contains("Ligne 2, Adresse électronique : c’est déjà l’adresse de « Zoé ».");
        HttpResponse<String> full = send(member, ("Nom;État\n" + "Léa;perdu\n".repeat(Contacts.MOST)).getBytes(UTF_8));
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(said(full)).contains("Une équipe a au plus 2 000 contacts ; il reste de la place pour 1 999");
        HttpResponse<String> large = send(member, new byte[ContactSheet.LONGEST + 1]);
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(said(large)).contains("5 Mo au plus");
        HttpResponse<String> larger = send(member, new byte[11 * 1024 * 1024]);
        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(said(larger)).contains("Reprendre un tableur", "5 Mo au plus");
        assertThat(send(member, new byte[0]).statusCode()).isEqualTo(422);
        assertThat(rows.of(team)).hasSize(1);
    }

    @Test
    @DisplayName("n’est pas à reprendre pour qui ne fait que voir l’équipe")
    void isForWriters() {
        Visitor carlos = session("carlos");
        assertThat(carlos.get(path + "/tableur").statusCode()).isEqualTo(404);
        assertThat(send(carlos, TWO.getBytes(UTF_8)).statusCode()).isEqualTo(404);
        assertThat(carlos.get(path + ".csv").statusCode()).isEqualTo(200);
    }
}
