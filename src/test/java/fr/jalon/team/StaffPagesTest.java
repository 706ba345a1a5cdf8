package fr.jalon.team;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.hidden;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.ClaimedRoles;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Staff.Role;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@JalonTest
@DisplayName("L’encadrement, sur une page")
class StaffPagesTest {

    private static final Pattern INVITATION = Pattern.compile("/invitation/([\\w-]+)\"");
    private static final String CHOSEN = "Un-Nouveau-Secret-27";

    @Autowired
    private Stage stage;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Teams teams;

    @Autowired
    private Coaching coaching;

    @Autowired
    private Staff staff;

    @Autowired
    private InvitationRows rows;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvcTester mvc;

    private final String last = "Zola" + UUID.randomUUID().toString().substring(0, 6);
    private final String id = "eve-" + last.toLowerCase(Locale.ROOT);
    private final String email = id + "@jalon.example";

    @BeforeEach
    void accompanies() {
        stage.staff();
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private MvcTestResult invite(String... fields) {
        return Pages.post(mvc, "admin", "/encadrement", fields);
    }

    private MvcTestResult inviteEve(String role) {
        return invite("firstName", " Ève ", "lastName", last, "email", email, "role", role);
    }

    private static String token(MvcTestResult answer) {
        Matcher link = INVITATION.matcher(text(answer));
        assertThat(link.find()).as(said(answer)).isTrue();
        return link.group(1);
    }

    private MvcTestResult give(String who, String whom, String seen, String... roles) {
        String[] fields = Stream.concat(
                        Stream.of("seen", seen), Stream.of(roles).flatMap(role -> Stream.of("role", role)))
                .toArray(String[]::new);
        return Pages.post(mvc, who, "/encadrement/" + whom, fields);
    }

    private MvcTestResult give(String who, String whom, List<String> roles) {
        return give(
                who, whom, hidden(Pages.get(mvc, who, "/encadrement/" + whom), "seen"), roles.toArray(String[]::new));
    }

    private void anAccount() {
        accounts.create(new Person(id, "Ève", last, email));
        accounts.setPassword(id, Stage.PASSWORD);
    }

    @Test
    @DisplayName("n’est qu’à l’administration, qui y vient de la page des personnes")
    void isForAdministrators() {
        assertThat(text(Pages.get(mvc, "admin", "/personnes"))).contains("href=\"/encadrement\"");
        assertThat(text(Pages.get(mvc, "admin", "/personnes/fanny"))).contains("href=\"/encadrement/fanny\"");
        assertThat(shown(Pages.get(mvc, "admin", "/encadrement"))).contains("Fanny Moreau", "facilitateur");
        for (String other : List.of("fanny", "carlos")) {
            assertThat(Pages.get(mvc, other, "/encadrement")).hasStatus(403);
            assertThat(Pages.get(mvc, other, "/encadrement/carlos")).hasStatus(403);
            assertThat(Pages.post(mvc, other, "/encadrement/carlos", "role", "ADMINISTRATOR"))
                    .hasStatus(403);
            assertThat(Pages.post(mvc, other, "/encadrement/carlos/invitation")).hasStatus(403);
        }
        assertThat(Pages.get(mvc, "admin", "/encadrement/personne")).hasStatus(404);
    }

    @Nested
    @DisplayName("Inviter")
    class Inviting {

        @ParameterizedTest
        @EnumSource
        @DisplayName("ouvre un compte à un rôle, dont la personne choisit le mot de passe, une fois")
        void opensAnAccount(Role role) {
            String token = token(inviteEve(role.name()));

            assertThat(accounts.find(id)).contains(new Person(id, "Ève", last, email));
            assertThat(staff.of(id).roles()).containsExactly(role);
            assertThat(shown(Pages.get(mvc, "admin", "/encadrement"))).contains("Ève " + last, "Invitation valable");
            assertThat(text(mvc.get().uri("/invitation/" + token).exchange())).contains(id);
            assertThat(jdbc.sql("select body from outbox where person = ?")
                            .param(id)
                            .query(String.class)
                            .single())
                    .contains("Bonjour Ève", "invité·e à Jalon comme ", "/invitation/" + token, id);

            assertThat(invitations.accept(token, CHOSEN)).isEqualTo(id);
            assertThat(identity.checkPassword(id, CHOSEN)).isTrue();
            assertThatThrownBy(() -> invitations.accept(token, CHOSEN)).isInstanceOf(Refusal.class);
            assertThat(said(Pages.get(mvc, "admin", "/encadrement"))).contains("Ève " + last);
            assertThat(text(Pages.get(mvc, "admin", "/encadrement")))
                    .doesNotContain("/encadrement/" + id + "/invitation");
        }

        @Test
        @DisplayName("deux fois de suite, n’invite qu’une fois ; un homonyme à une autre adresse a son identifiant")
        void invitesOnce() {
            inviteEve("COACH");
            assertThat(inviteEve("COACH")).hasStatus(302).hasHeader("Location", "/encadrement?fait=deja");
            assertThat(jdbc.sql("select count(*) from invitation where member = ?")
                            .param(id)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);

            invite("firstName", "Ève", "lastName", last, "email", "autre." + email, "role", "COACH");
            assertThat(accounts.find(id + "-2")).isPresent();
        }

        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "'', Zola, eve@jalon.example, COACH, firstName",
                    "Ève, ' ', eve@jalon.example, COACH, lastName",
                    "Ève, Zola, eve@, COACH, email",
                    "Ève, Zola, '', COACH, email",
                    "Ève, Zola, eve@jalon.example, '', role",
                    "Ève, Zola, eve@jalon.example, membre, role",
                    "Ève, Zola, fanny@jalon.example, COACH, email",
                })
        @DisplayName("dit ce qui manque à côté du champ, garde ce qui est tapé et ne fait rien")
        void namesTheField(String first, String name, String address, String role, String field) {
            long before = accounts.ids().size();

            MvcTestResult answer = invite("firstName", first, "lastName", name, "email", address, "role", role);

            assertThat(answer).hasStatus(422);
            assertThat(text(answer)).contains("id=\"" + field + "-fault\"", "value=\"" + address + "\"");
            assertThat(accounts.ids()).hasSize((int) before);
        }

