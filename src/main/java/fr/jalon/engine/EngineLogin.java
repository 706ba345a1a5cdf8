package fr.jalon.engine;

import java.util.Collection;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Checks a password against the engine's accounts; a person's groups become authorities of the same names. */
@Component
class EngineLogin implements AuthenticationProvider {

  private final Accounts accounts;

  EngineLogin(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Authentication authenticate(Authentication given) {
    String user = given.getName();
    String password = String.valueOf(given.getCredentials());
    List<String> groups = accounts.login(user, password)
        .orElseThrow(() -> new BadCredentialsException("Identifiant ou mot de passe incorrect."));
    return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities(groups));
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  static Collection<SimpleGrantedAuthority> authorities(Collection<String> groups) {
    return groups.stream().map(SimpleGrantedAuthority::new).toList();
  }
}
