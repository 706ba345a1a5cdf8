package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;

@DisplayName("Les groupes d’une personne")
class GroupsTest {

    @Test
    @DisplayName("sont ceux de sa connexion ; sans connexion il n’y en a pas")
    void areThoseOfTheLogin() {
        var login = new TestingAuthenticationToken("carlos", "", Groups.COACHES, "team-abeilles");

        assertThat(Groups.of(login)).containsExactlyInAnyOrder(Groups.COACHES, "team-abeilles");
        assertThat(Groups.of(null)).isEmpty();
    }

    @Test
    @DisplayName("font d’elle un membre si elle a une équipe et n’est pas de l’encadrement")
    void makeAMember() {
        assertThat(Groups.areOfMember(Set.of("team-abeilles"))).isTrue();
        assertThat(Groups.areOfMember(Set.of())).isFalse();
        for (String staff : List.of(Groups.ADMINISTRATORS, Groups.FACILITATORS, Groups.COACHES)) {
            assertThat(Groups.areOfStaff(Set.of(staff))).isTrue();
            assertThat(Groups.areOfMember(Set.of("team-abeilles", staff))).isFalse();
        }
        assertThat(Groups.areOfStaff(Set.of("team-abeilles"))).isFalse();
    }
}
