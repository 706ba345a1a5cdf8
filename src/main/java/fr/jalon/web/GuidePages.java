package fr.jalon.web;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The guides of docs/ as pages, each for those whom it concerns. */
@Controller
class GuidePages {

    /** A guide, and whom it concerns by their groups. */
    private record Guide(String title, String html, Predicate<Set<String>> isFor) {}

    private static final String OPERATION = "exploitation";

    private final Map<String, Guide> guides = new LinkedHashMap<>();

    GuidePages() {
        add("equipe", "Guide de l’équipe", groups -> true);
        add("facilitateur", "Guide du facilitateur", Groups::areOfStaff);
        add(OPERATION, "Exploiter Jalon", groups -> groups.contains(Groups.ADMINISTRATORS));
        add("administrateur", "Guide de l’administrateur", groups -> groups.contains(Groups.ADMINISTRATORS));
    }

    private void add(String id, String title, Predicate<Set<String>> isFor) {
        try {
            String text = new ClassPathResource("guides/" + (id.equals(OPERATION) ? "" : "guide-") + id + ".md")
                    .getContentAsString(StandardCharsets.UTF_8);
            guides.put(id, new Guide(title, Markdown.html(asPages(text)), isFor));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Their files link each other and their pictures by paths of their own. */
    private static String asPages(String text) {
        return text.replace("](exploitation.md", "](/guide/exploitation").replace("](images/", "](/guides/images/");
    }

    /** The guide that concerns a person most. */
    @GetMapping("/guide")
    String mine(Authentication person) {
        return "redirect:/guide/"
                + List.copyOf(seenBy(person).keySet()).get(seenBy(person).size() - 1);
    }

    @GetMapping("/guide/{id}")
    String one(@PathVariable String id, Authentication person, Model model) {
        Map<String, Guide> seen = seenBy(person);
        Guide guide = seen.get(id);
        if (guide == null) throw Refusal.unknown("Ce guide est inconnu.");
        model.addAttribute("id", id);
        model.addAttribute("title", guide.title());
        model.addAttribute("html", guide.html());
        Map<String, String> titles = new LinkedHashMap<>();
        seen.forEach((key, each) -> titles.put(key, each.title()));
        model.addAttribute("guides", titles);
        return "guide";
    }

    private Map<String, Guide> seenBy(Authentication person) {
        Set<String> groups = Groups.of(person);
        Map<String, Guide> seen = new LinkedHashMap<>(guides);
        seen.values().removeIf(guide -> !guide.isFor().test(groups));
        return seen;
    }
}
