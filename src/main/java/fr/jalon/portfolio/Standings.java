package fr.jalon.portfolio;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.jalon.engine.Instances;
import fr.jalon.engine.Instances.Definition;
import fr.jalon.engine.Instances.Incident;
import fr.jalon.engine.Instances.Instance;
import fr.jalon.engine.Instances.Token;
import fr.jalon.engine.Models;
import fr.jalon.engine.Models.Part;
import fr.jalon.journey.Journey;
import fr.jalon.journey.JourneyKind;
import fr.jalon.journey.Journeys;
import fr.jalon.journey.Kinds;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where the instances of a model stand, each with its journey and team: those that the engine has, and no other. Asked
 * of the database in as many questions for fifty thousand as for one.
 */
@Component
class Standings {

    /**
     * An element of a model.
     *
     * @param here how many instances stand in it
     * @param used days taken of a day planned, the median of the open journeys; absent where none is planned or begun
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mark(
            String name,
            int here,
            int late,
            int incidents,
            @Nullable Double used) {}

    /** An instance with what is known of it. */
    record Known(
            Instance instance,
            @Nullable Journey journey,
            @Nullable Listed team,
            Set<String> elements,
            List<Incident> incidents,
            @Nullable Instant late,
            Map<String, Part> parts) {

        String teamName() {
            if (team != null) return team.name();
            return instance.key() == null ? instance.id() : instance.key();
        }

        @Nullable
        String page() {
            return team == null ? null : "/equipes/" + team.id();
        }

        /** Whether it stands there, or something there holds it up. */
        boolean isIn(String phase) {
            return elements.contains(phase) || troubled().contains(phase);
        }

        private Set<String> troubled() {
            return around(incidents.stream().map(Incident::activity), parts);
        }

        /** Where it stands, at the top of the model. */
        String phase() {
            return elements.stream()
                    .map(parts::get)
                    .filter(part -> part != null && part.within() == null)
                    .map(Part::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
    }

    private final Instances instances;
    private final Models models;
    private final Journeys journeys;
    private final Kinds kinds;
    private final Teams teams;
    private final Clock clock;

    Standings(Instances instances, Models models, Journeys journeys, Kinds kinds, Teams teams, Clock clock) {
        this.instances = instances;
        this.models = models;
        this.journeys = journeys;
        this.kinds = kinds;
        this.teams = teams;
        this.clock = clock;
    }

    /** The elements of some versions of a model; of those that all have, the latest's. */
    Map<String, Part> parts(List<Definition> versions) {
        Map<String, Part> parts = new HashMap<>();
        for (int i = versions.size() - 1; i >= 0; i--)
            parts.putAll(models.parts(versions.get(i).id()));
        return parts;
    }

    /** All instances of some versions of a model that run, or have ended. */
    List<Known> of(List<Definition> versions, boolean areEnded) {
        Map<String, Part> parts = parts(versions);
        List<String> ids = versions.stream().map(Definition::id).toList();
        List<Instance> all = areEnded ? instances.ended(ids) : instances.running(ids);
        Map<String, List<Token>> tokens =
                areEnded ? Map.of() : instances.tokens(ids).stream().collect(Collectors.groupingBy(Token::instance));
        Map<String, List<Incident>> incidents = areEnded
                ? Map.of()
                : instances.incidents(ids).stream().collect(Collectors.groupingBy(Incident::instance));
        Map<String, Journey> byRoot = journeys.ofKinds(kindsOf(all.stream()));
        Map<String, Listed> byTeam = teams.all().stream().collect(Collectors.toMap(Listed::id, Function.identity()));
        List<Known> known = new ArrayList<>();
        for (Instance instance : all) {
            Journey journey = byRoot.get(instance.root());
            known.add(new Known(
                    instance,
                    journey,
                    byTeam.get(journey == null ? teamOf(instance.key()) : journey.team()),
                    around(
                            tokens.getOrDefault(instance.id(), List.of()).stream()
                                    .map(Token::activity),
                            parts),
                    once(incidents.getOrDefault(instance.id(), List.of())),
                    late(journey),
                    parts));
        }
        return known;
    }

    /** One instance. */
    Known of(Instances.Found found) {
        Instance instance = found.instance();
        Map<String, Part> parts = models.parts(found.definition());
        Journey journey = journeys.find(instance.root()).orElse(null);
        String team = journey == null ? teamOf(instance.key()) : journey.team();
        return new Known(
                instance,
                journey,
                teams.listed(List.of(team)).stream().findFirst().orElse(null),
                around(instances.tokens(instance.id()).stream().map(Token::activity), parts),
                once(instances.incidents(instance.id())),
                late(journey),
                parts);
    }

    /** The keys of the kinds of journey to which some instances belong. */
    Set<String> kindsOf(Stream<Instance> some) {
        Set<String> all = kinds.all().stream().map(JourneyKind::key).collect(Collectors.toSet());
        return some.map(Instance::process).filter(all::contains).collect(Collectors.toSet());
    }

    /** Business keys begin with cohort and team. */
    private static String teamOf(@Nullable String key) {
        String[] parts = key == null ? new String[0] : key.split("/", -1);
        return parts.length < 2 ? "" : parts[1];
    }

    /** What comes up at several places has one cause. */
    private static List<Incident> once(List<Incident> incidents) {
        return List.copyOf(incidents.stream()
                .collect(Collectors.toMap(
                        incident -> incident.cause() + incident.activity(),
                        Function.identity(),
                        (first, again) -> first,
                        LinkedHashMap::new))
                .values());
    }

    /** Some activities and all that is around them. */
    private static Set<String> around(Stream<String> activities, Map<String, Part> parts) {
        Set<String> all = new TreeSet<>();
        activities.forEach(activity -> {
            String each = activity;
            while (each != null && all.add(each)) {
                Part part = parts.get(each);
                each = part == null ? null : part.within();
            }
        });
        return all;
    }

    private @Nullable Instant late(@Nullable Journey journey) {
        return journey == null ? null : journey.place().lateSince(clock.instant());
    }

    /** How many stand in each element; {@code used} by the items of their plans. */
    static Map<String, Mark> marks(List<Known> all, Map<String, Part> parts, Map<String, Double> used) {
        Map<String, Double> heat = new HashMap<>();
        // A phase that is begun anew has an item of its own.
        used.forEach((item, share) -> heat.merge(item.replaceFirst("-i\\d+$", ""), share, Math::max));
        Map<String, int[]> counts = new TreeMap<>();
        for (Known one : all) {
            for (String element : one.elements()) {
                int[] count = counts.computeIfAbsent(element, fresh -> new int[3]);
                count[0]++;
                if (one.late() != null) count[1]++;
            }
            for (String element : one.troubled()) {
                long causes = one.incidents().stream()
                        .filter(incident ->
                                around(Stream.of(incident.activity()), parts).contains(element))
                        .map(Incident::cause)
                        .distinct()
                        .count();
                counts.computeIfAbsent(element, fresh -> new int[3])[2] += (int) causes;
            }
        }
        Map<String, Mark> marks = new TreeMap<>();
        parts.forEach((id, part) -> {
            int[] count = counts.get(id);
            if (count != null || heat.containsKey(id)) {
                int[] some = count == null ? new int[3] : count;
                marks.put(id, new Mark(part.name(), some[0], some[1], some[2], heat.get(id)));
            }
        });
        return marks;
    }
}
