package fr.jalon.link;

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
      https://exemple.fr/?q=pourquoi?     | https://exemple.fr/?q=pourquoi?&    | –
      https://exemple.fr/?a=1&&b=%2F+é    | https://exemple.fr/?a=1&&b=%2F+é&   | –
      """)
    @DisplayName("Les balises s’ajoutent aux paramètres de l’adresse, devant son ancre")
    void addsTags(String page, String before, String fragment) {
        assertThat(TaggedLink.of(page, "Annonces", true, "pionniers", 2).link())
                .isEqualTo(before + TAGS + (fragment == null ? "" : fragment));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "–", textBlock = """
      https://exemple.fr/?utm_term=x&a=1&utm_id=7                    | https://exemple.fr/?a=1&  | –
      https://exemple.fr/?UTM_Source=x&a=1&Utm_Medium                | https://exemple.fr/?a=1&  | –
      https://exemple.fr/?utm%5Fsource=x&%75%54m_medium=y&a=1        | https://exemple.fr/?a=1&  | –
      https://exemple.fr/?utm_source=x&utm_source=y&utm_source=&a=1  | https://exemple.fr/?a=1&  | –
      https://exemple.fr/?a=1&utm_source=x&utm_source=y              | https://exemple.fr/?a=1&  | –
      https://exemple.fr/?utm_content=o%C3%B9?                       | https://exemple.fr/?      | –
      https://exemple.fr/?a=1?utm_source=x&b=2                       | https://exemple.fr/?a=1?b=2& | –
      https://exemple.fr/#/page?utm_source=x&lang=fr                 | https://exemple.fr/?      | #/page?lang=fr
      https://exemple.fr/#/page?lang=fr&utm_source=x&UTM_ID=2        | https://exemple.fr/?      | #/page?lang=fr
      https://exemple.fr/?utm_source=x#utm_source=x&a=1              | https://exemple.fr/?      | #a=1
      https://exemple.fr/?xutm_source=x&a=utm_source=y&mon_utm_id=1  | https://exemple.fr/?xutm_source=x&a=utm_source=y&mon_utm_id=1& | –
      https://exemple.fr/utm_source=x?a=%3Futm_source%3Dx            | https://exemple.fr/utm_source=x?a=%3Futm_source%3Dx& | –
      """)
    @DisplayName(
            "Les balises de l’adresse cèdent la place, où et autant de fois qu’elles y soient ; le reste ne change pas")
    void replacesEveryTag(String page, String before, String fragment) {
        String once = TaggedLink.of(page, "Annonces", true, "pionniers", 2).link();
        assertThat(once).isEqualTo(before + TAGS + (fragment == null ? "" : fragment));
        assertThat(TaggedLink.of(once, "Annonces", true, "pionniers", 2).link()).isEqualTo(once);
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
        assertThat(TaggedLink.of("https://exemple.fr", "Annonces", true, "La Boussole", 3)
                        .link())
                .contains("&utm_campaign=la-boussole-3&");
    }

    @Test
    @DisplayName("Le canal reste nommé comme l’équipe l’a écrit")
    void keepsTheName() {
        assertThat(TaggedLink.of("https://exemple.fr", "Réseaux sociaux", false, "pionniers", 1)
                        .channel())
                .isEqualTo("Réseaux sociaux");
    }

    private static String link(String channel, boolean paid) {
        return TaggedLink.of("https://exemple.fr", channel, paid, "pionniers", 1)
                .link();
    }
}
