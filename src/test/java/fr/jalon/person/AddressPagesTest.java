package fr.jalon.person;

import static fr.jalon.Api.assertProblem;
import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import fr.jalon.Api;
import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.WholeDatabase;
import fr.jalon.contact.ContactState;
import fr.jalon.contact.Contacts;
import fr.jalon.contact.Draft;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Ce que Jalon garde d’une personne sans compte")
class AddressPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Contacts contacts;

    @Autowired
    private JdbcClient jdbc;

    private final String address = "zoe." + UUID.randomUUID().toString().substring(0, 8) + "@ville.example";
    private String member;

    @BeforeEach
    void isAContactOfTwoTeams() {
        for (int each = 0; each < 2; each++) {
            String team = stage.team(Stage.MONDAY);
            member = team + "-a";
            contacts.add(
                    team,
                    ContactState.USER,
                    new Draft("Zoé Lefèvre", address, "04 78 00 00 00", "Salon", member, null),
                    member);
        }
    }

    @Test
    @DisplayName("se trouve par l’adresse entière, se lit et s’efface quand elle est tapée de nouveau")
    void isFoundAndErased() {
        assertThat(text(Pages.get(mvc, "admin", "/personnes?q=" + address.toUpperCase(java.util.Locale.ROOT))))
                .contains("href=\"/adresses/" + address + "\"");
        assertThat(shown(Pages.get(mvc, "admin", "/personnes?q=" + address.substring(0, 8))))
                .doesNotContain("Sans compte");
        String page = "/adresses/" + address;
        assertThat(shown(Pages.get(mvc, "admin", page)))
                .contains("Ce qui sera effacé", "Contacts d’équipes à son adresse, avec leur historique : 2")
                .contains("Ce qui restera, et pourquoi");
        assertThat(said(Pages.post(mvc, "admin", page, "typed", "autre"))).contains("Tapez exactement");
        assertThat(WholeDatabase.columnsWith(jdbc, address)).containsExactly("contact.email");

        assertThat(said(Pages.post(mvc, "admin", page, "typed", address))).contains("est effacé");

        assertThat(WholeDatabase.columnsWith(jdbc, address)).isEmpty();
        assertThat(Pages.get(mvc, "admin", page)).hasStatus(404);
        assertThat(shown(Pages.get(mvc, "admin", "/personnes?q=" + address))).contains("Personne ne correspond");
    }

    @Test
    @DisplayName("se demande aussi par HTTP, aux seuls administrateurs")
    void isAskedOverHttp() {
        Api api = new Api(mvc);
        String route = "/api/addresses/{address}";
        MvcTestResult export = api.get("admin", route, address);
        assertThat(export).hasStatusOk();
        assertThat(JsonPath.<List<String>>read(text(export), "$.contacts[*].name"))
                .containsExactly("Zoé Lefèvre", "Zoé Lefèvre");
        assertThat(JsonPath.<List<String>>read(text(export), "$.contacts[*].history[*].kind"))
                .containsExactly("CREATED", "CREATED");
        assertThat(text(export)).doesNotContain(member);
        for (String other : List.of("fanny", member)) {
            assertProblem(api.get(other, route, address), 403);
            assertProblem(api.delete(other, route, address), 403);
            assertThat(Pages.get(mvc, other, "/adresses/" + address)).hasStatus(403);
        }
        assertProblem(api.get("admin", route, "personne@ville.example"), 404, "ne garde rien");
        assertProblem(api.get("admin", route, "zoe"), 404, "n’est pas une adresse");
        assertProblem(api.get("admin", route, member + "@jalon.example"), 409, "celle d’un compte", member);
        assertProblem(api.delete("admin", route, member + "@jalon.example"), 409);

        assertThat(api.delete("admin", route, address))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.erased[0].count")
                .isEqualTo(2);
        assertProblem(api.delete("admin", route, address), 404);
    }

    @Test
    @DisplayName("s’efface avec le compte de qui en a un à cette adresse ; qui suivait un contact ne le suit plus")
    void goesWithAnAccount() {
        String colleague = stage.team(Stage.MONDAY) + "-a";
        String team = colleague.substring(0, colleague.length() - 2);
        Draft draft = new Draft("Anne", colleague + "@jalon.example", null, null, colleague, null);
        contacts.add(team, ContactState.USER, draft, colleague);
        Api api = new Api(mvc);
        assertThat(JsonPath.<List<String>>read(
                        text(api.get("admin", "/api/people/{id}", colleague)), "$.contacts[*].name"))
                .containsExactly("Anne");
        contacts.add(team, ContactState.USER, new Draft("Max", null, null, null, colleague, null), colleague);

        assertThat(api.delete("admin", "/api/people/{id}", colleague)).hasStatusOk();

        assertThat(WholeDatabase.columnsWith(jdbc, colleague)).isEmpty();
        assertThat(contacts.byState(team))
                .extracting(Contacts.StateCount::count)
                .containsExactly(0, 0, 0, 1, 0);
    }
}
