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
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a new member choose a password, once, within fourteen days. Only the hash of a token is kept. */
@Component
class Invitations {

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

  /** Issues a token for a member and mails it. */
  @Transactional
  String issue(String member, String email, String firstName) {
    String token = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32).generateKey();
    jdbc.sql("insert into invitation (token_hash, member, expires_at) values (?, ?, ?)")
        .params(hash(token), member, now().plus(VALIDITY)).update();
    outbox.put("invitation-" + hash(token), email, "Votre invitation à rejoindre Jalon", """
        Bonjour %s,

        Vous êtes inscrit·e à un parcours Jalon. Choisissez votre mot de passe dans les quatorze jours :
        %s/invitation/%s

        Votre identifiant : %s
        """.formatted(firstName, publicUrl, token, member));
    return token;
  }

  /**
   * Sets the password of the member a token was issued to, and uses the token up.
   *
   * @throws Refusal for a token that is unknown, used or expired, or a password that is too weak
   */
  @Transactional
  void accept(String token, String password) {
    Optional<String> member =
        jdbc.sql("select member from invitation where token_hash = ? and used_at is null and expires_at > ?")
            .params(hash(token), now()).query(String.class).optional();
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
