package fr.jalon.contact;

import fr.jalon.text.MailAddress;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a team notes of somebody whom it wants to serve.
 *
 * @param name of a person or an organisation
 * @param email as {@link MailAddress} writes it; null where none is known
 * @param phone null where none is known
 * @param channel where they come from; null where nobody has said it
 * @param follower the account of the member who follows them; null for the whole team
 * @param next null where nothing is to be done
 */
public record Draft(
        String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String channel,
        @Nullable String follower,
        @Nullable Next next) {

    /** @throws IllegalArgumentException without a name, or with an address that is none */
    public Draft {
        if (name.isBlank()) throw new IllegalArgumentException("a contact has a name");
        if (email != null) email = new MailAddress(email).value();
    }

    /** What is done next about a contact, and when. */
    public record Next(String action, LocalDate on) {

        /** @throws IllegalArgumentException without an action */
        public Next {
            if (action.isBlank()) throw new IllegalArgumentException("an action says what is done");
        }
    }
}
