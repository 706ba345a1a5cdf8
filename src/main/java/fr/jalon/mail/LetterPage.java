package fr.jalon.mail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A message as its reader gets it, as text and as a page that says the same: paragraphs, lists and links, nothing from
 * elsewhere. The first line that leads to a place of Jalon's own is the page's one button.
 */
final class LetterPage {

    /**
     * What stands below every message.
     *
     * @param why one gets it, in a sentence
     * @param stop where one declines more of them; null for what nobody may decline
     */
    record Foot(String why, @Nullable String stop) {
        private static final String STOP = "Ne plus recevoir ces courriels";

        String text() {
            return why + "\n" + (stop == null ? "" : STOP + "\u00a0: " + stop + "\n");
        }

        private String html() {
            return escaped(why) + (stop == null ? "" : "<br>\n" + link(stop, STOP, QUIET));
        }
    }

    /**
     * An address at the end of a line, alone or after what it leads to: nothing else becomes a link, whoever wrote it.
     */
    private static final Pattern LINK = Pattern.compile("(?:(.+?)[ \\u00a0]: )?(https?://\\S+)");

    private static final String BULLET = "• ";

    private static final String PLAIN = "color:#b4420f";
    private static final String QUIET = "color:#4c5a67";
    private static final String BUTTON = "display:inline-block;margin:6px 0;padding:10px 18px;border-radius:6px;"
            + "background:#b4420f;color:#fff;font-weight:600;text-decoration:none";

    /** A button says no more than this; what is longer stands before it. */
    private static final int ON_A_BUTTON = 40;

    private static final String OPEN = "Ouvrir dans Jalon";

    private final List<String> paragraphs;
    private final Optional<String> acting;

    /** @param home where Jalon is */
    private LetterPage(String text, String home) {
        this.paragraphs = List.of(text.strip().split("\\R\\s*\\R"));
        this.acting = text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith(BULLET))
                .filter(line -> {
                    Matcher link = LINK.matcher(line);
                    return link.matches() && link.group(2).startsWith(home + "/");
                })
                .findFirst();
    }

    static String text(String text, Foot foot) {
        return text.stripTrailing() + "\n\n-- \n" + foot.text();
    }

    static String of(String subject, String text, Foot foot, String home) {
        LetterPage page = new LetterPage(text, home);
        String body = page.paragraphs.stream().map(page::paragraph).collect(Collectors.joining("\n"));
        return """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        </head>
        <body style="margin:0;padding:16px;font:16px/1.5 system-ui,'Segoe UI',sans-serif;color:#1d2733;background:#fff">
        <div style="max-width:40em;margin:0 auto;overflow-wrap:anywhere">
        <p style="margin:0 0 20px;padding-bottom:8px;border-bottom:3px solid #b4420f;font-weight:700">Jalon</p>
        %s
        <p style="margin-top:28px;padding-top:10px;border-top:1px solid #c9d1d8;font-size:14px;color:#4c5a67">%s</p>
        </div>
        </body>
        </html>
        """.formatted(escaped(subject), body, foot.html());
    }

    private String paragraph(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.stream().allMatch(line -> line.startsWith(BULLET))) {
            return lines.stream()
                    .map(line -> "<li>" + line(line.substring(BULLET.length())) + "</li>")
                    .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        }
        return lines.stream().map(this::line).collect(Collectors.joining("<br>\n", "<p>", "</p>"));
    }

    private String line(String line) {
        Matcher link = LINK.matcher(line);
        if (!link.matches()) return escaped(line);
        String label = link.group(1);
        String address = link.group(2);
        if (!acting.filter(line::equals).isPresent()) return link(address, label == null ? address : label, PLAIN);
        if (label == null) return link(address, OPEN, BUTTON) + "<br>\n" + link(address, address, PLAIN);
        return label.length() <= ON_A_BUTTON
                ? link(address, label, BUTTON)
                : escaped(label) + "\u00a0:<br>\n" + link(address, OPEN, BUTTON);
    }

    private static String link(String address, String label, String style) {
        return "<a href=\"%s\" style=\"%s\">%s</a>".formatted(escaped(address), style, escaped(label));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
