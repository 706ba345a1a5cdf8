package fr.jalon.engine.form;

import java.util.Map;
import java.util.function.Supplier;

/** What a start form shows, by the rules of {@link FormFacts}. Slices register beans of this type. */
public record StartFormFacts<F extends Record>(String form, Class<F> shape, Supplier<F> facts) {

    Map<String, Object> now() {
        return FormFacts.told(facts.get());
    }
}
