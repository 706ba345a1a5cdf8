package fr.jalon.engine.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question of a task's form as a page asks it, without script.
 *
 * @param type that of form-js, but no list
 * @param hint empty where there is none
 * @param choices what there is to choose, by value; empty where one writes
 */
public record Question(
        String name, String label, String type, String hint, boolean isRequired, Map<String, String> choices) {

    /**
     * What came back from the page, as the form's contract takes it; what cannot be read stays as it was typed, and is
     * refused there. Empty where nothing was answered.
     */
    public Optional<Object> answer(List<String> typed) {
        if (type.equals("checkbox")) return Optional.of(!typed.isEmpty());
        List<String> filled = typed.stream().filter(each -> !each.isBlank()).toList();
        if (filled.isEmpty()) return Optional.empty();
        if (type.equals("checklist")) return Optional.of(filled);
        return Optional.of(type.equals("number") ? number(filled.get(0)) : filled.get(0));
    }

    private static Object number(String typed) {
        try {
            return new BigDecimal(typed.replaceAll("\\p{Z}", "").replace(',', '.'));
        } catch (NumberFormatException malformed) {
            return typed;
        }
    }
}
