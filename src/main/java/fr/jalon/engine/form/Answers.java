package fr.jalon.engine.form;

import fr.jalon.Refusal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a form, which satisfy its definition, and what a rule finds wrong with them, told under the form's own
 * labels. A field that the form does not have is an error of the rule.
 */
public final class Answers {

    private final FormDefinition form;
    private final Map<String, Object> values;
    private final Map<String, String> reasons = new LinkedHashMap<>();

    Answers(FormDefinition form, Map<String, Object> values) {
        this.form = form;
        this.values = values;
    }

    /** Whether the form asks for it. */
    public boolean ask(String field) {
        return form.names().contains(field);
    }

    /** What was answered; null where it was left empty or is hidden. */
    public @Nullable Object get(String field) {
        form.head(field);
        return values.get(field);
    }

    /** All of them by their fields. */
    public Map<String, Object> all() {
        return new LinkedHashMap<>(values);
    }

    public Optional<LocalDate> day(String field) {
        return Optional.ofNullable((String) get(field)).map(LocalDate::parse);
    }

    /** A whole number; 0 where there is none. */
    public long number(String field) {
        return get(field) instanceof Number number ? number.longValue() : 0;
    }

    /** The rows of a list; none where it was left empty. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> rows(String field) {
        return get(field) instanceof Collection<?> rows
                ? List.copyOf((Collection<Map<String, Object>>) rows)
                : List.of();
    }

    /** The fields that tell of a day that has been lived: those that are {@code notAfter} today. */
    public Set<String> livedDays() {
        return form.livedDays();
    }

    /**
     * Refuses an answer.
     *
     * @param reason the words between its label and the full stop
     */
    public void refuse(String field, String reason) {
        add(field, form.head(field), reason);
    }

    /** Refuses a row of a list, counted from 1. */
    public void refuse(String list, int line, String reason) {
        add(list + "[" + line + "]", form.head(list) + ", ligne " + line, reason);
    }

    private void add(String path, String head, String reason) {
        reasons.merge(path, head + " : " + reason, (said, more) -> said + " ; " + reason);
    }

    /** @throws Refusal with all that was found, if anything was */
    void refuseFaults() {
        reasons.replaceAll((path, said) -> said + ".");
        if (!reasons.isEmpty()) throw Refusal.malformed(reasons);
    }
}
