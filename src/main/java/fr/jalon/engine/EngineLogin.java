package fr.jalon.engine;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a password against the engine's accounts; a person's groups become authorities of the same names. */
@Component
class EngineLogin implements AuthenticationProvider {

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
