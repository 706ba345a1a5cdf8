package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("La page vers laquelle mène un lien")
class DestinationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://exemple.fr",
                "http://exemple.fr/",
                "HTTPS://Exemple.fr/Offre?a=1&b=2#haut",
                "https://exemple.fr:8443/été?q=où",
                "https://exemple.fr/a%20b?x=%2F",
                "http://[2001:db8::1]/",
                "https://exemple.fr/?mail=a@b.fr"
            })
    @DisplayName("est une adresse complète de la toile")
    void isOnTheWeb(String address) {
        assertThat(Destination.fault(address)).isEmpty();
        assertThat(Destination.isSafe(address)).isTrue();
    }

    @ParameterizedTest(name = "« {0} »")
    @CsvSource(delimiter = '|', textBlock = """
      ''                                  | Donnez l’adresse
      '  '                                | Donnez l’adresse
      exemple.fr/offre                    | commence par https://
      /equipes/abeilles                   | commence par https://
      //exemple.fr/                       | commence par https://
      javascript:alert(1)                 | commence par https://
      data:text/html,x                    | commence par https://
      ftp://exemple.fr/                   | commence par https://
      mailto:a@exemple.fr                 | commence par https://
      https:exemple.fr                    | commence par https://
      'javascript:alert(1)//https://x.fr' | commence par https://
      https:///chemin                     | ne nomme pas de site
      https://                            | un signe
      http:///exemple.fr                  | ne nomme pas de site
      https://:80/                        | ne nomme pas de site
      https://exemple.fr:99999/           | ne nomme pas de site
      https://exemple_fr/                 | ne nomme pas de site
      https://alice@exemple.fr/           | ni identifiant ni mot de passe
      https://a:secret@exemple.fr/        | ni identifiant ni mot de passe
      https://exemple.fr@ailleurs.fr/     | ni identifiant ni mot de passe
      https://exemple.fr/deux mots        | un signe
      https://exemple.fr/{nom}            | un signe
      'https://exemple.fr/"x"'            | un signe
      https://exemple.fr/<b>              | un signe
      'https://exemple.fr\\@ailleurs.fr/' | un signe
      https://exemple.fr/%zz              | un signe
      https://[2001:db8::1/               | un signe
      """)
    @DisplayName("n’est rien d’autre, et le refus dit pourquoi")
    void isNothingElse(String address, String why) {
        assertThat(Destination.fault(address))
                .hasValueSatisfying(fault -> assertThat(fault).contains(why));
        assertThat(Destination.isSafe(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\nSet-Cookie: a=b", "\t", "\0", "\u202e", "\u200b", "\u00a0"})
    @DisplayName("ne porte rien qui ne se voie pas, ni ligne de plus")
    void holdsNothingUnseen(String sign) {
        assertThat(Destination.fault("https://exemple.fr/a" + sign + "b")).isPresent();
        assertThat(Destination.isSafe("https://exemple.fr/a" + sign + "b")).isFalse();
    }

    @Test
    @DisplayName("a 2 000 caractères au plus, que ses balises peuvent dépasser")
    void isOfBoundedLength() {
        String longest = "https://exemple.fr/" + "a".repeat(Destination.LONGEST - 19);
        assertThat(Destination.fault(longest)).isEmpty();
        assertThat(Destination.fault(longest + "a")).contains("2 000 caractères au plus.");
        assertThat(Destination.isSafe(longest + "?utm_source=a")).isTrue();
    }

    @ParameterizedTest(name = "{0} = {1} : {2}")
    @CsvSource(textBlock = """
      https://exemple.fr,     https://exemple.fr/,    true
      HTTPS://EXEMPLE.fr/a,   https://exemple.fr/a,   true
      https://exemple.fr?a=1, https://exemple.fr/?a=1, true
      https://exemple.fr/A,   https://exemple.fr/a,   false
      http://exemple.fr/,     https://exemple.fr/,    false
      https://exemple.fr/?A,  https://exemple.fr/?a,  false
      """)
    @DisplayName("est la même quelle que soit la casse du site, et de celle-là seule")
    void isComparedWithoutTheCaseOfItsHost(String one, String other, boolean isSame) {
        assertThat(Destination.key(one).equals(Destination.key(other))).isEqualTo(isSame);
    }
}
