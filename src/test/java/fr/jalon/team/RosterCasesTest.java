package fr.jalon.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.jalon.Refusal;
import fr.jalon.team.Roster.Line;
import fr.jalon.text.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists with the shapes that real tools and people make. */
@DisplayName("Une liste telle que les outils l’écrivent")
class RosterCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/lists");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      r01-excel-1252    | 2 Les Abeilles d’Oc, Anne-Sophie, d’Orsel, as.dorsel@t1.exemple.fr / 3 Les Abeilles d’Oc, Jean-Noël, de La Combe d'Aubrac, jn@t1.exemple.fr / 4 Cœur & Cie, Chloë, L'Hôpital, chloe.lh@t1.exemple.fr
      r02-sep           | 3 Sep, Anne, Durand, anne@t2.exemple.fr
      r03-gforms        | 2 Les Semeurs, Léa, MARTIN, lea.martin@t3.exemple.fr / 4 Les Semeurs, Omar, BEN SALAH, omar@t3.exemple.fr
      r05-trailing      | 2 Vide, Anne, Durand, anne@t5.exemple.fr
      r07-two-teams     | 2 Une, Anne, Durand, anne@t7.exemple.fr / 3 Deux, ANNE, DURAND, anne@t7.exemple.fr
      r11-mailto        | 2 Mailto, Léa, Martin, lea@t11.exemple.fr
      r13-plus          | 2 Plus, Léa, Martin, lea+jalon@t13.exemple.fr / 3 Plus, Sean, O'Brien, o'brien@t13.exemple.fr
      r14-macroman      | 2 Réseau, Léa, Lefèvre, lea@t14.exemple.fr
      r16-cp850         | 1 Reseau, Léa, Lefèvre, lea@t16.exemple.fr
      r17-utf16         | 2 Unicode, Zoé, Çelik, zoe@t17.exemple.fr
      r19-homonyms      | 2 Homonymes, Anne, Durand, anne.d@t19.exemple.fr / 3 Homonymes, Anne, Durand, durand.anne@t19.exemple.fr
      r24-tsv-clip      | 2 Guillemets, Sean "Jo", O'Neil, sean@t24.exemple.fr
      r25-civilite      | 2 Civil, Léa, Martin, lea@t25.exemple.fr
      """)
    @DisplayName("se lit juste")
    void isReadRight(String file, String people) throws IOException {
        assertThat(read(file))
                .extracting(line -> line.number() + " "
                        + String.join(", ", line.team(), line.firstName(), line.lastName(), line.email()))
                .containsExactly(people.split(" / "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      r06-dup     | lines[3].email                                              | figure deux fois dans cette équipe
      r12-badmail | lines[2].email, lines[3].email, lines[4].email, lines[5].email | « lea@exemple..fr » reçu
      r21-outlook | lines[2].email                                              | sans nom ni chevrons
      r23-nfd     | lines[3].team                                               | ressemble trop
      r26-idn     | lines[2].email                                              | sans accent avant « @ »
      """)
    @DisplayName("est refusée par ligne, avec la raison")
    void isRefusedByLine(String file, String lines, String why) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(file));
        assertThat(refusal.errors()).containsOnlyKeys(lines.split(", "));
        assertThat(fr.jalon.Api.plain(refusal.getMessage())).contains("Ligne", why);
    }

    @Test
    @DisplayName("est toute entière dans ces deux tables")
    void knowsEveryCase() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            assertThat(files).hasSize(18);
        }
    }

    @Test
    @DisplayName("écrit un domaine international en ASCII")
    void writesInternationalDomainsInAscii() {
        assertThat(Roster.read("Iadn;Lou;Martin;lou@école-été.fr"))
                .extracting(Line::email)
                .containsExactly("lou@xn--cole-t-9uafb.fr");
    }

    private static List<Line> read(String file) throws IOException {
        return Roster.read(Csv.text(Files.readAllBytes(CASES.resolve(file + ".csv"))));
    }
}
