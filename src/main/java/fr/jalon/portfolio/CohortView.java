package fr.jalon.portfolio;

import fr.jalon.engine.Processes;
import fr.jalon.engine.Processes.OpenTask;
import fr.jalon.engine.http.Webapps;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Who;
import fr.jalon.journey.JourneyKind.Figure;
import fr.jalon.journey.JourneyKind.Stage;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.mail.Messenger;
import fr.jalon.silence.Silence;
import fr.jalon.silence.SilenceRule;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.Slug;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Where the teams of a cohort stand: one line an open journey, those first that need somebody of the staff. Read in a
 * handful of queries, however many teams there are.
 */
@Component
class CohortView {

    private static final String BLOCKED = "se dit bloquée";

    /** A part of a journey, as it looks. */
    record Part(String title, String look) {}

    /** A gate or decision that waits, and where it is taken. */
    record Decision(String name, String href) {}

    /**
     * A journey among its cohort's; a team without an open one has a line for its last, or for none.
     *
     * @param since from when on it needs that; what waits longest comes first
     * @param bar its parts, in their order
     * @param step the part that it has reached
     * @param decisions what waits for a facilitator
     * @param gate the gate ahead and its moment, in words
     * @param outcome how its last journey ended, in words
     * @param signs what has gone wrong besides, in a word or two each
     * @param blocked what its team says that is blocked; null where it is not
     */
    record Line(
            Team team,
            @Nullable Journey journey,
            Need need,
            Instant since,
            List<Part> bar,
            @Nullable String step,
            @Nullable String late,
            List<Decision> decisions,
            String awaited,
            String lastSign,
            @Nullable String gate,
            @Nullable String outcome,
            List<Figure> figures,
            Set<String> signs,
            @Nullable String blocked) {

        /** What it needs; of one that is late, since when. */
        public String mark() {
            return need == Need.LATE && late != null ? late : need.label();
        }

        /** Whether it can still be moved or withdrawn. */
        public boolean isOpen() {
            return journey != null && journey.isOpen();
        }
    }

    /** How many lines have a need. */
    record Tally(Need need, long count) {}

    /** How many lines show that something has gone wrong. */
    record Signs(String id, String label, long count) {}

    /** A cohort, its lines, and how many of them need what. */
    record Page(Cohort cohort, List<Line> lines) {

        /** What has gone wrong, the most frequent first; a link names each by its slug. */
        List<Signs> signs() {
            Map<String, Long> counts = lines.stream()
                    .flatMap(line -> line.signs().stream())
                    .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
            return counts.entrySet().stream()
                    .map(sign -> new Signs(Slug.of(sign.getKey()), sign.getKey(), sign.getValue()))
                    .sorted(Comparator.comparing(Signs::count).reversed())
                    .toList();
        }

        /** The lines that show a sign. */
        List<Line> only(Signs sign) {
            return lines.stream()
                    .filter(line -> line.signs().contains(sign.label()))
                    .toList();
        }

        List<Tally> tallies() {
            return Stream.of(Need.values())
                    .map(need -> new Tally(need, only(need).size()))
                    .toList();
        }

        /** What somebody of the staff has to see to. */
        List<Tally> urgent() {
            return tallies().stream()
                    .filter(tally -> tally.need().isUrgent() && tally.count() > 0)
                    .toList();
        }

        /** The lines of one need; all of them for null. */
        List<Line> only(@Nullable Need need) {
            return need == null
                    ? lines
                    : lines.stream().filter(line -> line.need() == need).toList();
        }
    }

    private final Teams teams;
    private final Journeys journeys;
    private final Processes processes;
    private final Kinds kinds;
    private final SilenceRule silences;
    private final Messenger messenger;
    private final Words words;
    private final Clock clock;

    CohortView(
            Teams teams,
            Journeys journeys,
            Processes processes,
            Kinds kinds,
            SilenceRule silences,
            Messenger messenger,
            Words words,
            Clock clock) {
        this.teams = teams;
        this.journeys = journeys;
        this.processes = processes;
        this.kinds = kinds;
        this.silences = silences;
        this.messenger = messenger;
        this.words = words;
        this.clock = clock;
    }

