package fr.jalon.measure;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import fr.jalon.text.French;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A team's audience: where it is measured, and what was. For all who see the team; its writers connect it. */
@Controller
class MeasurePages {

    /** What has been done, by what the address of the page says of it. */
    private static final Map<String, String> DONE = Map.of(
            "liaison", "C’est fait\u00a0: le jeton est enregistré. Les visites arrivent au premier relevé.",
            "retrait", "C’est fait\u00a0: le jeton est retiré. Ce qui a été relevé reste.",
            "releve", "C’est fait\u00a0: les visites sont relevées.");

    private static final int MONTHS = 3;

    /**
     * What the page shows.
     *
     * @param isLost whether there is a token that this Jalon cannot open
     * @param address where the audience is measured
     * @param site the number of the team's site there
     * @param saved who gave the token and when; null where there is none
     * @param last when the visits were last read, and when they are next; null where there is nothing to say
     * @param failing since when they are not, and why; null where they are
     */
    record Audience(
            String team,
            boolean mayWrite,
            boolean hasKey,
            boolean isLost,
            @Nullable String address,
            @Nullable String site,
            @Nullable String saved,
            @Nullable String last,
            @Nullable String failing,
            List<Month> months,
            List<Day> days) {}

    /** @param missing the days without figures, in words; null where there is none */
    record Month(String name, String visits, @Nullable String missing, List<From> origins) {}

    record From(String origin, String visits) {}

    /** @param visits a dash where they are unknown */
    record Day(String name, String visits) {}

    private final Teams teams;
    private final Connections connections;
    private final Readings readings;
    private final MeasureRows rows;
    private final Accounts accounts;
    private final ParisCalendar paris;

    MeasurePages(
            Teams teams,
            Connections connections,
            Readings readings,
            MeasureRows rows,
            Accounts accounts,
            ParisCalendar paris) {
        this.teams = teams;
        this.connections = connections;
        this.readings = readings;
        this.rows = rows;
        this.accounts = accounts;
        this.paris = paris;
    }

    @GetMapping("/equipes/{team}/mesure")
    ModelAndView show(@PathVariable String team, @RequestParam(defaultValue = "") String fait, Authentication viewer) {
        Team seen = teams.seenBy(viewer, team);
        return page(seen, viewer).addObject("done", DONE.get(fait));
    }

