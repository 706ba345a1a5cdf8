package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@JalonTest
@DisplayName("Les comptes")
class AccountsTest {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Stage stage;

    @Test
    @DisplayName("d’un groupe et leurs noms sont les mêmes, qui que ce soit qui agit")
    void areTheSameForAnybody() {
        String member = stage.teamAWeekBefore() + "-a";

        assertThat(accounts.as(member, () -> accounts.membersOf(Groups.FACILITATORS)))
                .isEqualTo(accounts.membersOf(Groups.FACILITATORS))
                .extracting(Accounts.Person::id)
                .contains("fanny");
        assertThat(accounts.as(member, () -> accounts.names(List.of("fanny", member))))
                .containsOnlyKeys("fanny", member);
    }
}
