package fr.jalon.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What an administrator has still to see to before others can rely on this Jalon. */
@Component
class Unsettled {

    /**
     * One of these.
     *
     * @param setting as it is to be written
     */
    record Matter(String what, String setting) {}

    private final List<Matter> matters = new ArrayList<>();

    Unsettled(Environment environment, LegalPages legal, @Value("${jalon.public-url}") String publicUrl) {
        if (!environment.matchesProfiles("demo | rehearsal | test") && isThisMachine(publicUrl)) {
            matters.add(new Matter(
                    "Les liens des courriels, des invitations et des dossiers prêtés mènent à «\u00a0" + publicUrl
                            + "\u00a0», que nul ne peut suivre depuis une autre machine. Donnez l’adresse publique "
                            + "de Jalon, puis redémarrez\u00a0:",
                    "jalon.public-url=https://jalon.exemple.fr"));
        }
        if (!environment.matchesProfiles("demo") && legal.isNoticeToBeFilledIn()) {
            matters.add(new Matter(
                    "Les mentions légales sont encore à écrire\u00a0: la loi demande à qui exploite un site de dire "
                            + "qui il est. Écrivez-les dans un fichier Markdown, nommez-le, puis redémarrez\u00a0:",
                    "jalon.legal.notice=/var/lib/jalon/mentions-legales.md"));
        }
    }

    /** In the order in which to see to them; nothing once all is settled. */
    public List<Matter> matters() {
        return matters;
    }

    /** Whether an address leads nobody but this machine anywhere; one that leads nobody at all does not, either. */
    private static boolean isThisMachine(String url) {
        String host = host(url);
        return host == null
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.\\d{1,3}){3}|0\\.0\\.0\\.0|\\[(::1?|0:0:0:0:0:0:0:[01])]");
    }

    private static @Nullable String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
