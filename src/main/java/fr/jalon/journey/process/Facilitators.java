package fr.jalon.journey.process;

import fr.jalon.engine.Accounts;
import fr.jalon.engine.Groups;
import fr.jalon.mail.Outbox;
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

  /** Mails each facilitator once a key. */
  void tell(String key, String subject, String news) {
    accounts.membersOf(Groups.FACILITATORS).forEach(facilitator -> outbox.put(key + "-" + facilitator.id(),
        facilitator.email(), subject, "Bonjour " + facilitator.firstName() + ",\n\n" + news));
  }
}
