package fr.jalon.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("L’adresse d’un Matomo")
class ReachTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://mesure.exemple.fr, https://mesure.exemple.fr",
        "' HTTPS://Mesure.Exemple.FR/ ', https://mesure.exemple.fr",
        "https://exemple.fr:443/matomo/, https://exemple.fr/matomo",
        "https://exemple.fr/matomo/index.php, https://exemple.fr/matomo",
        "https://exemple.fr/a/b-c_d.e~f, https://exemple.fr/a/b-c_d.e~f",
        "https://mesuré.exemple.fr, https://xn--mesur-fsa.exemple.fr",
        "https://exemple.fr./, https://exemple.fr."
    })
    @DisplayName("s’écrit d’une seule façon")
    void isWrittenInOneWay(String typed, String written) {
        assertThat(Reach.PUBLIC.address(typed)).contains(written);
    }

    @ParameterizedTest(name = "« {0} »")
    @ValueSource(
            strings = {
                "",
                "mesure.exemple.fr",
                "http://mesure.exemple.fr",
                "http://127.0.0.1",
                "ftp://exemple.fr",
                "file:///etc/passwd",
                "https://",
                "https:///index.php",
                "https://exemple.fr:8443",
                "https://exemple.fr:80",
                "https://exemple.fr:",
                "https://moi:secret@exemple.fr",
                "https://exemple.fr@127.0.0.1",
                "https://exemple.fr?module=API",
                "https://exemple.fr/#a",
                "https://exemple.fr/../b",
                "https://exemple.fr/./b",
                "https://exemple.fr/%2e%2e/b",
                "https://exemple.fr/a b",
                "https://exemple.fr\\@interne",
                "https://exemple.fr/\nHost: interne",
                "https://[::1]",
                "https://[::ffff:127.0.0.1]/",
                "https://a_b.exemple.fr",
                "https://-a-.fr",
                "https://exemple%2efr",
                "javascript:alert(1)"
            })
    @DisplayName("n’est pas n’importe quoi")
    void isNotAnything(String typed) {
        assertThat(Reach.PUBLIC.address(typed)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0",
                "10.0.0.1",
                "169.254.169.254",
                "::1",
                "::ffff:10.0.0.1",
                "nulle-part.invalid"
            })
    @DisplayName("qui mène à l’intérieur, ou nulle part, n’est pas appelée")
    void leadsNowhereInside(String host) {
        assertThatThrownBy(() -> Reach.PUBLIC.addressesOf(host))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining(host);
    }

    @Test
    @DisplayName("n’a pas de longueur sans fin")
    void isNotEndless() {
        assertThat(Reach.PUBLIC.address("https://exemple.fr/" + "a".repeat(Reach.LONGEST)))
                .isEmpty();
        assertThat(Reach.PUBLIC.address("https://" + "é".repeat(250) + ".fr")).isEmpty();
    }
}
