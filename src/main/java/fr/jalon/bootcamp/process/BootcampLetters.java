package fr.jalon.bootcamp.process;

import static java.util.Objects.requireNonNull;

import fr.jalon.bootcamp.Bootcamp;
import fr.jalon.bootcamp.BootcampRows;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.mail.Letter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What every letter about a journey depends on; its object is the journey's id, a space, and what else it depends on.
 */
@Component
class BootcampLetters {

    private final BootcampRows bootcamps;
    private final Journeys journeys;
    private final Accounts accounts;

    BootcampLetters(BootcampRows bootcamps, Journeys journeys, Accounts accounts) {
        this.bootcamps = bootcamps;
        this.journeys = journeys;
        this.accounts = accounts;
    }

    static String object(Bootcamp journey, Object... rest) {
        return journey.id() + " "
                + String.join(" ", List.of(rest).stream().map(Object::toString).toList());
    }

    /** What stands in an object behind the journey's id. */
    static String rest(Letter letter) {
        String object = requireNonNull(letter.object());
        return object.substring(object.indexOf(' ') + 1);
    }

    static String journey(Letter letter) {
        String object = requireNonNull(letter.object());
        return object.substring(0, object.indexOf(' '));
    }

    /**
     * Why letters have lost their object, by key: the journey has ended, or their reader has left the group they went
     * to, or another reason, asked with the rest of the object.
     *
     * @param group those of which one is enough
     * @param urges whether they ask for something, which nobody does while the journey is paused
     */
    Map<String, String> lost(
            List<Letter> letters,
            boolean urges,
            Function<Bootcamp, Set<String>> group,
            BiFunction<Bootcamp, String, Optional<String>> reason) {
        List<String> about =
                letters.stream().map(BootcampLetters::journey).distinct().toList();
        Map<String, Bootcamp> known = bootcamps.of(about);
        Map<String, Journey> standing = journeys.find(about);
        Map<String, Set<String>> groups = accounts.groupsOf(
                letters.stream().map(Letter::person).distinct().toList());
        Map<String, String> lost = new HashMap<>();
        for (Letter letter : letters) {
            Bootcamp journey = known.get(journey(letter));
            Journey core = standing.get(journey(letter));
            Optional<String> why = journey == null || core == null || !core.isOpen()
                    ? Optional.of("Le parcours est clos.")
                    : urges && core.isPaused()
                            ? Optional.of("Le parcours est en pause.")
                            : groups.getOrDefault(letter.person(), Set.of()).stream()
                                            .anyMatch(group.apply(journey)::contains)
                                    ? reason.apply(journey, rest(letter))
                                    : Optional.of("La personne a quitté le groupe à qui ce message s’adressait.");
            why.ifPresent(sentence -> lost.put(letter.key(), sentence));
        }
        return lost;
    }
}
