package fr.jalon.web;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page, and the way from the root to where a person works. */
@Controller
class Pages {

  /** Administrators go to Cockpit, everyone else to Tasklist. */
  @GetMapping("/")
  String home(Authentication person) {
    boolean administrator = person.getAuthorities().stream().anyMatch(group -> group.getAuthority().equals("camunda-admin"));
    return "redirect:/camunda/app/" + (administrator ? "cockpit" : "tasklist") + "/default/";
  }

  @GetMapping("/login")
  String login() {
    return "login";
  }
}
