package fr.jalon.portfolio;

import fr.jalon.engine.Models;
import fr.jalon.engine.Models.Drawing;
import fr.jalon.engine.Models.Place;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands beside the drawing of a model, and says the same without it. */
@Component
class ModelView {

    /**
     * A team's journey on one of its models.
     *
     * @param process the key of the model shown
     * @param here what it stands at, whatever the model
     * @param called the name of the model shown, where it is not the journey's own
     */
    record OfTeam(
            Team team,
            Journey journey,
            String process,
            @Nullable String called,
            List<Place> here,
            List<Step> steps) {}

    /** Who stands in an activity. */
    record Crowd(String name, @Nullable String within, List<Team> teams) {}

    /** All journeys of a kind that a cohort has open; {@code process} and {@code called} as for a team. */
    record OfCohort(
            Cohort cohort,
            String kind,
            String title,
            String process,
            @Nullable String called,
            List<Crowd> crowds) {}

    private final Journeys journeys;
    private final Kinds kinds;
    private final Models models;

    ModelView(Journeys journeys, Kinds kinds, Models models) {
        this.journeys = journeys;
        this.kinds = kinds;
        this.models = models;
    }

    OfTeam of(Team team, Journey journey, Drawing drawing) {
        return new OfTeam(
                team,
                journey,
                drawing.process(),
                called(drawing, journey.kind()),
                models.places(List.of(journey.id())).stream()
                        .filter(Place::isInnermost)
                        .toList(),
                kinds.timeline(journey).steps());
    }

    /** Of the teams that somebody sees there. */
    OfCohort of(Teams.Seen seen, JourneyKind<?, ?> kind, Drawing drawing) {
        Map<String, Team> byRoot = open(seen, kind);
        Map<List<@Nullable String>, List<Place>> alike = models.places(byRoot.keySet()).stream()
                .filter(Place::isInnermost)
                .collect(Collectors.groupingBy(
                        place -> Arrays.asList(place.process(), place.activity(), place.within()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Crowd> crowds = new ArrayList<>();
        for (List<Place> places : alike.values()) {
            List<Team> there = places.stream()
                    .map(Place::root)
                    .distinct()
                    .map(byRoot::get)
                    .sorted(Comparator.comparing(Team::name))
                    .toList();
            crowds.add(new Crowd(places.get(0).name(), places.get(0).within(), there));
        }
        crowds.sort(Comparator.comparing((Crowd crowd) -> -crowd.teams().size()));
        return new OfCohort(
                seen.cohort(), kind.key(), kind.title(), drawing.process(), called(drawing, kind.key()), crowds);
    }

    /** How many teams stand in each activity of a model. */
    Map<String, Integer> counts(Teams.Seen seen, JourneyKind<?, ?> kind, String process) {
        Map<String, Set<String>> roots = new LinkedHashMap<>();
        models.places(open(seen, kind).keySet()).stream()
                .filter(place -> place.process().equals(process))
                .forEach(place -> roots.computeIfAbsent(place.activity(), fresh -> new TreeSet<>())
                        .add(place.root()));
        Map<String, Integer> counts = new LinkedHashMap<>();
        roots.forEach((activity, some) -> counts.put(activity, some.size()));
        return counts;
    }

    /** The teams by their open journey of a kind. */
    private Map<String, Team> open(Teams.Seen seen, JourneyKind<?, ?> kind) {
        Map<String, Team> members =
                seen.members().keySet().stream().collect(Collectors.toMap(Team::id, Function.identity()));
        return journeys.of(members.keySet()).stream()
                .filter(journey -> journey.isOpen() && journey.kind().equals(kind.key()))
                .collect(Collectors.toMap(Journey::id, journey -> members.get(journey.team())));
    }

    private static @Nullable String called(Drawing drawing, String own) {
        return drawing.process().equals(own) ? null : drawing.name();
    }
}
