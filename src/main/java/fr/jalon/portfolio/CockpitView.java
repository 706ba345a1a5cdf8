package fr.jalon.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.Refusal;
import fr.jalon.engine.Instances;
import fr.jalon.engine.Instances.Definition;
import fr.jalon.engine.Instances.Incident;
import fr.jalon.engine.Instances.Instance;
import fr.jalon.engine.Models;
import fr.jalon.engine.Models.Part;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind.Link;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.plan.Plans;
import fr.jalon.portfolio.NotebookView.Written;
import fr.jalon.portfolio.Standings.Known;
import fr.jalon.portfolio.Standings.Mark;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What Jalon tells administrators beside a model in Cockpit: of each instance that the engine has its team, and of each
 * activity how many stand there. Asked of the database in as many questions for fifty thousand as for one.
 */
@Component
class CockpitView {

    /** As many as a list shows at once. */
    static final int PAGE = 100;

    /**
     * Which instances are asked for.
     *
     * @param versions whether those of every version, and not of the one named alone
     * @param ended whether those that have ended
     * @param cohort the one whose teams alone; null for all
     * @param phase the element in which they stand, or something within it does; null for any
     * @param late whether the late ones alone
     * @param incidents whether those alone that something holds up
     * @param from how many come before
     */
    record Asked(
            boolean versions,
            boolean ended,
            @Nullable String cohort,
            @Nullable String phase,
            boolean late,
            boolean incidents,
            int from) {}

    /**
     * An instance and its team, in words.
     *
     * @param team its name; the business key where no team is known
     * @param page of the team
     * @param phase where it stands, whether it waits, and of which version it is where several are told
     * @param incident what holds it up and what to do, in sentences
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String instance,
            String team,
            @Nullable String page,
            @Nullable String cohort,
            String phase,
            @Nullable String late,
            String awaited,
            @Nullable String lastSign,
            @Nullable String incident,
            @Nullable String closed,
            @Nullable String outcome,
            @Nullable Link dossier) {}

    /** @param total how many there are, of which these are shown; {@code cohorts} by their ids, whatever is chosen */
    record Page(
            long total,
            int from,
            List<Row> rows,
            Map<String, String> cohorts,
            @Nullable String phase) {}

    /** Something told of an instance. */
    record Fact(String label, String value) {}

    /** A part of its plan, in words. */
    record Slot(String title, String state, String planned, String lived) {}

    /** An instance, told. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Told(
            String team,
            @Nullable String page,
            List<Fact> facts,
            List<Slot> slots,
            List<Written> answers,
            Map<String, Mark> marks) {}

    /** Something that failed, wherever it did. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trouble(String instance, String team, @Nullable String page, String sentence) {}

    record Troubles(long total, int from, List<Trouble> rows) {}

    private final Instances instances;
    private final Models models;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Plans plans;
    private final Teams teams;
    private final Standings standings;
    private final NotebookView notebook;
    private final CockpitWords words;

    CockpitView(
            Instances instances,
            Models models,
            Journeys journeys,
            Kinds kinds,
            Plans plans,
            Teams teams,
            Standings standings,
            NotebookView notebook,
            CockpitWords words) {
        this.instances = instances;
        this.models = models;
        this.journeys = journeys;
        this.kinds = kinds;
        this.plans = plans;
        this.teams = teams;
        this.notebook = notebook;
        this.words = words;
        this.standings = standings;
    }

    /**
     * The instances of a model, those first that something holds up, then the latest; ended ones by when they did.
     *
     * @param model the id of a version, or a key
     * @throws Refusal if there is no such model
     */
    Page teams(String model, Asked asked) {
        List<Definition> versions = instances.definitions(model, asked.versions());
        List<Known> all = standings.of(versions, asked.ended());
        Map<String, String> cohorts = new TreeMap<>();
        all.stream()
                .map(Known::team)
                .filter(Objects::nonNull)
                .forEach(team -> cohorts.put(team.cohortId(), team.cohort()));
        List<Known> found = all.stream()
                .filter(one -> asked.cohort() == null
                        || one.team() != null && one.team().cohortId().equals(asked.cohort()))
                .filter(one -> asked.phase() == null || one.isIn(asked.phase()))
                .filter(one -> !asked.late() || one.late() != null)
                .filter(one -> !asked.incidents() || !one.incidents().isEmpty())
                .toList();
        if (!asked.ended()) {
            found = found.stream()
                    .sorted(Comparator.comparing((Known one) -> one.incidents().isEmpty())
                            .thenComparing(Known::late, Comparator.nullsLast(Comparator.naturalOrder()))
                            .thenComparing(Known::teamName))
                    .toList();
        }
        Part phase = asked.phase() == null ? null : standings.parts(versions).get(asked.phase());
        return new Page(
                found.size(),
                asked.from(),
                found.stream()
                        .skip(asked.from())
                        .limit(PAGE)
                        .map(one -> row(one, asked.versions()))
                        .toList(),
                cohorts,
                phase == null ? null : phase.name());
    }

