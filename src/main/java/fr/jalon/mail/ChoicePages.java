package fr.jalon.mail;

import fr.jalon.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where people choose what Jalon writes to them: on a page of their own, or without a login at the address that a
 * message brings, for its like alone. Looking changes nothing: mail servers look at addresses too.
 */
@Controller
class ChoicePages {

    /** Something that one may do without. */
    record Choice(Topic topic, boolean isWanted) {}

    private final Choices choices;

    ChoicePages(Choices choices) {
        this.choices = choices;
    }

    @GetMapping("/courriels")
    ModelAndView show(@RequestParam(defaultValue = "") String fait, Authentication person) {
        Set<Topic> declined = choices.of(person.getName());
        List<Choice> all = Topic.declinable().stream()
                .map(topic -> new Choice(topic, !declined.contains(topic)))
                .toList();
        return new ModelAndView("choices")
                .addObject("choices", all)
                .addObject("hours", MorningHours.ALL)
                .addObject("hour", choices.hourOf(person.getName()))
                .addObject("done", !fait.isEmpty());
    }

    @PostMapping("/courriels")
    String choose(
            @RequestParam(defaultValue = "") String[] wanted,
            @RequestParam(defaultValue = "" + MorningHours.USUAL) int hour,
            Authentication person) {
        if (!MorningHours.ALL.contains(hour))
            throw Refusal.invalid("hour", "Choisissez une heure entre 6\u00a0h et 11\u00a0h.");
        choices.choose(
                person.getName(),
                Arrays.stream(wanted)
                        .filter(slug -> !slug.isEmpty())
                        .map(ChoicePages::topic)
                        .collect(Collectors.toSet()),
                hour);
        return "redirect:/courriels?fait=oui";
    }

    @GetMapping(Choices.STOP + "{secret}/{topic}")
    ModelAndView ask(@PathVariable String secret, @PathVariable String topic) {
        return page(choices.personOf(secret), topic(topic));
    }

    /** Declines, or takes that back; a mail application does the first by itself, and awaits no redirection. */
    @PostMapping(Choices.STOP + "{secret}/{topic}")
    ModelAndView decline(
            @PathVariable String secret, @PathVariable String topic, @RequestParam(defaultValue = "") String encore) {
        String person = choices.personOf(secret);
        choices.choose(person, topic(topic), encore.isEmpty());
        return page(person, topic(topic)).addObject("done", true);
    }

    private ModelAndView page(String person, Topic topic) {
        return new ModelAndView("declined")
                .addObject("choice", new Choice(topic, !choices.of(person).contains(topic)));
    }

    private static Topic topic(String slug) {
        return Topic.find(slug).orElseThrow(() -> Refusal.unknown("Ces courriels sont inconnus."));
    }
}
