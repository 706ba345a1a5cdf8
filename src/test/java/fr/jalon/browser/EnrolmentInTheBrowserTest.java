package fr.jalon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.Stage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A facilitator enrols a cohort from a file. */
@InTheBrowser
class EnrolmentInTheBrowserTest {

    private static final String LIST = "équipe;prénom;nom;e-mail\nLes Rêveurs;Zoé;Lefèvre;zoe@ecole.example\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Stage stage;

    @TempDir
    private Path files;

    private Browser browser;

    @Test
    @DisplayName("Un fichier choisi ou déposé remplit le formulaire de départ, quel que soit son encodage")
    void readsAFile() throws Exception {
        stage.staff();
        try (Browser facilitator = Browser.open(port)) {
            browser = facilitator;
            browser.loginToTasklist("fanny", Stage.PASSWORD);
            new Tasklist(browser).startForm("Inscrire une cohorte");
            browser.see(By.cssSelector(".csv-drop .csv-choose"));

            choose("windows.csv", LIST.getBytes(Charset.forName("windows-1252")));
            browser.until(() -> browser.text().contains("windows.csv"));
            assertThat(list()).isEqualTo(LIST);

            choose("mac.csv", LIST.replace("Zoé", "Noé").getBytes(Charset.forName("x-MacRoman")));
            browser.until(() -> browser.text().contains("mac.csv"));
            browser.until(() -> list().equals(LIST.replace("Zoé", "Noé")));

            choose("ambigu.csv", "Alpha;Adèle;Petit;a@ecole.example\n".getBytes(Charset.forName("IBM850")));
            browser.until(() -> browser.text().contains("l’encodage du fichier n’est pas sûr"));
            assertThat(list()).isEqualTo(LIST.replace("Zoé", "Noé"));

            choose("marque.csv", ("\ufeff" + LIST.replace("Zoé", "Anaïs")).getBytes(StandardCharsets.UTF_8));
            browser.until(() -> browser.text().contains("marque.csv"));
            assertThat(list()).isEqualTo(LIST.replace("Zoé", "Anaïs"));

            ((JavascriptExecutor) browser.driver()).executeScript("""
          const files = new DataTransfer();
          files.items.add(new File([arguments[0]], 'depose.csv', { type: 'text/csv' }));
          document.querySelector('.fjs-container textarea')
              .dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
          """, LIST);
            browser.until(() -> browser.text().contains("depose.csv"));
            assertThat(list()).isEqualTo(LIST);

            choose("classeur.csv", new byte[] {'P', 'K', 3, 4, 0, 0});
            browser.until(() -> browser.text().contains("n’est pas du texte"));
            assertThat(list()).isEqualTo(LIST);
            browser.picture("inscription-fichier");

            new Actions(browser.driver())
                    .moveByOffset(5, 5)
                    .click()
                    .sendKeys(Keys.ESCAPE)
                    .perform();
            assertThat(list()).isEqualTo(LIST);
            browser.click(By.xpath("//*[contains(@class,'modal-content')]//button[normalize-space(.)='Fermer']"));
            browser.until(() -> browser.driver()
                    .findElements(By.cssSelector(".modal-content"))
                    .isEmpty());
        }
    }

    private void choose(String name, byte[] content) throws Exception {
        Path file = Files.write(files.resolve(name), content);
        browser.driver()
                .findElement(By.cssSelector(".csv-drop input[type=file]"))
                .sendKeys(file.toString());
    }

    private String list() {
        return browser.driver()
                .findElement(By.cssSelector(".fjs-container textarea"))
                .getAttribute("value");
    }
}
