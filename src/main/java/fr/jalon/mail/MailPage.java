package fr.jalon.mail;

import fr.jalon.engine.ParisCalendar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows administrators the messages that still wait, never what they say: an invitation is a secret. */
@Controller
class MailPage {

  private static final int SHOWN = 100;

  private final Outbox outbox;
  private final ParisCalendar paris;
  private final boolean hasServer;

  MailPage(Outbox outbox, ParisCalendar paris, ObjectProvider<Postman> postman) {
    this.outbox = outbox;
    this.paris = paris;
    this.hasServer = postman.getIfAvailable() != null;
  }

  @GetMapping("/mail")
  @PreAuthorize("hasAuthority('camunda-admin')")
  String show(Model model) {
    model.addAttribute("count", outbox.countWaiting());
    model.addAttribute("messages", outbox.waiting(SHOWN));
    model.addAttribute("hasServer", hasServer);
    model.addAttribute("paris", paris);
    return "mail";
  }
}
