package fr.jalon.link;

import java.util.Optional;
import java.util.stream.Stream;

/** By what a link reaches people: what a person chooses, and what stands in {@code utm_medium}. */
enum Medium {
    EMAIL("email", "E-mail, infolettre"),
    SOCIAL("social", "Réseau social"),
    WEBINAR("webinar", "Webinaire"),
    CALL("call", "Appel, démo"),
    MESSAGE("message", "Message direct, SMS"),
    PRINT("print", "Affiche, imprimé"),
    PARTNER("referral", "Site partenaire"),
    PRESS("press", "Presse, blog"),
    PAID("cpc", "Publicité payante"),
    ORGANIC("organic", "Autre, sans paiement");

    private final String slug;
    private final String label;

    Medium(String slug, String label) {
        this.slug = slug;
        this.label = label;
    }

    static Optional<Medium> of(String slug) {
        return Stream.of(values()).filter(each -> each.slug.equals(slug)).findFirst();
    }

    public String slug() {
        return slug;
    }

    public String label() {
        return label;
    }
}
