package fr.jalon.team;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.text.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enrols whole lists of people: each team with its members, all or none. */
@Service
public class Enrolments {

    /**
     * A team as it will be made; a member whose account exists is only added.
     *
     * @param known whose accounts these are, by their ids
     * @param namesakes the other cohorts that have a team of this name
     */
    public record Planned(
            String id, String name, List<Teams.NewMember> members, Map<String, Person> known, List<String> namesakes) {}

    /** A team as it was made, with the tokens of its new members. */
    public record EnrolledTeam(String id, String name, List<Teams.Enrolled> members) {}

    private static final int LONGEST = 36;

    private final Teams teams;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Enrolments(Teams teams, Accounts accounts, JdbcClient jdbc, JdbcTemplate batches) {
        this.teams = teams;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * What a list would make: ids for its teams and people. People are known by their e-mail, whatever their case.
     *
     * @param cohort that the teams join; one that does not exist has no teams yet
     * @throws Refusal naming every line that cannot be enrolled
     */
    public List<Planned> plan(String cohort, List<Roster.Line> lines) {
        Map<String, Person> byEmail = accounts.byEmail(
                lines.stream().map(Roster.Line::email).distinct().toList());
        Set<String> staff = accounts.staff();
        Set<String> taken = accounts.ids();
        Set<String> names = new HashSet<>();
        Set<String> teamIds = new HashSet<>();
        Map<String, List<String>> elsewhere = new HashMap<>();
        jdbc.sql("""
            select t.id, t.cohort, t.name, c.name
            from team t
            join cohort c on c.id = t.cohort
            order by c.begins desc, c.id
            """).query(row -> {
            teamIds.add(row.getString(1));
            String name = Slug.of(row.getString(3));
            if (row.getString(2).equals(cohort)) names.add(name);
            else elsewhere.computeIfAbsent(name, each -> new ArrayList<>()).add(row.getString(4));
        });
        Map<String, String> faults = new LinkedHashMap<>();
        Map<String, List<Roster.Line>> byTeam = new LinkedHashMap<>();
        for (Roster.Line line : lines) {
            String team = Slug.of(line.team());
            if (names.contains(team)) {
                faults.put(
                        "lines[" + line.number() + "].team",
                        "Ligne %d : l’équipe « %s » existe déjà dans cette cohorte."
                                .formatted(line.number(), line.team()));
            }
            Person known = byEmail.get(line.email());
            if (known != null && staff.contains(known.id())) {
                faults.put(
                        "lines[" + line.number() + "].email",
                        "Ligne %d : « %s » est l’adresse d’un compte de l’encadrement."
                                .formatted(line.number(), line.email()));
            }
            byTeam.computeIfAbsent(team, each -> new ArrayList<>()).add(line);
        }
        if (!faults.isEmpty()) throw Roster.refused(faults, 0);
        Map<String, String> ids = new HashMap<>();
        List<Planned> planned = new ArrayList<>();
        byTeam.forEach((slug, members) -> {
            Map<String, Person> known = new HashMap<>();
            List<Teams.NewMember> people = members.stream()
                    .map(line -> {
                        Person person = byEmail.get(line.email());
                        String id = ids.computeIfAbsent(
                                line.email(),
                                email -> person != null
                                        ? person.id()
                                        : free(Slug.of(line.firstName() + " " + line.lastName()), "membre", taken));
                        if (person != null) known.put(id, person);
                        return new Teams.NewMember(id, line.firstName(), line.lastName(), line.email());
                    })
                    .toList();
            planned.add(new Planned(
                    free(slug, "equipe", teamIds),
                    members.get(0).team(),
                    people,
                    known,
                    elsewhere.getOrDefault(slug, List.of()).stream().distinct().toList()));
        });
        return planned;
    }

    /** The first id of that stem that nobody has; it is taken from then on. */
    private static String free(String wanted, String otherwise, Set<String> taken) {
        String stem = wanted.length() < 2
                ? otherwise
                : wanted.substring(0, Math.min(LONGEST, wanted.length())).replaceAll("-$", "");
        String id = stem;
        for (int number = 2; !taken.add(id); number++) id = stem + "-" + number;
        return id;
    }

    /**
     * Enrols a list in a cohort that exists.
     *
     * @throws Refusal naming every line that cannot be enrolled; nothing is done then
     */
    @Transactional
    public List<EnrolledTeam> enrol(String cohort, List<Roster.Line> lines) {
        teams.cohort(cohort);
        Set<String> known = new HashSet<>();
        List<EnrolledTeam> enrolled = new ArrayList<>();
        for (Planned team : plan(cohort, lines)) {
            known.addAll(team.known().keySet());
            enrolled.add(new EnrolledTeam(
                    team.id(),
                    team.name(),
                    teams.enrol(cohort, team.id(), team.name(), team.members(), known::contains)));
            team.members().forEach(member -> known.add(member.id()));
        }
        return enrolled;
    }

    /** An id for a cohort of that name that nobody has. */
    public String cohortId(String name) {
        return free(
                Slug.of(name),
                "cohorte",
                new HashSet<>(teams.cohorts().stream().map(Cohort::id).toList()));
    }

    /** Keeps a list until it is verified. */
    @Transactional
    public void keep(String enrolment, List<Roster.Line> lines) {
        batches.batchUpdate(
                "insert into enrolment_line (enrolment, number, team, first_name, last_name, email) "
                        + "values (?, ?, ?, ?, ?, ?)",
                lines.stream()
                        .map(line -> new Object[] {
                            enrolment, line.number(), line.team(), line.firstName(), line.lastName(), line.email()
                        })
                        .toList());
    }

    /** A list that waits to be verified, in its order. */
    public List<Roster.Line> kept(String enrolment) {
        return jdbc.sql("select * from enrolment_line where enrolment = ? order by number")
                .param(enrolment)
                .query((row, line) -> new Roster.Line(
                        row.getInt("number"),
                        row.getString("team"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("email")))
                .list();
    }

    /** Forgets a list that was enrolled or given up. */
    @Transactional
    public void forget(String enrolment) {
        jdbc.sql("delete from enrolment_line where enrolment = ?")
                .param(enrolment)
                .update();
    }
}
