package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.portfolio.Dates.Dated;
import fr.jalon.portfolio.Dates.Sort;
import fr.jalon.team.Team;
import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The days ahead of whatever concerns somebody. */
@Controller
class CalendarPage {

    private static final int DAYS = 60;

    /** What is planned to begin, to be done or to take place on a day: what it is, and its hour where it has one. */
    record Entry(
            Team team, String what, String title, @Nullable String hour, boolean isLate) {}

    private final Dates dates;
    private final Words words;
    private final ParisCalendar paris;

    CalendarPage(Dates dates, Words words, ParisCalendar paris) {
        this.dates = dates;
        this.words = words;
        this.paris = paris;
    }

    @GetMapping("/calendrier")
    String calendar(Authentication person, Model model) {
        SortedMap<LocalDate, List<Entry>> days = new TreeMap<>();
        List<Dated> ahead = dates.concerning(person).stream()
                .filter(dated -> dated.journey().isOpen() && !dated.isDone())
                .sorted(Comparator.comparing(Dated::at, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        // The task of an item says more than its end.
        Set<String> tasks = ahead.stream()
                .filter(dated -> dated.sort() == Sort.TASK)
                .map(CalendarPage::end)
                .collect(Collectors.toSet());
        for (Dated dated : ahead) {
            boolean isItem = dated.sort() == Sort.ITEM;
            if (isItem && !dated.isBegun() && dated.last().isAfter(dated.first()))
                add(days, dated.first(), "Début", dated, false);
            if (isItem && tasks.contains(end(dated))) continue;
            add(days, dated.last(), what(dated.sort()), dated, dated.isLate());
        }
        Map<String, List<Entry>> said = new LinkedHashMap<>();
        days.forEach((day, entries) -> said.put(words.day(day), entries));
        model.addAttribute("days", said);
        model.addAttribute("isStaff", Groups.areOfStaff(Groups.of(person)));
        return "calendar";
    }

    private static String end(Dated dated) {
        return String.join(
                "/", dated.journey().id(), dated.title(), dated.last().toString());
    }

    private static String what(Sort sort) {
        return switch (sort) {
            case ITEM -> "À finir";
            case MEETING -> "Rencontre";
            case GATE -> "Jalon";
            case TASK -> "À faire";
        };
    }

    private void add(SortedMap<LocalDate, List<Entry>> days, LocalDate day, String what, Dated dated, boolean isLate) {
        LocalDate today = paris.today();
        boolean isNear = !day.isBefore(today) && day.isBefore(today.plusDays(DAYS));
        if (!isNear && !isLate) return;
        String hour = dated.at() == null ? null : French.hour(dated.at());
        days.computeIfAbsent(day, fresh -> new ArrayList<>())
                .add(new Entry(dated.team(), what, dated.title(), hour, isLate));
    }
}