        @Test
        @DisplayName("dit de qui est l’adresse")
        void tellsWhoseAddressItIs() {
            assertThat(said(invite(
                            "firstName", "Ève", "lastName", last, "email", "Fanny@Jalon.example", "role", "COACH")))
                    .contains("Fanny Moreau (fanny)");
            assertThat(said(invite(
                            "firstName",
                            "Fanny",
                            "lastName",
                            "Moreau",
                            "email",
                            "fanny@jalon.example",
                            "role",
                            "COACH")))
                    .contains("Fanny Moreau (fanny)");
        }

        @Test
        @DisplayName("de nouveau, remplace l’invitation, même expirée, et se refuse à qui a un mot de passe")
        void invitesAnew() {
            String first = token(inviteEve("FACILITATOR"));
            ClockUtil.setCurrentTime(
                    Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofDays(15))));
            assertThat(invitations.memberOf(first)).isEmpty();
            assertThat(said(Pages.get(mvc, "admin", "/encadrement"))).contains("Invitation expirée le");

            String second = token(Pages.post(mvc, "admin", "/encadrement/" + id + "/invitation"));
            String third = token(Pages.post(mvc, "admin", "/encadrement/" + id + "/invitation"));

            assertThat(invitations.memberOf(second)).isEmpty();
            assertThat(invitations.accept(third, CHOSEN)).isEqualTo(id);
            assertThat(Pages.post(mvc, "admin", "/encadrement/" + id + "/invitation"))
                    .hasStatus(302)
                    .hasHeader("Location", "/encadrement?fait=mot-de-passe");
        }

        @Test
        @DisplayName("un rôle de plus annule l’invitation, qui se renouvelle")
        void anotherRoleVoidsIt() {
            String token = token(inviteEve("COACH"));

            assertThat(give("admin", id, List.of("COACH", "FACILITATOR"))).hasStatus(302);

            assertThat(invitations.memberOf(token)).isEmpty();
            String next = token(Pages.post(mvc, "admin", "/encadrement/" + id + "/invitation"));
            assertThat(invitations.accept(next, CHOSEN)).isEqualTo(id);
        }

        @Test
        @DisplayName("de nouveau, ne se peut pas pour un membre devenu de l’encadrement : son adresse vient d’ailleurs")
        void sendsNoLinkToAFormerMember() {
            accounts.create(new Person(id, "Ève", last, email));
            accounts.join(id, Groups.COACHES);

            assertThat(Pages.post(mvc, "admin", "/encadrement/" + id + "/invitation"))
                    .hasStatus(302)
                    .hasHeader("Location", "/encadrement?fait=mot-de-passe");
            assertThat(text(Pages.get(mvc, "admin", "/encadrement")))
                    .doesNotContain("/encadrement/" + id + "/invitation");
        }

        @Test
        @DisplayName("ne vaut plus pour qui n’a plus aucun rôle")
        void endsWithTheRole() {
            String token = token(inviteEve("COACH"));

            assertThat(give("admin", id, List.of())).hasStatus(302);

            assertThatThrownBy(() -> invitations.accept(token, CHOSEN)).isInstanceOf(Refusal.class);
        }
    }

    @Nested
    @DisplayName("Les rôles")
    class Roles {

        @Test
        @DisplayName("se donnent et s’ôtent, et le même envoi deux fois ne fait rien de plus")
        void change() {
            anAccount();
            String seen = hidden(Pages.get(mvc, "admin", "/encadrement/" + id), "seen");
            for (int time = 0; time < 2; time++) {
                assertThat(give("admin", id, seen, "COACH", "ADMINISTRATOR"))
                        .hasStatus(302)
                        .hasHeader("Location", "/encadrement/" + id + "?fait=roles");
            }
            assertThat(accounts.groupsOf(id)).containsExactlyInAnyOrder(Groups.COACHES, Groups.ADMINISTRATORS);

            MvcTestResult late = give("admin", id, seen, "FACILITATOR");
            assertThat(late).hasStatus(422);
            assertThat(said(late)).contains("Entre-temps");

            assertThat(give("admin", id, List.of("FACILITATOR"))).hasStatus(302);
            assertThat(accounts.groupsOf(id)).containsExactly(Groups.FACILITATORS);
        }

        @Test
        @DisplayName("d’administrateur ne s’ôte ni à soi, ni au dernier")
        void keepAnAdministrator() {
            anAccount();
            assertThat(give("admin", id, List.of("ADMINISTRATOR"))).hasStatus(302);

            MvcTestResult own = give(id, id, List.of("COACH"));
            assertThat(own).hasStatus(422);
            assertThat(said(own)).contains("Personne ne s’ôte ce rôle");
            assertThat(accounts.groupsOf(id)).containsExactly(Groups.ADMINISTRATORS);

            List<Person> others = accounts.membersOf(Groups.ADMINISTRATORS).stream()
                    .filter(each -> !each.id().equals(id))
                    .toList();
            others.forEach(each -> accounts.leave(each.id(), Groups.ADMINISTRATORS));
            try {
                assertThat(give(id, id, List.of())).hasStatus(422);
                assertThatThrownBy(() -> staff.change(id, Set.of(), "admin")).isInstanceOf(Refusal.class);
            } finally {
                others.forEach(each -> accounts.join(each.id(), Groups.ADMINISTRATORS));
            }
            assertThat(give("admin", id, List.of())).hasStatus(302);
        }

        @Test
        @DisplayName("que donne l’établissement ne changent pas ici, pour un compte qui lui est relié")
        void leaveWhatTheInstitutionGives() {
            Staff claimed = new Staff(
                    accounts,
                    invitations,
                    rows,
                    new StaticListableBeanFactory(Map.of("claimed", new ClaimedRoles(Set.of(Groups.COACHES))))
                            .getBeanProvider(ClaimedRoles.class));
            anAccount();
            accounts.join(id, Groups.COACHES);
            assertThat(claimed.claimedOf(id)).isEmpty();
            identity.setUserInfo(id, "single-sign-on", id);

            assertThat(claimed.claimedOf(id)).containsExactly(Role.COACH);
            transaction.executeWithoutResult(status -> claimed.change(id, Set.of(Role.FACILITATOR), "admin"));

            assertThat(claimed.of(id).roles()).containsExactly(Role.FACILITATOR, Role.COACH);
            assertThat(staff.claimedOf(id)).isEmpty();
        }

        /** Every way by which somebody ceases to be a coach, as the engine's own service sees it. */
        static Stream<Named<Consumer<StaffPagesTest>>> ends() {
            return Stream.of(
                    Named.of("sur la page", test -> assertThat(test.give("admin", test.id, List.of("FACILITATOR")))
                            .hasStatus(302)),
                    Named.of(
                            "dans Admin, ou par HTTP", test -> test.identity.deleteMembership(test.id, Groups.COACHES)),
                    Named.of("avec l’établissement", test -> test.accounts.leave(test.id, Groups.COACHES)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("ends")
        @DisplayName("Qui cesse d’être coach n’accompagne plus d’équipe :")
        void aCoachLeavesTheTeams(Consumer<StaffPagesTest> end) {
            anAccount();
            accounts.join(id, Groups.COACHES);
            String team = stage.team(Stage.MONDAY);
            String other = stage.team(Stage.MONDAY);
            coaching.give(Map.of(team, id, other, "carlos"));

            end.accept(StaffPagesTest.this);

            assertThat(coaching.in(teams.team(team).cohort())).isEmpty();
            assertThat(coaching.in(teams.team(other).cohort())).containsEntry(other, "carlos");
        }
    }
}
