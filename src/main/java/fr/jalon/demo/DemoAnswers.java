package fr.jalon.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Plausible answers to every task; their dates are told in days from today, as {@code today} or {@code today+3}. */
public final class DemoAnswers {

    private static final Pattern DAY = Pattern.compile("today([+-]\\d+)?");
    private static final Map<String, Map<String, Object>> ANSWERS = read();

    private DemoAnswers() {}

    /** The answers to a task on that day; empty if it asks for none. */
    public static Map<String, Object> of(String task, LocalDate today) {
        return dated(ANSWERS.getOrDefault(task, Map.of()), today);
    }

    @SuppressWarnings("unchecked")
    private static <T> T dated(T answer, LocalDate today) {
        if (answer instanceof Map<?, ?> map) {
            Map<Object, Object> dated = new LinkedHashMap<>();
            map.forEach((name, value) -> dated.put(name, dated(value, today)));
            return (T) dated;
        }
        if (answer instanceof List<?> list)
            return (T) list.stream().map(each -> dated(each, today)).toList();
        if (!(answer instanceof String text)) return answer;
        Matcher day = DAY.matcher(text);
        return !day.matches()
                ? answer
                : (T) today.plusDays(day.group(1) == null ? 0 : Integer.parseInt(day.group(1)))
                        .toString();
    }

    /** Each slice has a file of its own. */
    private static Map<String, Map<String, Object>> read() {
        Map<String, Map<String, Object>> all = new HashMap<>();
        try {
            for (Resource slice : new PathMatchingResourcePatternResolver().getResources("classpath*:demo/*.json")) {
                try (InputStream answers = slice.getInputStream()) {
                    all.putAll(new ObjectMapper()
                            .readValue(answers, new TypeReference<Map<String, Map<String, Object>>>() {}));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }
}
