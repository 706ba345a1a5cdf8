package fr.jalon.person;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
import fr.jalon.text.MailAddress;
import java.util.List;
import java.util.Objects;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an administrator finds a person, reads what Jalon keeps about them, and erases them. */
@Controller
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class PersonPages {

    private static final int SHOWN = 50;

    private final People people;
    private final Accounts accounts;
    private final TransactionTemplate transaction;

    PersonPages(People people, Accounts accounts, TransactionTemplate transaction) {
        this.people = people;
        this.accounts = accounts;
        this.transaction = transaction;
    }

    /** Looks for people by a part of an id, a name or an address. */
    @GetMapping("/personnes")
    String find(@RequestParam(defaultValue = "") String q, Model page) {
        String part = q.strip();
        List<Person> found = part.isEmpty() ? List.of() : accounts.matching(part, SHOWN + 1);
        page.addAttribute("q", part);
        page.addAttribute("found", found.subList(0, Math.min(SHOWN, found.size())));
        page.addAttribute("isMore", found.size() > SHOWN);
        MailAddress.find(part).filter(this::isKept).ifPresent(address -> page.addAttribute("address", address.value()));
        return "people";
    }

    private boolean isKept(MailAddress address) {
        try {
            people.exportAt(address);
            return true;
        } catch (Refusal nothing) {
            return false;
        }
    }

    /** The same of somebody without an account, by an address. */
    @GetMapping("/adresses/{address}")
    String showAt(@PathVariable String address, Model page) {
        MailAddress known = address(address);
        page.addAttribute("address", known.value());
        page.addAttribute("isDone", false);
        page.addAttribute("erasure", Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return people.eraseAt(known);
        })));
        return "address";
    }

    /** Erases what is kept at an address that has been typed again. */
    @PostMapping("/adresses/{address}")
    String eraseAt(@PathVariable String address, @RequestParam(defaultValue = "") String typed, Model page) {
        MailAddress known = address(address);
        if (!MailAddress.find(typed).filter(known::equals).isPresent()) {
            page.addAttribute("typed", typed);
            page.addAttribute("fault", "Tapez exactement « " + known.value() + " » pour confirmer.");
            return showAt(address, page);
        }
        page.addAttribute("address", known.value());
        page.addAttribute("isDone", true);
        page.addAttribute("erasure", people.eraseAt(known));
        return "address";
    }

    /** @throws Refusal if it is none: nothing can be kept at it */
    static MailAddress address(String typed) {
        return MailAddress.find(typed)
                .orElseThrow(() -> Refusal.unknown("« " + typed + " » n’est pas une adresse électronique."));
    }

    /** What would be erased and what would stay: it is tried, and taken back. */
    @GetMapping("/personnes/{id}")
    String show(@PathVariable String id, Model page) {
        tell(id, false, page);
        try {
            page.addAttribute("erasure", Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                return people.erase(id);
            })));
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.UNKNOWN) throw refusal;
            page.addAttribute("refused", refusal.getMessage());
        }
        return "person";
    }

    /** Erases the person whose id has been typed again. */
    @PostMapping("/personnes/{id}")
    String erase(@PathVariable String id, @RequestParam(defaultValue = "") String typed, Model page) {
        if (!typed.strip().equals(id)) {
            page.addAttribute("typed", typed);
            page.addAttribute("fault", "Tapez exactement « " + id + " » pour confirmer.");
            return show(id, page);
        }
        tell(id, true, page);
        page.addAttribute("erasure", people.erase(id));
        return "person";
    }

    private void tell(String id, boolean isDone, Model page) {
        page.addAttribute("id", id);
        page.addAttribute("name", accounts.find(id).map(Person::name).orElse(id));
        page.addAttribute("isDone", isDone);
        page.addAttribute("hasAccount", !isDone && accounts.exists(id));
    }
}
