package fr.jalon.engine.http;

import fr.jalon.Refusal;
import fr.jalon.drawing.Paper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Prints pages as PDF: each takes a processor and some fifty megabytes for as long as it lasts. */
@Component
public class Printer {

    /** As templates link it; paper has nobody to ask for a style sheet, so that it is written into the page. */
    private static final String STYLE_SHEET = "<link rel=\"stylesheet\" href=\"/dossier.css\"/>";

    private static final String STYLE = "<style>" + style() + "</style>";
    private static final int AT_ONCE = 2;

    /** The places of those who are printing. */
    public final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * A well-formed page as PDF.
     *
     * @param page written once there is a place
     * @throws Refusal while others are printing theirs
     */
    public byte[] pdf(Supplier<String> page) {
        if (!places.tryAcquire())
            throw Refusal.busy("D’autres documents s’impriment en ce moment\u00a0: attendez quelques secondes, puis "
                    + "redemandez le vôtre.");
        try {
            return Paper.pdf(page.get().replace(STYLE_SHEET, STYLE));
        } finally {
            places.release();
        }
    }

    private static String style() {
        try {
            return new ClassPathResource("static/dossier.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
