package fr.jalon.person;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.Groups;
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
        return "people";
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
