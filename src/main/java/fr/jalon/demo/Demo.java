package fr.jalon.demo;

import fr.jalon.bootcamp.Bootcamps;
import fr.jalon.engine.Processes;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.scic.Tracks;
import fr.jalon.team.BootcampDays;
import fr.jalon.team.Cohort;
import fr.jalon.team.Invitations;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills an empty database with people and teams, one standing in each phase and one decided, and two on their way from
 * association to SCIC. Each has lived its journey: the clock is set back, and timers and tasks follow as they would have.
 */
@Component
@Profile("demo")
class Demo implements ApplicationRunner {

    /** A team, and the tasks before which it stands. */
    private record Standing(String cohort, String id, String name, List<Teams.NewMember> members, Set<String> before) {}

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final List<LocalTime> MOMENTS = List.of(
            LocalTime.of(8, 30),
            LocalTime.of(9, 30),
            LocalTime.of(11, 0),
            LocalTime.of(14, 0),
            LocalTime.of(15, 30),
            LocalTime.of(17, 0));

    /** In days: the general assembly of the older structure opens on its 640th. */
    private static final int FOUNDED_BEFORE = 660;

    private final Rehearsal rehearsal;
    private final Accounts accounts;
    private final Teams teams;
    private final Invitations invitations;
    private final Bootcamps journeys;
    private final Tracks tracks;
    private final Processes processes;
    private final ParisCalendar paris;
    private final String password;
    private final Map<String, Integer> done = new HashMap<>();

    Demo(
            Rehearsal rehearsal,
            Accounts accounts,
            Teams teams,
            Invitations invitations,
            Bootcamps journeys,
            Tracks tracks,
            Processes processes,
            ParisCalendar paris,
            @Value("${jalon.demo.password}") String password) {
        this.rehearsal = rehearsal;
        this.accounts = accounts;
        this.teams = teams;
        this.invitations = invitations;
        this.journeys = journeys;
        this.tracks = tracks;
        this.processes = processes;
        this.paris = paris;
        this.password = password;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (teams.cohorts().isEmpty()) {
            people();
            LocalDateTime now = paris.now();
            LocalDate founded = now.toLocalDate().minusDays(FOUNDED_BEFORE);
            rehearsal.replay(paris.instantOf(founded.atTime(8, 0)).toInstant(), () -> {
                growUp(founded, now.toLocalDate().minusDays(15));
                live(now);
            });
        }
        LOG.info(
                "Démonstration : admin, fanny, carlos, alice, bruno, chloe, david, sonia, marc, lina, omar – mot de passe {}",
                password);
    }

    private void people() {
        staff("fanny", "Fanny", "Moreau", Groups.FACILITATORS);
        staff("carlos", "Carlos", "Ribeiro", Groups.COACHES);
    }

    private void staff(String id, String first, String last, String group) {
        accounts.create(new Accounts.Person(id, first, last, id + "@jalon.example"));
        accounts.setPassword(id, password);
        accounts.join(id, group);
    }

    private void live(LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate lastMorning = now.getHour() >= 9 ? today : today.minusDays(1);
        cohort("demo", "Cohorte de démonstration", today.minusDays(5));
        cohort("suivante", "Prochaine cohorte", today.plusDays(7));
        cohort("en-cours", "Cohorte en bootcamp", lastMorning);
        cohort("restitution", "Cohorte en restitution", lastMorning.minusDays(10));
        cohort("precedente", "Cohorte précédente", today.minusDays(14));

        List<Standing> standings = List.of(
                new Standing(
                        "demo",
                        "pionniers",
                        "Les Pionniers",
                        List.of(member("alice", "Alice", "Martin"), member("bruno", "Bruno", "Leroy")),
                        Set.of()),
                new Standing(
                        "demo",
                        "boussole",
                        "La Boussole",
                        List.of(member("chloe", "Chloé", "Bernard"), member("david", "David", "Petit")),
                        Set.of("configure-campaigns", "coach-landing-page")),
                new Standing(
                        "demo",
                        "sillage",
                        "Sillage",
                        List.of(member("emma", "Emma", "Roux"), member("farid", "Farid", "Haddad")),
                        Set.of("gate-prototyping")),
                new Standing(
                        "demo",
                        "passerelle",
                        "Passerelle",
                        List.of(member("gaelle", "Gaëlle", "Le Goff"), member("hugo", "Hugo", "Faure")),
                        Set.of("build-roadmap")),
                new Standing(
                        "en-cours",
                        "estran",
                        "Estran",
                        List.of(member("ines", "Inès", "Garcia"), member("jules", "Jules", "Blanc")),
                        Set.of("prioritise-ideas")),
                new Standing(
                        "suivante",
                        "lucioles",
                        "Les Lucioles",
                        List.of(member("kenza", "Kenza", "Amrani"), member("louis", "Louis", "Girard")),
                        Set.of("shortlist-ideas", "confirm-team")),
                new Standing(
                        "restitution",
                        "marees",
                        "Marées",
                        List.of(member("manon", "Manon", "Colin"), member("nael", "Naël", "Simon")),
                        Set.of("analyse-data")),
                new Standing(
                        "precedente",
                        "ressac",
                        "Ressac",
                        List.of(member("oceane", "Océane", "Lefevre"), member("paul", "Paul", "Renard")),
                        Set.of()));
        standings.forEach(team -> enrol(team.cohort(), team.id(), team.name(), team.members()));
        for (Standing team : standings) {
            LocalDate first = teams.cohort(team.cohort()).days().firstDay();
            journeys.open(team.cohort(), team.id(), "fanny", BootcampDays.from(first));
        }
        for (LocalDateTime moment : moments(today.minusDays(15), now)) {
            rehearsal.replayUntil(paris.instantOf(moment).toInstant());
            // The last morning's work is left to whoever looks; teams in their bootcamp have worked.
            boolean past = moment.toLocalDate().isBefore(lastMorning);
            standings.stream()
                    .filter(team -> past || team.cohort().equals("en-cours"))
                    .forEach(this::work);
        }
    }

