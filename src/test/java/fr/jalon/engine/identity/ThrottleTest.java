package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le frein aux essais")
class ThrottleTest {

    private Instant now = Instant.parse("2026-10-19T08:00:00Z");
    private final InstantSource source = () -> now;
    private final Throttle throttle = new Throttle(source.withZone(ZoneOffset.UTC), 5, 20);

    /** {@code alice@salle:5} fails five times, {@code alice@salle:ok} succeeds, {@code +299} lets seconds pass. */
    private void live(String past) {
        for (String step : past.split(" ")) {
            if (step.matches("[+-]\\d+")) {
                now = now.plusSeconds(Long.parseLong(step));
                continue;
            }
            String[] who = step.substring(0, step.lastIndexOf(':')).split("@");
            String what = step.substring(step.lastIndexOf(':') + 1);
            if (what.equals("ok")) throttle.succeeded(who[0], who[1]);
            else for (int failure = Integer.parseInt(what); failure > 0; failure--) throttle.failed(who[0], who[1]);
        }
    }

    @ParameterizedTest(name = "{0}, puis {1} : {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
      CE QUI PRÉCÈDE                                                   | QUI                  | ATTENTE
      alice@salle:1                                                    | alice@salle          |
      alice@salle:4                                                    | alice@salle          |
      alice@salle:5                                                    | alice@salle          | 300
      alice@salle:5                                                    | alice@maison         |
      alice@salle:5                                                    | bruno@salle          |
      alice@salle:5 alice@ici:5 alice@là:5 alice@partout:5 alice@x:5   | alice@maison         |
      alice@salle:4 alice@salle:ok alice@salle:4                       | alice@salle          |
      alice@salle:4 bruno@salle:ok alice@salle:1                       | alice@salle          | 300
      alice@salle:1 +200 alice@salle:4                                 | alice@salle          | 100
      alice@salle:5 +299                                               | alice@salle          | 1
      alice@salle:5 +300                                               | alice@salle          |
      alice@salle:4 +300 alice@salle:4                                 | alice@salle          |
      alice@salle:5 -1                                                 | alice@salle          |
      a@salle:5 b@salle:5 c@salle:5 d@salle:4                          | fanny@salle          |
      a@salle:5 b@salle:5 c@salle:5 d@salle:5                          | fanny@salle          | 300
      a@salle:5 b@salle:5 c@salle:5 d@salle:5                          | fanny@maison         |
      a@salle:5 b@salle:5 c@salle:5 d@salle:5 +300                     | fanny@salle          |
      a@salle:4 b@salle:4 c@salle:4 d@salle:4 a@salle:ok b@salle:ok e@salle:4 | fanny@salle   |
      a@salle:4 b@salle:4 c@salle:4 d@salle:4 z@salle:ok e@salle:4     | fanny@salle          | 300
      alice@2001:db8:1:2::5:5                                          | alice@2001:db8:1:2::9 | 300
      alice@2001:db8:1:2::5:5                                          | alice@2001:db8:1:3::5 |
      alice@::ffff:192.0.2.1:5                                         | alice@::ffff:192.0.2.2 |
      """)
    @DisplayName("fait attendre qui se trompe trop souvent, et personne d’autre")
    void slowsDown(String past, String who, Long seconds) {
        live(past);

        String[] probe = who.split("@");
        if (seconds == null) {
            assertThatCode(() -> throttle.check(probe[0], probe[1])).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> throttle.check(probe[0], probe[1]))
                    .isInstanceOfSatisfying(TooManyAttempts.class, refused -> assertThat(refused.seconds())
                            .isEqualTo(seconds));
        }
    }

    @Test
    @DisplayName("n’apprend rien de plus à qui essaie tout en même temps")
    void tellsNothingToParallelGuesses() {
        live("alice@salle:5");

        assertThatThrownBy(() -> throttle.failed("alice", "salle")).isInstanceOf(TooManyAttempts.class);
        assertThatThrownBy(() -> throttle.succeeded("alice", "salle")).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    @DisplayName("ne retient qu’un nombre borné d’échecs, les plus récents")
    void remembersABoundedNumber() {
        live("alice@salle:5");

        for (int stranger = 0; stranger < 5_000; stranger++) throttle.failed("personne", "adresse-" + stranger);

        assertThatCode(() -> throttle.check("alice", "salle")).doesNotThrowAnyException();
        live("alice@adresse-4999:5");
        assertThatThrownBy(() -> throttle.check("alice", "adresse-4999")).isInstanceOf(TooManyAttempts.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
      PT0.2S,  1,   Trop d’essais : attendez 1 minute.
      PT59.5S, 60,  Trop d’essais : attendez 1 minute.
      PT1M,    60,  Trop d’essais : attendez 1 minute.
      PT1M1S,  61,  Trop d’essais : attendez 2 minutes.
      PT5M,    300, Trop d’essais : attendez 5 minutes.
      """)
    @DisplayName("dit combien de temps attendre")
    void saysHowLong(Duration wait, long seconds, String sentence) {
        TooManyAttempts refused = new TooManyAttempts(wait);

        assertThat(refused.seconds()).isEqualTo(seconds);
        assertThat(refused.getMessage().replace('\u00a0', ' ')).isEqualTo(sentence);
    }
}
