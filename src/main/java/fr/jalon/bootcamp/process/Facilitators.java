package fr.jalon.bootcamp.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Outbox;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The facilitators as addressees. */
@Component
class Facilitators {

    private final Accounts accounts;
    private final Outbox outbox;

    Facilitators(Accounts accounts, Outbox outbox) {
        this.accounts = accounts;
        this.outbox = outbox;
    }

    /** Mails each facilitator once a key, with what the letter depends on. */
    void tell(String key, String subject, String news, UnaryOperator<Letter> depending) {
        accounts.membersOf(Groups.FACILITATORS)
                .forEach(facilitator -> outbox.put(depending.apply(new Letter(
                        key + "-" + facilitator.id(),
                        facilitator,
                        subject,
                        "Bonjour " + facilitator.firstName() + ",\n\n" + news))));
    }
}
