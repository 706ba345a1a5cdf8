package fr.jalon.web;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.ui.ExtendedModelMap;

@JalonTest
@DisplayName("Les mentions, la confidentialité et l’accessibilité")
class LegalPagesTest {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Environment environment;

    @TempDir
    private Path folder;

    private MvcTestResult asNobody(String path) {
        return mvc.get().uri(path).accept(MediaType.TEXT_HTML).exchange();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
      /mentions-legales | Mentions légales | À compléter par l’exploitant
      /confidentialite  | Confidentialité  | Vos droits, et à qui les demander
      /accessibilite    | Accessibilité    | Dites-le à votre facilitateur
      """)
    @DisplayName("se lisent sans compte, sous un en-tête qui ne mène à rien de privé")
    void areForEverybody(String path, String title, String sentence) {
        MvcTestResult page = asNobody(path);

        assertThat(shown(page)).contains(sentence, "Se connecter").doesNotContain("Tâches", "anonymousUser");
        assertThat(text(page)).contains("<h1", ">" + title + "</h1>").doesNotContain("/logout", "<script", "/guide\"");
        assertThat(page.getRequest().getSession(false)).isNull();
    }

    @Test
    @DisplayName("gardent pour qui est connecté l’en-tête de toutes les pages")
    void keepTheHeader() {
        stage.staff();

        assertThat(shown(Pages.get(mvc, "fanny", "/confidentialite")))
                .contains("Fanny Moreau", "Se déconnecter")
                .doesNotContain("Se connecter");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/login", "/invitation/inconnue", "/mot-de-passe", "/dossiers/inconnu", "/accessibilite"})
    @DisplayName("sont au pied des pages de qui n’a pas de compte")
    void standAtTheFoot(String path) {
        assertThat(said(asNobody(path))).contains("Mentions légales Confidentialité Accessibilité");
    }

    @Test
    @DisplayName("disent des durées ce que Jalon en fait")
    void tellTheTruth() {
        assertThat(environment.getProperty("jalon.mail.keep", Duration.class)).hasDays(365);
        assertThat(environment.getProperty("jalon.history-time-to-live")).isEqualTo("P1825D");
        assertThat(shown(asNobody("/confidentialite")))
                .contains("un an après l’envoi", "cinq ans après la fin du parcours");
    }

    @Test
    @DisplayName("se remplacent par un fichier Markdown, dont aucune balise n’est exécutée")
    void areReplaced() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mentions.md"),
                "L’association **Élan**, Lyon.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))");

        LegalPages pages = new LegalPages(file.toString(), "", "");

        ExtendedModelMap page = new ExtendedModelMap();
        pages.notice(page);
        assertThat(String.valueOf(page.get("html")))
                .contains(">Mentions légales</h1>", "<strong>Élan</strong>", "&lt;script&gt;")
                .doesNotContain("<script>", "javascript:");
        assertThat(pages.isNoticeToBeFilledIn()).isFalse();
        assertThat(new LegalPages("", "", "").isNoticeToBeFilledIn()).isTrue();
    }

    @Test
    @DisplayName("recopiées sans être complétées restent à compléter")
    void stayToBeFilledIn() throws IOException {
        Path file = Files.writeString(folder.resolve("mentions.md"), "# Nous\n\nA compléter\u00a0: le nom.");
        assertThat(new LegalPages(file.toString(), "", "").isNoticeToBeFilledIn())
                .isFalse();

        Files.writeString(file, "# Nous\n\nÀ compléter par l'exploitant : le nom.");

        LegalPages pages = new LegalPages(file.toString(), "", "");
        assertThat(pages.isNoticeToBeFilledIn()).isTrue();
        ExtendedModelMap page = new ExtendedModelMap();
        pages.notice(page);
        assertThat(String.valueOf(page.get("html"))).contains(">Nous</h1>").doesNotContain("Mentions");
    }

    @Test
    @DisplayName(
            "arrêtent le démarrage là où le fichier nommé n’existe pas ou n’est pas du texte, et disent quel réglage")
    void refuseToStart() throws IOException {
        Path binary = Files.write(folder.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', (byte) 0xff});

        assertThatThrownBy(() -> new LegalPages("", folder.resolve("absent.md").toString(), ""))
                .hasMessageContaining("jalon.legal.privacy")
                .hasMessageContaining("absent.md");
        assertThatThrownBy(() -> new LegalPages("", "", binary.toString()))
                .hasMessageContaining("jalon.legal.accessibility");
    }
}
