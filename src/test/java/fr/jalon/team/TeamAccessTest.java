package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.engine.identity.Groups;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
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
        Groups.ADMINISTRATORS + ", true, false",
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

        assertThat(access.sees(TEAM, Map::of)).isEqualTo(sees);
        assertThat(access.writesFor(TEAM)).isEqualTo(writes);
    }

    @ParameterizedTest(name = "{0}, {1} confiée à {2} : la voir {3}")
    @CsvSource({
        "coaches, ressac, zoe, true",
        "coaches, ressac, luc, false",
        "coaches, estran, zoe, false",
        "coaches, estran, luc, false",
        "facilitators, ressac, luc, true",
        "coaches team-ressac, ressac, luc, true"
    })
    @DisplayName("et, pour un coach, des équipes qui lui sont confiées, dès qu’une l’est à quelqu’un")
    void dependsOnWhoIsGivenWhat(String groups, String given, String coach, boolean sees) {
        Access access = new Access("zoe", Set.of(groups.split(" ")));

        assertThat(access.sees(TEAM, () -> Map.of(given, coach))).isEqualTo(sees);
    }
}
