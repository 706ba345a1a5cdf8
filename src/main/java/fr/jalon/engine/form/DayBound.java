package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What a form says of a day beside another, in the properties of its field.
 *
 * @param other {@code today}, or another day of the same form, in a row of the same row
 */
record DayBound(Kind kind, String other) {

    static final String TODAY = "today";

    enum Kind {
        NOT_BEFORE(
                "notBefore",
                LocalDate::isBefore,
                "cette date est passée ; choisissez aujourd’hui ou un jour à venir",
                "cette date vient avant"),
        NOT_AFTER(
                "notAfter",
                LocalDate::isAfter,
                "cette date est à venir ; revenez quand c’est fait",
                "cette date vient après"),
        /** On a later day. */
        AFTER(
                "after",
                (day, other) -> !day.isAfter(other),
                "un jour à venir est attendu",
                "cette date doit venir après");

        final String property;
        private final BiPredicate<LocalDate, LocalDate> broken;
        private final String besideToday;
        private final String besideAnother;

        Kind(String property, BiPredicate<LocalDate, LocalDate> broken, String besideToday, String besideAnother) {
            this.property = property;
            this.broken = broken;
            this.besideToday = besideToday;
            this.besideAnother = besideAnother;
        }
    }

    /** The bounds that the properties of a field name. */
    static List<DayBound> of(JsonNode properties) {
        List<DayBound> bounds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (properties.has(kind.property))
                bounds.add(new DayBound(kind, properties.path(kind.property).asText()));
        }
        return bounds;
    }

    boolean isToday() {
        return other.equals(TODAY);
    }

    boolean isBroken(LocalDate day, LocalDate beside) {
        return kind.broken.test(day, beside);
    }

    /** Why a day may not stand beside the other, whose label is given. */
    String reason(String label, LocalDate beside) {
        return isToday() ? kind.besideToday : "%s « %s » (%s)".formatted(kind.besideAnother, label, French.day(beside));
    }
}