    /**
     * A cohort as it stands now, to somebody of the staff; to a coach, the teams that they accompany.
     *
     * @throws fr.jalon.Refusal if there is none
     */
    Page of(Authentication viewer, String id) {
        Teams.Seen seen = teams.seenIn(viewer, id);
        Set<Team> listed = seen.members().keySet();
        Set<String> unreached = messenger.unreached();
        Map<String, List<Journey>> byTeam = journeys
                .of(listed.stream().map(Team::id).toList())
                .stream()
                .collect(Collectors.groupingBy(Journey::team));
        List<Journey> shown =
                byTeam.values().stream().flatMap(all -> shown(all).stream()).toList();
        List<String> ids = shown.stream().map(Journey::id).toList();
        Map<String, List<OpenTask>> open =
                processes.openTasks(ids).stream().collect(Collectors.groupingBy(OpenTask::root));
        Map<String, List<Figure>> figures = figures(shown);
        List<Line> lines = new ArrayList<>();
        for (Team team : listed) {
            boolean isUnreached = !Collections.disjoint(
                    unreached, Objects.requireNonNull(seen.members().get(team)));
            Set<String> general = isUnreached ? Set.of("courriel refusé") : Set.of();
            List<Journey> of = shown(byTeam.getOrDefault(team.id(), List.of()));
            if (of.isEmpty()) lines.add(line(team, null, List.of(), List.of(), general));
            for (Journey journey : of) {
                lines.add(line(
                        team,
                        journey,
                        open.getOrDefault(journey.id(), List.of()),
                        figures.getOrDefault(journey.id(), List.of()),
                        general));
            }
        }
        lines.sort(Comparator.comparing(Line::need).thenComparing(Line::since).thenComparing(line -> line.team()
                .name()));
        return new Page(seen.cohort(), lines);
    }

    /** What is open, or else the last. */
    private static List<Journey> shown(List<Journey> all) {
        List<Journey> open = all.stream().filter(Journey::isOpen).toList();
        return open.isEmpty() ? all.stream().limit(1).toList() : open;
    }

    private Map<String, List<Figure>> figures(List<Journey> shown) {
        Map<String, List<Figure>> found = new HashMap<>();
        shown.stream()
                .collect(Collectors.groupingBy(Journey::kind))
                .forEach((kind, some) -> found.putAll(kinds.of(some.get(0)).figures(some)));
        return found;
    }

    private Line line(
            Team team, @Nullable Journey journey, List<OpenTask> open, List<Figure> figures, Set<String> general) {
        Instant now = clock.instant();
        if (journey == null) {
            return new Line(
                    team, null, Need.NONE, now, List.of(), null, null, List.of(), "", "", null, null, List.of(),
                    general, null);
        }
        List<OpenTask> waiting = open.stream()
                .filter(task -> kinds.isDecision(task.definition()))
                .toList();
        Set<String> signs = new TreeSet<>(general);
        open.forEach(task -> kinds.alarm(task.definition()).ifPresent(signs::add));
        if (journey.isOpen()) {
            figures.stream()
                    .filter(Figure::warns)
                    .map(figure -> figure.label().toLowerCase(Locale.FRENCH))
                    .forEach(signs::add);
        }
        Journey.Place place = journey.place();
        Silence silence = silences.of(journey, now);
        Need need = waiting.isEmpty() ? Need.of(journey, now, silence) : Need.GATE;
        String blocked = journeys.blocked(journey);
        if (blocked != null) signs.add(BLOCKED);
        List<Stage> stages = kinds.of(journey).stages();
        int reached = reached(stages, place.step());
        return new Line(
                team,
                journey,
                need,
                since(journey, need, silence, now),
                journey.isOpen() ? bar(stages, reached) : List.of(),
                reached < 0 ? null : stages.get(reached).title(),
                words.late(journey),
                waiting.stream()
                        .map(task -> new Decision(task.name(), Webapps.TASKLIST + "#/?task=" + task.id()))
                        .toList(),
                words.awaited(place.awaited()),
                place.lastSign() == null ? "aucun" : words.ago(place.lastSign()),
                place.gate() == null || journey.isPaused()
                        ? null
                        : words.moment(place.gate().at()),
                journey.isOpen() ? null : kinds.of(journey).outcome(journey),
                figures,
                signs,
                blocked);
    }

    private static int reached(List<Stage> stages, @Nullable String step) {
        return IntStream.range(0, stages.size())
                .filter(i -> stages.get(i).steps().contains(step))
                .findFirst()
                .orElse(-1);
    }

    private static List<Part> bar(List<Stage> stages, int reached) {
        return IntStream.range(0, stages.size())
                .mapToObj(i -> new Part(stages.get(i).title(), i < reached ? "done" : i == reached ? "here" : "ahead"))
                .toList();
    }

    private static Instant since(Journey journey, Need need, Silence silence, Instant now) {
        Journey.Place place = journey.place();
        return switch (need) {
            case GATE -> Need.since(place.awaited(), Who.FACILITATOR).orElse(now);
            case LATE -> Objects.requireNonNullElse(place.lateFrom(), now);
            case SILENT -> silence.since();
            case ON_TIME -> place.gate() == null ? now : place.gate().at();
            case PAUSED -> journey.pause() == null ? now : journey.pause().since();
            case NONE -> now;
        };
    }
}
