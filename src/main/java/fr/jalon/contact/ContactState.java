package fr.jalon.contact;

import fr.jalon.text.Slug;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a contact stands, in the order in which one becomes a user. */
public enum ContactState {
    TO_CONTACT("À contacter"),
    TALKING("En discussion"),
    TRIAL("Essai"),
    USER("Utilisateur"),
    LOST("Perdu");

    private final String label;

    ContactState(String label) {
        this.label = label;
    }

    /** As people read it. */
    public String label() {
        return label;
    }

    /** Whether something is still to be done, so that there is always a next action. */
    public boolean isOpen() {
        return this != USER && this != LOST;
    }

    /** As addresses of pages and forms carry it: {@code a-contacter}. */
    public String key() {
        return Slug.of(label);
    }

    /** By its key or its label, whatever its case and accents. */
    static Optional<ContactState> of(String said) {
        return Stream.of(values())
                .filter(state -> state.key().equals(Slug.of(said)))
                .findFirst();
    }
}
