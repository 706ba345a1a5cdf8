package fr.jalon.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fr.jalon.contact.Draft.Next;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ce qu’un formulaire ou une ligne dit d’un contact")
class ContactFieldsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 19);

    private final Map<String, String> typed = new HashMap<>(
            Map.of("name", "Mairie de Lyon", "state", "essai", "action", "Rappeler", "day", "2026-10-20"));

    private ContactFields read() {
        ContactFields fields = new ContactFields(typed, TODAY);
        fields.draft(fields.state(), Set.of("anne"), TODAY);
        return fields;
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            name,     '',                    un nom est attendu
            name,     'a\u200bb',            invisible
            email,    pas une adresse,       adresse électronique
            email,    ZOE@Ville.example,     -
            email,    zoé@ville.example,     sans accent
            phone,    +33 1 23 45 67 89,     -
            phone,    04.78.00.00.00,        -
            phone,    demander Zoé,          un numéro de téléphone
            phone,    ----,                  un numéro de téléphone
            channel,  Salon des maires,      -
            follower, anne,                  -
            follower, bruno,                 une personne de l’équipe
            state,    sous-marin,            un état de la liste
            state,    À contacter,           -
            day,      2026-10-19,            -
            day,      2026-10-18,            aujourd’hui ou un jour à venir
            day,      2026-02-30,            une date est attendue
            day,      19/10/2026,            une date est attendue
            day,      '',                    dites quel jour
            day,      2032-01-01,            dans les cinq ans
            """)
    @DisplayName("Chaque valeur est admise, ou refusée pour ce qui ne va pas, et pour cela seul")
    void checksEachField(String field, String value, String fault) {
        typed.put(field, value);

        Map<String, String> faults = read().faults();

        if (fault == null) assertThat(faults).isEmpty();
        else
            assertThat(faults)
                    .containsOnlyKeys(field)
                    .extractingByKey(field)
                    .asString()
                    .contains(fault);
    }

    @ParameterizedTest
    @CsvSource({"name, 120", "channel, 60", "action, 200"})
    @DisplayName("Un texte tient dans sa longueur, à un signe près")
    void boundsTexts(String field, int longest) {
        typed.put(field, "é".repeat(longest));
        assertThat(read().faults()).isEmpty();
        typed.put(field, "é".repeat(longest + 1));
        assertThat(read().faults()).containsOnlyKeys(field);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            a-contacter,   '',       '',         action
            en-discussion, '',       '',         action
            essai,         '',       '',         action
            essai,         '',       2026-10-20, action
            essai,         Rappeler, '',         day
            utilisateur,   '',       '',         -
            utilisateur,   Remercier, 2026-10-20, -
            utilisateur,   '',       2026-10-20, action
            perdu,         '',       '',         -
            perdu,         Rappeler, 2026-10-20, action
            """)
    @DisplayName("La prochaine action est obligatoire tant que le contact est ouvert, et plus une fois perdu")
    void asksForTheNextAction(String state, String action, String day, String fault) {
        typed.putAll(Map.of("state", state, "action", action, "day", day));

        Map<String, String> faults = read().faults();

        if (fault == null) assertThat(faults).isEmpty();
        else assertThat(faults).containsOnlyKeys(fault);
    }

    @Test
    @DisplayName("Ce qui est vide est absent, une adresse est écrite d’une seule façon")
    void readsADraft() {
        typed.putAll(Map.of("email", " Zoe@Ville.example ", "phone", "", "follower", "anne"));
        ContactFields fields = new ContactFields(typed, TODAY);

        Draft draft = Objects.requireNonNull(fields.draft(fields.state(), Set.of("anne"), TODAY));

        assertThat(draft)
                .isEqualTo(new Draft(
                        "Mairie de Lyon",
                        "zoe@ville.example",
                        null,
                        null,
                        "anne",
                        new Next("Rappeler", LocalDate.of(2026, 10, 20))));
    }

    @Test
    @DisplayName("Un contact a un nom et une adresse qui en est une, une action dit quoi faire")
    void refusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Draft(" ", null, null, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Draft("Zoé", "zoe", null, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Next("", TODAY));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-10-17, en retard de deux jours
            2026-10-18, en retard d’un jour
            2026-10-19, aujourd’hui
            2026-10-20, demain
            2026-10-21, mercredi 21 octobre
            2027-01-01, vendredi 1er janvier 2027
            """)
    @DisplayName("Un jour se dit en mots, vu d’aujourd’hui")
    void saysDays(LocalDate day, String said) {
        assertThat(Board.due(day, TODAY).replace('\u00a0', ' ')).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"100, 2, 4, 0", "101, 2, 4, 1", "100, 3, 4, 1", "100, 2, 5, 1", "101, 3, 5, 3", "0, 0, 0, 0"})
    @DisplayName(
            "Un vrai CRM devient utile au-delà de cent contacts, à trois personnes, ou à cinq relances qui glissent")
    void saysWhenACrmIsWorthIt(int open, int people, int slipping, int reasons) {
        assertThat(new Crm(open, people, slipping).reasons()).hasSize(reasons);
    }
}
