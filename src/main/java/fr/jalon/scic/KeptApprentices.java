package fr.jalon.scic;

import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.text.MailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The apprentices and interviewees at a person's address, with an account or without. */
@Component
class KeptApprentices implements KeptAboutPeople {

    /** An apprentice as an export tells of them. */
    record Exported(
            String team,
            @Nullable String name,
            String employer,
            @Nullable ApprenticeContract contract,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            @Nullable LocalDate brokenOn,
            @Nullable LocalDate filedOn) {}

    /** An interview as an export tells of it; answers as JSON. */
    record Heard(String team, @Nullable String name, Instant at, String answers) {}

    private final ApprenticeRows apprentices;
    private final MarketRows interviews;

    KeptApprentices(ApprenticeRows apprentices, MarketRows interviews) {
        this.apprentices = apprentices;
        this.interviews = interviews;
    }

    @Override
    public Map<String, List<?>> of(Person person, int limit, long offset) {
        String email = address(person);
        if (email == null) return Map.of("apprenticeships", List.of(), "interviews", List.of());
        return Map.of(
                "apprenticeships",
                apprentices.at(email, limit, offset).stream()
                        .map(placed -> exported(placed.team(), placed.apprentice()))
                        .toList(),
                "interviews",
                interviews.at(email, limit, offset).stream()
                        .map(heard -> new Heard(heard.team(), heard.person(), heard.at(), heard.answers()))
                        .toList());
    }

    private static Exported exported(String team, Apprentice each) {
        return new Exported(
                team,
                each.name(),
                each.employer(),
                each.contract(),
                each.startsOn(),
                each.endsOn(),
                each.brokenOn(),
                each.filedOn());
    }

    /** As addresses are kept: an account's may be older than the one way to write them. */
    private static @Nullable String address(Person person) {
        return person.email() == null
                ? null
                : MailAddress.find(person.email()).map(MailAddress::value).orElse(null);
    }

    /** A contract still counts, and what was answered too: whose it was is forgotten. */
    @Override
    public Map<String, Integer> erase(Person person) {
        String email = address(person);
        Map<String, Integer> erased = new LinkedHashMap<>();
        erased.put("Noms et adresses d’alternant", email == null ? 0 : apprentices.forget(email));
        erased.put("Noms et adresses de personne interrogée", email == null ? 0 : interviews.forget(email));
        return erased;
    }
}
