package fr.jalon.engine.identity;

import fr.jalon.Refusal;
import fr.jalon.text.Csv;
import fr.jalon.text.MailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds, or makes, the account of a person whom an OpenID provider vouches for. The first login ties the account to the
 * provider's name for the person, by a verified e-mail; from then on nothing but that name counts. Decision 7 says why.
 */
@Component
@Profile("oidc")
public class SingleSignOn {

    /**
     * A person as the provider tells.
     *
     * @param issuer the provider
     * @param subject the provider's name for the person, never given to another
     * @param email only where the provider has verified it
     * @param given the staff groups that the person's claim maps to
     * @param withheld the other staff groups that are mapped
     */
    public record Claimed(
            String issuer,
            String subject,
            Optional<String> email,
            String firstName,
            String lastName,
            Set<String> given,
            Set<String> withheld) {}

    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    static final String LINK = "single-sign-on";
    private static final int NAME_LENGTH = 60;
    private static final int ID_LENGTH = 36;
    /** The account that a start gives back to the administrators, and the name under which timers work. */
    private static final Set<String> RESERVED = Set.of("admin", "jalon");

    private final Accounts accounts;
    private final IdentityService identity;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    SingleSignOn(Accounts accounts, IdentityService identity, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.identity = identity;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * The id of the person's account, in the mapped staff groups of the claim and in no other mapped one. It may be in
     * no group at all any more.
     *
     * @throws Refusal if no account may be opened to this person
     */
    @Transactional
    public String account(Claimed person) {
        String link = digest(person.issuer() + ' ' + person.subject());
        String account = linkedTo(link).orElseGet(() -> link(person, link));
        List<String> held = accounts.groupsOf(account);
        boolean isMember = held.stream().anyMatch(Groups::isOfTeam);
        for (String group : person.given()) {
            if (held.contains(group)) continue;
            // Whoever enrolled a member may know the password: facilitators would make administrators of themselves.
            if (isMember && group.equals(Groups.ADMINISTRATORS)) {
                LOG.warn(
                        "{} belongs to a team: an administrator of Jalon has to be the one who adds it to {}",
                        account,
                        group);
            } else {
                accounts.join(account, group);
            }
        }
        person.withheld().stream().filter(held::contains).forEach(group -> accounts.leave(account, group));
        return account;
    }

    private Optional<String> linkedTo(String link) {
        return jdbc.sql("""
            select u.id_
            from act_id_info i
            join act_id_user u on u.id_ = i.user_id_
            where i.key_ = ? and i.value_ = ?
            """).params(LINK, link).query(String.class).optional();
    }

    private String link(Claimed person, String link) {
        String email = person.email()
                .flatMap(MailAddress::find)
                .map(MailAddress::value)
                .orElseThrow(
                        () -> Refusal.unknown("Le compte de votre établissement ne donne pas d’adresse électronique "
                                + "vérifiée : Jalon ne peut pas vous reconnaître."));
        // Locked, so that two people cannot be linked to one account at once.
        List<String> owners = jdbc.sql("select id_ from act_id_user where lower(email_) = ? for update")
                .param(email)
                .query(String.class)
                .list();
        if (owners.size() > 1) {
            throw Refusal.conflict("Plusieurs comptes de Jalon portent l’adresse " + email
                    + " : demandez à un administrateur de Jalon de n’en garder qu’un.");
        }
        String account = owners.isEmpty() ? create(person, email) : existing(owners.get(0), person, email);
        identity.setUserInfo(account, LINK, link);
        events.publishEvent(new AccountSettled(account, false));
        return account;
    }

    private String existing(String account, Claimed person, String email) {
        if (identity.getUserInfo(account, LINK) != null) {
            throw Refusal.conflict("Le compte de Jalon qui porte l’adresse " + email
                    + " est relié à un autre compte de l’établissement : adressez-vous à un administrateur de Jalon.");
        }
        if (accounts.groupsOf(account).stream()
                .anyMatch(
                        group -> Groups.STAFF.contains(group) && !person.given().contains(group))) {
            throw Refusal.conflict(
                    "Le compte de Jalon qui porte l’adresse " + email + " est un compte de l’encadrement, ce que le"
                            + " compte de votre établissement ne confirme pas. Connectez-vous avec votre "
                            + "mot de passe de Jalon.");
        }
        return account;
    }

    private String create(Claimed person, String email) {
        if (person.given().isEmpty()) {
            throw Refusal.unknown("Personne n’est inscrit à Jalon avec l’adresse " + email
                    + " : demandez à votre facilitateur de vous inscrire avec cette adresse.");
        }
        String id = freeId(email);
        accounts.create(new Accounts.Person(id, name(person.firstName()), name(person.lastName()), email));
        return id;
    }

    /** From the address, which is verified, not from a name that people may choose; never that of another account. */
    private String freeId(String email) {
        String words = email.substring(0, email.indexOf('@')).replaceAll("[^a-z0-9]+", "-");
        String base = words.substring(0, Math.min(ID_LENGTH, words.length())).replaceAll("^-|-$", "");
        String first = base.length() < 2 ? "compte" + base : base;
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> number == 1 ? first : first + "-" + number)
                .filter(id -> !RESERVED.contains(id) && !accounts.exists(id))
                .findFirst()
                .orElseThrow();
    }

    /** None where the provider's is garbled: the id serves until an administrator gives one. */
    private static String name(String claimed) {
        String name = claimed == null || Csv.isGarbled(claimed)
                ? ""
                : claimed.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip();
        return name.substring(0, Math.min(NAME_LENGTH, name.length()));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
