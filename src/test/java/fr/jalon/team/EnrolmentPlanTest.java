package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.team.Enrolments.NewMember;
import fr.jalon.team.Enrolments.Planned;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce que ferait une liste")
class EnrolmentPlanTest {

    private static final Person INES = new Person("ines-2", "Inès", "Haddad", "ines@ecole.example");
    private static final Person FANNY = new Person("fanny", "Fanny", "Moreau", "fanny@ecole.example");

    private static final List<Teams.Listed> THERE_ARE = List.of(
            new Teams.Listed("demo", "Cohorte de démonstration", "ressac", "Ressac"),
            new Teams.Listed("ancienne", "Ancienne cohorte", "marees", "Marées"));

    private static List<Planned> plan(String cohort, Roster.Line... lines) {
        return new EnrolmentPlan(
                        cohort,
                        THERE_ARE,
                        List.of("ressac", "marees"),
                        Map.of(INES.email(), INES, FANNY.email(), FANNY),
                        Set.of(FANNY.id()),
                        List.of("fanny", "ines-2", "zoe-petit"),
                        Map.of("carlos", "carlos", "carlos@ecole.example", "carlos", "cleo", "cleo"))
                .of(List.of(lines));
    }

    private static Roster.Line line(int number, String team, String first, String last, String email) {
        return new Roster.Line(number, team, first, last, email);
    }

    @Test
    @DisplayName("garde l’ordre des équipes, et les comptes qu’elle connaît par leur adresse")
    void knowsAccountsByTheirAddress() {
        List<Planned> planned = plan(
                null,
                line(2, "Vagues", "Luc", "Noël", "luc@ecole.example"),
                line(3, "Estran", "Ines", "Haddad", "ines@ecole.example"),
                line(4, "Vagues", "Ines", "Haddad", "ines@ecole.example"));

        assertThat(planned).extracting(Planned::id).containsExactly("vagues", "estran");
        assertThat(planned.get(0).members()).extracting(NewMember::id).containsExactly("luc-noel", "ines-2");
        assertThat(planned.get(0).known()).isEqualTo(Map.of("ines-2", INES));
        assertThat(planned.get(1).known()).isEqualTo(Map.of("ines-2", INES));
    }

    @Test
    @DisplayName("donne à chacun un identifiant que personne n’a, le même dans deux équipes")
    void givesFreeIds() {
        List<Planned> planned = plan(
                null,
                line(2, "Ressac", "Zoé", "Petit", "zoe@ecole.example"),
                line(3, "Ressac", "Zoé", "Petit", "zoe.petit@ecole.example"),
                line(4, "Vagues", "Zoé", "Petit", "zoe@ecole.example"));

        assertThat(planned).extracting(Planned::id).containsExactly("ressac-2", "vagues");
        assertThat(planned.get(0).members()).extracting(NewMember::id).containsExactly("zoe-petit-2", "zoe-petit-3");
        assertThat(planned.get(1).members()).extracting(NewMember::id).containsExactly("zoe-petit-2");
    }

    @Test
    @DisplayName("dit quelle autre cohorte a une équipe de ce nom, accents et casse mis à part")
    void tellsNamesakes() {
        assertThat(plan("demo", line(2, "MAREES", "Luc", "Noël", "luc@ecole.example")))
                .singleElement()
                .satisfies(team -> assertThat(team.namesakes()).containsExactly("Ancienne cohorte"));
    }

    @Test
    @DisplayName("est refusé ligne par ligne : l’équipe existe dans la cohorte, l’adresse est de l’encadrement")
    void isRefusedLineByLine() {
        assertThatThrownBy(() -> plan(
                        "demo",
                        line(2, "ressac", "Luc", "Noël", "luc@ecole.example"),
                        line(3, "Vagues", "Fanny", "Moreau", "fanny@ecole.example")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.errors())
                        .containsOnlyKeys("lines[2].team", "lines[3].email"));
    }

    @Test
    @DisplayName("donne chaque équipe au coach que nomme l’une de ses lignes, par identifiant ou adresse")
    void givesTeamsToCoaches() {
        List<Planned> planned = plan(
                null,
                new Roster.Line(2, "Vagues", "Luc", "Noël", "luc@ecole.example", "Carlos@ecole.example"),
                new Roster.Line(3, "Vagues", "Zoé", "Petit", "zoe@ecole.example", "carlos"),
                line(4, "Vagues", "Ana", "Petit", "ana@ecole.example"),
                line(5, "Estran", "Ines", "Haddad", "ines@ecole.example"));

        assertThat(planned).extracting(Planned::coach).containsExactly("carlos", null);
    }

    @Test
    @DisplayName("refuse un coach inconnu et deux coachs pour une équipe, avec leurs lignes")
    void refusesCoaches() {
        assertThatThrownBy(() -> plan(
                        null,
                        new Roster.Line(2, "Vagues", "Luc", "Noël", "luc@ecole.example", "fanny"),
                        new Roster.Line(3, "Estran", "Zoé", "Petit", "zoe@ecole.example", "carlos"),
                        new Roster.Line(4, "Estran", "Ana", "Petit", "ana@ecole.example", "cleo")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.errors())
                        .containsOnlyKeys("lines[2].coach", "lines[4].coach"));
    }

    @ParameterizedTest(name = "« {0} » : {1}")
    @CsvSource({
        "luc-noel, luc-noel, luc-noel-2",
        "'', membre, membre-2",
        "x, membre, membre-2",
        "abcdefghijklmnopqrstuvwxyz-0123456789-a, abcdefghijklmnopqrstuvwxyz-012345678,"
                + " abcdefghijklmnopqrstuvwxyz-012345678-2",
        "abcdefghijklmnopqrstuvwxyz-12345678-90, abcdefghijklmnopqrstuvwxyz-12345678,"
                + " abcdefghijklmnopqrstuvwxyz-12345678-2"
    })
    @DisplayName("nomme d’un identifiant de Jalon, le premier qui soit libre")
    void namesInJalonsWay(String wanted, String first, String second) {
        FreeIds ids = new FreeIds(List.of());

        assertThat(ids.next(wanted, "membre")).isEqualTo(first).matches(Team.ID);
        assertThat(ids.next(wanted, "membre")).isEqualTo(second).matches(Team.ID);
    }
}
