package fr.jalon.mail;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A message as a page that says the same as its text: paragraphs, lists and links, nothing from elsewhere. */
final class LetterPage {

    /**
     * An address at the end of a line, alone or after what it leads to: nothing else becomes a link, whoever wrote it.
     */
    private static final Pattern LINK = Pattern.compile("(?:(.+?)[ \\u00a0]: )?(https?://\\S+)");

    private static final String BULLET = "• ";

    private LetterPage() {}

    static String of(String subject, String text) {
        String body = Arrays.stream(text.strip().split("\\R\\s*\\R"))
                .map(LetterPage::paragraph)
                .collect(Collectors.joining("\n"));
        return """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        </head>
        <body style="margin:0;padding:16px;font:16px/1.5 system-ui,'Segoe UI',sans-serif;color:#1d2733;background:#fff">
        <div style="max-width:40em;overflow-wrap:anywhere">
        %s
        </div>
        </body>
        </html>
        """.formatted(escaped(subject), body);
    }

    private static String paragraph(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        if (lines.stream().allMatch(line -> line.startsWith(BULLET))) {
            return lines.stream()
                    .map(line -> "<li>" + line(line.substring(BULLET.length())) + "</li>")
                    .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        }
        return lines.stream().map(LetterPage::line).collect(Collectors.joining("<br>\n", "<p>", "</p>"));
    }

    private static String line(String line) {
        Matcher link = LINK.matcher(line);
        if (!link.matches()) return escaped(line);
        return "<a href=\"%s\" style=\"color:#b4420f\">%s</a>"
                .formatted(escaped(link.group(2)), escaped(link.group(1) == null ? link.group(2) : link.group(1)));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
