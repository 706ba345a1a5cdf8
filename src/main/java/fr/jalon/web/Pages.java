package fr.jalon.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/** The login page, and the way from the root to where a person works. */
@Controller
class Pages {

  private final String login = read("/pages/login.html");

  /** Administrators go to Cockpit, everyone else to Tasklist. */
  @GetMapping("/")
  String home(Authentication person) {
    boolean administrator = person.getAuthorities().stream().anyMatch(group -> group.getAuthority().equals("camunda-admin"));
    return "redirect:/camunda/app/" + (administrator ? "cockpit" : "tasklist") + "/default/";
  }

  @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String login(HttpServletRequest request, CsrfToken token) {
    String message = request.getParameter("error") != null
        ? "<p class=\"error\" role=\"alert\">Identifiant ou mot de passe incorrect. Vérifiez-les, puis réessayez.</p>"
        : request.getParameter("logout") != null ? "<p class=\"note\" role=\"status\">Vous êtes déconnecté·e.</p>" : "";
    return login.replace("<!--message-->", message)
        .replace("{{csrfName}}", HtmlUtils.htmlEscape(token.getParameterName()))
        .replace("{{csrfToken}}", HtmlUtils.htmlEscape(token.getToken()));
  }

  static String read(String resource) {
    try {
      return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
