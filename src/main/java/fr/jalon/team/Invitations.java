package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.mail.Letter;
import fr.jalon.mail.Outbox;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a new member choose a password, once, within fourteen days: as long as the account has none, belongs to teams alone
 * and is not tied to single sign-on. Only the hash of a token is kept.
 */
@Component
public class Invitations {

    private static final Duration VALIDITY = Duration.ofDays(14);

    /**
     * From the people of the cohort, few, to what is theirs by its key. The outer joins keep H2 to that order: of inner ones it
     * makes all invitations by all teams of the cohort.
     */
    static final String WAITING = """
            select u.id_, u.first_, u.last_, u.email_, who.teams, i.expires_at, i.token_hash,
              o.message_key, o.sent_at, o.attempts, coalesce(o.abandoned_at, o.dropped_at)
            from (select m.member, string_agg(t.name, ', ' order by t.name) as teams from team t join
              team_member m on m.team = t.id where t.cohort = ? group by m.member) who
            left join invitation i on i.member = who.member
            left join act_id_user u on u.id_ = i.member
            left join outbox o on o.message_key = 'invitation-' || i.token_hash
            where u.id_ is not null and not exists (select 1 from invitation other where other.member
              = i.member and (other.used_at is not null or other.expires_at > i.expires_at))
            order by who.teams, u.last_, u.first_
            """;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;
    private final String publicUrl;
    private final boolean hasServer;

    Invitations(
            JdbcClient jdbc,
            Accounts accounts,
            Outbox outbox,
            Clock clock,
            @Value("${jalon.public-url}") String url,
            @Value("${spring.mail.host:}") String mailServer) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
        this.publicUrl = url;
        this.hasServer = !mailServer.isEmpty();
    }

    /**
     * Where the mail of an invitation stands; held is one that waits without a server, or that a server did not take, stopped
     * one that was abandoned or set aside and never leaves.
     */
    enum Mail {
        NONE,
        WAITING,
        HELD,
        STOPPED,
        SENT
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
            Mail mail) {
        public boolean isExpiredAt(OffsetDateTime now) {
            return !until.isAfter(now);
        }
    }

    /** How many people of a cohort have not chosen a password yet, and for how many of them the mail does not leave. */
    public record Tally(int people, int held) {}

    /** Who of a cohort has not chosen a password yet, by team and name, with the latest invitation of each. */
    List<Waiting> waiting(String cohort) {
        return jdbc.sql(WAITING)
                .param(cohort)
                .query((row, line) -> new Waiting(
                        row.getString(1),
                        row.getString(2) + " " + row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class),
                        row.getString(7),
                        row.getString(8) == null
                                ? Mail.NONE
                                : row.getObject(9) != null
                                        ? Mail.SENT
                                        : row.getObject(11) != null
                                                ? Mail.STOPPED
                                                : hasServer && row.getInt(10) == 0 ? Mail.WAITING : Mail.HELD))
                .list();
    }

    /** The same as numbers. */
    public Tally tally(String cohort) {
        List<Waiting> waiting = waiting(cohort);
        return new Tally(waiting.size(), (int)
                waiting.stream().filter(each -> each.mail() == Mail.HELD).count());
    }

    /**
     * Issues new tokens for people who have not chosen a password yet; earlier ones are no longer valid, and their mails
     * no longer leave. Whoever used or renewed one meanwhile, or is no longer to be invited, is passed over.
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
            outbox.drop(mail(each.invitation()), "Une invitation plus récente l’a remplacée.");
            tokens.add(issue(each.member(), each.email(), each.name()));
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
    String issue(String member, String email, String firstName) {
        String token = Token.next();
        OffsetDateTime expiry = now().plus(VALIDITY);
        jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, ?)")
                .params(Token.hash(token), member, expiry)
                .update();
        outbox.put(new Letter(
                mail(Token.hash(token)),
                member,
                email,
                "Votre invitation à rejoindre Jalon",
                """
        Bonjour %s,

        Vous êtes inscrit·e à un parcours Jalon. Choisissez votre mot de passe dans les quatorze jours :
        %s

        Votre identifiant : %s
        """.formatted(firstName, link(token), member),
                InvitationLetters.KIND,
                Token.hash(token),
                expiry.toInstant()));
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
        outbox.drop(mail(Token.hash(token)), InvitationLetters.USED);
        return member.get();
    }

    /**
     * Voids what was handed out for an account that has become somebody's, and keeps its mails from leaving. Of an account
     * that is gone nothing stays, not even in mails that have left: nobody would find them later.
     */
    @EventListener
    void settled(AccountSettled event) {
        accounts.lock(event.account());
        if (event.isGone()) {
            jdbc.sql("""
            delete
            from outbox
            where message_key in (select 'invitation-' || token_hash from invitation where member =
              ?)
            """).param(event.account()).update();
            jdbc.sql("delete from invitation where member = ?")
                    .param(event.account())
                    .update();
            return;
        }
        jdbc.sql("select token_hash from invitation where member = ? and used_at is null")
                .param(event.account())
                .query(String.class)
                .list()
                .forEach(each -> outbox.drop(mail(each), "L’invitation ne vaut plus."));
        jdbc.sql("update invitation set used_at = ? where member = ? and used_at is null")
                .params(now(), event.account())
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static String mail(String invitation) {
        return "invitation-" + invitation;
    }
}
