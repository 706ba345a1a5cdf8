package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le nom d’un fichier déposé")
class TeamFileTest {

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource(textBlock = """
            Maquette d’été (v2).PDF, Maquette d’été (v2).PDF
            ../../etc/passwd.txt,    passwd.txt
            C:\\Bureau\\plan.docx,   plan.docx
            .pdf,                    ''
            sans-fin,                ''
            '',                      ''
            '  espace .pdf  ',       espace.pdf
            """)
    @DisplayName("reste comme il a été écrit, sans dossier ni signe invisible")
    void isCleaned(String typed, String name) {
        assertThat(TeamFile.nameOf(typed)).isEqualTo(name);
    }

    @Test
    @DisplayName("ne se lit pas à l’envers, et ne sonne pas")
    void losesWhatIsNotSeen() {
        assertThat(TeamFile.nameOf("a\0b\u202ec\7d\ud800.pdf")).isEqualTo("abcd.pdf");
    }

    @Test
    @DisplayName("a 120 caractères au plus, et garde sa fin")
    void isCutBeforeItsEnd() {
        assertThat(TeamFile.nameOf("x".repeat(116) + ".pdf")).hasSize(120);
        assertThat(TeamFile.nameOf("x".repeat(117) + ".pdf")).hasSize(120).endsWith("x.pdf");
        String cut = TeamFile.nameOf("x".repeat(115) + "\ud83d\udc1d.pdf");
        assertThat(cut).isEqualTo("x".repeat(115) + ".pdf");
        assertThat(TeamFile.nameOf("x." + "y".repeat(200))).isEmpty();
    }
}
