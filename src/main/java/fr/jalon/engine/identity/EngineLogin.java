package fr.jalon.engine.identity;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
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
 * Checks a password against the engine's accounts; a person's groups become authorities of the same names, and the
 * login bears the account's id, whatever was typed, and the mark of the password that was right. Each refusal is a line
 * of the log, for programs that shut an address out.
 */
@Component
class EngineLogin implements AuthenticationProvider {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLogin.class);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Throttle throttle;

    private final MeterRegistry meters;

    EngineLogin(Accounts accounts, Passwords passwords, Throttle throttle, MeterRegistry meters) {
        this.meters = meters;
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String user = given.getName().strip();
        String password = String.valueOf(given.getCredentials());
        String address = given.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        try {
            return authenticated(user, password, address);
        } catch (AuthenticationException refused) {
            // Not who: people type their password there. The address is what a trusted proxy says, in its own words.
            LOG.warn("login refused, client {}", address.replaceAll("[^0-9A-Za-z.:%]", "?"));
            String why = refused instanceof TooManyAttempts ? "throttled" : "wrong";
            meters.counter("jalon.logins.refused", "why", why).increment();
            throw refused;
        }
    }

    /** Failures count for the account that is meant, however it is written: another spelling gives no other tries. */
    private Authentication authenticated(String name, String password, String address) {
        throttle.check(name, address);
        if (name.indexOf('\0') >= 0) throw new BadCredentialsException("No account bears such a name.");
        Optional<Passwords.Kept> account = passwords
                .ofId(name)
                .filter(kept -> passwords.remembers(kept, password))
                .or(() -> passwords.named(name));
        String counted = account.map(Passwords.Kept::account).orElse(name.toLowerCase(Locale.ROOT));
        throttle.check(counted, address);
        if (!passwords.isRight(account, password)) {
            throttle.failed(counted, address);
            throw new BadCredentialsException("Identifiant, adresse ou mot de passe incorrect.");
        }
        throttle.succeeded(counted, address);
        String id = account.get().account();
        var login = UsernamePasswordAuthenticationToken.authenticated(id, null, authorities(accounts.groupsOf(id)));
        login.setDetails(account.get().mark());
        return login;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    static Collection<SimpleGrantedAuthority> authorities(Collection<String> groups) {
        return groups.stream().map(SimpleGrantedAuthority::new).toList();
    }
}
