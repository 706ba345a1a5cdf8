package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import jakarta.ws.rs.BadRequestException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.request.RequestContextHolder;

@JalonTest
@DisplayName("Un compte")
class AccountProviderTest {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Stage stage;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private String member;

    @BeforeEach
    void enrol() {
        member = stage.team(Stage.MONDAY) + "-a";
        RequestContextHolder.resetRequestAttributes(); // within a request, a wrong password is answered and counted
    }

    @Test
    @DisplayName(
            "ne se ferme pas, ni pour quelques secondes ni pour de bon, quand d’autres se trompent de mot de passe")
    void staysOpen() {
        for (int failure = 1; failure <= 12; failure++)
            assertThat(identity.checkPassword(member, "faux")).isFalse();

        assertThat(identity.checkPassword(member, Stage.PASSWORD)).isTrue();
    }

    @Test
    @DisplayName("d’administrateur l’est aussi pour les applications web, quel que soit leur nom pour ce groupe")
    void administersTheWebapps() {
        assertThat(identity.createUserQuery().memberOfGroup(CAMUNDA_ADMIN).list())
                .extracting(User::getId)
                .contains("admin");
    }

    @Test
    @DisplayName("que le moteur avait fermé s’ouvre avec le bon mot de passe, et rien n’en reste")
    void forgetsAnEarlierLock() {
        jdbc.sql("update act_id_user set attempts_ = 10, lock_exp_time_ = ? where id_ = ?")
                .params(Timestamp.from(clock.instant().plus(Duration.ofDays(1))), member)
                .update();

        assertThat(identity.checkPassword(member, "faux")).isFalse();
        assertThat(identity.checkPassword(member, Stage.PASSWORD)).isTrue();
        assertThat(jdbc.sql("select attempts_ from act_id_user where id_ = ?")
                        .param(member)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("que l’on modifie dans Admin n’a d’adresse que celles que les serveurs de courriel "
            + "acceptent, écrites d’une façon")
    void hasAnAddressThatServersTake() {
        User account = identity.createUserQuery().userId(member).singleResult();
        account.setEmail("Nouvelle." + member + "@École.example");
        identity.saveUser(account);
        assertThat(accounts.find(member).orElseThrow().email())
                .isEqualTo("nouvelle." + member + "@xn--cole-9oa.example");

        account.setEmail("lea@exemple..fr");
        assertThatThrownBy(() -> identity.saveUser(account))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Adresse électronique\u00a0: une adresse électronique est attendue.");
        assertThat(accounts.find(member).orElseThrow().email())
                .isEqualTo("nouvelle." + member + "@xn--cole-9oa.example");
    }

    @Test
    @DisplayName("dont l’adresse date d’avant change encore de mot de passe")
    void keepsAnAddressFromBefore() {
        jdbc.sql("update act_id_user set email_ = 'lea@exemple..fr' where id_ = ?")
                .param(member)
                .update();

        accounts.setPassword(member, "Un-Nouveau-Secret-27");

        assertThat(identity.checkPassword(member, "Un-Nouveau-Secret-27")).isTrue();
    }
}
