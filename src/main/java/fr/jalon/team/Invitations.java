package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.Accounts;
import fr.jalon.mail.Outbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a new member choose a password, once, within fourteen days. Only the hash of a token is kept. */
@Component
public class Invitations {

  private static final Duration VALIDITY = Duration.ofDays(14);

  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final Outbox outbox;
  private final Clock clock;
  private final String publicUrl;

  Invitations(JdbcClient jdbc, Accounts accounts, Outbox outbox, Clock clock, @Value("${jalon.public-url}") String url) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.outbox = outbox;
    this.clock = clock;
    this.publicUrl = url;
  }

  /** Someone who was invited and has not chosen a password yet. */
  record Waiting(String member, String name, String email, String team, OffsetDateTime until) {
    public boolean isExpiredAt(OffsetDateTime now) {
      return !until.isAfter(now);
    }
  }

  /** Who of a cohort has not chosen a password yet, by team and name; the latest invitation of each. */
  List<Waiting> waiting(String cohort) {
    return jdbc.sql("select u.id_, u.first_, u.last_, u.email_, min(t.name) as team, max(i.expires_at) as until"
            + " from invitation i join act_id_user u on u.id_ = i.member join team_member m on m.member = i.member"
            + " join team t on t.id = m.team where t.cohort = ?"
            + " and not exists (select 1 from invitation used where used.member = i.member and used.used_at is not null)"
            + " group by u.id_, u.first_, u.last_, u.email_ order by team, u.last_, u.first_").param(cohort)
        .query((row, line) -> new Waiting(row.getString(1), row.getString(2) + " " + row.getString(3), row.getString(4),
            row.getString(5), row.getObject(6, OffsetDateTime.class))).list();
  }

  /**
   * Issues a new token for someone who has not chosen a password yet; earlier ones are no longer valid.
   *
   * @throws Refusal if nobody of that id waits in the cohort
   */
  @Transactional
  String reissue(String cohort, String member) {
    Waiting waiting = waiting(cohort).stream().filter(each -> each.member().equals(member)).findFirst()
        .orElseThrow(() -> Refusal.unknown("« " + member + " » n’attend pas d’invitation dans cette cohorte."));
    jdbc.sql("update invitation set expires_at = ? where member = ? and used_at is null").params(now(), member).update();
    return issue(member, waiting.email(), waiting.name());
  }

  /** The id of the member who may choose a password with a token; empty for one that is unknown, used or expired. */
  Optional<String> memberOf(String token) {
    return jdbc.sql("select member from invitation where token_hash = ? and used_at is null and expires_at > ?")
        .params(hash(token), now()).query(String.class).optional();
  }

  /** Where a token is used. */
  String link(String token) {
    return publicUrl + "/invitation/" + token;
  }

  /** Issues a token for a member and mails it. */
  @Transactional
  String issue(String member, String email, String firstName) {
    String token = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32).generateKey();
    jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, ?)")
        .params(hash(token), member, now().plus(VALIDITY)).update();
    outbox.put("invitation-" + hash(token), email, "Votre invitation à rejoindre Jalon", """
        Bonjour %s,

        Vous êtes inscrit·e à un parcours Jalon. Choisissez votre mot de passe dans les quatorze jours :
        %s

        Votre identifiant : %s
        """.formatted(firstName, link(token), member));
    return token;
  }

  /**
   * Sets the password of the member a token was issued to, and uses the token up.
   *
   * @throws Refusal for a token that is unknown, used or expired, or a password that is too weak
   */
  @Transactional
  public void accept(String token, String password) {
    Optional<String> member = memberOf(token);
    if (member.isEmpty() || jdbc.sql("update invitation set used_at = ? where token_hash = ? and used_at is null")
        .params(now(), hash(token)).update() == 0) {
      throw Refusal.unknown("Cette invitation n’est pas ou n’est plus valable. Demandez-en une nouvelle à votre facilitateur.");
    }
    if (!accounts.isStrongEnough(member.get(), password)) {
      throw Refusal.invalid("password", "Choisissez dix caractères au moins, dont une majuscule, une minuscule, un chiffre"
          + " et un caractère spécial, sans votre identifiant ni votre nom.");
    }
    accounts.setPassword(member.get(), password);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of().formatHex(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
