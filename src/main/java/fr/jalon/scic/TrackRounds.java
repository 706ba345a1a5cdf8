package fr.jalon.scic;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks through the tracks each working morning, and tells each team with its facilitators, in one mail, what has come
 * near or is late since it was told last. What a stopped track still owes is looked at too; what is paused waits. May
 * run on every node.
 */
@Component
class TrackRounds {

    private static final String ASSEMBLY = "assemblyOn";

    /** Looks every few minutes whether it is morning by Jalon's clock. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final TrackRounds rounds;

        Clockwork(TrackRounds rounds) {
            this.rounds = rounds;
        }

        @Scheduled(fixedDelayString = "${jalon.tracks.every:PT5M}", initialDelayString = "${jalon.tracks.every:PT5M}")
        void round() {
            rounds.round();
        }
    }

    private final ToldRows rows;
    private final GrantRows grants;
    private final Apprentices apprentices;
    private final TrackKind kind;
    private final TrackRows tracks;
    private final TrackNews news;
    private final Journeys journeys;
    private final Processes processes;
    private final Notebook notebook;
    private final ParisCalendar paris;
    private final WorkingDays working;
    private final TransactionTemplate transaction;

    TrackRounds(
            ToldRows rows,
            GrantRows grants,
            Apprentices apprentices,
            TrackKind kind,
            TrackRows tracks,
            TrackNews news,
            Journeys journeys,
            Processes processes,
            Notebook notebook,
            ParisCalendar paris,
            WorkingDays working,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.grants = grants;
        this.apprentices = apprentices;
        this.kind = kind;
        this.tracks = tracks;
        this.news = news;
        this.journeys = journeys;
        this.processes = processes;
        this.notebook = notebook;
        this.paris = paris;
        this.working = working;
        this.transaction = transaction;
    }

    /** Looks if it is a working morning, once a day however often it is asked. */
    void round() {
        LocalDateTime now = paris.now();
        if (!working.isForRounds(now)) return;
        transaction.executeWithoutResult(status -> {
            if (rows.claim(now.toLocalDate())) look(now.toLocalDate());
        });
    }

    private void look(LocalDate today) {
        Map<String, Journey> going = new HashMap<>();
        journeys.going(Tracks.PROCESS).stream()
                .filter(journey -> !journey.isPaused())
                .forEach(journey -> going.put(journey.id(), journey));
        if (going.isEmpty()) return;
        Map<String, Set<String>> told = rows.of(going.keySet());
        Map<String, List<OpenTask>> tasks = processes.openTasks(List.copyOf(going.keySet())).stream()
                .collect(Collectors.groupingBy(OpenTask::root));
        Map<String, List<GrantApplication>> files = grants.applications(going.keySet());
        Map<String, Map<Apprentice, LocalDate>> contracts = apprentices.unfiled(going.keySet());
        Map<String, List<Item>> dated = kind.dated(going.values());
        going.forEach((id, journey) -> {
            List<OpenTask> open = tasks.getOrDefault(id, List.of());
            TrackMatters matters = new TrackMatters(today, told.getOrDefault(id, Set.of()))
                    .tasks(open.stream()
                            .filter(task -> task.due() != null)
                            .map(news::waiting)
                            .toList())
                    .contracts(contracts.getOrDefault(id, Map.of()));
            if (journey.isOpen()) {
                matters.grants(files.getOrDefault(id, List.of()))
                        .reviews(dated.getOrDefault(id, List.of()).stream()
                                .filter(item -> item.id().startsWith("review-"))
                                .toList())
                        .assembly(assembly(id, open));
            }
            news.morning(tracks.track(id), matters, today);
        });
    }

    /** The day for which the assembly is convened, while its vote is awaited. */
    private @Nullable LocalDate assembly(String track, List<OpenTask> open) {
        if (open.stream().noneMatch(task -> task.definition().equals("record-vote"))) return null;
        var day = notebook.latest(track, Set.of(ASSEMBLY)).get(ASSEMBLY);
        return day == null ? null : LocalDate.parse(day.asText());
    }
}
