package fr.jalon.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Stage;
import fr.jalon.engine.time.EngineClock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@JalonTest
@DisplayName("Un mot de passe")
class PasswordsTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Counts what takes its time. */
    private static final class Counting extends SlowHash {
        private int computed;

        Counting(int rounds) {
            super(rounds);
        }

        @Override
        public String encrypt(String password) {
            computed++;
            return super.encrypt(password);
        }

        @Override
        public boolean check(String password, String hash) {
            computed++;
            return super.check(password, hash);
        }
    }

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private EngineClock clock;

    @Autowired
    private Stage stage;

    private final Counting slow = new Counting(1000);
    private Passwords passwords;
    private String person;

    @BeforeEach
    void createAccount() {
        stage.clock(Stage.MONDAY, 10, 0);
        passwords = new Passwords(jdbc, slow, clock);
        person = "zoe-" + NUMBER.incrementAndGet();
        accounts.create(new Accounts.Person(person, "Zoé", "Lemaire", person + "@jalon.example"));
        accounts.setPassword(person, Stage.PASSWORD);
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    @Test
    @DisplayName("demandé par cent requêtes à la fois ne se calcule pas cent fois, et n’en refuse aucune")
    void isComputedOnceForAll() throws Exception {
        AtomicInteger computed = new AtomicInteger();
        CountDownLatch asked = new CountDownLatch(1);
        Passwords slowly = new Passwords(
                jdbc,
                new SlowHash(1000) {
                    @Override
                    public boolean check(String password, String hash) {
                        computed.incrementAndGet();
                        try {
                            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
                        } catch (InterruptedException stopped) {
                            throw new AssertionError(stopped);
                        }
                        return super.check(password, hash);
                    }
                },
                clock);
        Optional<Passwords.Kept> kept = slowly.ofId(person);
        ExecutorService people = Executors.newFixedThreadPool(100);
        CountDownLatch started = new CountDownLatch(100);
        try {
            List<Future<Boolean>> answers = IntStream.range(0, 100)
                    .mapToObj(each -> people.submit(() -> {
                        started.countDown();
                        return slowly.isRight(kept, Stage.PASSWORD);
                    }))
                    .toList();
            assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
            asked.countDown();

            for (Future<Boolean> answer : answers)
                assertThat(answer.get(1, TimeUnit.MINUTES)).isTrue();
            assertThat(computed).hasValue(1);
        } finally {
            people.shutdownNow();
        }
    }

    private boolean isRight(String password) {
        return passwords.isRight(passwords.ofId(person), password);
    }

    private int costOf(String password) {
        slow.computed = 0;
        isRight(password);
        return slow.computed;
    }

    private String kept() {
        return jdbc.sql("select pwd_ from act_id_user where id_ = ?")
                .param(person)
                .query(String.class)
                .single();
    }

    /** As the engine kept passwords before. */
    private void keepAsBefore() {
        String salt = jdbc.sql("select salt_ from act_id_user where id_ = ?")
                .param(person)
                .query(String.class)
                .single();
        String hash = new PasswordManager(new Sha512HashDigest(), List.of()).encrypt(Stage.PASSWORD + salt);
        jdbc.sql("update act_id_user set pwd_ = ? where id_ = ?")
                .params(hash, person)
                .update();
    }

    @Test
    @DisplayName("est gardé sous une empreinte lente, avec son nombre de tours, dans la colonne du moteur")
    void isKeptSlowly() {
        assertThat(kept())
                .startsWith("{pbkdf2-sha256}1000$")
                .hasSizeLessThan(255)
                .doesNotContain(Stage.PASSWORD);
        assertThat(new SlowHash(600_000).encrypt(Stage.PASSWORD))
                .startsWith("600000$")
                .hasSizeLessThan(200);
    }

    @Test
    @DisplayName("gardé à l’ancienne ouvre encore, et son empreinte devient lente ; les sessions restent")
    void isRewritten() {
        keepAsBefore();
        String mark = accounts.passwordMark(person).orElseThrow();
        assertThat(kept()).startsWith("{SHA-512}");

        assertThat(isRight("faux")).isFalse();
        assertThat(kept()).startsWith("{SHA-512}");
        assertThat(isRight(Stage.PASSWORD)).isTrue();

        assertThat(kept()).startsWith("{pbkdf2-sha256}1000$");
        assertThat(accounts.passwordMark(person)).hasValue(mark);
        assertThat(new Passwords(jdbc, slow, clock).isRight(passwords.ofId(person), Stage.PASSWORD))
                .isTrue();
        assertThat(new Passwords(jdbc, slow, clock).isRight(passwords.ofId(person), "faux"))
                .isFalse();
    }

    @Test
    @DisplayName("gardé avec un autre nombre de tours reçoit celui du réglage")
    void followsTheSetting() {
        new Passwords(jdbc, new SlowHash(1500), clock).isRight(passwords.ofId(person), Stage.PASSWORD);

        assertThat(kept()).startsWith("{pbkdf2-sha256}1500$");
        assertThat(isRight(Stage.PASSWORD)).isTrue();
    }

    @Test
    @DisplayName("compte jusqu’à sa dernière lettre, accents compris")
    void countsToTheEnd() {
        String longest = "Aé1!" + "x".repeat(150);
        accounts.setPassword(person, longest);

        assertThat(isRight(longest)).isTrue();
        assertThat(isRight(longest.substring(0, 153))).isFalse();
        assertThat(isRight(longest.replace('é', 'è'))).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"un compte", "un compte à l’ancienne", "un compte sans mot de passe", "aucun compte"})
    @DisplayName("faux coûte le même travail, qu’il y ait un compte ou non")
    void costsTheSame(String what) {
        if (what.equals("un compte à l’ancienne")) keepAsBefore();
        if (what.equals("un compte sans mot de passe"))
            jdbc.sql("update act_id_user set pwd_ = null where id_ = ?")
                    .param(person)
                    .update();
        if (what.equals("aucun compte")) accounts.delete(person);

        assertThat(costOf("faux")).isEqualTo(1);
        assertThat(isRight("faux")).isFalse();
    }

    @Nested
    @DisplayName("qui était juste à l’instant")
    class Remembered {

        @BeforeEach
        void logIn() {
            assertThat(costOf(Stage.PASSWORD)).isEqualTo(1);
        }

        @Test
        @DisplayName("ne se calcule plus, pendant cinq minutes")
        void isFree() {
            assertThat(costOf(Stage.PASSWORD)).isZero();
            ClockUtil.setCurrentTime(
                    Date.from(clock.instant().plus(Passwords.REMEMBERED).minusSeconds(1)));
            assertThat(costOf(Stage.PASSWORD)).isZero();

            ClockUtil.setCurrentTime(Date.from(clock.instant().plusSeconds(1)));

            assertThat(costOf(Stage.PASSWORD)).isEqualTo(1);
        }

        @Test
        @DisplayName("ne rend juste aucun autre, ni pour un autre compte")
        void isAlone() {
            assertThat(isRight(Stage.PASSWORD + " ")).isFalse();
            String other = person;
            createAccount();
            accounts.setPassword(person, "Un-Autre-Secret-27");
            assertThat(passwords.ofId(other)).isPresent();
            assertThat(isRight(Stage.PASSWORD)).isFalse();
        }

        @Test
        @DisplayName("ne l’est plus dès qu’un autre l’a remplacé, ou que le compte n’est plus")
        void endsAtOnce() {
            accounts.setPassword(person, "Un-Autre-Secret-27");
            assertThat(isRight(Stage.PASSWORD)).isFalse();

            accounts.setPassword(person, Stage.PASSWORD);
            assertThat(isRight(Stage.PASSWORD)).isTrue();
            accounts.delete(person);
            assertThat(isRight(Stage.PASSWORD)).isFalse();
        }

        @Test
        @DisplayName("s’oublie quand mille autres sont venus depuis")
        void isBounded() {
            Passwords.Kept kept = passwords.ofId(person).orElseThrow();
            SlowHash quick = new SlowHash(1);
            Passwords crowded = new Passwords(jdbc, quick, clock);
            for (int one = 0; one <= 1_000; one++) {
                crowded.isRight(
                        Optional.of(new Passwords.Kept("p" + one, "{pbkdf2-sha256}" + quick.encrypt("x"), null)), "x");
                if (one == 0)
                    assertThat(crowded.remembers(kept, Stage.PASSWORD)).isFalse();
                if (one == 0) crowded.isRight(Optional.of(kept), Stage.PASSWORD);
                if (one == 998)
                    assertThat(crowded.ofId(person).filter(now -> crowded.remembers(now, Stage.PASSWORD)))
                            .isPresent();
            }
            assertThat(crowded.ofId(person).filter(now -> crowded.remembers(now, Stage.PASSWORD)))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "« {0} »")
    @CsvSource(delimiter = '|', textBlock = """
      {id}                 | {id}
      {ID}                 | {id}
      {id}@jalon.example   | {id}
      {ID}@JALON.Example   | {id}
      {id}@jalon           |
      {id}%                |
      """)
    @DisplayName("est celui du compte que nomme un identifiant ou une adresse, quelle que soit la casse")
    void isNamed(String written, String expected) {
        String name = written.replace("{id}", person).replace("{ID}", person.toUpperCase());

        assertThat(passwords.named(name).map(Passwords.Kept::account))
                .isEqualTo(Optional.ofNullable(expected).map(text -> text.replace("{id}", person)));
    }

    @Test
    @DisplayName("n’est celui de personne quand plusieurs comptes peuvent être nommés ; l’identifiant exact l’emporte")
    void isNobodysWhereSeveralCouldBe() {
        accounts.create(new Accounts.Person(person + "-b", "Zoé", "Lemaire", person.toUpperCase() + "@jalon.example"));
        accounts.create(new Accounts.Person(person.toUpperCase(), "Zoé", "Lemaire", null));

        assertThat(passwords.named(person + "@jalon.example")).isEmpty();
        assertThat(passwords.named("Zoe" + person.substring(3))).isEmpty();
        assertThat(passwords.named(person).orElseThrow().account()).isEqualTo(person);
        assertThat(passwords.named(person.toUpperCase()).orElseThrow().account())
                .isEqualTo(person.toUpperCase());
    }
}
