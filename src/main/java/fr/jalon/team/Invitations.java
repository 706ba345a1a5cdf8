package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.Messenger.Standing;
import fr.jalon.mail.News;
import fr.jalon.text.Token;
import java.text.Collator;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a new member choose a password, once, within fourteen days: as long as the account has none, belongs to teams
 * alone and is not tied to single sign-on. Only the hash of a token is kept.
 */
@Component
public class Invitations {

    private static final Duration VALIDITY = Duration.ofDays(14);

    /**
     * From the people of the cohort, few, to what is theirs by its key. The outer join keeps H2 to that order: of an
     * inner one it makes all invitations by all teams of the cohort.
     */
    static final String WAITING = """
            select i.member, who.teams, i.expires_at, i.token_hash
            from (select m.member, string_agg(t.name, ', ' order by t.name) as teams from team t join
              team_member m on m.team = t.id where t.cohort = ? group by m.member) who
            left join invitation i on i.member = who.member
            where i.token_hash is not null and not exists (select 1 from invitation other where
              other.member = i.member and (other.used_at is not null or other.expires_at >
              i.expires_at))
            """;

    private static final Collator ALPHABET = Collator.getInstance(Locale.FRANCE);

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Messenger messenger;
    private final Clock clock;
    private final String publicUrl;

