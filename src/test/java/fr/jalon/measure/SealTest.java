package fr.jalon.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Un jeton scellé")
class SealTest {

    private static final String SECRET = "0123456789abcdef";
    private static final String PURPOSE = Connection.purpose("abeilles", "https://mesure.exemple.fr");

    private final Seal seal = new Seal(key(1));

    private static String key(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    @DisplayName("s’ouvre avec sa clé, pour son équipe et son adresse")
    void opens() {
        assertThat(seal.open(seal.seal(SECRET, PURPOSE), PURPOSE)).contains(SECRET);
        assertThat(new Seal(" " + key(1) + "\n").open(seal.seal(SECRET, PURPOSE), PURPOSE))
                .contains(SECRET);
    }

    @Test
    @DisplayName("ne dit rien du jeton, et n’est jamais deux fois le même")
    void tellsNothing() {
        String sealed = seal.seal(SECRET, PURPOSE);
        assertThat(sealed).isNotEqualTo(seal.seal(SECRET, PURPOSE));
        assertThat(new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
    }

    @Test
    @DisplayName("changé d’un seul bit, où que ce soit, ne s’ouvre pas")
    void noticesEveryBit() {
        byte[] sealed = Base64.getDecoder().decode(seal.seal(SECRET, PURPOSE));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open(Base64.getEncoder().encodeToString(changed), PURPOSE))
                    .as("bit %s", bit)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("ne s’ouvre ni par une autre clé, ni sans clé")
    void needsItsKey() {
        String sealed = seal.seal(SECRET, PURPOSE);
        assertThat(new Seal(key(2)).open(sealed, PURPOSE)).isEmpty();
        assertThat(new Seal("").open(sealed, PURPOSE)).isEmpty();
        assertThat(new Seal("").isReady()).isFalse();
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "fourmis\nhttps://mesure.exemple.fr",
                "abeilles\nhttps://ailleurs.exemple.fr",
                "abeille\nshttps://mesure.exemple.fr",
                ""
            })
    @DisplayName("porté à une autre équipe ou à une autre adresse, ne s’ouvre pas")
    void cannotBeMoved(String elsewhere) {
        assertThat(seal.open(seal.seal(SECRET, PURPOSE), elsewhere)).isEmpty();
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(strings = {"", "abc", "pas du base64 !", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    @DisplayName("coupé ou étranger, ne s’ouvre pas")
    void opensNothingElse(String foreign) {
        assertThat(seal.open(foreign, PURPOSE)).isEmpty();
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(strings = {"secret", "c2VjcmV0", "pas du base64 !"})
    @DisplayName("demande une clé de 32 octets ; une autre arrête le démarrage, sans se montrer")
    void refusesOtherKeys(String key) {
        assertThatThrownBy(() -> new Seal(key))
                .hasMessageContaining("JALON_MEASURE_KEY")
                .hasMessageContaining("32 octets")
                .hasMessageNotContaining(key);
    }
}
