package fr.jalon.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a shared link may lead: to a page on the web, written out, and nowhere else. */
final class Destination {

    static final int LONGEST = 2000;

    private static final int LAST_PORT = 65_535;

    private Destination() {}

    /** What is wrong with an address that somebody gives; empty where nothing is. */
    static Optional<String> fault(String address) {
        if (address.isBlank()) return Optional.of("Donnez l’adresse de la page vers laquelle mène le lien.");
        if (address.length() > LONGEST) return Optional.of("2 000 caractères au plus.");
        return Optional.ofNullable(wrong(address));
    }

    /** Whether a browser may be sent to an address, however long its tags have made it. */
    static boolean isSafe(String address) {
        return wrong(address) == null;
    }

    private static @Nullable String wrong(String address) {
        if (!address.matches("(?is)https?://.*")) {
            return "Une adresse complète est attendue, qui commence par https:// ou http://.";
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException malformed) {
            uri = null;
        }
        if (uri == null || address.matches("(?s).*\\p{Cf}.*")) {
            return "Cette adresse porte un signe qui n’y a pas sa place (espace, guillemet, accolade…) : copiez-la "
                    + "depuis la barre d’adresse du navigateur.";
        }
        if (Objects.requireNonNullElse(uri.getRawAuthority(), "").indexOf('@') >= 0) {
            return "Une adresse à partager ne porte ni identifiant ni mot de passe (ce qui précède « @ »).";
        }
        if (uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() > LAST_PORT) {
            return "Cette adresse ne nomme pas de site : https://www.exemple.fr/page, par exemple.";
        }
        return null;
    }

    /** What is the same for two addresses that lead to the same page: scheme and host have no case. */
    static String key(String address) {
        try {
            URI uri = new URI(address);
            int begins = address.indexOf("://") + 3;
            String rest = address.substring(begins + uri.getRawAuthority().length());
            return (address.substring(0, begins) + uri.getRawAuthority()).toLowerCase(Locale.ROOT)
                    + (rest.startsWith("/") ? rest : "/" + rest);
        } catch (URISyntaxException | RuntimeException other) {
            return address;
        }
    }
}
