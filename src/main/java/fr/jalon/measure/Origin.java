package fr.jalon.measure;

import java.util.stream.Stream;

/** Where visits come from, as Matomo sorts them. */
enum Origin {
    DIRECT(1, "Direct Entry", "accès direct"),
    SEARCH(2, "Search Engines", "moteurs de recherche"),
    WEBSITE(3, "Websites", "autres sites"),
    CAMPAIGN(6, "Campaigns", "campagnes (liens balisés)"),
    SOCIAL(7, "Social Networks", "réseaux sociaux"),
    OTHER(0, "", "autres");

    private final int type;
    private final String english;
    private final String words;

    Origin(int type, String english, String words) {
        this.type = type;
        this.english = english;
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * The origin of Matomo's number of it, or of its English name where an older Matomo gives no number; what it has
     * invented since is {@link #OTHER}.
     */
    static Origin of(int type, String english) {
        return Stream.of(values())
                .filter(each -> type == 0 ? each.english.equals(english) : each.type == type)
                .findFirst()
                .orElse(OTHER);
    }
}
