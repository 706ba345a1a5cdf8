package fr.jalon.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plausible answers to every task of the journey. */
public final class DemoAnswers {

  private static final Map<String, Map<String, Object>> ANSWERS = read();

  private DemoAnswers() {}

  /** A fresh copy of the answers to a task; empty if it asks for none. */
  public static Map<String, Object> of(String task) {
    return new LinkedHashMap<>(ANSWERS.getOrDefault(task, Map.of()));
  }

  private static Map<String, Map<String, Object>> read() {
    try (InputStream answers = DemoAnswers.class.getResourceAsStream("/demo/answers.json")) {
      return new ObjectMapper().readValue(answers, new TypeReference<>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
