package fr.jalon.engine.identity;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;

/**
 * The engine's rules for passwords, but for short names: whoever is called « Li » would hardly find a password without
 * these letters, and a random one holds them by chance.
 */
public class PasswordRules extends DefaultPasswordPolicyImpl {

    private static final int TELLING = 4;

    public PasswordRules() {
        rules.replaceAll(rule -> rule instanceof PasswordPolicyUserDataRuleImpl ? new TellingUserData() : rule);
    }

    private static final class TellingUserData extends PasswordPolicyUserDataRuleImpl {
        @Override
        public boolean execute(String password, User user) {
            if (user == null) return true;
            String candidate = password.toUpperCase(Locale.ROOT);
            return Stream.of(user.getId(), user.getFirstName(), user.getLastName(), user.getEmail())
                    .filter(Objects::nonNull)
                    .filter(word -> word.length() >= TELLING)
                    .noneMatch(word -> candidate.contains(word.toUpperCase(Locale.ROOT)));
        }
    }
}
