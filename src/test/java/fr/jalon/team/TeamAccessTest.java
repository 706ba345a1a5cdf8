package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.identity.Groups;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

@DisplayName("Ce qu’on peut faire d’une équipe")
class TeamAccessTest {

    private static final Team TEAM = new Team("ressac", "demo", "Ressac", "team-ressac");

    @ParameterizedTest(name = "{0} : la voir {1}, écrire pour elle {2}")
    @CsvSource({
        "team-ressac, true, true",
        "facilitators, true, true",
        "coaches, true, false",
        "team-autre, false, false",
        "team-ressac-2, false, false",
        Groups.ADMINISTRATORS + ", false, false",
        "'', false, false",
        "coaches team-ressac, true, true",
        "coaches team-autre, true, false"
    })
    @DisplayName("dépend des groupes où l’on est")
    void dependsOnGroups(String groups, boolean sees, boolean writes) {
        Access access = Access.of(new TestingAuthenticationToken(
                "zoe",
                null,
                AuthorityUtils.createAuthorityList(Arrays.stream(groups.split(" "))
                        .filter(each -> !each.isEmpty())
                        .toList())));

        assertThat(access.sees(TEAM)).isEqualTo(sees);
        assertThat(access.writesFor(TEAM)).isEqualTo(writes);
    }
}
