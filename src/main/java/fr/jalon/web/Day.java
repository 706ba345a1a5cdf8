package fr.jalon.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.springframework.boot.jackson.JsonComponent;

/** A day in a request is written as in a form, {@code 2026-12-07}: no number, no instant, and of this century. */
@JsonComponent
class Day extends StdScalarDeserializer<LocalDate> {

    Day() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
        }
        try {
            LocalDate day = LocalDate.parse(parser.getText());
            if (day.getYear() >= 2000 && day.getYear() <= 2100) return day;
        } catch (DateTimeException malformed) {
            // said below
        }
        return (LocalDate) context.handleWeirdStringValue(LocalDate.class, parser.getText(), "not a day");
    }
}
