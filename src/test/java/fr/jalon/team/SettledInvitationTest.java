package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.engine.identity.Accounts;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Une invitation")
class SettledInvitationTest {

    private static final String STRONG = "Un-Nouveau-Secret-27";

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Newcomers newcomers;

    @Autowired
    private Accounts accounts;

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private JdbcClient jdbc;

    private Team team;
    private String person;
    private String token;

    @BeforeEach
    void invite() {
        team = teams.team(stage.team(Stage.MONDAY));
        person = team.id() + "-b";
        token = enrolments
                .join(team, new Enrolments.NewMember(person, "Béa", "Roux", person + "@jalon.example"))
                .invitation();
    }

    /** What makes an account somebody's, by the engine's own service: every route there leads through it. */
    static Stream<Named<Consumer<SettledInvitationTest>>> ends() {
        return Stream.of(
                Named.of("un administrateur lui donne un mot de passe", test -> {
                    User account =
                            test.identity.createUserQuery().userId(test.person).singleResult();
                    account.setPassword(Stage.PASSWORD);
                    test.identity.saveUser(account);
                }),
                Named.of(
                        "Jalon lui donne un mot de passe",
                        test -> test.accounts.setPassword(test.person, Stage.PASSWORD)),
                Named.of(
                        "il devient facilitateur", test -> test.identity.createMembership(test.person, "facilitators")),
                Named.of("il devient coach, puis ne l’est plus", test -> {
                    test.identity.createMembership(test.person, "coaches");
                    test.identity.deleteMembership(test.person, "coaches");
                }),
                Named.of("il entre dans un groupe qui n’est pas une équipe", test -> {
                    if (!test.accounts.isGroup("comptables")) test.accounts.createGroup("comptables", "Comptables");
                    test.identity.createMembership(test.person, "comptables");
                }),
                Named.of("il est supprimé, et un autre porte son identifiant", test -> {
                    test.identity.deleteUser(test.person);
                    test.accounts.create(new Accounts.Person(test.person, "Une", "Autre", "autre@jalon.example"));
                    test.accounts.join(test.person, test.team.group());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    @DisplayName("ne vaut plus rien, ni sur la page ni dans un courriel qui n’est pas parti, dès que le "
            + "compte est à quelqu’un :")
    void ends(Consumer<SettledInvitationTest> settle) {
        assertThat(waiting()).contains(person);
        assertThat(mails()).isEqualTo(1);

        settle.accept(this);

        assertThat(invitations.memberOf(token)).isEmpty();
        assertRefused();
        assertThat(waiting()).doesNotContain(person);
        assertThat(mails()).isZero();
    }

    @Test
    @DisplayName("demeure quand son membre entre dans une seconde équipe, ou qu’on le rebaptise")
    void stays() {
        Team second = teams.team(stage.team(team.cohort()));
        enrolments.join(second, new Enrolments.NewMember(person, "Béa", "Roux", null));
        User account = identity.createUserQuery().userId(person).singleResult();
        account.setLastName("Rousse");
        identity.saveUser(account);

        assertThat(invitations.accept(token, STRONG)).isEqualTo(person);
        assertThat(identity.checkPassword(person, STRONG)).isTrue();
    }

    @Test
    @DisplayName("qui a servi n’attend plus dans les courriels, qui disent pourquoi")
    void setsItsMailAside() {
        invitations.accept(token, STRONG);

        assertThat(mails()).isZero();
        assertThat(jdbc.sql("select dropped_why from outbox where recipient = ?")
                        .param(person + "@jalon.example")
                        .query(String.class)
                        .list())
                .containsExactly("L’invitation a déjà servi.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    @DisplayName("qui serait restée n’ouvre rien et ne se renouvelle pas :")
    void isCheckedAtUse(Consumer<SettledInvitationTest> settle) {
        List<Newcomers.Newcomer> list = newcomers.of(team.cohort()).stream()
                .filter(each -> each.member().equals(person))
                .toList();
        var row = jdbc.sql("select * from invitation where member = ?")
                .param(person)
                .query()
                .singleRow();
        settle.accept(this);
        if (accounts.groupsOf(person).equals(List.of(team.group())) && !hasPassword()) return; // a plain member again
        jdbc.sql("delete from invitation where member = ?").param(person).update();
        jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, ?)")
                .params(row.get("token_hash"), row.get("member"), row.get("expires_at"))
                .update();

        assertRefused();
        assertThat(invitations.reissue(list)).isEmpty();
        jdbc.sql("delete from invitation where member = ?").param(person).update();
    }

    @Test
    @DisplayName("n’ouvre rien à qui a reçu un droit sur tout, même sans groupe")
    void opensNothingWithRightsOfItsOwn() {
        Authorization all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        all.setUserId(person);
        all.setResource(Resources.USER);
        all.setResourceId(Authorization.ANY);
        all.addPermission(Permissions.ALL);
        String granted = authorizations.saveAuthorization(all).getId();

        assertRefused();
        authorizations.deleteAuthorization(granted);
        assertThat(invitations.accept(token, STRONG)).isEqualTo(person);
    }

    @Test
    @DisplayName("acceptée ne se renouvelle plus, et un compte supprimé ne cache pas son successeur")
    void forgetsTheGone() {
        invitations.accept(token, STRONG);
        identity.deleteUser(person);
        jdbc.sql("delete from team_member where member = ?").param(person).update();

        enrolments.join(team, new Enrolments.NewMember(person, "Une", "Autre", "autre@jalon.example"));

        assertThat(waiting()).contains(person);
    }

    private boolean hasPassword() {
        return jdbc.sql("select pwd_ is not null from act_id_user where id_ = ?")
                .param(person)
                .query(Boolean.class)
                .single();
    }

    private void assertRefused() {
        boolean before = hasPassword();
        assertThatThrownBy(() -> invitations.accept(token, STRONG))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNKNOWN));
        assertThat(hasPassword()).isEqualTo(before);
        assertThat(identity.createUserQuery().userId(person).count()).isOne();
    }

    private List<String> waiting() {
        return newcomers.of(team.cohort()).stream()
                .map(Newcomers.Newcomer::member)
                .toList();
    }

    private int mails() {
        return jdbc.sql("select count(*) from outbox where recipient = ? and sent_at is null and dropped_at is null")
                .param(person + "@jalon.example")
                .query(Integer.class)
                .single();
    }
}
