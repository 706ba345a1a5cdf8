package fr.jalon.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.engine.http.Webapps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Tasklist as a person uses it: choose a list, open a task, take it on, fill its form, finish. */
final class Tasklist {

    private static final By START = By.xpath("//a[contains(.,'Démarrer un processus')]");

    /** What lies at the edge of the page hides behind its foot. */
    private static final String BRING_UP = """
      const field = document.querySelector(arguments[0]);
      field?.scrollIntoView({ block: 'center' });
      return field;
      """;

    private final Browser browser;

    Tasklist(Browser browser) {
        this.browser = browser;
    }

    /** Opens a list as it is now: one that is open already is only read anew after another, the last. */
    void open(String filter) {
        if (browser.driver().getCurrentUrl().contains(Webapps.TASKLIST)) choose("En retard");
        else browser.go(Webapps.TASKLIST);
        choose(filter);
    }

    private void choose(String filter) {
        browser.click(By.xpath("//a[contains(.,'" + filter + "')]"));
    }

    /** Opens the start form of a process. */
    void startForm(String process) {
        browser.go(Webapps.TASKLIST);
        browser.clickUntil(
                By.cssSelector(".modal-content .fjs-container"),
                By.xpath("//*[contains(@class,'modal-content')]//a[normalize-space(.)='" + process + "']"),
                START);
    }

    /** Opens the list of the processes that can be started. */
    void startDialog() {
        browser.go(Webapps.TASKLIST);
        browser.clickUntil(By.cssSelector(".modal-content"), START);
    }

    /** Follows a link to a task; the question before the # makes the browser load the page anew. */
    void follow(String filter, String task) {
        browser.go(Webapps.TASKLIST + "?" + task + "#/?filter=" + filter + "&task=" + task);
        browser.see(By.cssSelector(".fjs-container"));
    }

    void openTask(String name) {
        browser.clickUntil(
                By.xpath("//h2[normalize-space(.)='" + name + "']"),
                By.xpath("//ol[contains(@class,'tasks-list')]//*[normalize-space(text())='" + name + "']"));
        browser.until(() -> browser.text().contains("Formulaire"));
        browser.see(By.cssSelector(".fjs-container"));
    }

    void claim() {
        browser.click(By.cssSelector("button.claim"));
        browser.see(By.cssSelector(".assignee"));
        browser.until(() ->
                browser.driver().findElements(By.cssSelector("button.claim")).isEmpty());
        browser.see(By.cssSelector(".fjs-container"));
    }

    void complete() {
        browser.click(By.xpath("//button[normalize-space(.)='Terminer' and not(@disabled)]"));
    }

    /** Types answers into the form on the screen, as its definition lays it out. */
    void fill(String form, Map<String, Object> answers) {
        JsonNode components = definition(form).path("components");
        fill(components, answers, "");
        // The forms wait for a pause in the typing, and may lose what is typed faster than any hand.
        fill(components, answers, "");
    }

    private void fill(JsonNode components, Map<String, Object> answers, String row) {
        for (JsonNode component : components) {
            String type = component.path("type").asText();
            if (type.equals("group")) fill(component.path("components"), answers, row);
            Object answer = answers.get(
                    component.path(type.equals("dynamiclist") ? "path" : "key").asText());
            if (answer == null || component.path("readonly").asBoolean()) continue;
            String id = component.path("id").asText() + row;
            switch (type) {
                case "textfield", "textarea", "number" ->
                    type(input(id), String.valueOf(answer).replace(".0", ""));
                case "datetime" -> type(input(id + "-date"), dayFirst(String.valueOf(answer)));
                case "checkbox" -> tick(input(id));
                case "radio" -> tick(input(id + "-" + indexOf(component, answer)));
                case "checklist" ->
                    browser.driver()
                            .findElements(By.cssSelector("input[id*='-" + id + "-']"))
                            .forEach(this::tick);
                case "select" -> choose(id, component, answer);
                case "dynamiclist" -> rows(component, (List<?>) answer);
                default -> {}
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void rows(JsonNode list, List<?> rows) {
        for (int line = 0; line < rows.size(); line++) {
            String first = list.path("components").get(0).path("id").asText() + "_" + line;
            if (browser.driver()
                    .findElements(By.cssSelector("[id$='-" + first + "']"))
                    .isEmpty()) {
                browser.click(By.xpath("//button[contains(@class,'fjs-repeat-render-add')]"));
            }
            fill(list.path("components"), (Map<String, Object>) rows.get(line), "_" + line);
        }
    }

    private WebElement input(String id) {
        return browser.until(() -> (WebElement) browser.run(BRING_UP, "[id$='-" + id + "']"));
    }

    private void type(WebElement field, String text) {
        if (text.equals(field.getDomProperty("value"))) return;
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text, Keys.TAB);
    }

    private void tick(WebElement box) {
        if (!box.isSelected()) box.click();
    }

    private void choose(String id, JsonNode select, Object answer) {
        WebElement hidden = input(id);
        WebElement field = hidden.findElement(By.xpath("./ancestor::*[contains(@class,'fjs-input-group')]"));
        String label =
                !select.path("values").isEmpty() ? "" : answer.equals("OTHER") ? "Autre" : String.valueOf(answer);
        for (JsonNode option : select.path("values")) {
            if (option.path("value").asText().equals(answer))
                label = option.path("label").asText();
        }
        String shown = label;
        // Its list takes a press of the mouse, not a click by script.
        browser.until(() -> {
            if (String.valueOf(hidden.getDomProperty("value")).contains(shown)) return true;
            List<WebElement> offered = browser.driver().findElements(By.cssSelector(".fjs-dropdownlist-item"));
            if (offered.isEmpty()) field.click();
            for (WebElement option : offered) if (option.getText().contains(shown)) press(option);
            return false;
        });
    }

    private void press(WebElement option) {
        browser.run("arguments[0].scrollIntoView({block: 'nearest', behavior: 'instant'})", option);
        option.click();
    }

    private static int indexOf(JsonNode component, Object answer) {
        int index = 0;
        for (JsonNode option : component.path("values")) {
            if (option.path("value").asText().equals(String.valueOf(answer))) return index;
            index++;
        }
        throw new IllegalArgumentException("no choice " + answer);
    }

    private static String dayFirst(String iso) {
        return iso.substring(8) + "/" + iso.substring(5, 7) + "/" + iso.substring(0, 4);
    }

    private static JsonNode definition(String form) {
        try (InputStream file = Tasklist.class.getResourceAsStream("/forms/bootcamp/" + form + ".form")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
