package fr.jalon.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Who runs this Jalon, what it keeps about people, how accessible it is: for everybody, without an account. Each text
 * is a file in Markdown that a setting names, read once, or else Jalon's own.
 */
@Controller
class LegalPages {

    /** How Jalon's own texts say that whoever runs it has to write something. */
    private static final String TO_BE_FILLED_IN = "À compléter par l’exploitant";

    private record Text(String title, String markdown) {}

    private final Text notice;
    private final Text privacy;
    private final Text accessibility;

    LegalPages(
            @Value("${jalon.legal.notice}") String notice,
            @Value("${jalon.legal.privacy}") String privacy,
            @Value("${jalon.legal.accessibility}") String accessibility) {
        this.notice = text("Mentions légales", "jalon.legal.notice", notice, "mentions-legales");
        this.privacy = text("Confidentialité", "jalon.legal.privacy", privacy, "confidentialite");
        this.accessibility = text("Accessibilité", "jalon.legal.accessibility", accessibility, "accessibilite");
    }

    private static Text text(String title, String setting, String path, String own) {
        String read;
        if (path.isBlank()) {
            try {
                read = new ClassPathResource("legal/" + own + ".md").getContentAsString(StandardCharsets.UTF_8);
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        } else {
            try {
                read = Files.readString(Path.of(path.strip()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(
                        "« %s » ne se lit pas en UTF-8 : un fichier Markdown est attendu (%s)."
                                .formatted(path, setting),
                        unreadable);
            }
        }
        return new Text(title, read.stripLeading().startsWith("# ") ? read : "# " + title + "\n\n" + read);
    }

    /** Whether the legal notice still says that somebody has to write it. */
    boolean isNoticeToBeFilledIn() {
        return notice.markdown().replace('\'', '’').contains(TO_BE_FILLED_IN);
    }

    @GetMapping("/mentions-legales")
    String notice(Model page) {
        return show(notice, page);
    }

    @GetMapping("/confidentialite")
    String privacy(Model page) {
        return show(privacy, page);
    }

    @GetMapping("/accessibilite")
    String accessibility(Model page) {
        return show(accessibility, page);
    }

    private static String show(Text text, Model page) {
        page.addAttribute("title", text.title());
        page.addAttribute("html", Markdown.html(text.markdown()));
        return "legal";
    }
}
