package fr.jalon.web;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a body says is taken as it is said: no text is read as a number, no number as a text, nothing empty as nothing. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

  @Bean
  Jackson2ObjectMapperBuilderCustomizer asItIsSaid() {
    return builder -> builder.postConfigurer(StrictJson::refuseCoercions);
  }

  private static void refuseCoercions(ObjectMapper json) {
    json.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, Fail);
    refuse(json, LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    refuse(json, LogicalType.DateTime, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    refuse(json, LogicalType.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.String);
    for (LogicalType number : List.of(LogicalType.Integer, LogicalType.Float)) {
      refuse(json, number, CoercionInputShape.String, CoercionInputShape.Boolean);
    }
  }

  private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... shapes) {
    for (CoercionInputShape shape : shapes) json.coercionConfigFor(type).setCoercion(shape, Fail);
    json.coercionConfigFor(type).setCoercion(CoercionInputShape.EmptyString, Fail);
  }
}
