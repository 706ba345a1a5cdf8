package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.Refusal;
import fr.jalon.text.MailAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A form as a contract: the fields it has and what each accepts, read from its own definition. The dialect of form-js
 * that Jalon speaks: text, html, table, group, separator and spacer show; textfield, textarea, number, datetime (days
 * only), select, radio, checkbox, checklist, taglist and dynamiclist ask. {@code conditional.hide} of a question holds a
 * FEEL expression over the form's other answers and the facts that it shows. Custom properties: {@code prefill=false} (a question asked anew each
 * time), {@code transient} (an answer that is read as it comes and never stored), {@code minRows} and {@code maxRows} of a list.
 */
final class FormDefinition {

    private static final Set<String> DISPLAYS =
            Set.of("text", "html", "table", "separator", "spacer", "image", "button");
    private static final int MAX_ROWS = 100;
    /** Blank lines included, which fall. */
    private static final int MAX_GIVEN = 1000;

    private static final int MAX_FIELD = 255;
    private static final int MAX_AREA = 4000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "null", "true", "false");

    private final List<Field> fields;

    private FormDefinition(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Reads a definition.
     *
     * @throws IllegalArgumentException if it leaves the dialect
     */
    static FormDefinition read(JsonNode form) {
        return new FormDefinition(fieldsOf(form.path("components"), List.of()));
    }

    /** The fields among components that are hidden by any of the given conditions, or by their own. */
    private static List<Field> fieldsOf(JsonNode components, List<String> outer) {
        List<Field> found = new ArrayList<>();
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (DISPLAYS.contains(type)) continue;
            List<String> hides = new ArrayList<>(outer);
            String hide = component.path("conditional").path("hide").asText("");
            if (!hide.isEmpty()) hides.add(hide.replaceFirst("^=", ""));
            if (type.equals("group")) found.addAll(fieldsOf(component.path("components"), hides));
            else found.add(new Field(component, hides));
        }
        return found;
    }

    /** The names this form asks for. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.name));
        return names;
    }

    /** The names whose last answer is not offered again. */
    Set<String> askedAnew() {
        Set<String> names = new LinkedHashSet<>();
        fields.stream().filter(field -> !field.prefilled).forEach(field -> names.add(field.name));
        return names;
    }

    /** The names whose answers the engine never stores. */
    Set<String> readOnce() {
        return fields.stream()
                .filter(field -> field.readOnce)
                .map(field -> field.name)
                .collect(Collectors.toSet());
    }

    /** Whether checking it needs the facts it shows: for a choice among them, or a condition on one. */
    boolean needsFacts() {
        Set<String> names = names();
        return fields.stream().anyMatch(Field::choosesAmongFacts)
                || fields.stream()
                        .flatMap(field -> field.hides.stream())
                        .flatMap(FormDefinition::namesIn)
                        .anyMatch(name -> !names.contains(name));
    }

    /** What a condition of the dialect speaks of: comparisons with texts, numbers and null, joined by {@code and, or}. */
    private static Stream<String> namesIn(String condition) {
        return NAME.matcher(condition.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(MatchResult::group)
                .filter(word -> !WORDS.contains(word));
    }

    /**
     * Checks answers and returns them as they are to be stored: whole numbers as {@code Long}, others as {@code Double},
     * days as ISO strings, lists as lists of maps or of strings; what was left empty is {@code null}.
     *
     * @param facts what the form shows, for choices and conditions
     * @param condition evaluates a FEEL expression over answers and facts
     * @throws Refusal naming each field at fault
     */
    Map<String, Object> check(
            Map<String, ?> answers, Map<String, ?> facts, BiPredicate<String, Map<String, Object>> condition) {
        Map<String, String> errors = new LinkedHashMap<>();
        Set<String> asked = names();
        for (String name : answers.keySet()) {
            if (!asked.contains(name))
                errors.put(name, "Le champ « " + shown(name) + " » n’existe pas dans ce formulaire.");
        }
        Map<String, Object> context = new LinkedHashMap<>(facts);
        fields.forEach(field -> context.put(field.name, answers.get(field.name)));
        Map<String, Object> accepted = new LinkedHashMap<>();
        for (Field field : fields) {
            boolean hidden = field.hides.stream().anyMatch(hide -> condition.test(hide, context));
            Object value =
                    hidden ? null : field.accept(answers.get(field.name), facts, field.label, field.name, errors);
            accepted.put(field.name, value);
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return accepted;
    }

    static String shown(Object value) {
        String text = String.valueOf(value);
        return (text.length() > 60 ? text.substring(0, 60) + "…" : text).replaceAll("\\p{Cntrl}", " ");
    }

    private static final class Field {

        final String name;
        final String label;
        final boolean prefilled;
        final boolean readOnce;
        final String choicesFrom;
        final List<String> hides;
        private final String type;
        private final boolean required;
        private final JsonNode validate;
        private final Set<String> choices = new LinkedHashSet<>();
        private final int decimals;
        private final int minRows;
        private final int maxRows;
        private final Pattern pattern;
        private final List<Field> columns;

        Field(JsonNode component, List<String> hides) {
            this.hides = hides;
            type = component.path("type").asText();
            name = component.path(type.equals("dynamiclist") ? "path" : "key").asText();
            if (name.isEmpty()) throw new IllegalArgumentException("field without a key: " + component);
            label = component.path("label").asText(name).replaceFirst(" \\*$", "");
            validate = component.path("validate");
            required = validate.path("required").asBoolean();
            JsonNode properties = component.path("properties");
            prefilled = !properties.path("prefill").asText().equals("false");
            readOnce = properties.path("transient").asText().equals("true");
            minRows = properties.path("minRows").asInt(0);
            maxRows = properties.path("maxRows").asInt(MAX_ROWS);
            decimals = component.path("decimalDigits").asInt(0);
            pattern = validate.has("pattern")
                    ? Pattern.compile(validate.path("pattern").asText())
                    : null;
            choicesFrom =
                    component.has("valuesKey") ? component.path("valuesKey").asText() : null;
            component
                    .path("values")
                    .forEach(value -> choices.add(value.path("value").asText()));
            columns = type.equals("dynamiclist") ? fieldsOf(component.path("components"), List.of()) : List.of();
            if (columns.stream().anyMatch(column -> !column.hides.isEmpty())) {
                throw new IllegalArgumentException(
                        "a column of " + name + " has a condition: Jalon's forms have none there");
            }
            if (!Set.of(
                            "textfield",
                            "textarea",
                            "number",
                            "datetime",
                            "select",
                            "radio",
                            "checkbox",
                            "checklist",
                            "taglist",
                            "dynamiclist")
                    .contains(type)) {
                throw new IllegalArgumentException("Jalon's forms do not use the component " + type);
            }
        }

        boolean choosesAmongFacts() {
            return choicesFrom != null || columns.stream().anyMatch(Field::choosesAmongFacts);
        }

        Object accept(Object value, Map<String, ?> facts, String label, String path, Map<String, String> errors) {
            if (isEmpty(value)) {
                if (required && !type.equals("dynamiclist")) errors.put(path, label + " : ce champ est obligatoire.");
                else if (minRows > 0) errors.put(path, label + " : " + atLeast(minRows) + ".");
                return type.equals("checkbox") ? (Object) false : null;
            }
            try {
                return switch (type) {
                    case "textfield", "textarea" -> text(value);
                    case "number" -> number(value);
                    case "datetime" -> day(value);
                    case "select", "radio" -> choice(value, facts);
                    case "checkbox" -> tick(value);
                    case "checklist", "taglist" -> choicesOf(value, facts);
                    default -> rows(value, facts, label, path, errors);
                };
            } catch (Unacceptable reason) {
                errors.put(path, label + " : " + reason.getMessage() + ".");
                return null;
            }
        }

        private boolean isEmpty(Object value) {
            return switch (type) {
                case "checklist", "taglist", "dynamiclist" ->
                    value == null || value instanceof Collection<?> list && list.isEmpty();
                case "checkbox", "number" -> value == null;
                default -> value == null || value instanceof String text && text.isBlank();
            };
        }

        private String text(Object value) {
            if (!(value instanceof String text)) throw new Unacceptable("un texte est attendu");
            // Marks that turn the direction of a line say nothing by themselves and disguise what stands beside them.
            text = text.replaceAll("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", "")
                    .strip();
            if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
                throw new Unacceptable("le texte contient des caractères de contrôle");
            }
            if (type.equals("textfield") && text.lines().count() > 1)
                throw new Unacceptable("une seule ligne est attendue");
            int most = validate.path("maxLength").asInt(type.equals("textarea") ? MAX_AREA : MAX_FIELD);
            if (text.length() > most)
                throw new Unacceptable("%d caractères au plus, %d reçus".formatted(most, text.length()));
            int least = validate.path("minLength").asInt(0);
            if (text.length() < least) throw new Unacceptable("%d caractères au moins".formatted(least));
            if (pattern != null && !pattern.matcher(text).find())
                throw new Unacceptable("le format attendu n’est pas respecté");
            return validate.path("validationType").asText().equals("email") ? address(text) : text;
        }

        private static String address(String text) {
            try {
                return new MailAddress(text).value();
            } catch (IllegalArgumentException expected) {
                throw new Unacceptable(expected.getMessage());
            }
        }

        private Number number(Object value) {
            if (!(value instanceof Number number)) throw new Unacceptable("un nombre est attendu");
            double plain = number.doubleValue();
            if (!Double.isFinite(plain) || Math.abs(plain) > 1e12)
                throw new Unacceptable("ce nombre est hors de toute mesure");
            BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
            if (exact.scale() > decimals) {
                throw new Unacceptable(
                        decimals == 0 ? "un nombre entier est attendu" : decimals + " décimales au plus");
            }
            if (validate.has("min") && exact.compareTo(validate.path("min").decimalValue()) < 0) {
                throw new Unacceptable("la valeur minimale est " + french(validate.path("min")));
            }
            if (validate.has("max") && exact.compareTo(validate.path("max").decimalValue()) > 0) {
                throw new Unacceptable("la valeur maximale est " + french(validate.path("max")));
            }
            return decimals == 0 ? (Number) exact.longValueExact() : (Number) exact.doubleValue();
        }

        private static String french(JsonNode number) {
            return number.asText().replace('.', ',');
        }

        private static String day(Object value) {
            try {
                LocalDate day = LocalDate.parse((String) value);
                if (day.getYear() >= 2000 && day.getYear() <= 2100) return day.toString();
            } catch (ClassCastException | DateTimeException malformed) {
                // said below
            }
            throw new Unacceptable("une date est attendue, par exemple 2026-12-07");
        }

        private String choice(Object value, Map<String, ?> facts) {
            return choice(value, offered(facts));
        }

        private static String choice(Object value, Set<String> offered) {
            if (!(value instanceof String chosen) || !offered.contains(chosen)) {
                throw new Unacceptable("« " + shown(value) + " » ne fait pas partie des choix proposés");
            }
            return chosen;
        }

        private List<String> choicesOf(Object value, Map<String, ?> facts) {
            if (!(value instanceof Collection<?> chosen)) throw new Unacceptable("une liste de choix est attendue");
            if (chosen.size() > MAX_GIVEN)
                throw new Unacceptable(MAX_GIVEN + " choix au plus, " + chosen.size() + " reçus");
            Set<String> offered = offered(facts);
            return chosen.stream().map(each -> choice(each, offered)).distinct().toList();
        }

        private Set<String> offered(Map<String, ?> facts) {
            if (choicesFrom == null) return choices;
            Set<String> offered = new LinkedHashSet<>();
            Stream.of(facts.get(choicesFrom))
                    .filter(Collection.class::isInstance)
                    .flatMap(options -> ((Collection<?>) options).stream())
                    .forEach(option ->
                            offered.add(String.valueOf(option instanceof Map<?, ?> map ? map.get("value") : option)));
            return offered;
        }

        private boolean tick(Object value) {
            if (!(value instanceof Boolean ticked)) throw new Unacceptable("oui ou non est attendu");
            if (required && !ticked) throw new Unacceptable("cette case doit être cochée");
            return ticked;
        }

        private List<Map<String, Object>> rows(
                Object value, Map<String, ?> facts, String label, String path, Map<String, String> errors) {
            if (!(value instanceof Collection<?> given)) throw new Unacceptable("une liste est attendue");
            long filled = given.stream()
                    .filter(each -> !(each instanceof Map<?, ?> row && isBlank(row)))
                    .count();
            if (filled > maxRows) {
                throw new Unacceptable("%d lignes au plus, %d reçues ; retirez-en %d, ou regroupez-en"
                        .formatted(maxRows, filled, filled - maxRows));
            }
            if (given.size() > MAX_GIVEN)
                throw new Unacceptable("%d lignes au plus, vides comprises".formatted(MAX_GIVEN));
            List<Map<String, Object>> rows = new ArrayList<>();
            int line = 0;
            for (Object each : given) {
                line++;
                if (!(each instanceof Map<?, ?> row))
                    throw new Unacceptable("chaque ligne de la liste est un ensemble de champs");
                Map<String, Object> accepted = new LinkedHashMap<>();
                for (Object name : row.keySet()) {
                    if (columns.stream().noneMatch(column -> column.name.equals(name))) {
                        errors.put(
                                path + "[" + line + "]." + name,
                                label + ", ligne " + line + " : le champ « " + shown(name) + " » n’existe pas.");
                    }
                }
                if (isBlank(row)) continue;
                for (Field column : columns) {
                    accepted.put(
                            column.name,
                            column.accept(
                                    row.get(column.name),
                                    facts,
                                    label + ", ligne " + line + ", " + column.label,
                                    path + "[" + line + "]." + column.name,
                                    errors));
                }
                rows.add(accepted);
            }
            if (rows.size() < minRows) throw new Unacceptable(atLeast(minRows));
            return rows;
        }

        private static boolean isBlank(Map<?, ?> row) {
            return row.values().stream().allMatch(Field::isBlank);
        }

        private static boolean isBlank(Object cell) {
            return cell == null
                    || cell.equals(false)
                    || cell instanceof String text && text.isBlank()
                    || cell instanceof Collection<?> list && list.isEmpty();
        }

        private static String atLeast(int rows) {
            return rows == 1 ? "une ligne au moins est attendue" : rows + " lignes au moins sont attendues";
        }
    }

    private static final class Unacceptable extends RuntimeException {
        Unacceptable(String reason) {
            super(reason, null, false, false);
        }
    }
}
