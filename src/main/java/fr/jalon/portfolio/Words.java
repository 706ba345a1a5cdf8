package fr.jalon.portfolio;

import fr.jalon.engine.identity.Groups;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journey.Awaited;
import fr.jalon.journey.Journey.Who;
import fr.jalon.text.French;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moments and people as the pages say them, seen from now. */
@Component
class Words {

    private static final Map<Who, String> PEOPLE =
            Map.of(Who.TEAM, "l’équipe", Who.COACH, "le coach", Who.FACILITATOR, "le facilitateur");

    private final ParisCalendar paris;

    Words(ParisCalendar paris) {
        this.paris = paris;
    }

    /** Those for whom a task of this group waits. */
    String group(@Nullable String group) {
        if (group == null) return "personne";
        if (Groups.isOfTeam(group)) return "l’équipe";
        return group.equals(Groups.COACHES) ? "le coach" : "le facilitateur";
    }

    LocalDate day(Instant at) {
        return paris.wallClock(at).toLocalDate();
    }

    /** {@code l’équipe depuis hier, le facilitateur depuis aujourd’hui}; empty where only time is awaited. */
    String awaited(List<Awaited> awaited) {
        return awaited.stream()
                .map(each -> PEOPLE.get(each.who()) + " (" + ago(each.since()) + ")")
                .collect(Collectors.joining(", "));
    }

    String ago(Instant at) {
        return French.ago(day(at), paris.today());
    }

    /**
     * {@code en retard de deux jours}, as the task says it that was due; null where nothing is late. What had a whole
     * day is late from the midnight after it.
     */
    @Nullable
    String late(Journey journey) {
        Instant now = paris.instantOf(paris.now()).toInstant();
        Instant since = journey.place().lateSince(now);
        if (since == null) return null;
        LocalDateTime due = paris.wallClock(since);
        return French.due(due.toLocalTime().equals(LocalTime.MIDNIGHT) ? due.minusDays(1) : due, paris.now());
    }

    /** {@code demain 9 h}, {@code jeudi 10 décembre à 12 h 30}. */
    String due(Instant at) {
        return French.due(paris.wallClock(at), paris.now());
    }

    /** {@code jeudi 10 décembre}, and its hour. */
    String moment(Instant at) {
        LocalDateTime clock = paris.wallClock(at);
        return French.plainDay(clock.toLocalDate(), paris.today()) + ", " + French.hour(clock);
    }

    String day(LocalDate day) {
        return French.plainDay(day, paris.today());
    }

    /** {@code jeudi 12 mars}, or from one day to another. */
    String span(LocalDate start, @Nullable LocalDate end) {
        return end == null || end.equals(start) ? day(start) : day(start) + " – " + day(end);
    }
}
