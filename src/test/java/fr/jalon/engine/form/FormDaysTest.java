package fr.jalon.engine.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Api;
import fr.jalon.Refusal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ce qu’un formulaire dit de ses jours")
class FormDaysTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 7);

    @ParameterizedTest(name = "{0} : {1}, reçu {2}")
    @CsvSource(nullValues = "–", delimiter = '|', textBlock = """
      notAfter | today | – | –
      notAfter | today | 2026-12-06 | –
      notAfter | today | 2026-12-07 | –
      notAfter | today | 2026-12-08 | cette date est à venir ; revenez quand c’est fait.
      notBefore | today | – | –
      notBefore | today | 2026-12-08 | –
      notBefore | today | 2026-12-07 | –
      notBefore | today | 2026-12-06 | cette date est passée ; choisissez aujourd’hui ou un jour à venir.
      after | today | – | –
      after | today | 2026-12-08 | –
      after | today | 2026-12-07 | un jour à venir est attendu.
      after | today | 2026-12-06 | un jour à venir est attendu.
      notAfter | declared | – | –
      notAfter | declared | 2026-11-29 | –
      notAfter | declared | 2026-11-30 | –
      notAfter | declared | 2026-12-01 | cette date vient après « Déclarée le » (lundi 30 novembre 2026).
      notBefore | declared | – | –
      notBefore | declared | 2026-12-01 | –
      notBefore | declared | 2026-11-30 | –
      notBefore | declared | 2026-11-29 | cette date vient avant « Déclarée le » (lundi 30 novembre 2026).
      after | declared | – | –
      after | declared | 2026-12-01 | –
      after | declared | 2026-11-30 | cette date doit venir après « Déclarée le » (lundi 30 novembre 2026).
      after | declared | 2026-11-29 | cette date doit venir après « Déclarée le » (lundi 30 novembre 2026).
      """)
    @DisplayName("Un jour se tient au bord d’un autre, et non au-delà ; laissé vide, il ne contredit rien")
    void boundsDays(String property, String other, String day, String fault) {
        FormDefinition form = form(days("\"%s\": \"%s\"".formatted(property, other)));
        assertThat(faults(form, answers("declared", "2026-11-30", "published", day)))
                .isEqualTo(fault == null ? Map.of() : Map.of("published", "Publiée le : " + fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notBefore", "notAfter", "after"})
    @DisplayName("Rien n’est comparé à un jour qui manque, que cache une condition, ou qui n’en est pas un")
    void comparesWhatIsThere(String property) {
        FormDefinition form = form(days("\"%s\": \"declared\"".formatted(property)));
        assertThat(faults(form, answers("published", "2026-11-29"))).isEmpty();
        assertThat(faults(form, answers("published", "2026-11-29", "declared", "demain")))
                .containsOnlyKeys("declared");
        FormDefinition hiding = form("""
        {"type": "datetime", "key": "declared", "label": "Déclarée le", "conditional": {"hide": "=true"}},
        {"type": "datetime", "key": "published", "label": "Publiée le", "properties": {"%s": "declared"}}
        """.formatted(property));
        assertThat(faults(hiding, answers("published", "2026-11-29", "declared", "2026-11-30")))
                .isEmpty();
    }

    @Test
    @DisplayName("Un jour caché n’est tenu à rien")
    void leavesHiddenDays() {
        FormDefinition form = form("""
        {"type": "datetime", "key": "signed", "label": "Signé le", "properties": {"notAfter": "today"},
         "conditional": {"hide": "=true"}}
        """);
        assertThat(faults(form, answers("signed", "2027-01-01"))).isEmpty();
    }

    @Test
    @DisplayName("Un jour peut être tenu des deux côtés, et chaque jour du formulaire est dit")
    void boundsBothSides() {
        FormDefinition form = form("""
        {"type": "group", "components": [
        {"type": "datetime", "key": "declared", "label": "Déclarée le", "properties": {"notAfter": "today"}}]},
        {"type": "datetime", "key": "published", "label": "Publiée le *",
         "properties": {"notBefore": "declared", "notAfter": "today"}}
        """);
        assertThat(faults(form, answers("declared", "2026-12-01", "published", "2026-11-30")))
                .containsOnly(Map.entry(
                        "published", "Publiée le : cette date vient avant « Déclarée le » (mardi 1er décembre 2026)."));
        assertThat(faults(form, answers("declared", "2026-12-08", "published", "2026-12-09")))
                .containsOnlyKeys("declared", "published");
        assertThat(form.livedDays()).containsExactlyInAnyOrder("declared", "published");
    }

    @Test
    @DisplayName("Dans une liste, un jour se compare à ceux de sa ligne, et la ligne est nommée")
    void boundsRows() {
        FormDefinition form = form("""
        {"type": "dynamiclist", "path": "stays", "label": "Séjours (facultatif)", "components": [
          {"type": "datetime", "key": "from", "label": "Du", "properties": {"notAfter": "today"}},
          {"type": "datetime", "key": "to", "label": "Au", "properties": {"after": "from"}}]}
        """);
        assertThat(faults(
                        form,
                        answers(
                                "stays",
                                List.of(
                                        answers("from", "2026-12-01", "to", "2026-12-02"),
                                        answers(),
                                        answers("from", "2026-12-05", "to", "2026-12-05"),
                                        answers("from", "2026-12-08"),
                                        answers("to", "2026-12-01")))))
                .containsOnly(
                        Map.entry(
                                "stays[3].to",
                                "Séjours, ligne 3, Au : cette date doit venir après « Du » (samedi 5 décembre 2026)."),
                        Map.entry(
                                "stays[4].from",
                                "Séjours, ligne 4, Du : cette date est à venir ; revenez quand c’est fait."));
        assertThat(form.livedDays()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'datetime', 'key': 'a', 'properties': {'notAfter': 'b'}}",
                "{'type': 'datetime', 'key': 'a', 'properties': {'after': 'a'}}",
                "{'type': 'datetime', 'key': 'a', 'properties': {'notBefore': ''}}",
                "{'type': 'datetime', 'key': 'a', 'properties': {'notBefore': 'c'}}, {'type': 'number', 'key': 'c'}",
                "{'type': 'datetime', 'key': 'c'}, {'type': 'dynamiclist', 'path': 'l', 'components': ["
                        + "{'type': 'datetime', 'key': 'a', 'properties': {'after': 'c'}}]}"
            })
    @DisplayName("Un jour qui ne se compare à aucun autre rend le formulaire illisible")
    void refusesStrayBounds(String components) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form(components.replace('\'', '"')))
                .withMessageContaining("a: no other day");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'datetime', 'key': 'a', 'properties': {'before': 'today'}}",
                "{'type': 'datetime', 'key': 'a', 'properties': {'minRows': '1'}}",
                "{'type': 'number', 'key': 'a', 'properties': {'notAfter': 'today'}}",
                "{'type': 'number', 'key': 'a', 'properties': {'transient': 'true'}}",
                "{'type': 'dynamiclist', 'path': 'l', 'components': ["
                        + "{'type': 'textfield', 'key': 'a', 'properties': {'prefil': 'false'}}]}",
                "{'type': 'text', 'properties': {'prefill': 'false'}}",
                "{'type': 'group', 'properties': {'minRows': '1'}, 'components': []}"
            })
    @DisplayName("Une propriété que rien ne lit rend le formulaire illisible")
    void refusesForeignProperties(String component) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form(component.replace('\'', '"')))
                .withMessageContaining("propert");
    }

    private static String days(String property) {
        return """
        {"type": "datetime", "key": "declared", "label": "Déclarée le"},
        {"type": "datetime", "key": "published", "label": "Publiée le", "properties": {%s}}
        """.formatted(property);
    }

    private static FormDefinition form(String components) {
        try {
            return FormDefinition.read(new ObjectMapper().readTree("{\"components\": [" + components + "]}"));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Names and values in turn; values may be null. */
    private static Map<String, Object> answers(Object... namesAndValues) {
        Map<String, Object> answers = new HashMap<>();
        List<Object> given = Arrays.asList(namesAndValues);
        for (int i = 0; i < given.size(); i += 2) answers.put((String) given.get(i), given.get(i + 1));
        return answers;
    }

    /** What is refused, by field; every condition hides. */
    private static Map<String, String> faults(FormDefinition form, Map<String, Object> answers) {
        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> form.check(answers, Map.of(), (condition, given) -> true, TODAY));
        if (refusal == null) return Map.of();
        Map<String, String> faults = new HashMap<>(refusal.errors());
        faults.replaceAll((field, fault) -> Api.plain(fault));
        return faults;
    }
}
