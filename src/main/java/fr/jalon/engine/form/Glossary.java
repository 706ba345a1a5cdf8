package fr.jalon.engine.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.StringUtils;

/** What the forms' jargon means: each term with its explanation, as {@code glossary.txt} has them. */
record Glossary(Map<String, String> meanings) {

    static final Glossary FRENCH = read();

    private static Glossary read() {
        Map<String, String> meanings = new LinkedHashMap<>();
        try {
            new ClassPathResource("glossary.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s:\\s", 2))
                    .forEach(entry -> meanings.put(entry[0], entry[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Glossary(meanings);
    }

    /** The terms that a text uses. */
    Set<String> in(String text) {
        return meanings.keySet().stream()
                .filter(term -> word(term).matcher(text).find())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Pattern word(String term) {
        // An abbreviation is one in capitals alone, other terms have a plural and begin sentences.
        boolean isAbbreviation = term.equals(term.toUpperCase());
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + term + (isAbbreviation ? "" : "s?") + "(?![\\p{L}\\p{N}])",
                isAbbreviation ? 0 : Pattern.CASE_INSENSITIVE);
    }

    /** As it stands in a form. */
    String explained(String term) {
        return StringUtils.capitalize(term) + "\u00a0: " + meanings.get(term) + ".";
    }
}