    /** When teams work: now too, so that what they leave behind does not hang on the hour. */
    private static List<LocalDateTime> moments(LocalDate from, LocalDateTime now) {
        Stream<LocalDateTime> before = from.datesUntil(now.toLocalDate().plusDays(1))
                .flatMap(day -> MOMENTS.stream().map(day::atTime))
                .filter(moment -> moment.isBefore(now));
        return Stream.concat(before, Stream.of(now)).toList();
    }

    /** A structure in its second year, whose members are about to vote; and one that hears its market. */
    private void growUp(LocalDate founded, LocalDate until) {
        cohort("cooperatives", "Vers la coopérative", founded);
        enrol(
                "cooperatives",
                "garonne",
                "Alternance Garonne",
                List.of(member("sonia", "Sonia", "Alaoui"), member("marc", "Marc", "Teyssier")));
        enrol(
                "cooperatives",
                "tarn",
                "Les Ateliers du Tarn",
                List.of(member("lina", "Lina", "Costa"), member("omar", "Omar", "Diallo")));
        String garonne = tracks.open("garonne", "Alternance Garonne", founded, "fanny");
        for (LocalDate day = founded; day.isBefore(until); day = day.plusDays(10)) {
            rehearsal.replayUntil(paris.instantOf(day.atTime(14, 0)).toInstant());
            work(garonne, "sonia", task -> !task.definition().equals("record-vote"));
        }
        rehearsal.replayUntil(paris.instantOf(until.atTime(8, 0)).toInstant());
        String tarn = tracks.open("tarn", "Les Ateliers du Tarn", until, "fanny");
        Map<String, Long> some = new HashMap<>(Map.of(
                "meet-lawyer",
                1L,
                "contact-cress",
                1L,
                "interview-company",
                8L,
                "interview-apprentice",
                3L,
                "sign-partnerships",
                2L));
        work(tarn, "lina", task -> some.merge(task.definition(), -1L, Long::sum) >= 0);
    }

    private void enrol(String cohort, String id, String name, List<Teams.NewMember> members) {
        teams.enrol(cohort, id, name, members).forEach(member -> invitations.accept(member.invitation(), password));
    }

    private void work(String track, String member, Predicate<Processes.OpenTask> chosen) {
        for (var task = next(track, chosen); task.isPresent(); task = next(track, chosen)) {
            Processes.OpenTask open = task.get();
            accounts.as(Groups.FACILITATORS.equals(open.group()) ? "fanny" : member, () -> {
                processes.complete(open.id(), answers(open));
                return null;
            });
        }
    }

    /** Companies and reviews differ. */
    private Map<String, Object> answers(Processes.OpenTask open) {
        Map<String, Object> answers = DemoAnswers.of(open.definition(), paris.today());
        int number = done.merge(open.definition(), 1, Integer::sum);
        if (open.definition().equals("interview-company")) {
            answers.putAll(Map.of(
                    "company",
                    "Entreprise " + number,
                    "interest",
                    List.of("STRONG", "WEAK", "NONE").get(number % 3),
                    "acceptsPrice",
                    number % 5 < 3,
                    "letterSigned",
                    number % 6 == 0));
        } else if (open.definition().equals("review-milestone")) {
            answers.putAll(Map.of(
                    "apprenticesPlaced",
                    number == 1 ? 3 : 12,
                    "apprenticesActive",
                    number == 1 ? 3 : 10,
                    "revenue",
                    8250 * number));
        } else if (open.name().endsWith("Réalis incubateur")) {
            answers.replaceAll((field, value) -> field.startsWith("amount") ? 0 : value);
        }
        return answers;
    }

    private Optional<Processes.OpenTask> next(String track, Predicate<Processes.OpenTask> chosen) {
        return processes.openTasks(List.of(track)).stream().filter(chosen).findFirst();
    }

    private void cohort(String id, String name, LocalDate first) {
        teams.create(new Cohort(id, name, BootcampDays.from(first), List.of(), List.of()));
    }

    private static Teams.NewMember member(String id, String first, String last) {
        return new Teams.NewMember(id, first, last, id + "@jalon.example");
    }

    /** Does what is open until the team stands where it is to stand. */
    private void work(Standing team) {
        Team known = teams.team(team.id());
        for (var task = next(team, known); task.isPresent(); task = next(team, known)) {
            Processes.OpenTask open = task.get();
            String by = Groups.FACILITATORS.equals(open.group())
                    ? "fanny"
                    : Groups.COACHES.equals(open.group())
                            ? "carlos"
                            : team.members().get(0).id();
            accounts.as(by, () -> {
                processes.complete(open.id(), DemoAnswers.of(open.definition(), paris.today()));
                return null;
            });
        }
    }

    private Optional<Processes.OpenTask> next(Standing team, Team known) {
        return journeys.view(known).tasks().stream()
                .filter(task -> !team.before().contains(task.definition()))
                .findFirst();
    }
}
