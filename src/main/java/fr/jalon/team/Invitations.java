package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.AccountSettled;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.mail.Messenger;
import fr.jalon.mail.News;
import fr.jalon.team.InvitationRows.Place;
import fr.jalon.team.Newcomers.Newcomer;
import fr.jalon.text.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a new member choose a password, once, within fourteen days: as long as the account has none, belongs to teams
 * alone and is not tied to single sign-on; and somebody new of the staff, as long as the account is the staff's. Only
 * the hash of a token is kept.
 */
@Component
public class Invitations {

    private static final Duration VALIDITY = Duration.ofDays(14);

    private final InvitationRows rows;
    private final Accounts accounts;
    private final Messenger messenger;
    private final ObjectProvider<CohortDays> days;
    private final Clock clock;
    private final String publicUrl;

    Invitations(
            InvitationRows rows,
            Accounts accounts,
            Messenger messenger,
            ObjectProvider<CohortDays> days,
            Clock clock,
            @Value("${jalon.public-url}") String url) {
        this.rows = rows;
        this.accounts = accounts;
        this.messenger = messenger;
        this.days = days;
        this.clock = clock;
        this.publicUrl = url;
    }

    /**
     * Issues new tokens for people who have not chosen a password yet; earlier ones are no longer valid, and their
     * mails no longer leave. Whoever used or renewed one meanwhile, or is no longer to be invited, is passed over.
     */
    @Transactional
    List<String> reissue(List<Newcomer> people) {
        List<String> tokens = new ArrayList<>();
        for (Newcomer each : people) {
            if (!isInvited(each.member(), false)) continue;
            if (!rows.expire(each.invitation(), each.until())) continue;
            withdraw(List.of(each.invitation()), "Une invitation plus récente l’a remplacée.");
            tokens.add(issue(new Person(each.member(), each.name(), null, each.email())));
        }
        return tokens;
    }

    /**
     * Issues a new token for a person who was invited and has chosen no password yet; earlier ones are no longer valid,
     * and their mails no longer leave. Empty where no invitation was left to be used.
     */
    @Transactional
    public Optional<String> renew(Person person) {
        List<String> unused = rows.unused(person.id());
        if (unused.isEmpty() || !isInvited(person.id(), false)) return Optional.empty();
        withdraw(unused, "Une invitation plus récente l’a remplacée.");
        rows.expireAll(person.id());
        return Optional.of(issue(person));
    }

    /** Whether the mail of a token does not leave, so that it is handed over. */
    boolean isHandedOver(String token) {
        Messenger.Standing mail = messenger
                .standing(InvitationLetters.KIND, List.of(Token.hash(token)))
                .getOrDefault(Token.hash(token), Messenger.Standing.NONE);
        return mail != Messenger.Standing.WAITING && mail != Messenger.Standing.SENT;
    }

    /** The id of the member who may choose a password with a token; empty for one that is unknown, used or expired. */
    Optional<String> memberOf(String token) {
        return rows.member(Token.hash(token));
    }

    /** Where a token is used. */
    String link(String token) {
        return publicUrl + "/invitation/" + token;
    }

    /** Issues a token for a member and mails it. */
    @Transactional
    String issue(Person member) {
        return mail(member, false, enrolled(rows.places(member.id())));
    }

    /** Into which teams, of which cohorts, and when these meet. */
    private String enrolled(List<Place> places) {
        if (places.isEmpty()) return "Vous êtes inscrit·e à un parcours Jalon.";
        String teams = places.stream()
                .map(place -> "« " + place.team() + " » (" + place.cohortName() + ")")
                .collect(Collectors.joining(" et "));
        String when = places.stream()
                .map(Place::cohort)
                .distinct()
                .flatMap(cohort -> days.stream().flatMap(known -> known.said(cohort).stream()))
                .map(said -> " " + said)
                .collect(Collectors.joining());
        return "Vous êtes inscrit·e à un parcours Jalon, dans l’équipe " + teams + "." + when;
    }

    /** The same for somebody of the staff, who is told the role. */
    @Transactional
    String issue(Person person, String role) {
        return mail(person, true, "Vous êtes invité·e à Jalon comme " + role + ".");
    }

    /**
     * Issues a new token for somebody of the staff; an earlier one is no longer valid, and its mail no longer leaves.
     * Empty for whoever has a password or signs on elsewhere.
     */
    @Transactional
    Optional<String> reissue(Person person, String role) {
        if (!isInvited(person.id(), true)) return Optional.empty();
        withdraw(rows.unused(person.id()), "Une invitation plus récente l’a remplacée.");
        rows.expireAll(person.id());
        return Optional.of(issue(person, role));
    }

    private String mail(Person member, boolean asStaff, String why) {
        String token = Token.next();
        OffsetDateTime expiry = OffsetDateTime.now(clock).plus(VALIDITY);
        rows.insert(Token.hash(token), member.id(), asStaff, expiry);
        messenger.tell(
                new News(
                        InvitationLetters.KIND,
                        Token.hash(token),
                        "invitation-" + Token.hash(token),
                        expiry.toInstant(),
                        "Votre invitation à rejoindre Jalon",
                        person -> """
        Bonjour %s,

        %s

        Choisissez votre mot de passe dans les quatorze jours :
        %s

        Votre identifiant : %s
        """.formatted(person.firstName(), why, link(token), person.id())),
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
        Optional<String> member = memberOf(token).filter(each -> isInvited(each, rows.isForStaff(Token.hash(token))));
        if (member.isEmpty() || !rows.use(Token.hash(token))) {
            throw Refusal.unknown("Cette invitation n’est pas ou n’est plus valable. "
                    + "Demandez-en une nouvelle à qui vous a invité·e.");
        }
        accounts.choosePassword(member.get(), password);
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
            rows.deleteOf(event.account());
            return;
        }
        withdraw(rows.unused(event.account()), "L’invitation ne vaut plus.");
        rows.useAll(event.account());
    }

    /** Locks the account, so that this stays so. */
    private boolean isInvited(String account, boolean asStaff) {
        return accounts.lock(account)
                .filter(holder -> holder.isInvited(asStaff))
                .isPresent();
    }

    private void withdraw(List<String> invitations, String why) {
        messenger.withdraw(InvitationLetters.KIND, invitations, why);
    }
}
