package fr.jalon.web;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What a body says is taken as it is said: no text is read as a number, no number as a text, nothing empty as nothing.
 * It says no more than any of Jalon's routes asks for, and no text holds the sign that PostgreSQL keeps in none.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    private static final long MOST_TOKENS = 20_000;
    private static final int DEEPEST = 50;

    private static final class WithoutNul extends StringDeserializer {
        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null && text.indexOf('\0') >= 0) throw context.weirdStringException(text, String.class, "NUL");
            return text;
        }
    }

    @Bean
    Jackson2ObjectMapperBuilderCustomizer asItIsSaid() {
        return builder -> builder.postConfigurer(StrictJson::refuseCoercions).postConfigurer(StrictJson::bound);
    }

    @Bean
    Module withoutNul() {
        return new SimpleModule("without-nul").addDeserializer(String.class, new WithoutNul());
    }

    private static void bound(ObjectMapper json) {
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.defaults()
                        .rebuild()
                        .maxTokenCount(MOST_TOKENS)
                        .maxNestingDepth(DEEPEST)
                        .build());
    }

    private static void refuseCoercions(ObjectMapper json) {
        json.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, Fail);
        refuse(
                json,
                LogicalType.Textual,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                json,
                LogicalType.DateTime,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.Boolean);
        refuse(
                json,
                LogicalType.Boolean,
                CoercionInputShape.Integer,
                CoercionInputShape.Float,
                CoercionInputShape.String);
        for (LogicalType number : List.of(LogicalType.Integer, LogicalType.Float)) {
            refuse(json, number, CoercionInputShape.String, CoercionInputShape.Boolean);
        }
    }

    private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... shapes) {
        for (CoercionInputShape shape : shapes) json.coercionConfigFor(type).setCoercion(shape, Fail);
        json.coercionConfigFor(type).setCoercion(CoercionInputShape.EmptyString, Fail);
    }
}
