package fr.jalon.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Une adresse électronique")
class MailAddressTest {

    private static final String LABEL = "a".repeat(63);

    @ParameterizedTest(name = "{0} : {1}")
    @CsvSource({
        "lea@exemple.fr, lea@exemple.fr",
        "LEA.MARTIN@t3.Exemple.FR, lea.martin@t3.exemple.fr",
        "lea+jalon@exemple.fr, lea+jalon@exemple.fr",
        "o'brien@exemple.fr, o'brien@exemple.fr",
        "a@b.co, a@b.co",
        "'  lea@exemple.fr ', lea@exemple.fr",
        "mailto:lea@exemple.fr, lea@exemple.fr",
        "MAILTO: Lea@exemple.fr, lea@exemple.fr",
        "_lea_@sous.domaine-1.exemple.museum, _lea_@sous.domaine-1.exemple.museum",
        "x@1-2.fr, x@1-2.fr"
    })
    @DisplayName("s’écrit d’une seule façon, en minuscules")
    void isWrittenInOneWay(String typed, String written) {
        assertThat(new MailAddress(typed).value()).isEqualTo(written);
        assertThat(new MailAddress(written).value()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "lou@école-été.fr, lou@xn--cole-t-9uafb.fr",
        "lou@ÉCOLE-ÉTÉ.FR, lou@xn--cole-t-9uafb.fr",
        "lou@e\u0301cole-e\u0301te\u0301.fr, lou@xn--cole-t-9uafb.fr",
        "lou@XN--cole-t-9uafb.fr, lou@xn--cole-t-9uafb.fr",
        "x@münchen.example, x@xn--mnchen-3ya.example",
        "x@пример.рф, x@xn--e1afmkfd.xn--p1ai"
    })
    @DisplayName("d’un domaine international s’écrit sous sa forme ASCII, d’où qu’elle vienne")
    void writesInternationalDomainsInAscii(String typed, String written) {
        assertThat(new MailAddress(typed).value()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "?",
                "lea",
                "@exemple.fr",
                "lea@",
                "lea@exemple",
                "lea@exemple.",
                "lea@.fr",
                "lea@exemple..fr",
                ".lia@exemple.fr",
                "lia.@exemple.fr",
                "li..a@exemple.fr",
                "lou@-exemple.fr",
                "lou@exemple-.fr",
                "luc@exemple.f",
                "luc@exemple.123",
                "luc@127.0.0.1",
                "luc@[127.0.0.1]",
                "a b@exemple.fr",
                "a@exem ple.fr",
                "a@b@exemple.fr",
                "a@b.fr,c@d.fr",
                "a@b.fr;",
                "a@b.fr.",
                "\"a b\"@exemple.fr",
                "a(b)@exemple.fr",
                "a@exemple_x.fr",
                "a@exemple.fr/x",
                "a\n@exemple.fr",
                "a@exemple.fr\nBcc: b",
                "a\u0000@exemple.fr",
                "mailto:",
                "mailto:mailto:a@b.fr",
                "lou@été..fr",
                "lou@-été.fr",
                "lou@été"
            })
    @DisplayName("que les serveurs de courriel refusent est refusée")
    void refusesWhatServersRefuse(String typed) {
        assertThatThrownBy(() -> new MailAddress(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attendue");
        assertThat(MailAddress.find(typed)).isEmpty();
    }

    @Test
    @DisplayName("a 64 caractères au plus avant « @ », 63 par partie du domaine, 254 en tout")
    void isBounded() {
        String longest = "a".repeat(64) + "@" + String.join(".", LABEL, LABEL, "b".repeat(58), "fr");
        assertThat(longest).hasSize(MailAddress.LONGEST);
        assertThat(new MailAddress(longest).value()).isEqualTo(longest);
        assertThat(MailAddress.find("a" + longest)).isEmpty();
        assertThat(MailAddress.find("a@" + LABEL + "a.fr")).isEmpty();
        assertThat(MailAddress.find("a@" + String.join(".", LABEL, LABEL, LABEL, "b".repeat(58), "fr")))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "léa@exemple.fr | sans accent avant « @ »",
                "fann\u0131@exemple.fr | sans accent avant « @ »",
                "Léa Martin <lea@exemple.fr> | sans nom ni chevrons",
                "<lea@exemple.fr> | sans nom ni chevrons",
                "a@stra\u00dfe.example | xn--",
                "carlos@\u212aalon.example | xn--",
                "a@\uff45xemple.fr | xn--",
                "a@exemple\u3002fr | xn--",
                "a@\u0130stanbul.example | xn--"
            })
    @DisplayName("refusée l’est avec sa raison ; un domaine qui en deviendrait un autre n’est pas pris")
    void tellsWhy(String typed, String why) {
        assertThatThrownBy(() -> new MailAddress(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
