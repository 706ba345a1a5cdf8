package fr.jalon.engine;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks a password against the engine's accounts; a person's groups become authorities of the same names. Each refusal is a
 * line of the log, for programs that shut an address out.
 */
@Component
class EngineLogin implements AuthenticationProvider {

  private static final Logger LOG = LoggerFactory.getLogger(EngineLogin.class);
  private static final int MOST_OF_ACCOUNT = 5;
  private static final int MOST_OF_ADDRESS = 20;

  private final Accounts accounts;
  private final Throttle throttle;

  EngineLogin(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.throttle = new Throttle(clock, MOST_OF_ACCOUNT, MOST_OF_ADDRESS);
  }

  @Override
  public Authentication authenticate(Authentication given) {
    String user = given.getName();
    String password = String.valueOf(given.getCredentials());
    String address = given.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    try {
      return authenticated(user, password, address);
    } catch (AuthenticationException refused) {
      // Not who: people type their password there. The address is what a trusted proxy says, in its own words.
      LOG.warn("login refused, client {}", address.replaceAll("[^0-9A-Za-z.:%]", "?"));
      throw refused;
    }
  }

  private Authentication authenticated(String user, String password, String address) {
    throttle.check(user, address);
    Optional<List<String>> groups = accounts.login(user, password);
    if (groups.isEmpty()) {
      throttle.failed(user, address);
      throw new BadCredentialsException("Identifiant ou mot de passe incorrect.");
    }
    throttle.succeeded(user, address);
    return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities(groups.get()));
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  static Collection<SimpleGrantedAuthority> authorities(Collection<String> groups) {
    return groups.stream().map(SimpleGrantedAuthority::new).toList();
  }
}
