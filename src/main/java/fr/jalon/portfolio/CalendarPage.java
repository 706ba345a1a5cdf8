package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.plan.Item;
import fr.jalon.plan.Plans;
import fr.jalon.team.Team;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The days ahead of all the teams that somebody belongs to. */
@Controller
class CalendarPage {

    private static final int DAYS = 60;

    /** What is planned to begin or to be done on a day. */
    record Entry(Team team, String title, boolean begins, boolean isLate) {}

    private final Teams teams;
    private final Journeys journeys;
    private final Plans plans;
    private final Words words;
    private final ParisCalendar paris;

    CalendarPage(Teams teams, Journeys journeys, Plans plans, Words words, ParisCalendar paris) {
        this.teams = teams;
        this.journeys = journeys;
        this.plans = plans;
        this.words = words;
        this.paris = paris;
    }

    @GetMapping("/calendrier")
    String calendar(Authentication person, Model model) {
        Map<String, Team> mine = teams.of(person).stream().collect(Collectors.toMap(Team::id, Function.identity()));
        List<Journey> open =
                journeys.of(mine.keySet()).stream().filter(Journey::isOpen).toList();
        Map<String, List<Item>> items =
                plans.items(open.stream().map(Journey::id).toList());
        LocalDate today = paris.today();
        SortedMap<LocalDate, List<Entry>> days = new TreeMap<>();
        for (Journey journey : open) {
            Team team = mine.get(journey.team());
            for (Item item : items.getOrDefault(journey.id(), List.of())) {
                if (item.actualEnd() != null || team == null) continue;
                if (item.actualStart() == null) {
                    add(days, today, item.plannedStart(), new Entry(team, item.title(), true, false));
                }
                add(days, today, item.plannedEnd(), new Entry(team, item.title(), false, item.isLateOn(today)));
            }
        }
        Map<String, List<Entry>> said = new LinkedHashMap<>();
        days.forEach((day, entries) -> said.put(words.day(day), entries));
        model.addAttribute("days", said);
        model.addAttribute("journeys", open);
        model.addAttribute("isStaff", Groups.areOfStaff(Groups.of(person)));
        return "calendar";
    }

    private static void add(SortedMap<LocalDate, List<Entry>> days, LocalDate today, LocalDate day, Entry entry) {
        boolean isNear = !day.isBefore(today) && day.isBefore(today.plusDays(DAYS));
        if (isNear || entry.isLate())
            days.computeIfAbsent(day, fresh -> new ArrayList<>()).add(entry);
    }
}