    Invitations(
            JdbcClient jdbc,
            Accounts accounts,
            Messenger messenger,
            Clock clock,
            @Value("${jalon.public-url}") String url) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.messenger = messenger;
        this.clock = clock;
        this.publicUrl = url;
    }

    /**
     * Someone who was invited and has not chosen a password yet.
     *
     * @param teams of the cohort, joined by commas
     * @param invitation the hash of the latest token
     */
    record Waiting(
            String member,
            String name,
            String email,
            String teams,
            OffsetDateTime until,
            String invitation,
            Standing mail) {
        public boolean isExpiredAt(OffsetDateTime now) {
            return !until.isAfter(now);
        }
    }

    /** How many people of a cohort have not chosen a password yet, and for how many of them the mail does not leave. */
    public record Tally(int people, int held) {}

    /** Who of a cohort has not chosen a password yet, by team and name, with the latest invitation of each. */
    List<Waiting> waiting(String cohort) {
        record Row(String member, String teams, OffsetDateTime until, String invitation) {}
        List<Row> rows = jdbc.sql(WAITING)
                .param(cohort)
                .query((row, line) -> new Row(
                        row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class), row.getString(4)))
                .list();
        Map<String, Person> people =
                accounts.people(rows.stream().map(Row::member).toList());
        Map<String, Standing> mails = messenger.standing(
                InvitationLetters.KIND, rows.stream().map(Row::invitation).toList());
        return rows.stream()
                .filter(row -> people.containsKey(row.member()))
                .sorted(Comparator.comparing(Row::teams, ALPHABET)
                        .thenComparing(row -> people.get(row.member()).lastName(), ALPHABET)
                        .thenComparing(row -> people.get(row.member()).firstName(), ALPHABET))
                .map(row -> {
                    Person person = people.get(row.member());
                    return new Waiting(
                            row.member(),
                            person.name(),
                            person.email(),
                            row.teams(),
                            row.until(),
                            row.invitation(),
                            mails.getOrDefault(row.invitation(), Standing.NONE));
                })
                .toList();
    }

    /** The same as numbers. */
    public Tally tally(String cohort) {
        List<Waiting> waiting = waiting(cohort);
        return new Tally(waiting.size(), (int)
                waiting.stream().filter(each -> each.mail() == Standing.HELD).count());
    }

    /**
     * Issues new tokens for people who have not chosen a password yet; earlier ones are no longer valid, and their
     * mails no longer leave. Whoever used or renewed one meanwhile, or is no longer to be invited, is passed over.
     */
    @Transactional
    List<String> reissue(List<Waiting> people) {
        List<String> tokens = new ArrayList<>();
        for (Waiting each : people) {
            if (accounts.lock(each.member()).filter(Accounts.Holder::isInvited).isEmpty()) continue;
            if (jdbc.sql("""
            update invitation
            set expires_at = ?
            where token_hash = ? and used_at is null and expires_at = ?
            """).params(now(), each.invitation(), each.until()).update() == 0) continue;
            withdraw(List.of(each.invitation()), "Une invitation plus récente l’a remplacée.");
            tokens.add(issue(new Person(each.member(), each.name(), null, each.email())));
        }
        return tokens;
    }

    /** The id of the member who may choose a password with a token; empty for one that is unknown, used or expired. */
    Optional<String> memberOf(String token) {
        return jdbc.sql("select member from invitation where token_hash = ? and used_at is null and expires_at > ?")
                .params(Token.hash(token), now())
                .query(String.class)
                .optional();
    }

    /** Where a token is used. */
    String link(String token) {
        return publicUrl + "/invitation/" + token;
    }

    /** Issues a token for a member and mails it. */
    @Transactional
    String issue(Person member) {
        String token = Token.next();
        OffsetDateTime expiry = now().plus(VALIDITY);
        jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, ?)")
                .params(Token.hash(token), member.id(), expiry)
                .update();
        messenger.tell(
                new News(
                        InvitationLetters.KIND,
                        Token.hash(token),
                        "invitation-" + Token.hash(token),
                        expiry.toInstant(),
                        "Votre invitation à rejoindre Jalon",
                        person -> """
        Bonjour %s,

        Vous êtes inscrit·e à un parcours Jalon. Choisissez votre mot de passe dans les quatorze jours :
        %s

        Votre identifiant : %s
        """.formatted(person.firstName(), link(token), person.id())),
                List.of(member));
        return token;
    }

    /**
     * Sets the password of the member a token was issued to, and uses the token up; its mail no longer leaves.
     *
     * @return the id of the member
     * @throws Refusal for a token that is unknown, used, expired or void, or a password that is too weak
     */
    @Transactional
    public String accept(String token, String password) {
        Optional<String> member = memberOf(token)
                .filter(each ->
                        accounts.lock(each).filter(Accounts.Holder::isInvited).isPresent());
        if (member.isEmpty()
                || jdbc.sql("update invitation set used_at = ? where token_hash = ? and used_at is null")
                                .params(now(), Token.hash(token))
                                .update()
                        == 0) {
            throw Refusal.unknown(
                    "Cette invitation n’est pas ou n’est plus valable. Demandez-en une nouvelle à votre facilitateur.");
        }
        if (!accounts.isStrongEnough(member.get(), password)) {
            throw Refusal.invalid(
                    "password", "Choisissez " + Accounts.STRONG + ", sans votre identifiant ni votre nom.");
        }
        accounts.setPassword(member.get(), password);
        withdraw(List.of(Token.hash(token)), InvitationLetters.USED);
        return member.get();
    }

    /**
     * Voids what was handed out for an account that has become somebody's, and keeps its mails from leaving. Of an
     * account that is gone nothing stays, not even in mails that have left.
     */
    @EventListener
    void settled(AccountSettled event) {
        accounts.lock(event.account());
        if (event.isGone()) {
            messenger.forget(InvitationLetters.KIND, event.account());
            jdbc.sql("delete from invitation where member = ?")
                    .param(event.account())
                    .update();
            return;
        }
        withdraw(
                jdbc.sql("select token_hash from invitation where member = ? and used_at is null")
                        .param(event.account())
                        .query(String.class)
                        .list(),
                "L’invitation ne vaut plus.");
        jdbc.sql("update invitation set used_at = ? where member = ? and used_at is null")
                .params(now(), event.account())
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private void withdraw(List<String> invitations, String why) {
        messenger.withdraw(InvitationLetters.KIND, invitations, why);
    }
}
