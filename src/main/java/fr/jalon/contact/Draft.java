package fr.jalon.contact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a team notes of somebody whom it wants to serve.
 *
 * @param name of a person or an organisation
 * @param email as {@link fr.jalon.text.MailAddress} writes it; null where none is known
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

    /** What is done next about a contact, and when. */
    public record Next(String action, LocalDate on) {}
}
