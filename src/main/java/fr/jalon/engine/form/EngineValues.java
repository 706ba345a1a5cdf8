package fr.jalon.engine.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import fr.jalon.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Values as the engine has them, and as forms read and write them: lists and maps instead of its JSON. */
@Component
class EngineValues {

    private final ObjectMapper json;

    EngineValues(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Answers as plain values.
     *
     * @throws Refusal naming each that cannot be read
     */
    Map<String, Object> plain(@Nullable Map<String, Object> answers) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (answers == null) return plain;
        Map<String, String> errors = new LinkedHashMap<>();
        VariableMap typed = answers instanceof VariableMap map ? map : Variables.fromMap(answers);
        for (String name : answers.keySet()) {
            try {
                plain.put(name, plain(typed.<TypedValue>getValueTyped(name)));
            } catch (JsonProcessingException | RuntimeException unreadable) {
                errors.put(name, "Le champ « " + FormDefinition.shown(name) + " » n’est pas lisible.");
            }
        }
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
        return plain;
    }

    /** What comes serialized is read as JSON, whatever Java class it claims to be. */
    private @Nullable Object plain(@Nullable TypedValue value) throws JsonProcessingException {
        if (value == null) return null;
        if (value instanceof SerializableValue given && !given.isDeserialized()) {
            String text = given.getValueSerialized();
            return text == null ? null : json.readValue(text, Object.class);
        }
        Object content = value.getValue();
        return content instanceof SpinJsonNode node ? json.readValue(node.toString(), Object.class) : content;
    }

    /** Plain values, typed for the engine. */
    Map<String, Object> typed(Map<String, Object> plain) {
        Map<String, Object> typed = new LinkedHashMap<>();
        plain.forEach((name, value) -> typed.put(name, typed(value)));
        return typed;
    }

    private @Nullable Object typed(@Nullable Object value) {
        if (!(value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof ArrayNode)) return value;
        try {
            return SpinValues.jsonValue(json.writeValueAsString(value)).create();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
