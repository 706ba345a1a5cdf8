package fr.jalon.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a form says to guide whoever fills it, whatever its definition: at its head where the task stands and what the
 * asterisk means, at the first use of a term of the {@link Glossary} what it means, and before the end of a long one
 * what is missing. The definition that answers are held to has none of it.
 */
final class FormGuide {

    /** What a person reads of a component, its options and its columns. */
    private static final List<String> READ = List.of("label", "dateLabel", "description", "text", "content", "alt");

    private final String about;
    private final Set<String> unexplained =
            new LinkedHashSet<>(Glossary.FRENCH.meanings().keySet());
    private int number;

    private FormGuide(String about) {
        this.about = about;
    }

    /**
     * Adds all of it to a form.
     *
     * @param progress where its task stands; null where there is nothing to say
     * @param about what its {@code taskDescription} says, and the words above it
     */
    static void guide(ObjectNode form, @Nullable String progress, String about) {
        ArrayNode components = form.withArray("components");
        FormGuide guide = new FormGuide(about);
        String summary = FormSummary.of(FormDefinition.read(form).fields());
        guide.explain(components, false);
        StringJoiner head = new StringJoiner(" · ");
        if (progress != null) head.add("**" + progress + "**");
        if (requires(components)) head.add("\\*\u00a0: réponse obligatoire");
        if (head.length() > 0) components.insert(0, guide.text(form, head.toString()));
        if (summary != null) {
            components
                    .addObject()
                    .put("type", "group")
                    .put("id", "guide-summary")
                    .put("label", "Avant de terminer")
                    .put("showOutline", true)
                    .putArray("components")
                    .add(guide.text(form, summary));
        }
    }

    private static boolean requires(JsonNode components) {
        for (JsonNode component : components) {
            if (component.path("validate").path("required").asBoolean()
                            && !component.path("readonly").asBoolean()
                    || requires(component.path("components"))) return true;
        }
        return false;
    }

    /** Explains each term once; anew after a place that may stay hidden. */
    private void explain(ArrayNode components, boolean mayHide) {
        for (int at = 0; at < components.size(); at++) {
            ObjectNode component = (ObjectNode) components.get(at);
            String type = component.path("type").asText();
            boolean hides = mayHide || component.has("conditional");
            Set<String> terms = Glossary.FRENCH.in(read(component));
            terms.retainAll(unexplained);
            if (!terms.isEmpty()) {
                String said = terms.stream().map(Glossary.FRENCH::explained).collect(Collectors.joining(" "));
                if (type.equals("text")) append(component, "text", "\n\n" + said);
                else if (component.has("key")) append(component, "description", " " + said);
                else components.insert(at++, text(component, said));
                if (!hides) unexplained.removeAll(terms);
            }
            if (type.equals("group")) explain(component.withArray("components"), hides);
        }
    }

    private static void append(ObjectNode component, String name, String said) {
        component.put(name, (component.path(name).asText() + said).strip());
    }

    /** A text that shows when the other component does. */
    private ObjectNode text(ObjectNode beside, String said) {
        ObjectNode text = beside.objectNode()
                .put("type", "text")
                .put("id", "guide-" + ++number)
                .put("text", said);
        if (beside.has("conditional")) text.set("conditional", beside.path("conditional"));
        return text;
    }

    /** The parts of a group are read one by one, those of a list as one. */
    private String read(JsonNode component) {
        boolean isGroup = component.path("type").asText().equals("group");
        Stream<String> parts = Stream.of("values", "columns", isGroup ? "" : "components")
                .flatMap(name -> component.path(name).valueStream())
                .map(this::read);
        return Stream.concat(READ.stream().map(name -> component.path(name).asText()), parts)
                .collect(Collectors.joining("\n"))
                .replace("{{taskDescription}}", about);
    }
}
