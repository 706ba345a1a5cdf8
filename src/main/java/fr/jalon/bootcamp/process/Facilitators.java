package fr.jalon.bootcamp.process;

import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import org.springframework.stereotype.Component;

/** The facilitators as addressees. */
@Component
class Facilitators {

    private final Accounts accounts;
    private final Messenger messenger;

    Facilitators(Accounts accounts, Messenger messenger) {
        this.accounts = accounts;
        this.messenger = messenger;
    }

    /** Tells every facilitator. */
    void tell(News news) {
        messenger.tell(news, accounts.membersOf(Groups.FACILITATORS));
    }
}
