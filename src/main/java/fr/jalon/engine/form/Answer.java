package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.text.MailAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One answer as it is to be stored, or the reason why it may not stand. */
final class Answer {

    private static final int MAX_FIELD = 255;
    private static final int MAX_AREA = 4000;

    private Answer() {}

    static String text(Object value, String type, JsonNode validate, @Nullable Pattern pattern) {
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
            throw new Unacceptable(String.valueOf(expected.getMessage()));
        }
    }

    static Number number(Object value, int decimals, JsonNode validate) {
        if (!(value instanceof Number number)) throw new Unacceptable("un nombre est attendu");
        double plain = number.doubleValue();
        if (!Double.isFinite(plain) || Math.abs(plain) > 1e12)
            throw new Unacceptable("ce nombre est hors de toute mesure");
        BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
        if (exact.scale() > decimals) {
            throw new Unacceptable(decimals == 0 ? "un nombre entier est attendu" : decimals + " décimales au plus");
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

    static String day(Object value) {
        try {
            LocalDate day = LocalDate.parse((String) value);
            if (day.getYear() >= 2000 && day.getYear() <= 2100) return day.toString();
        } catch (ClassCastException | DateTimeException malformed) {
            // said below
        }
        throw new Unacceptable("une date est attendue, par exemple 2026-12-07");
    }

    static String choice(Object value, Set<String> offered) {
        if (!(value instanceof String chosen) || !offered.contains(chosen)) {
            throw new Unacceptable("« " + FormDefinition.shown(value) + " » ne fait pas partie des choix proposés");
        }
        return chosen;
    }

    /** A choice among numbers. */
    static long figure(Object value, Set<String> offered) {
        if (!(value instanceof Number number)) throw new Unacceptable("un nombre est attendu");
        choice(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString(), offered);
        return number.longValue();
    }

    static List<String> choices(Object value, Set<String> offered) {
        if (!(value instanceof Collection<?> chosen)) throw new Unacceptable("une liste de choix est attendue");
        if (chosen.size() > FormDefinition.MAX_GIVEN)
            throw new Unacceptable(FormDefinition.MAX_GIVEN + " choix au plus, " + chosen.size() + " reçus");
        return chosen.stream().map(each -> choice(each, offered)).distinct().toList();
    }

    static boolean tick(Object value, boolean required) {
        if (!(value instanceof Boolean ticked)) throw new Unacceptable("oui ou non est attendu");
        if (required && !ticked) throw new Unacceptable("cette case doit être cochée");
        return ticked;
    }

    /** Why an answer may not stand, in words that follow the field's label. */
    static final class Unacceptable extends RuntimeException {
        Unacceptable(String reason) {
            super(reason, null, false, false);
        }
    }
}
