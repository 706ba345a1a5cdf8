package fr.jalon.person;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Holder;
import fr.jalon.engine.identity.AddressChanged;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Renews a forgotten password by a link that is mailed to the account's address. Whoever asks learns nothing: requests
 * are dealt with one after the other, behind the answer. Decision 9 says for whom there is a link.
 */
@Service
class Renewals implements DisposableBean {

    /** How long a link may be used. */
    static final Duration VALIDITY = Duration.ofHours(1);
    /** How long after a mail to an account there is no other. */
    static final Duration PAUSE = Duration.ofMinutes(5);

    static final int MOST_A_DAY = 5;

    /** What its mails are about: the hash of a token. */
    private static final String MAIL = "password";

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_ACCOUNTS_OF_ADDRESS = 5;
    private static final int MOST_WAITING = 200;
    /** No address is longer. */
    private static final int LONGEST = 254;

    private final RenewalRows rows;
    private final Accounts accounts;
    private final Messenger messenger;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final String publicUrl;
    private final ThreadPoolExecutor desk = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> new Thread(work, "forgotten-passwords"));

    Renewals(
            RenewalRows rows,
            Accounts accounts,
            Messenger messenger,
            Clock clock,
            TransactionTemplate transaction,
            @Value("${jalon.public-url}") String url) {
        this.rows = rows;
        this.accounts = accounts;
        this.messenger = messenger;
        this.clock = clock;
        this.transaction = transaction;
        this.publicUrl = url;
    }

    /** Whether mails leave at all. */
    boolean hasServer() {
        return messenger.hasServer();
    }

    /**
     * Mails whoever bears that id or address a link, or why there is none; each account of an address that several
     * bear. Too many requests, or too many for one account, come to nothing.
     *
     * @return ends when the request has been dealt with
     */
    Future<?> request(String idOrAddress) {
        try {
            if (hasServer() && idOrAddress.length() <= LONGEST) return desk.submit(() -> dealWith(idOrAddress.strip()));
        } catch (RejectedExecutionException rush) {
            LOG.warn("too many forgotten passwords at once, one is passed over");
        }
        return CompletableFuture.completedFuture(null);
    }

    private void dealWith(String idOrAddress) {
        try {
            for (String account : accounts.named(idOrAddress).stream()
                    .limit(MOST_ACCOUNTS_OF_ADDRESS)
                    .toList()) {
                transaction.executeWithoutResult(
                        status -> accounts.lock(account).ifPresent(this::write));
            }
        } catch (RuntimeException failure) {
            LOG.warn("a forgotten password was not renewed", failure);
        }
    }

    private void write(Holder holder) {
        String account = holder.person().id();
        String email = holder.person().email();
        if (email == null || email.isBlank() || isPaused(account)) return;
        OffsetDateTime now = now();
        end(account);
        String token = Token.next();
        rows.insert(Token.hash(token), account, now, holder.mayRenew() ? now.plus(VALIDITY) : now);
        String way = holder.mayRenew()
                ? """
        Choisissez votre nouveau mot de passe dans l’heure ; ce lien sert une fois :
        %s/mot-de-passe/%s
        """.formatted(publicUrl, token)
                : holder.isLinked() ? """
        Ce compte s’ouvre avec le compte de l’établissement, sans mot de passe de Jalon :
        %s/login
        Si ce n’est pas possible, adressez-vous à un administrateur de Jalon.
        """.formatted(publicUrl) : """
        Le mot de passe de ce compte ne se renouvelle pas par courriel. \
        Un administrateur de Jalon peut vous en donner un nouveau.
        """;
        messenger.tell(
                new News(
                        MAIL,
                        Token.hash(token),
                        "password-" + Token.hash(token),
                        now.plus(VALIDITY).toInstant(),
                        "Votre mot de passe de Jalon",
                        person -> """
        Bonjour %s,

        Quelqu’un, vous sans doute, a signalé un mot de passe oublié pour le compte « %s ».
        %s
        Si ce n’est pas vous, ne faites rien : votre mot de passe n’a pas changé.
        """.formatted(person.name(), person.id(), way)),
                List.of(holder.person()));
    }

    /** Whether the account has had its mails for now; what is older than a day is forgotten. */
    private boolean isPaused(String account) {
        rows.deleteUpTo(now().minus(DAY));
        return rows.has(account, MOST_A_DAY, now().minus(PAUSE));
    }

    /**
     * The id of the account whose password may be set with a token; empty for one that is unknown, used, expired or
     * void.
     */
    Optional<String> accountOf(String token) {
        return rows.account(Token.hash(token), now());
    }

    /**
     * Sets the password of the account a token was mailed to, and uses the token up.
     *
     * @return the id of the account
     * @throws Refusal for a token that is unknown, used, expired or void, or a password that is too weak
     */
    @Transactional
    public String renew(String token, String password) {
        String account = accountOf(token)
                .filter(each -> accounts.lock(each).filter(Holder::mayRenew).isPresent())
                .filter(each -> accountOf(token).isPresent()) // still, now that nobody else can use it
                .orElseThrow(() -> Refusal.unknown("Ce lien n’est pas ou n’est plus valable."));
        accounts.choosePassword(account, password);
        return account;
    }

    /** A password that is set by whatever route, a group of the staff, a link to single sign-on: the link is void. */
    @EventListener
    void settled(AccountSettled event) {
        accounts.lock(event.account());
        end(event.account());
        if (event.isGone()) rows.deleteOf(event.account());
    }

    /** A link goes to the address of an account, and is void once that is another. */
    @EventListener
    void moved(AddressChanged event) {
        accounts.lock(event.account());
        end(event.account());
    }

    private void end(String account) {
        OffsetDateTime now = now();
        messenger.withdraw(MAIL, rows.valid(account, now), "Le lien ne vaut plus.");
        rows.expire(account, now);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    @Override
    public void destroy() {
        desk.shutdownNow();
    }
}
