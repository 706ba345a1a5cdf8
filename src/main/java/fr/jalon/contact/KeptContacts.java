package fr.jalon.contact;

import fr.jalon.contact.Contact.Entry;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import fr.jalon.text.MailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contacts at a person's address, with an account or without; what a member signs, follows and does not read. */
@Component
class KeptContacts implements KeptAboutPeople, KeptOfTeams {

    /** A contact as an export tells it. */
    record Exported(
            String team,
            String name,
            @Nullable String phone,
            @Nullable String channel,
            ContactState state,
            @Nullable String nextAction,
            @Nullable LocalDate nextOn,
            List<Written> history) {}

    /** What was done about it, without who did it. */
    record Written(
            Instant at,
            Contact.Kind kind,
            @Nullable String done,
            @Nullable String said) {}

    private final ContactRows rows;
    private final MorningRows mornings;

    KeptContacts(ContactRows rows, MorningRows mornings) {
        this.rows = rows;
        this.mornings = mornings;
    }

    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        String email = address(person);
        List<Contact> found = email == null ? List.of() : rows.at(email, limit, offset);
        Map<String, List<Entry>> entries =
                rows.entries(found.stream().map(Contact::id).toList());
        return Map.of(
                "contacts",
                found.stream()
                        .map(contact -> exported(contact, entries.getOrDefault(contact.id(), List.of())))
                        .toList());
    }

    private static Exported exported(Contact contact, List<Entry> entries) {
        Draft draft = contact.draft();
        Next next = draft.next();
        return new Exported(
                contact.team(),
                draft.name(),
                draft.phone(),
                draft.channel(),
                contact.state(),
                next == null ? null : next.action(),
                next == null ? null : next.on(),
                entries.stream()
                        .map(entry -> new Written(entry.at(), entry.kind(), entry.done(), entry.said()))
                        .toList());
    }

    /** As contacts are kept: an account's may be older than the one way to write addresses. */
    private static @Nullable String address(Person person) {
        return person.email() == null
                ? null
                : MailAddress.find(person.email()).map(MailAddress::value).orElse(null);
    }

    /** The history of a contact stays, signed with a pseudonym. */
    @Override
    public List<Signature> signatures() {
        return List.of(ContactRows.DONE);
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        String email = address(person);
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put("Contacts d’équipes à son adresse, avec leur historique", email == null ? 0 : rows.deleteAt(email));
        erased.put("Contacts que la personne suivait, rendus à leur équipe", rows.release(person.id()));
        erased.put("Courriels du matin dont la personne ne voulait pas", mornings.forget(person.id()));
        return erased;
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("contact", "team in (:teams)", "Contacts, avec leur historique"),
                new Part("contact_silence", "team in (:teams)"));
    }
}
