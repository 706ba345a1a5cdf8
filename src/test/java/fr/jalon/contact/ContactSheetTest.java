package fr.jalon.contact;

import static fr.jalon.Api.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import fr.jalon.Refusal;
import fr.jalon.contact.ContactSheet.Line;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts.Person;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Les contacts dans un tableur")
class ContactSheetTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 19);
    private static final List<Person> MEMBERS = List.of(new Person("anne", "Anne", "Dürand", "anne@equipe.example"));
    private static final Map<String, String> KNOWN = Map.of("deja@ville.example", "Mairie de Nîmes");

    private static List<Line> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Line> read(byte[] content) {
        return ContactSheet.read(content, KNOWN, MEMBERS, TODAY);
    }

    private static Map<String, String> faults(String text) {
        Refusal[] caught = new Refusal[1];
        assertThatThrownBy(() -> read(text))
                .asInstanceOf(type(Refusal.class))
                .satisfies(refusal -> caught[0] = refusal);
        return caught[0].errors();
    }

    @Test
    @DisplayName("se reprennent tels qu’ils s’emportent, formules et guillemets compris")
    void readsWhatItWrites() {
        Draft whole = new Draft(
                "=Mairie ; de \"Lyon\"",
                "zoe@ville.example",
                "+33 1 23 45 67 89",
                "@salon",
                "anne",
                new Next("-Rappeler", LocalDate.of(2026, 10, 1)));
        Draft bare = new Draft("Zoé Lefèvre", null, null, null, null, null);
        List<Contact> contacts = List.of(
                new Contact("1", "t", ContactState.TRIAL, whole, 1, Instant.EPOCH),
                new Contact("2", "t", ContactState.LOST, bare, 1, Instant.EPOCH));

        String text = ContactSheet.write(contacts, account -> "Anne Dürand");

        assertThat(text)
                .startsWith("\ufeffNom;Adresse électronique;")
                .contains("'=Mairie", "'@salon", "'-Rappeler", "'+33");
        assertThat(read(text))
                .extracting(Line::state, Line::draft)
                .containsExactly(tuple(ContactState.TRIAL, whole), tuple(ContactState.LOST, bare));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nom;Action;Pour le;Suivi par\nZoé Lefèvre;Rappeler;20/10/2026;anne dürand\n",
                "name,owner,next action,date\r\nZoé Lefèvre,anne@equipe.example,Rappeler,2026-10-20\r\n",
                "\n\nContact\tProchaine action\tJour\tResponsable\nZoé Lefèvre\tRappeler\t20.10.2026\tanne\n\n"
            })
    @DisplayName("se lisent quel que soit le séparateur, l’ordre des colonnes et la façon d’écrire une date")
    void readsManyWays(String text) {
        Draft expected = new Draft("Zoé Lefèvre", null, null, null, "anne", new Next("Rappeler", TODAY.plusDays(1)));
        for (String charset : List.of("UTF-8", "windows-1252"))
            assertThat(read(text.getBytes(Charset.forName(charset))))
                    .as(charset)
                    .singleElement()
                    .satisfies(line -> assertThat(line.draft()).isEqualTo(expected))
                    .satisfies(line -> assertThat(line.state()).isEqualTo(ContactState.TO_CONTACT));
        assertThat(read("\ufeff" + text)).hasSize(1);
    }

    @Test
    @DisplayName("disent de chaque faute sa ligne et sa colonne, et ce qui y manque")
    void namesEveryFault() {
        Map<String, String> faults = faults("""
                Nom;Adresse électronique;État;Prochaine action;Date;Suivi par
                ;;;Rappeler;20/10/2026;
                Zoé;DEJA@ville.example;essai;Rappeler;20/10/2026;
                Léa;lea@ville.example;;Rappeler;31/02/2026;
                Max;lea@ville.example;;Rappeler;20/10/2026;
                Eva;;client;;;
                Ugo;;essai;;;
                Ida;;;Rappeler;20/10/2026;Bruno
                Tom;;;Rappeler;20/10/2026;;de trop
                """);

        assertThat(faults.values().stream().map(fault -> plain(fault)).toList())
                .containsExactlyInAnyOrder(
                        "Ligne 2, Nom : un nom est attendu, d’une personne ou d’une organisation.",
                        "Ligne 3, Adresse électronique : c’est déjà l’adresse de « Mairie de Nîmes ».",
                        "Ligne 4, Date : une date est attendue.",
                        "Ligne 5, Adresse électronique : la même adresse est déjà à la ligne 4.",
                        "Ligne 6, État : « client » n’est pas un état : à contacter, en discussion, essai, "
                                + "utilisateur ou perdu.",
                        "Ligne 7, Prochaine action : un contact ouvert a toujours une prochaine action.",
                        "Ligne 8, Suivi par : « Bruno » n’est pas une personne de l’équipe.",
                        "Ligne 9 : « de trop » n’est sous aucun titre de colonne.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prénom;Ville\nZoé;Lyon\n",
                "Nom;Nom\nZoé;Léa\n",
                "Nom\n",
                "Nom;Date\n\"Zoé;\n",
                "Nom;TÃ©lÃ©phone\nZoé;1\n"
            })
    @DisplayName("sont refusés en entier quand les colonnes ou le fichier ne se comprennent pas")
    void refusesTheFile(String text) {
        assertThat(faults(text)).containsOnlyKeys("file");
    }

    @Test
    @DisplayName("sont deux mille au plus")
    void isBounded() {
        String text = "Nom;État\n" + "Zoé;perdu\n".repeat(Contacts.MOST);
        assertThat(read(text)).hasSize(Contacts.MOST);
        assertThat(faults(text + "Zoé;perdu\n")).containsOnlyKeys("file");
    }
}
