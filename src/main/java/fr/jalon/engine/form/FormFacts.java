package fr.jalon.engine.form;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * What a form shows beside the answers already given: computed when the form is opened, never stored, so that nobody can
 * forge it. Values are texts, numbers, booleans, or lists and maps of these. Slices register beans of this type.
 */
public interface FormFacts {

    /**
     * What a person wrote, for a form's Markdown: shown as it was written, without markup, links or pictures, and without
     * marks that turn the direction of the line.
     */
    static String inert(String said) {
        return said.replaceAll("[\\p{Cf}&&[^\u00ad\u200c\u200d]]", "").replaceAll("([\\p{Punct}])", "\\\\$1");
    }

    /** A drawing as a form's picture shows it. */
    static String picture(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** Facts for the form of an open task; empty if this bean has nothing to say of it. */
    default Map<String, Object> ofTask(String form, DelegateTask task) {
        return Map.of();
    }

    /** Facts for the start form of a process. */
    default Map<String, Object> ofStart(String form) {
        return Map.of();
    }
}
