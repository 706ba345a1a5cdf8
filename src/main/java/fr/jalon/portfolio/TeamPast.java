package fr.jalon.portfolio;

import fr.jalon.engine.form.Notebook;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Circle;
import fr.jalon.journey.Timeline;
import fr.jalon.journey.Timeline.Step;
import fr.jalon.plan.Move;
import fr.jalon.plan.Move.Shift;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What others have done to a journey, in words: gates held, dates moved. */
@Component
class TeamPast {

    /** A gate that was held. */
    record Gate(
            String name,
            String verdict,
            boolean isReached,
            @Nullable String comment,
            String who,
            String when) {}

    /** @param what each of the steps that moved together, from when to when */
    record Moved(String who, String when, List<String> what) {}

    private static final Map<String, String> VERDICTS = Map.of(
            "REACHED", "atteint", "REWORK", "à reprendre", "EXTEND", "semaine prolongée", "STOP", "arrêt du projet");

    private final Words words;

    TeamPast(Words words) {
        this.words = words;
    }

    Gate gate(Notebook.Gate held, Circle people) {
        return new Gate(
                held.name(),
                VERDICTS.getOrDefault(held.verdict(), held.verdict()),
                held.verdict().equals("REACHED"),
                held.comment(),
                who(held.who(), people),
                words.moment(held.at()));
    }

    /** Those that moved a step of the timeline. */
    List<Moved> moves(Timeline timeline, List<Move> moves, Circle people) {
        Map<String, String> titles = timeline.steps().stream().collect(Collectors.toMap(Step::id, Step::title));
        return moves.stream()
                .map(move -> new Moved(who(move.by(), people), words.moment(move.at()), what(move, titles)))
                .filter(moved -> !moved.what().isEmpty())
                .toList();
    }

    private List<String> what(Move move, Map<String, String> titles) {
        Map<String, List<Shift>> alike = move.shifts().stream()
                .filter(shift -> titles.containsKey(shift.item()))
                .collect(Collectors.groupingBy(this::said, LinkedHashMap::new, Collectors.toList()));
        return alike.entrySet().stream()
                .map(each -> each.getValue().stream()
                                .map(shift -> titles.get(shift.item()))
                                .collect(Collectors.joining(", "))
                        + "\u00a0: " + each.getKey())
                .toList();
    }

    private String said(Shift shift) {
        String to = words.span(shift.toStart(), shift.toEnd());
        LocalDate start = shift.fromStart();
        LocalDate end = shift.fromEnd();
        return start == null || end == null ? "prévu " + to : words.span(start, end) + " → " + to;
    }

    private static String who(@Nullable String account, Circle people) {
        if (account == null || account.equals(Accounts.NOBODY)) return "Jalon";
        return people.nameOf(account);
    }
}
