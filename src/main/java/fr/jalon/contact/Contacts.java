package fr.jalon.contact;

import fr.jalon.Refusal;
import fr.jalon.contact.Contact.Entry;
import fr.jalon.contact.Contact.Kind;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.identity.MembershipEnded;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.text.French;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The contacts of teams. Callers have checked who asks. */
@Service
public class Contacts {

    /** More are no board's work. */
    static final int MOST = 2_000;

    /** How many contacts of a team stand where. */
    public record StateCount(ContactState state, int count) {
        /** As people read it. */
        public String label() {
            return state.label();
        }
    }

    private final ContactRows rows;
    private final MorningRows mornings;
    private final ParisCalendar paris;
    private final Clock clock;
    private final Duration keptFor;

    Contacts(
            ContactRows rows,
            MorningRows mornings,
            ParisCalendar paris,
            Clock clock,
            @Value("${jalon.contacts.kept-for}") Duration keptFor) {
        this.rows = rows;
        this.mornings = mornings;
        this.paris = paris;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** How many contacts of a team stand where: all five states, in their order; in one query. */
    public List<StateCount> byState(String team) {
        Map<ContactState, ContactRows.Count> counts = rows.counts(team, "", paris.today());
        return Stream.of(ContactState.values())
                .map(state -> new StateCount(
                        state,
                        counts.getOrDefault(state, ContactRows.Count.NONE).all()))
                .toList();
    }

    /** How many next actions of a team are late today; in one query. */
    public int overdue(String team) {
        return rows.late(team, paris.today());
    }

    /**
     * Adds a contact to a team's and answers its id.
     *
     * @throws Refusal naming the field: an open contact without a next action, an address that the team knows already
     */
    @Transactional
    public String add(String team, ContactState state, Draft draft, String by) {
        String id = UUID.randomUUID().toString();
        add(team, id, state, draft, by);
        return id;
    }

    /** The same, unless there is one of that id. */
    @Transactional
    public void add(String team, String id, ContactState state, Draft draft, String by) {
        if (rows.find(team, id).isPresent()) return;
        Contact fresh = new Contact(id, team, state, draft, 1, now());
        refuseWithoutAction(fresh);
        refuseAddressOfAnother(fresh);
        refuseMore(team, 1);
        rows.insert(List.of(fresh), null, by);
    }

    /** Adds what a file lists, all or none, unless that has been done; the file's own mistakes are refused before. */
    @Transactional
    void addAll(String team, Collection<Contact> listed, String by) {
        if (listed.isEmpty() || rows.find(team, listed.iterator().next().id()).isPresent()) return;
        refuseMore(team, listed.size());
        rows.insert(listed, "Repris d’un tableur", by);
    }

    private void refuseMore(String team, int more) {
        int left = MOST - rows.count(team);
        if (more > left)
            throw Refusal.conflict(
                    "Une équipe a au plus %s contacts ; il reste de la place pour %s. Effacez ceux qui ne"
                                    .formatted(French.number(MOST), French.count(Math.max(0, left)))
                            + " servent plus, ou passez à un vrai CRM.");
    }

    /**
     * Has a contact stand somewhere else, with the next action that it has unless another is given.
     *
     * @throws Refusal if it is unknown, or would be open without a next action
     */
    @Transactional
    public void move(String team, String contact, ContactState to, @Nullable Next next, String by) {
        move(team, contact, lock(team, contact).version(), to, next, by);
    }

    /** The same where nothing has happened since a version, but this very move. */
    @Transactional
    void move(String team, String id, int seen, ContactState to, @Nullable Next next, String by) {
        Contact contact = lock(team, id);
        if (isDone(
                contact,
                seen,
                entry -> entry.kind() == Kind.MOVED
                        && entry.to() == to
                        && entry.by().equals(by))) return;
        Draft draft = contact.draft();
        if (contact.state() == to && (next == null || next.equals(draft.next()))) return;
        Next kept = to == ContactState.LOST ? null : next == null ? draft.next() : next;
        Next given = draft.next();
        String dropped = kept == null && given != null ? given.action() : null;
        Entry moved = new Entry(contact.version() + 1, Kind.MOVED, contact.state(), to, dropped, next, null, by, now());
        change(contact, to, with(draft, kept), moved);
    }

    /** Has what was to be done be done, and something else be next. */
    @Transactional
    void done(String team, String id, int seen, @Nullable Next next, String by) {
        Contact contact = lock(team, id);
        if (isDone(
                contact,
                seen,
                entry -> entry.kind() == Kind.DONE
                        && Objects.equals(entry.next(), next)
                        && entry.by().equals(by))) return;
        Next done = contact.draft().next();
        if (done == null) throw Refusal.conflict("Ce contact n’a pas de prochaine action.");
        change(
                contact,
                contact.state(),
                with(contact.draft(), next),
                entry(contact, Kind.DONE, done.action(), next, null, by));
    }

    /** Corrects what is noted of a contact. */
    @Transactional
    void edit(String team, String id, int seen, Draft draft, String by) {
        Contact contact = lock(team, id);
        if (draft.equals(contact.draft())) return;
        isDone(contact, seen, entry -> false);
        String changed = changed(contact.draft(), draft);
        Next next = Objects.equals(contact.draft().next(), draft.next()) ? null : draft.next();
        change(contact, contact.state(), draft, entry(contact, Kind.EDITED, null, next, changed, by));
    }

    /** Adds to the history of a contact what was said, whatever else has happened meanwhile. */
    @Transactional
    void note(String team, String id, int seen, String said, String by) {
        Contact contact = lock(team, id);
        boolean isNoted =
                rows.entries(id, seen).stream().anyMatch(entry -> entry.by().equals(by) && said.equals(entry.said()));
        if (!isNoted)
            change(contact, contact.state(), contact.draft(), entry(contact, Kind.NOTED, null, null, said, by));
    }

    /** Erases a contact with its history, for good; nothing where it is gone. */
    @Transactional
    void erase(String team, String id) {
        rows.delete(team, id);
    }

    /** Erases those about whom nothing has been done for so long; answers how many they were. */
    @Transactional
    int eraseOld() {
        return rows.deleteUpTo(clock.instant().minus(keptFor));
    }

    /** In days: how long a contact is kept after the last thing that was done about it. */
    long keptFor() {
        return keptFor.toDays();
    }

    /** Whether a person is told of a team's contacts in the morning. */
    @Transactional
    void tell(String team, String person, boolean isTold) {
        mornings.silence(team, person, !isTold);
    }

    /** What somebody followed who has left a team, the whole team follows. */
    @EventListener
    void ended(MembershipEnded event) {
        if (Groups.isOfTeam(event.group())) rows.release(event.group(), event.account());
    }

    /** @throws Refusal if the team has no such contact */
    Contact find(String team, String id) {
        return rows.find(team, id).orElseThrow(Contacts::unknown);
    }

    private Contact lock(String team, String id) {
        return rows.lock(team, id).orElseThrow(Contacts::unknown);
    }

    private static Refusal unknown() {
        return Refusal.unknown("Ce contact est inconnu, ou a été effacé.");
    }

    /** Whether what is asked has been done since a version: then it is asked twice. Anything else is in the way. */
    private boolean isDone(Contact contact, int seen, Predicate<Entry> asked) {
        if (contact.version() == seen) return false;
        List<Entry> since = rows.entries(contact.id(), seen);
        if (since.stream().anyMatch(asked)) return true;
        if (since.stream().allMatch(entry -> entry.kind() == Kind.NOTED)) return false;
        throw Refusal.conflict(
                "Rien n’a été fait : entre-temps, ce contact a changé. Relisez, puis recommencez s’il le" + " faut.");
    }

    private void change(Contact contact, ContactState state, Draft draft, Entry why) {
        Contact changed = new Contact(contact.id(), contact.team(), state, draft, why.version(), why.at());
        refuseWithoutAction(changed);
        if (!Objects.equals(draft.email(), contact.draft().email())) refuseAddressOfAnother(changed);
        rows.update(changed, why);
    }

    private static void refuseWithoutAction(Contact contact) {
        Next next = contact.draft().next();
        if (next == null && contact.state().isOpen())
            throw Refusal.invalid(ContactFields.ACTION, "Un contact ouvert a toujours une prochaine action.");
        if (next != null && contact.state() == ContactState.LOST)
            throw Refusal.invalid(ContactFields.ACTION, "Un contact perdu n’a pas de prochaine action.");
    }

    private void refuseAddressOfAnother(Contact contact) {
        String email = contact.draft().email();
        if (email == null) return;
        rows.at(contact.team(), email)
                .filter(other -> !other.id().equals(contact.id()))
                .ifPresent(other -> {
                    throw Refusal.invalid(
                            ContactFields.EMAIL,
                            "C’est déjà l’adresse de « " + other.draft().name() + " ».");
                });
    }

    private static Draft with(Draft draft, @Nullable Next next) {
        return new Draft(draft.name(), draft.email(), draft.phone(), draft.channel(), draft.follower(), next);
    }

    /** Which fields differ, without what stood there: that is somebody's data. */
    private static String changed(Draft before, Draft after) {
        StringJoiner changed = new StringJoiner(", ");
        if (!before.name().equals(after.name())) changed.add("nom");
        if (!Objects.equals(before.email(), after.email())) changed.add("adresse électronique");
        if (!Objects.equals(before.phone(), after.phone())) changed.add("téléphone");
        if (!Objects.equals(before.channel(), after.channel())) changed.add("canal");
        if (!Objects.equals(before.follower(), after.follower())) changed.add("qui le suit");
        if (!Objects.equals(before.next(), after.next())) changed.add("prochaine action");
        return changed.toString();
    }

    private Entry entry(
            Contact contact, Kind kind, @Nullable String done, @Nullable Next next, @Nullable String said, String by) {
        return new Entry(contact.version() + 1, kind, null, null, done, next, said, by, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
