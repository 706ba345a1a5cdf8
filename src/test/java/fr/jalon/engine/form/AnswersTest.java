package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Les réponses qu’une règle lit")
class AnswersTest {

    private Answers answers;

    @BeforeEach
    void answer() throws IOException {
        FormDefinition form = FormDefinition.read(new ObjectMapper().readTree("""
        {"components": [
          {"type": "datetime", "key": "heldOn", "label": "Mené le", "properties": {"notAfter": "today"}},
          {"type": "number", "key": "asked", "label": "Montant (€)"},
          {"type": "textarea", "key": "note", "label": "Pourquoi ?"},
          {"type": "dynamiclist", "path": "channels", "label": "Canaux (facultatif)", "components": [
            {"type": "textfield", "key": "channel", "label": "Canal"}]}]}
        """));
        Map<String, Object> given = new HashMap<>();
        given.put("heldOn", "2026-12-07");
        given.put("asked", 12L);
        given.put("note", null);
        given.put("channels", List.of(Map.of("channel", "Radio")));
        answers = new Answers(form, given);
    }

    @Test
    @DisplayName("se lisent par leur champ")
    void areRead() {
        assertThat(answers.day("heldOn")).hasToString("Optional[2026-12-07]");
        assertThat(answers.day("note")).isEmpty();
        assertThat(answers.number("asked")).isEqualTo(12);
        assertThat(answers.number("note")).isZero();
        assertThat(answers.rows("channels")).containsExactly(Map.of("channel", "Radio"));
        assertThat(answers.rows("note")).isEmpty();
        assertThat(answers.livedDays()).containsExactly("heldOn");
        assertThat(answers.ask("note")).isTrue();
        assertThat(answers.ask("channel")).isFalse();
    }

    @Test
    @DisplayName("sont toutes refusées ensemble, sous le libellé de leur formulaire")
    void areRefused() {
        assertThatCode(answers::refuseFaults).doesNotThrowAnyException();
        answers.refuse("asked", "il dépasse le plafond");
        answers.refuse("channels", 2, "il figure deux fois");
        answers.refuse("channels", 2, "il est vide");
        answers.refuse("note", "dites pourquoi");
        answers.refuse("note", "en quelques mots");

        Map<String, String> errors = new HashMap<>(
                catchThrowableOfType(Refusal.class, answers::refuseFaults).errors());
        errors.replaceAll((field, error) -> Api.plain(error));
        assertThat(errors)
                .isEqualTo(Map.of(
                        "asked", "Montant (€) : il dépasse le plafond.",
                        "channels[2]", "Canaux, ligne 2 : il figure deux fois ; il est vide.",
                        "note", "« Pourquoi ? » : dites pourquoi ; en quelques mots."));
    }

    @Test
    @DisplayName("n’ont pas de champ que leur formulaire n’a pas")
    void knowTheirFields() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answers.get("channel"))
                .withMessageContaining("channel");
        assertThatIllegalArgumentException().isThrownBy(() -> answers.refuse("other", "…"));
        assertThatIllegalArgumentException().isThrownBy(() -> answers.refuse("other", 1, "…"));
    }
}
