package fr.jalon.mail;

import fr.jalon.engine.identity.Accounts.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one way to tell people what concerns them, in the transaction of what they are told. */
@Component
public class Messenger {

    /**
     * How far news got; held is what waits without a mail server, or what one did not take, stopped what was abandoned
     * or set aside and never leaves.
     */
    public enum Standing {
        NONE,
        WAITING,
        HELD,
        STOPPED,
        SENT
    }

    private final Outbox outbox;
    private final boolean hasServer;

    Messenger(Outbox outbox, @Value("${spring.mail.host:}") String mailServer) {
        this.outbox = outbox;
        this.hasServer = !mailServer.isEmpty();
    }

    /** Whether anything reaches people by mail at all. */
    public boolean hasServer() {
        return hasServer;
    }

    /** Tells people; whoever has no address is not told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(News news, Collection<Person> people) {
        outbox.put(people.stream().map(news::to).toList());
    }

    /** Tells each of some people something else, in one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Map<Person, News> each) {
        outbox.put(each.entrySet().stream()
                .map(one -> one.getValue().to(one.getKey()))
                .toList());
    }

    /** Tells it anew to those whom it has not reached yet, and to nobody else. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void retell(News news, Collection<Person> people) {
        people.forEach(person -> outbox.rewrite(news.to(person)));
    }

    /** Takes back what has not reached anybody yet, for a reason in French that names nobody. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(String kind, Collection<String> objects, String why) {
        if (!objects.isEmpty()) outbox.drop(kind, objects, why);
    }

    /** Forgets what a person was told of a kind, or is about to be. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(String kind, String person) {
        outbox.forget(kind, person);
    }

    /** How far news of a kind got, by its object, in one query; what was never told is left out. */
    public Map<String, Standing> standing(String kind, Collection<String> objects) {
        return objects.isEmpty() ? Map.of() : outbox.standing(kind, objects, hasServer);
    }

    /** The people whose address refuses what they were told; an administrator sees why. */
    public Set<String> unreached() {
        return outbox.unreached();
    }

    /** How often anybody was told news of a kind about an object since a moment. */
    public int told(String kind, String object, Instant since) {
        return outbox.written(kind, object, since);
    }
}
