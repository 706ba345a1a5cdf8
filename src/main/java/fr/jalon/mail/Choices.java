package fr.jalon.mail;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.text.Token;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do without, and the addresses at which they say so without a login. */
@Component
class Choices {

    /** Why a message was set aside. */
    static final String DECLINED = "La personne a choisi de ne plus recevoir ces courriels.";

    static final String STOP = "/courriels/arret/";

    private final ReaderRows rows;
    private final Accounts accounts;
    private final String publicUrl;

    Choices(ReaderRows rows, Accounts accounts, @Value("${jalon.public-url}") String publicUrl) {
        this.rows = rows;
        this.accounts = accounts;
        this.publicUrl = publicUrl;
    }

    /** Which of some messages their readers do without, each with its topic; in one query. */
    Set<String> declined(Map<Letter, Topic> letters) {
        List<String> people = readers(letters);
        if (people.isEmpty()) return Set.of();
        Set<ReaderRows.Declined> declined = rows.declined(people);
        return letters.entrySet().stream()
                .filter(each -> each.getKey().person() != null
                        && declined.contains(
                                new ReaderRows.Declined(each.getKey().person(), each.getValue())))
                .map(each -> each.getKey().key())
                .collect(Collectors.toSet());
    }

    /**
     * Where the readers of some messages decline more of them, by the message's key; in one query, but the first time.
     */
    Map<String, String> stops(Map<Letter, Topic> letters) {
        List<String> people = readers(letters);
        if (people.isEmpty()) return Map.of();
        Map<String, String> secrets = secrets(people);
        Map<String, String> stops = new HashMap<>();
        letters.forEach((letter, topic) -> {
            String secret = topic.isDeclinable() ? secrets.get(letter.person()) : null;
            if (secret != null) stops.put(letter.key(), publicUrl + STOP + secret + "/" + topic.slug());
        });
        return stops;
    }

    private static List<String> readers(Map<Letter, Topic> letters) {
        return letters.entrySet().stream()
                .filter(each -> each.getValue().isDeclinable())
                .flatMap(each -> Stream.ofNullable(each.getKey().person()))
                .distinct()
                .toList();
    }

    /** Those of people who have an account; made where there is none yet. */
    private Map<String, String> secrets(Collection<String> people) {
        Map<String, String> known = rows.secrets(people);
        Set<String> missing =
                people.stream().filter(person -> !known.containsKey(person)).collect(Collectors.toSet());
        if (missing.isEmpty()) return known;
        for (String person : accounts.people(missing).keySet()) {
            try {
                rows.insert(person, Token.next());
            } catch (DuplicateKeyException meanwhile) {
                // Another node has made one.
            }
        }
        return rows.secrets(people);
    }

    /**
     * Whose address it is.
     *
     * @throws Refusal if it is nobody's
     */
    String personOf(String secret) {
        return rows.person(secret).orElseThrow(() -> Refusal.unknown("Cette adresse n’est pas ou n’est plus valable."));
    }

    /** What a person does without. */
    Set<Topic> of(String person) {
        Set<Topic> declined = EnumSet.noneOf(Topic.class);
        rows.declined(List.of(person)).forEach(each -> declined.add(each.topic()));
        return declined;
    }

    /** Keeps whether a person does without something; twice is once. */
    @Transactional
    void choose(String person, Topic topic, boolean isDeclined) {
        accounts.lock(person);
        if (isDeclined) rows.decline(person, topic);
        else rows.accept(person, topic);
    }

    /** The hour at which a person gets the morning's mail. */
    int hourOf(String person) {
        return rows.hour(person).orElse(MorningHours.USUAL);
    }

    /** Keeps what a person wants to get, at which hour of the morning, and that they do without the rest. */
    @Transactional
    void choose(String person, Set<Topic> wanted, int hour) {
        accounts.lock(person);
        rows.set(person, hour);
        for (Topic topic : Topic.declinable()) {
            if (wanted.contains(topic)) rows.accept(person, topic);
            else rows.decline(person, topic);
        }
    }

    /** Of an account that is gone, nothing stays that somebody else of its name would inherit. */
    @EventListener
    void settled(AccountSettled event) {
        if (event.isGone()) rows.delete(event.account());
    }
}
