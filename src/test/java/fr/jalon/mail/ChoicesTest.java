package fr.jalon.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("Les courriels que l’on choisit")
class ChoicesTest {

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetup.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    private static final Pattern STOP =
            Pattern.compile("List-Unsubscribe: <https?://[^/]+(/courriels/arret/[\\w-]{43}/reminders)>");

    /** Messages that always hold, and that one may do without. */
    private static final Matter REMINDERS = new Matter() {
        @Override
        public String kind() {
            return "rappel";
        }

        @Override
        public Topic topic() {
            return Topic.REMINDERS;
        }

        @Override
        public Map<String, String> lost(List<Letter> letters) {
            return Map.of();
        }
    };

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Choices choices;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private String anne;

    @BeforeEach
    void somebody() {
        anne = stage.team(Stage.MONDAY) + "-a";
        empty();
    }

    @AfterEach
    void empty() {
        jdbc.sql("delete from outbox").update();
    }

    private void write(String key, String kind) {
        Letter letter = new Letter(key, anne, anne + "@jalon.example", "À rendre", "Bonjour Anne,", kind, "o", null);
        transaction.executeWithoutResult(status -> outbox.put(List.of(letter)));
        Delivery.postman(
                        outbox,
                        List.of(REMINDERS),
                        choices,
                        clock,
                        Delivery.server(SERVER.getSmtp().getPort()))
                .round();
    }

    /** The raw text of the last message. */
    private static String last() {
        var all = SERVER.getReceivedMessages();
        return GreenMailUtil.getWholeMessage(all[all.length - 1]).replace("\r\n ", " ");
    }

    private String stop() {
        write("rappel-1", "rappel");
        Matcher stop = STOP.matcher(last());
        assertThat(stop.find()).isTrue();
        return stop.group(1);
    }

    /** As a mail application does, in nobody's name. */
    private MvcTestResult oneClick(String address) {
        return mvc.post()
                .uri(address)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .content("List-Unsubscribe=One-Click")
                .exchange();
    }

    private MvcTestResult look(String address) {
        return mvc.get().uri(address).accept(MediaType.TEXT_HTML).exchange();
    }

    private Outbox.Entry entry(String key) {
        return outbox.list(Optional.empty(), "", 0, 10).stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("s’arrêtent d’un clic, sans se connecter : ce qui attend alors est écarté, et l’administrateur lit "
            + "pourquoi")
    void stopByOneClick() {
        String stop = stop();
        assertThat(last()).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        assertThat(Pages.shown(look(stop))).contains("Ne plus recevoir ces courriels");
        write("rappel-2", "rappel");
        assertThat(SERVER.getReceivedMessages()).hasSize(2);

        assertThat(Pages.shown(oneClick(stop))).contains("vous ne recevez plus ces courriels");
        assertThat(Pages.shown(oneClick(stop))).contains("vous ne recevez plus ces courriels");
        write("rappel-3", "rappel");

        assertThat(SERVER.getReceivedMessages()).hasSize(2);
        assertThat(entry("rappel-3").state()).isEqualTo(Outbox.State.DROPPED);
        assertThat(entry("rappel-3").why()).isEqualTo(Choices.DECLINED);
        write("ordre-1", "ordre");
        assertThat(SERVER.getReceivedMessages()).hasSize(3);
    }

    @Test
    @DisplayName("reviennent au même endroit, et disent d’un courriel à l’autre la même adresse")
    void comeBack() {
        String stop = stop();
        oneClick(stop);

        MvcTestResult again = mvc.post().uri(stop).param("encore", "oui").exchange();

        assertThat(Pages.shown(again)).contains("vous recevrez de nouveau ces courriels");
        write("rappel-2", "rappel");
        assertThat(last()).contains(stop);
    }

    @Test
    @DisplayName("ne comptent pas ce dont personne ne se passe : rien ne s’y décline")
    void leaveWhatIsNeeded() {
        write("ordre-1", "ordre");

        assertThat(last()).doesNotContain("List-Unsubscribe", "/courriels/");
    }

    @Test
    @DisplayName("ne mènent nulle part sous une adresse inventée")
    void knowTheirAddresses() {
        String stop = stop();

        assertThat(look("/courriels/arret/" + "x".repeat(43) + "/reminders")).hasStatus(404);
        assertThat(oneClick("/courriels/arret/" + "x".repeat(43) + "/reminders"))
                .hasStatus(404);
        assertThat(oneClick(stop.replace("reminders", "needed"))).hasStatus(404);
        assertThat(choices.of(anne)).isEmpty();
    }

    @Test
    @DisplayName("se choisissent sur une page, chacun les siens, aussi souvent que l’on veut")
    void areChosenOnAPage() {
        assertThat(Pages.shown(Pages.get(mvc, anne, "/courriels"))).contains("Les rappels et les retards");

        for (int i = 0; i < 2; i++)
            assertThat(Pages.post(mvc, anne, "/courriels", "wanted", "steps", "wanted", "contacts", "hour", "10"))
                    .hasStatus3xxRedirection();
        assertThat(Pages.post(mvc, anne, "/courriels", "hour", "23")).hasStatus(422);

        assertThat(choices.of(anne)).containsExactlyInAnyOrder(Topic.MORNING, Topic.REMINDERS, Topic.CHANGES);
        assertThat(Pages.shown(Pages.get(mvc, anne, "/courriels?fait=oui"))).contains("Vos choix sont enregistrés");
        assertThat(choices.hourOf(anne)).isEqualTo(10);
        assertThat(choices.of("fanny")).isEmpty();
        assertThat(choices.hourOf("fanny")).isEqualTo(8);
    }

    @Test
    @DisplayName("s’oublient avec le compte")
    void areForgottenWithTheAccount() {
        String stop = stop();
        oneClick(stop);

        transaction.executeWithoutResult(status -> accounts.delete(anne));

        assertThat(look(stop)).hasStatus(404);
        assertThat(choices.of(anne)).isEmpty();
    }
}
