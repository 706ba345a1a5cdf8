package fr.jalon.demo;

import fr.jalon.engine.Accounts;
import fr.jalon.engine.Groups;
import fr.jalon.engine.ParisCalendar;
import fr.jalon.engine.Processes;
import fr.jalon.engine.Rehearsal;
import fr.jalon.journey.Journeys;
import fr.jalon.team.BootcampDays;
import fr.jalon.team.Cohort;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Fills an empty database with people and teams, one standing in each phase and one decided. Each has lived its journey:
 * the clock is set back, and timers and tasks follow as they would have.
 */
@Component
@Profile("demo")
class Demo implements ApplicationRunner {

  /** A team, and the tasks before which it stands. */
  private record Standing(String cohort, String id, String name, List<Teams.NewMember> members, Set<String> before) {}

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final List<LocalTime> MOMENTS = List.of(LocalTime.of(8, 30), LocalTime.of(9, 30), LocalTime.of(11, 0),
      LocalTime.of(14, 0), LocalTime.of(15, 30), LocalTime.of(17, 0));

  private final Rehearsal rehearsal;
  private final Accounts accounts;
  private final Teams teams;
  private final Journeys journeys;
  private final Processes processes;
  private final ParisCalendar paris;
  private final String password;

  Demo(Rehearsal rehearsal, Accounts accounts, Teams teams, Journeys journeys, Processes processes, ParisCalendar paris,
      @Value("${jalon.demo.password}") String password) {
    this.rehearsal = rehearsal;
    this.accounts = accounts;
    this.teams = teams;
    this.journeys = journeys;
    this.processes = processes;
    this.paris = paris;
    this.password = password;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (teams.cohorts().isEmpty()) {
      people();
      LocalDateTime now = paris.now();
      rehearsal.replay(paris.instantOf(now.toLocalDate().minusDays(15).atTime(8, 0)).toInstant(), () -> live(now));
    }
    LOG.info("Démonstration : admin, fanny, carlos, alice, bruno, chloe, david – mot de passe {}", password);
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
        new Standing("demo", "pionniers", "Les Pionniers",
            List.of(member("alice", "Alice", "Martin"), member("bruno", "Bruno", "Leroy")), Set.of()),
        new Standing("demo", "boussole", "La Boussole",
            List.of(member("chloe", "Chloé", "Bernard"), member("david", "David", "Petit")), Set.of("configure-campaigns", "coach-landing-page")),
        new Standing("demo", "sillage", "Sillage",
            List.of(member("emma", "Emma", "Roux"), member("farid", "Farid", "Haddad")), Set.of("gate-prototyping")),
        new Standing("demo", "passerelle", "Passerelle",
            List.of(member("gaelle", "Gaëlle", "Le Goff"), member("hugo", "Hugo", "Faure")), Set.of("build-roadmap")),
        new Standing("en-cours", "estran", "Estran",
            List.of(member("ines", "Inès", "Garcia"), member("jules", "Jules", "Blanc")), Set.of("prioritise-ideas")),
        new Standing("suivante", "lucioles", "Les Lucioles",
            List.of(member("kenza", "Kenza", "Amrani"), member("louis", "Louis", "Girard")), Set.of("shortlist-ideas", "confirm-team")),
        new Standing("restitution", "marees", "Marées",
            List.of(member("manon", "Manon", "Colin"), member("nael", "Naël", "Simon")), Set.of("analyse-data")),
        new Standing("precedente", "ressac", "Ressac",
            List.of(member("oceane", "Océane", "Lefevre"), member("paul", "Paul", "Renard")), Set.of()));
    for (Standing team : standings) {
      teams.enrol(team.cohort(), team.id(), team.name(), team.members());
      team.members().forEach(member -> accounts.setPassword(member.id(), password));
    }
    for (Standing team : standings) {
      LocalDate first = teams.cohort(team.cohort()).days().firstDay();
      journeys.open(team.cohort(), team.id(), "fanny", BootcampDays.from(first));
    }
    for (LocalDate day = today.minusDays(15); !day.isAfter(today); day = day.plusDays(1)) {
      for (LocalTime moment : MOMENTS) {
        if (day.atTime(moment).isAfter(now)) return;
        rehearsal.replayUntil(paris.instantOf(day.atTime(moment)).toInstant());
        // The last morning's work is left to whoever looks; teams in their bootcamp have worked.
        boolean past = day.isBefore(lastMorning);
        standings.stream().filter(team -> past || team.cohort().equals("en-cours")).forEach(this::work);
      }
    }
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
      String by = Groups.FACILITATORS.equals(open.group()) ? "fanny"
          : Groups.COACHES.equals(open.group()) ? "carlos" : team.members().get(0).id();
      accounts.as(by, () -> {
        processes.complete(open.id(), DemoAnswers.of(open.definition(), paris.today()));
        return null;
      });
    }
  }

  private Optional<Processes.OpenTask> next(Standing team, Team known) {
    return journeys.view(known).tasks().stream().filter(task -> !team.before().contains(task.definition())).findFirst();
  }
}
