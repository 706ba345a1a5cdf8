package fr.jalon.browser;

import fr.jalon.EnglishWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.JavascriptExecutor;

/** Someone who reads every word on a page, and notes what is not French. */
final class Proofreader {

    /**
     * Every visible text, and what a visible element says to whoever hovers over it, is about to type or listens.
     * Variables, the rules of a decision and permissions are data; so are the names of engines, which show where a test
     * runs beside others.
     */
    private static final String TEXTS = """
      const texts = [];
      const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.nodeType === Node.TEXT_NODE) {
          const parent = node.parentElement;
          const isData = parent.closest('script, style, noscript, code, td.col-name, td.col-type, td.col-value, .tjs-container tbody, td.permissions, .engine-select');
          if (node.data.trim() && !isData && seen(parent)) texts.push(node.data);
        } else if (seen(node)) {
          for (const name of ['placeholder', 'title', 'aria-label', 'alt']) {
            if (node.getAttribute(name)?.trim()) texts.push(node.getAttribute(name));
          }
          if (node.matches('input[type=submit], input[type=button]')) texts.push(node.value);
        }
      }
      return texts;
      """;

    private static final Set<String> IDENTIFIERS = identifiers();

    private static final Pattern KEY = Pattern.compile("\\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\\b");
    private static final Pattern DATE =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d(?:T[\\d:.]+)?\\b|\\b\\d{1,2}/(?:1[3-9]|2\\d|3[01])/\\d{2,4}\\b"
                    + "|\\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.? "
                    + "\\d{1,2}\\b|\\b\\d{1,2}:\\d\\d ?[AP]M\\b");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    /**
     * What is written in code and not in a language: addresses, files, ids of a database and of groups, kinds of jobs,
     * settings, sizes.
     */
    private static final Pattern CODE = Pattern.compile(
            "https?://\\S+|\\S+@\\S+|\\$\\{[^}]*}|\\b[0-9a-f]{8}(?:-[0-9a-f]{4,12}){4}\\b|\\S+\\.(?:form|bpmn|dmn|html)\\b"
                    + "|\\bteam-[a-z0-9-]+|\\bJALON_[A-Z_]+\\b|\\bfail2ban\\b|\\b\\d+[ \u00a0]Go\\b"
                    + "|\\btimer-[a-z-]+|\\([a-z0-9-]+\\.{3}\\)");
    /** One word in the manner of code, or several. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\d]+(?:[-_.][\\p{L}\\d]+)*");

    /** What the viewer of models has stand on each drawing, by its licence. */
    private static final String WATERMARK = "Powered by bpmn.io";

    /** A trade and a program that have an English name in French too. */
    private static final Set<String> ALLOWED = Set.of("IT", "Numbers");

    /** Words of both languages, which are French in a French sentence. */
    private static final Set<String> FRENCH_TOO = Set.of("machine", "note", "usage");

    private static final Pattern FRENCH_SENTENCE =
            Pattern.compile("(?iu)(?:\\b(?:la|le|les|de|des|du|un|une|et|est)\\b|\\b[dl]’)");

    private final Map<String, Set<String>> faults = new TreeMap<>();
    private final Set<String> pages = new HashSet<>();

    /** Waits until a page has come to rest, and reads it. */
    void read(Browser browser, String page) {
        List<String> texts = new ArrayList<>();
        browser.until(() -> {
            List<String> earlier = List.copyOf(texts);
            texts.clear();
            if (browser.isAtRest()) texts.addAll(texts(browser));
            return !texts.isEmpty() && texts.equals(earlier);
        });
        pages.add(page);
        for (String text : texts) {
            for (String fault : faults(text)) {
                faults.computeIfAbsent(page, none -> new TreeSet<>())
                        .add(fault + " – " + text.strip().replaceAll("\\s+", " "));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Browser browser) {
        return (List<String>) ((JavascriptExecutor) browser.driver()).executeScript(TEXTS);
    }

    /** What was not French, by page. */
    Map<String, Set<String>> faults() {
        return faults;
    }

    int pages() {
        return pages.size();
    }

    static Set<String> faults(String text) {
        Set<String> faults = new TreeSet<>();
        String prose = CODE.matcher(text.replace(WATERMARK, " ")).replaceAll(" ");
        for (Pattern pattern : List.of(KEY, DATE))
            pattern.matcher(prose).results().forEach(found -> faults.add(found.group()));
        prose = KEY.matcher(prose).replaceAll(" ");
        prose = NAME.matcher(prose)
                .replaceAll(name -> IDENTIFIERS.contains(name.group()) ? " " : Matcher.quoteReplacement(name.group()));
        WORD.matcher(prose)
                .results()
                .map(MatchResult::group)
                .filter(word -> EnglishWords.ALL.contains(word.toLowerCase(Locale.ROOT)) && !ALLOWED.contains(word))
                .filter(word -> !FRENCH_TOO.contains(word)
                        || !FRENCH_SENTENCE.matcher(text).find())
                .forEach(faults::add);
        return faults;
    }

    /** The names of elements, forms, fields and variables, which Cockpit shows as they are: those of several words. */
    private static Set<String> identifiers() {
        Pattern named =
                Pattern.compile("\"?\\b(?:id|key|name|path)\"?\\s*[=:]\\s*\"([\\p{Alnum}]+(?:[-_.]?[\\p{Alnum}]+)*)\"");
        try (Stream<Path> models = Files.walk(Path.of("bpmn"));
                Stream<Path> forms = Files.walk(Path.of("forms"))) {
            return Stream.concat(models, forms)
                    .filter(Files::isRegularFile)
                    .flatMap(file -> named.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .filter(name -> name.matches(".*(?:[-_.]|\\p{Lower}\\p{Upper}).*"))
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
