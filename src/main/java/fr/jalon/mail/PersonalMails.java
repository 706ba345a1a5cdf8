package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A person's mails, without what they say. */
@Component
class PersonalMails implements KeptAboutPeople {

    private final OutboxRows rows;

    PersonalMails(OutboxRows rows) {
        this.rows = rows;
    }

    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        return Map.of("mails", rows.of(person, limit, offset));
    }

    @Override
    public Map<String, Integer> erase(Person person) {
        return Map.of("Courriels", rows.delete(person));
    }
}
