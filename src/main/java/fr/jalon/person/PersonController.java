package fr.jalon.person;

import fr.jalon.engine.identity.Groups;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rights of a person over HTTP (RGPD, art. 15 and 17), exercised by an administrator. */
@RestController
@RequestMapping("/api/people/{id}")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class PersonController {

    private static final String PAGE = "un numéro de page est attendu, à partir de 0";

    private final People people;

    PersonController(People people) {
        this.people = people;
    }

    @GetMapping
    Map<String, Object> export(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") @PositiveOrZero(message = PAGE) @Max(value = 1_000_000, message = PAGE)
                    int page) {
        return people.export(id, page);
    }

    @DeleteMapping
    People.Erasure erase(@PathVariable String id) {
        return people.erase(id);
    }
}
