package fr.jalon.web;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Texts in Markdown as pages show them: whatever looks like a tag in them is escaped. */
final class Markdown {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            // What is wider than the page scrolls by keyboard too.
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (tag.equals("pre")) attributes.put("tabindex", "0");
            })
            .build();

    private Markdown() {}

    static String html(String text) {
        return scrolling(RENDERER.render(PARSER.parse(text)));
    }

    /** Tables wider than the page scroll too. */
    private static String scrolling(String html) {
        return html.replace(
                        "<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tableau\"><table>")
                .replace("</table>", "</table></div>");
    }
}
