package fr.jalon.team;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les membres d’une équipe, sur une page")
class MemberPagesTest {

    private static final Pattern INVITATION = Pattern.compile("/invitation/([\\w-]+)\"");

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Invitations invitations;

    @Autowired
    private MockMvcTester mvc;

    private String team;

    @BeforeEach
    void aTeam() {
        team = stage.teamAWeekBefore();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult get(String who, String path) {
        return Pages.get(mvc, who, "/equipes/" + team + path);
    }

    private MvcTestResult post(String path, String... fields) {
        return Pages.post(mvc, "fanny", "/equipes/" + team + path, fields);
    }

    private static String[] person(String first, String last, String email, String... more) {
        List<String> all = new ArrayList<>(List.of("firstName", first, "lastName", last, "email", email));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String token(MvcTestResult answer) {
        Matcher link = INVITATION.matcher(text(answer));
        assertThat(link.find()).as(said(answer)).isTrue();
        return link.group(1);
    }

    private static String seen(MvcTestResult answer) {
        Matcher field = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"").matcher(text(answer));
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    private String address(String name) {
        return name + "@" + team + ".example";
    }

    private List<String> members() {
        return teams.membersOf(teams.team(team)).stream().map(Person::name).toList();
    }

    @Test
    @DisplayName("ne s’ouvrent qu’aux facilitateurs, de la page de l’équipe")
    void isForFacilitators() {
        assertThat(text(get("fanny", ""))).contains("/equipes/" + team + "/membres");
        assertThat(get("fanny", "/membres")).hasStatusOk();
        for (String other : List.of("carlos", team + "-a")) {
            assertThat(get(other, "/membres")).hasStatus(403);
            assertThat(text(get(other, ""))).doesNotContain("/membres");
        }
    }

    @Nested
    @DisplayName("Ajouter")
    class Adding {

        @Test
        @DisplayName("invite qui n’a pas de compte, et montre le lien une fois, faute de courriel")
        void invites() {
            MvcTestResult added = post("/membres", person(" Luc ", "Noël", "Luc@" + team + ".example"));

            assertThat(added).hasStatusOk();
            assertThat(members()).contains("Luc Noël");
            assertThat(invitations.memberOf(token(added))).isPresent();
            assertThat(text(get("fanny", "/membres"))).doesNotContain("/invitation/");
        }

        @Test
        @DisplayName("envoyé deux fois, ne fait rien de plus")
        void isHarmlessTwice() {
            MvcTestResult first = post("/membres", person("Luc", "Noël", address("luc")));
            MvcTestResult second = post("/membres", person("Luc", "Noël", address("luc")));

            assertThat(said(second)).contains("Luc Noël est déjà membre de l’équipe : rien n’a été changé.");
            assertThat(members()).hasSize(2);
            assertThat(invitations.memberOf(token(first))).isPresent();
        }

        @Test
        @DisplayName("reconnaît un compte à son adresse, s’il porte ce nom")
        void knowsAccounts() {
            String other = stage.team(teams.team(team).cohort());
            MvcTestResult misnamed = post("/membres", person("Léa", "Roux", other + "-a@jalon.example"));
            assertThat(misnamed).hasStatus(422);
            assertThat(said(misnamed)).contains("C’est l’adresse de Anne Durand");
            assertThat(text(misnamed)).contains("value=\"Léa\"", "value=\"" + other + "-a@jalon.example\"");

            assertThat(post("/membres", person("Anne", "Durand", other + "-a@jalon.example")))
                    .hasStatus(302)
                    .hasHeader("Location", "/equipes/" + team + "/membres?fait=ajout");
            assertThat(teams.membersOf(teams.team(team))).extracting(Person::id).contains(other + "-a");
        }

        @ParameterizedTest(name = "« {0} », « {1} », « {2} »")
        @CsvSource({
            "'', Noël, luc@x.example, firstName, Ce champ est obligatoire.",
            "Luc, ' ', luc@x.example, lastName, Ce champ est obligatoire.",
            "Luc, Noël, luc, email, Une adresse électronique est attendue.",
            "Luc, Noël, fanny@jalon.example, email, C’est l’adresse d’un compte de l’encadrement."
        })
        @DisplayName("dit à côté du champ ce qui ne va pas, et garde ce qui est écrit")
        void saysWhatIsWrong(String first, String last, String email, String field, String fault) {
            MvcTestResult refused = post("/membres", person(first, last, email));

            assertThat(refused).hasStatus(422);
            assertThat(text(refused))
                    .contains("id=\"" + field + "-fault\"", "aria-describedby=\"" + field + "-fault\"")
                    .contains("value=\"" + email + "\"");
            assertThat(said(refused)).contains(fault);
            assertThat(members()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("Corriger")
    class Correcting {

        private String member;

        private MvcTestResult correct(String seen, String first, String email) {
            return post("/membres/" + member, person(first, "Noël", email, "seen", seen));
        }

        private String invited() {
            String token = token(post("/membres", person("Luk", "Noël", address("luk"))));
            member = invitations.memberOf(token).orElseThrow();
            return token;
        }

        @Test
        @DisplayName("un nom laisse l’invitation, une adresse la renouvelle")
        void renewsAnInvitation() {
            String first = invited();
            String seen = seen(get("fanny", "/membres/" + member));
            assertThat(correct(seen, "Luc", address("luk"))).hasStatus(302);
            assertThat(invitations.memberOf(first)).contains(member);

            seen = seen(get("fanny", "/membres/" + member));
            String second = token(correct(seen, "Luc", address("luc")));

            assertThat(accounts.find(member)).contains(new Person(member, "Luc", "Noël", address("luc")));
            assertThat(invitations.memberOf(first)).isEmpty();
            assertThat(invitations.memberOf(second)).contains(member);
            assertThat(correct(seen, "Luc", address("luc"))).hasStatus(302);
            assertThat(invitations.memberOf(second)).contains(member);
        }

        @Test
        @DisplayName("sur une page d’avant ne fait rien, et dit ce qui a changé")
        void tellsOfChanges() {
            invited();
            String seen = seen(get("fanny", "/membres/" + member));
            correct(seen, "Luc", address("luk"));

            MvcTestResult stale = correct(seen, "Lucas", address("luk"));

            assertThat(stale).hasStatus(422);
            assertThat(said(stale)).contains("entre-temps, ce compte est au nom de Luc Noël");
            assertThat(text(stale)).contains("value=\"Lucas\"");
            assertThat(members()).contains("Luc Noël");
        }

        @Test
        @DisplayName("ne prend ni l’adresse d’un autre, ni le compte de l’encadrement, ni celui d’une autre équipe")
        void isBounded() {
            invited();
            String seen = seen(get("fanny", "/membres/" + member));
            assertThat(said(correct(seen, "Luc", team + "-a@jalon.example")))
                    .contains("C’est l’adresse de Anne Durand");
            accounts.join(member, Groups.COACHES);
            assertThat(said(correct(seen, "Luc", address("luk")))).contains("Ce compte est aussi de l’encadrement");
            assertThat(get("fanny", "/membres/carlos")).hasStatus(404);
            assertThat(members()).contains("Luk Noël");
        }
    }

    @Test
    @DisplayName("Retirer dit d’abord ce qui se passera, et peut être envoyé deux fois")
    void removes() {
        assertThat(said(get("fanny", "/membres"))).contains("Son accès à l’équipe cesse aussitôt");
        for (int time = 0; time < 2; time++) {
            assertThat(post("/membres/" + team + "-a/depart"))
                    .hasStatus(302)
                    .hasHeader("Location", "/equipes/" + team + "/membres?fait=depart");
        }
        assertThat(members()).isEmpty();
        assertThat(get(team + "-a", "")).hasStatus(404);
    }

    @Nested
    @DisplayName("L’équipe")
    class TheTeam {

        @Test
        @DisplayName("se renomme, deux fois sans dommage, mais pas sur une page d’avant")
        void isRenamed() {
            String before = teams.team(team).name();
            for (int time = 0; time < 2; time++) {
                assertThat(post("/nom", "name", " Les Abeilles ", "seen", before))
                        .hasStatus(302);
            }
            assertThat(teams.team(team).name()).isEqualTo("Les Abeilles");

            MvcTestResult stale = post("/nom", "name", "Les Guêpes", "seen", before);

            assertThat(stale).hasStatus(422);
            assertThat(said(stale)).contains("Entre-temps, l’équipe s’appelle « Les Abeilles »");
            assertThat(text(stale)).contains("value=\"Les Guêpes\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {" ", "Les\u200BAbeilles"})
        @DisplayName("garde son nom s’il n’en est pas un")
        void keepsItsName(String name) {
            String before = teams.team(team).name();
            assertThat(post("/nom", "name", name, "seen", before)).hasStatus(422);
            assertThat(teams.team(team).name()).isEqualTo(before);
        }

        @Test
        @DisplayName("change de cohorte avec ses parcours, s’il n’y a pas là son nom")
        void moves() {
            String from = teams.team(team).cohort();
            String journey = stage.open(team);
            String there = stage.team(Stage.MONDAY);
            String to = teams.team(there).cohort();
            enrolments.rename(teams.team(there), teams.team(team).name());

            MvcTestResult taken = post("/cohorte", "cohort", to, "seen", from);
            assertThat(taken).hasStatus(422);
            assertThat(said(taken)).contains("Une équipe de cette cohorte s’appelle déjà");
            assertThat(post("/cohorte", "cohort", "nulle-part", "seen", from)).hasStatus(422);

            enrolments.rename(teams.team(there), "Autrement");
            for (int time = 0; time < 2; time++) {
                assertThat(post("/cohorte", "cohort", to, "seen", from)).hasStatus(302);
            }
            assertThat(teams.team(team).cohort()).isEqualTo(to);
            assertThat(said(get("fanny", ""))).contains("De l’idée à la décision");
            assertThat(stage.openTasks(journey)).isNotEmpty();
            assertThat(said(post("/cohorte", "cohort", from, "seen", from)))
                    .contains("Entre-temps, l’équipe est passée");
        }
    }
}
