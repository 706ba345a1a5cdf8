package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.form.Notebook.Entry;
import fr.jalon.engine.form.Notebook.Line;
import fr.jalon.engine.http.Printer;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** What a team has produced, journey by journey: every answer with who gave it and when. */
@Component
class NotebookView {

    /** A task's answers, with who completed it and when, in words. */
    record Written(String name, String who, String when, List<Line> answers) {}

    /** A journey's, the oldest first; tasks without an answer are left out. */
    record Chapter(Journey journey, List<Written> entries) {}

    record Page(Team team, List<Chapter> chapters) {}

    private final Journeys journeys;
    private final Notebook notebook;
    private final Accounts accounts;
    private final Words words;
    private final ParisCalendar paris;
    private final ITemplateEngine templates;
    private final Printer printer;

    NotebookView(
            Journeys journeys,
            Notebook notebook,
            Accounts accounts,
            Words words,
            ParisCalendar paris,
            ITemplateEngine templates,
            Printer printer) {
        this.journeys = journeys;
        this.notebook = notebook;
        this.accounts = accounts;
        this.words = words;
        this.paris = paris;
        this.templates = templates;
        this.printer = printer;
    }

    Page of(Team team) {
        List<Journey> all = journeys.of(team.id());
        List<Entry> entries = notebook.of(all.stream().map(Journey::id).toList());
        Map<String, String> names = names(entries);
        return new Page(
                team,
                all.stream()
                        .map(journey -> new Chapter(
                                journey, written(entries, entry -> entry.root().equals(journey.id()), names)))
                        .toList());
    }

    /** What was answered in an instance; in a journey's own, with all that it has called. */
    List<Written> of(String root, String instance) {
        List<Entry> entries = notebook.of(List.of(root));
        return written(
                entries, entry -> instance.equals(root) || entry.instance().equals(instance), names(entries));
    }

    private Map<String, String> names(List<Entry> entries) {
        return accounts.names(entries.stream()
                .map(Entry::who)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private List<Written> written(List<Entry> entries, Predicate<Entry> which, Map<String, String> names) {
        return entries.stream()
                .filter(which)
                .filter(entry -> !entry.answers().isEmpty())
                .map(entry -> written(entry, names))
                .toList();
    }

    /** A link that somebody has left in a task, with when in words. */
    record Left(String task, String label, String href, String when) {}

    /** The links left in the tasks of some journeys, the latest first. */
    List<Left> links(List<Journey> journeys) {
        return notebook.links(journeys.stream().map(Journey::id).toList()).stream()
                .map(link -> new Left(link.task(), link.label(), link.href(), words.moment(link.at())))
                .toList();
    }

    /**
     * A team's notebook as PDF.
     *
     * @throws Refusal while others are printing theirs
     */
    byte[] pdf(Team team) {
        return printer.pdf(() -> {
            Context context = new Context(Locale.FRANCE);
            context.setVariable("page", of(team));
            context.setVariable("day", French.day(paris.today()));
            return templates.process("notebook-paper", context);
        });
    }

    private Written written(Entry entry, Map<String, String> names) {
        String who = entry.who() == null ? "Jalon" : names.getOrDefault(entry.who(), entry.who());
        return new Written(entry.name(), who, words.moment(entry.at()), entry.answers());
    }
}