    /** The token comes once, and never goes back into a page. */
    @PostMapping("/equipes/{team}/mesure")
    ModelAndView save(
            @PathVariable String team,
            @RequestParam(defaultValue = "") String address,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String token,
            Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        try {
            connections.save(theirs, address.strip(), site.strip(), token.strip(), writer.getName());
        } catch (Refusal refused) {
            ModelAndView page = page(theirs, writer)
                    .addObject("address", address)
                    .addObject("site", site)
                    .addObject("refused", refused.errors().isEmpty() ? refused.getMessage() : null)
                    .addObject("faults", refused.errors());
            page.setStatus(
                    refused.kind() == Refusal.Kind.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
        return done(theirs, "?fait=liaison");
    }

    @PostMapping("/equipes/{team}/mesure/retrait")
    ModelAndView forget(@PathVariable String team, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        connections.forgetToken(theirs);
        return done(theirs, "?fait=retrait");
    }

    @PostMapping("/equipes/{team}/mesure/releve")
    ModelAndView read(@PathVariable String team, Authentication writer) {
        Team theirs = teams.writtenBy(writer, team);
        switch (readings.read(theirs.id())) {
            case READ:
                return done(theirs, "?fait=releve");
            case FAILED:
                return done(theirs, "");
            default:
                ModelAndView page = page(theirs, writer)
                        .addObject(
                                "refused",
                                "Rien n’a été relevé\u00a0: il faut un jeton, et une minute entre deux relevés.");
                page.setStatus(HttpStatus.TOO_MANY_REQUESTS);
                return page;
        }
    }

    private static ModelAndView done(Team team, String what) {
        return new ModelAndView("redirect:/equipes/" + team.id() + "/mesure" + what);
    }

    private ModelAndView page(Team team, Authentication viewer) {
        Optional<Connection> connection = connections.of(team);
        return new ModelAndView("measure")
                .addObject("team", team)
                .addObject("audience", audience(team, connection, teams.isWrittenBy(viewer, team)))
                .addObject("address", connection.map(Connection::address).orElse(""))
                .addObject("site", connection.map(each -> "" + each.site()).orElse(""))
                .addObject("faults", Map.of());
    }

    private Audience audience(Team team, Optional<Connection> connection, boolean mayWrite) {
        Optional<Connection> held = connection.filter(each -> each.token() != null);
        boolean isLost = held.isPresent() && !connections.opens(held.get());
        LocalDate yesterday = paris.today().minusDays(1);
        LocalDate since = YearMonth.from(yesterday).minusMonths(MONTHS - 1L).atDay(1);
        Map<LocalDate, Long> days = rows.days(team.id(), since);
        return new Audience(
                team.id(),
                mayWrite,
                connections.isReady(),
                isLost,
                held.map(Connection::address).orElse(null),
                held.map(each -> "" + each.site()).orElse(null),
                held.map(each -> saved(team, each)).orElse(null),
                held.filter(each -> !isLost).map(this::last).orElse(null),
                held.filter(each -> !isLost).map(this::failing).orElse(null),
                months(days, rows.origins(team.id(), YearMonth.from(since)), yesterday),
                days(days, yesterday));
    }

    private String saved(Team team, Connection connection) {
        String name = accounts.circle(List.of(team.group()), List.of(connection.savedBy()))
                .nameOf(connection.savedBy());
        return "Jeton enregistré le " + moment(connection.savedAt()) + " par " + name + ".";
    }

    private @Nullable String last(Connection connection) {
        if (connection.failingSince() != null) return null;
        Instant read = connection.readAt();
        if (read == null) return "Le premier relevé se fait dans les minutes qui viennent.";
        LocalDateTime next = paris.wallClock(connection.next());
        return "Dernier relevé le " + moment(read) + "\u00a0; le prochain, " + French.due(next, paris.now()) + ".";
    }

    private @Nullable String failing(Connection connection) {
        Instant since = connection.failingSince();
        if (since == null) return null;
        return "Aucun relevé depuis le " + moment(since) + ". " + connection.fault() + " Prochain essai\u00a0: "
                + French.due(paris.wallClock(connection.next()), paris.now()) + ".";
    }

    private String moment(Instant instant) {
        return French.moment(paris.wallClock(instant));
    }

    /** The latest first; a month of which nothing is known is left out. */
    private static List<Month> months(
            Map<LocalDate, Long> days, Map<YearMonth, Map<Origin, Long>> origins, LocalDate yesterday) {
        Map<YearMonth, List<Long>> byMonth = days.entrySet().stream()
                .collect(Collectors.groupingBy(
                        day -> YearMonth.from(day.getKey()),
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        List<Month> months = new ArrayList<>();
        for (int back = 0; back < MONTHS; back++) {
            YearMonth month = YearMonth.from(yesterday).minusMonths(back);
            List<Long> visits = byMonth.getOrDefault(month, List.of());
            if (visits.isEmpty()) continue;
            int past = back == 0 ? yesterday.getDayOfMonth() : month.lengthOfMonth();
            months.add(new Month(
                    French.capitalised(French.day("MMMM uuuu", month.atDay(1))),
                    French.number(visits.stream().mapToLong(Long::longValue).sum()),
                    visits.size() == past
                            ? null
                            : French.days((long) past - visits.size()) + " sans chiffre sur " + past,
                    from(origins.getOrDefault(month, Map.of()))));
        }
        return months;
    }

    private static List<From> from(Map<Origin, Long> origins) {
        return origins.entrySet().stream()
                .filter(origin -> origin.getValue() > 0)
                .sorted(Map.Entry.<Origin, Long>comparingByValue().reversed())
                .map(origin -> new From(origin.getKey().words(), French.number(origin.getValue())))
                .toList();
    }

    private static List<Day> days(Map<LocalDate, Long> known, LocalDate yesterday) {
        List<Day> days = new ArrayList<>();
        for (int back = 0; back < Readings.DAYS && !known.isEmpty(); back++) {
            LocalDate day = yesterday.minusDays(back);
            days.add(new Day(French.shortDay(day), French.number(known.get(day))));
        }
        return days;
    }
}
