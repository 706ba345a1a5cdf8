package fr.jalon.mail;

import fr.jalon.engine.ParisCalendar;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows administrators the messages that are not sent, never what they say: an invitation is a secret. */
@Controller
@PreAuthorize("hasAuthority('camunda-admin')")
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
  String show(Model model) {
    model.addAttribute("count", outbox.countWaiting());
    model.addAttribute("messages", outbox.waiting(SHOWN));
    model.addAttribute("hasServer", hasServer);
    model.addAttribute("paris", paris);
    return "mail";
  }

  /** Tries one message again, or all of them. */
  @PostMapping("/mail/retry")
  String retry(@RequestParam Optional<String> key) {
    key.ifPresentOrElse(outbox::retry, outbox::retryAll);
    return "redirect:/mail";
  }

  @PostMapping("/mail/abandon")
  String abandon(@RequestParam String key) {
    outbox.abandon(key);
    return "redirect:/mail";
  }
}
