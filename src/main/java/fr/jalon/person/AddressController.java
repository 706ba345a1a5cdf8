package fr.jalon.person;

import fr.jalon.engine.identity.Groups;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same rights (RGPD, art. 15 and 17) of people without an account, whom Jalon knows by a mail address. */
@RestController
@RequestMapping("/api/addresses/{address}")
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class AddressController {

    private final People people;

    AddressController(People people) {
        this.people = people;
    }

    @GetMapping
    Map<String, Object> export(@PathVariable String address) {
        return people.exportAt(PersonPages.address(address));
    }

    @DeleteMapping
    People.Erasure erase(@PathVariable String address) {
        return people.eraseAt(PersonPages.address(address));
    }
}
