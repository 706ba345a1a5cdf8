package fr.jalon.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Le lien balisé d’un canal")
class TaggedLinkTest {

  private static final String TAGS =
      "utm_source=annonces&utm_medium=cpc&utm_campaign=pionniers-2&utm_content=landing";

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      https://exemple.fr                  | https://exemple.fr?                 | –
      https://exemple.fr/                 | https://exemple.fr/?                | –
      https://exemple.fr/offre            | https://exemple.fr/offre?           | –
      https://exemple.fr/offre?           | https://exemple.fr/offre?           | –
      https://exemple.fr/offre?lang=fr    | https://exemple.fr/offre?lang=fr&   | –
      https://exemple.fr/offre?lang=fr&   | https://exemple.fr/offre?lang=fr&   | –
      https://exemple.fr/offre?a=1&b=%20x | https://exemple.fr/offre?a=1&b=%20x& | –
      https://exemple.fr/#tarifs          | https://exemple.fr/?                | #tarifs
      https://exemple.fr/?lang=fr#tarifs  | https://exemple.fr/?lang=fr&        | #tarifs
      https://exemple.fr/?#tarifs         | https://exemple.fr/?                | #tarifs
      https://exemple.fr/#/page?lang=fr   | https://exemple.fr/?                | #/page?lang=fr
      https://exemple.fr/?a=1&utm_source=x&b=2&utm_medium=y#h | https://exemple.fr/?a=1&b=2& | #h
      https://exemple.fr/?utm_campaign=x  | https://exemple.fr/?                | –
      https://exemple.fr/#                | https://exemple.fr/?                | #
      """)
  @DisplayName("Les balises s’ajoutent aux paramètres de l’adresse, devant son ancre")
  void addsTags(String page, String before, String fragment) {
    assertThat(TaggedLink.of(page, "Annonces", true, "pionniers", 2).link())
        .isEqualTo(before + TAGS + (fragment == null ? "" : fragment));
  }

  @ParameterizedTest(name = "payant {0} : {1}")
  @CsvSource({"true, cpc", "false, organic"})
  @DisplayName("Le support dit si le canal est payé")
  void tellsPaidFromOrganic(boolean paid, String medium) {
    assertThat(link("Annonces", paid)).contains("&utm_medium=" + medium + "&");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(delimiter = '|', textBlock = """
      Annonces              | annonces
      Réseaux sociaux       | reseaux-sociaux
      ÉTÉ à la plage, ça va | ete-a-la-plage-ca-va
      '  Facebook   Ads  '  | facebook-ads
      E-mail (n° 2)         | e-mail-n-2
      -- Radio --           | radio
      A&B=C?                | a-b-c
      """)
  @DisplayName("La source est le canal, en minuscules, sans accents, les mots joints par un tiret")
  void namesTheSource(String channel, String source) {
    assertThat(link(channel, true)).contains("?utm_source=" + source + "&");
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      !!!
      日本
      +&=
      """)
  @DisplayName("Un nom sans lettre latine ni chiffre garde un lien valable et une source à lui")
  void survivesForeignNames(String channel) {
    URI link = URI.create(link(channel, true));
    assertThat(link.getQuery()).startsWith("utm_source=" + channel + "&utm_medium=cpc&");
  }

  @Test
  @DisplayName("La campagne est l’équipe et son itération")
  void namesTheCampaign() {
    assertThat(TaggedLink.of("https://exemple.fr", "Annonces", true, "La Boussole", 3).link())
        .contains("&utm_campaign=la-boussole-3&");
  }

  @Test
  @DisplayName("Le canal reste nommé comme l’équipe l’a écrit")
  void keepsTheName() {
    assertThat(TaggedLink.of("https://exemple.fr", "Réseaux sociaux", false, "pionniers", 1).channel())
        .isEqualTo("Réseaux sociaux");
  }

  private static String link(String channel, boolean paid) {
    return TaggedLink.of("https://exemple.fr", channel, paid, "pionniers", 1).link();
  }
}
