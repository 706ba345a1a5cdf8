package fr.jalon.portfolio;

import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.form.Notebook.Entry;
import fr.jalon.engine.form.Notebook.Line;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.team.Team;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

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

    NotebookView(Journeys journeys, Notebook notebook, Accounts accounts, Words words) {
        this.journeys = journeys;
        this.notebook = notebook;
        this.accounts = accounts;
        this.words = words;
    }

    Page of(Team team) {
        List<Journey> all = journeys.of(team.id());
        List<Entry> entries = notebook.of(all.stream().map(Journey::id).toList());
        Map<String, String> names = accounts.names(entries.stream()
                .map(Entry::who)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new Page(
                team,
                all.stream()
                        .map(journey -> new Chapter(
                                journey,
                                entries.stream()
                                        .filter(entry -> entry.root().equals(journey.id()))
                                        .filter(entry -> !entry.answers().isEmpty())
                                        .map(entry -> written(entry, names))
                                        .toList()))
                        .toList());
    }

    private Written written(Entry entry, Map<String, String> names) {
        String who = entry.who() == null ? "Jalon" : names.getOrDefault(entry.who(), entry.who());
        return new Written(entry.name(), who, words.moment(entry.at()), entry.answers());
    }
}