    /** How many stand in each element of a version of a model, and how much of its slot each phase has taken. */
    Map<String, Mark> marks(String model) {
        List<Definition> versions = instances.definitions(model, false);
        List<Known> all = standings.of(versions, false);
        return Standings.marks(
                all,
                standings.parts(versions),
                plans.used(standings.kindsOf(all.stream().map(Known::instance))));
    }

    /**
     * An instance, running or ended.
     *
     * @throws Refusal if there is none
     */
    Told instance(String id) {
        Instances.Found found =
                instances.find(id).orElseThrow(() -> Refusal.unknown("L’instance « " + id + " » est inconnue."));
        Known one = standings.of(found);
        Instance instance = one.instance();
        Journey journey = one.journey();
        return new Told(
                one.teamName(),
                one.page(),
                words.facts(row(one, false), instance, journey, journey == null ? null : journeys.blocked(journey)),
                journey == null
                        ? List.of()
                        : words.slots(kinds.timeline(journey).steps()),
                notebook.of(instance.root(), id),
                Standings.marks(List.of(one), one.parts(), Map.of()));
    }

    /** All that has failed and waits, the oldest first. */
    Troubles incidents(int from) {
        List<Incident> all = instances.incidents();
        List<Incident> shown = all.stream().skip(from).limit(PAGE).toList();
        Map<String, Journey> byRoot =
                journeys.find(shown.stream().map(Incident::root).distinct().toList());
        Map<String, Listed> byTeam =
                teams
                        .listed(byRoot.values().stream()
                                .map(Journey::team)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Listed::id, Function.identity()));
        return new Troubles(
                all.size(),
                from,
                shown.stream()
                        .map(incident -> {
                            Journey journey = byRoot.get(incident.root());
                            Listed team = journey == null ? null : byTeam.get(journey.team());
                            return new Trouble(
                                    incident.instance(),
                                    team == null ? incident.instance() : team.name() + ", " + team.cohort(),
                                    team == null ? null : "/equipes/" + team.id(),
                                    sentence(incident));
                        })
                        .toList());
    }

    private Row row(Known one, boolean areVersions) {
        Instance instance = one.instance();
        Journey journey = one.journey();
        return new Row(
                instance.id(),
                one.teamName(),
                one.page(),
                one.team() == null ? null : one.team().cohort(),
                words.phase(one.phase(), instance, areVersions),
                journey == null ? null : words.late(journey),
                journey == null ? "" : words.awaited(journey),
                journey == null ? null : words.lastSign(journey),
                one.incidents().isEmpty()
                        ? null
                        : one.incidents().stream()
                                .map(this::sentence)
                                .distinct()
                                .collect(Collectors.joining(" ")),
                instance.end() == null ? null : words.moment(instance.end()),
                journey != null && journey.id().equals(instance.id()) && instance.end() != null
                        ? kinds.of(journey).outcome(journey)
                        : null,
                instance.end() == null || one.team() == null ? null : dossier(journey, one.team()));
    }

    private Link dossier(@Nullable Journey journey, Listed team) {
        Link notebook = new Link("Carnet de l’équipe", "/equipes/" + team.id() + "/carnet");
        return journey == null ? notebook : kinds.of(journey).dossier(journey).orElse(notebook);
    }

    private String sentence(Incident incident) {
        Part failed = models.parts(incident.model()).get(incident.failed());
        return words.incident(incident, failed == null ? incident.failed() : failed.name());
    }
}
