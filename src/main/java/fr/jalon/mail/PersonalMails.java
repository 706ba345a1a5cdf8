package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A person's mails, without what they say, and what the person does without; and the mails about teams. */
@Component
class PersonalMails implements KeptAboutPeople, KeptOfTeams {

    private final OutboxRows rows;
    private final ReaderRows readers;

    PersonalMails(OutboxRows rows, ReaderRows readers) {
        this.rows = rows;
        this.readers = readers;
    }

    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        List<String> declined = offset > 0
                ? List.of()
                : readers.declined(List.of(person.id())).stream()
                        .map(each -> each.topic().title())
                        .sorted()
                        .toList();
        return Map.of("mails", rows.of(person, limit, offset), "declinedMails", declined);
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        return Map.of("Courriels", rows.delete(person), "Courriels refusés", readers.delete(person.id()));
    }

    /** Letters begin what they are about with the id of a journey, or of a team; a morning's with its day. */
    @Override
    public List<Part> searched() {
        return List.of(
                new Part("outbox", "object in (:teams) or substring(object from 1 for 36) in (:journeys)", "Courriels"),
                new Part(
                        "outbox", "object = cast(cast(created_at as date) as varchar(10)) and created_at < :archived"));
    }
}
