package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.team.Enrolments.NewMember;
import fr.jalon.team.Enrolments.Planned;
import fr.jalon.text.Csv;
import fr.jalon.text.Slug;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a list makes beside the teams and people that there are; good for one list. */
final class EnrolmentPlan {

    private final Map<String, Person> byEmail;
    private final Set<String> staff;
    private final Map<String, String> coaches;
    private final FreeIds people;
    private final FreeIds teams;
    private final Set<String> names = new HashSet<>();
    private final Map<String, List<String>> elsewhere = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();

    /**
     * @param cohort that the teams join; null for one that does not exist yet
     * @param all the teams that there are, in whatever cohort
     * @param teamIds those that teams have, or have had
     * @param byEmail whose accounts the addresses of the list are
     * @param staff who cannot be enrolled
     * @param taken the ids of all accounts
     * @param coaches the ids of coaches, by what a list may name them
     */
    EnrolmentPlan(
            @Nullable String cohort,
            List<Teams.Listed> all,
            Collection<String> teamIds,
            Map<String, Person> byEmail,
            Set<String> staff,
            Collection<String> taken,
            Map<String, String> coaches) {
        this.coaches = coaches;
        this.byEmail = byEmail;
        this.staff = staff;
        this.people = new FreeIds(taken);
        this.teams = new FreeIds(teamIds);
        for (Teams.Listed team : all) {
            String name = Slug.of(team.name());
            if (team.cohortId().equals(cohort)) names.add(name);
            else elsewhere.computeIfAbsent(name, each -> new ArrayList<>()).add(team.cohort());
        }
    }

    /**
     * The teams of a list, in its order.
     *
     * @throws Refusal naming every line that cannot be enrolled
     */
    List<Planned> of(List<Roster.Line> lines) {
        Map<String, String> faults = new LinkedHashMap<>();
        Map<String, String> chosen = new HashMap<>();
        lines.forEach(line -> {
            faults.putAll(faults(line));
            faults.putAll(faultsOfCoach(line, chosen));
        });
        if (!faults.isEmpty()) throw Roster.refused(faults, 0);
        return lines.stream()
                .collect(Collectors.groupingBy(line -> Slug.of(line.team()), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(team -> planned(team.getKey(), team.getValue()))
                .toList();
    }

    private Map<String, String> faults(Roster.Line line) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (names.contains(Slug.of(line.team()))) {
            faults.put(
                    "lines[" + line.number() + "].team",
                    "Ligne %d : l’équipe « %s » existe déjà dans cette cohorte.".formatted(line.number(), line.team()));
        }
        Person known = byEmail.get(line.email());
        if (known != null && staff.contains(known.id())) {
            faults.put(
                    "lines[" + line.number() + "].email",
                    "Ligne %d : « %s » est l’adresse d’un compte de l’encadrement."
                            .formatted(line.number(), line.email()));
        }
        return faults;
    }

    private Map<String, String> faultsOfCoach(Roster.Line line, Map<String, String> chosen) {
        if (line.coach() == null) return Map.of();
        String coach = coach(line);
        String place = "lines[" + line.number() + "].coach";
        if (coach == null) {
            return Map.of(
                    place,
                    "Ligne %d : « %s » n’est ni l’identifiant ni l’adresse d’un coach."
                            .formatted(line.number(), Csv.shown(line.coach())));
        }
        String first = chosen.putIfAbsent(Slug.of(line.team()), coach);
        return first == null || first.equals(coach)
                ? Map.of()
                : Map.of(
                        place,
                        "Ligne %d : l’équipe « %s » a déjà un autre coach, « %s »."
                                .formatted(line.number(), line.team(), first));
    }

    private @Nullable String coach(Roster.Line line) {
        return line.coach() == null ? null : coaches.get(line.coach().toLowerCase(Locale.ROOT));
    }

    private Planned planned(String slug, List<Roster.Line> lines) {
        Map<String, Person> known = new HashMap<>();
        List<NewMember> members = new ArrayList<>();
        for (Roster.Line line : lines) {
            Person person = byEmail.get(line.email());
            String id = ids.computeIfAbsent(line.email(), email -> person == null ? newId(line) : person.id());
            if (person != null) known.put(id, person);
            members.add(new NewMember(id, line.firstName(), line.lastName(), line.email()));
        }
        return new Planned(
                teams.next(slug, "equipe"),
                lines.get(0).team(),
                List.copyOf(members),
                known,
                elsewhere.getOrDefault(slug, List.of()).stream().distinct().toList(),
                lines.stream()
                        .map(this::coach)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private String newId(Roster.Line line) {
        return people.next(Slug.of(line.firstName() + " " + line.lastName()), "membre");
    }
}
