package fr.jalon.silence;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.WorkingDays;
import fr.jalon.journey.Journey;
import fr.jalon.journey.Journeys;
import fr.jalon.silence.Silence.Level;
import fr.jalon.silence.SilenceNews.Raised;
import fr.jalon.silence.SilenceRows.Told;
import fr.jalon.team.Teams;
import fr.jalon.team.Teams.Listed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks each working morning for teams that are silent, and has that told: first to the team, another morning to its
 * coach, then to the facilitators, each once a silence. May run on every node.
 */
@Component
class SilenceRounds {

    /** Looks every few minutes whether it is morning by Jalon's clock. */
    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Clockwork {

        private final SilenceRounds rounds;

        Clockwork(SilenceRounds rounds) {
            this.rounds = rounds;
        }

        @Scheduled(fixedDelayString = "${jalon.silence.every:PT5M}", initialDelayString = "${jalon.silence.every:PT5M}")
        void round() {
            rounds.round();
        }
    }

    private final SilenceRows rows;
    private final SilenceRule rule;
    private final SilenceNews news;
    private final Journeys journeys;
    private final Teams teams;
    private final ParisCalendar paris;
    private final WorkingDays working;
    private final TransactionTemplate transaction;

    SilenceRounds(
            SilenceRows rows,
            SilenceRule rule,
            SilenceNews news,
            Journeys journeys,
            Teams teams,
            ParisCalendar paris,
            WorkingDays working,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.rule = rule;
        this.news = news;
        this.journeys = journeys;
        this.teams = teams;
        this.paris = paris;
        this.working = working;
        this.transaction = transaction;
    }

    /** Looks for silences if it is a working morning, once a day however often it is asked. */
    void round() {
        LocalDateTime now = paris.now();
        if (working.isForRounds(now))
            transaction.executeWithoutResult(status -> {
                if (rows.claim(now.toLocalDate())) look(paris.instantOf(now).toInstant());
            });
    }

    private void look(Instant now) {
        Map<String, Told> told = rows.told();
        Map<String, Listed> current =
                teams.current().stream().collect(Collectors.toMap(Listed::id, Function.identity()));
        List<Raised> raised = new ArrayList<>();
        for (Journey journey : journeys.awaitingTeams()) {
            Listed team = current.get(journey.team());
            Silence silence = rule.of(journey, now);
            if (team == null || !silence.isTold()) continue;
            Told before = told.get(journey.id());
            Level last = before != null && before.since().equals(silence.since()) ? before.level() : Level.NONE;
            if (silence.level().compareTo(last) > 0) {
                Level next = Level.values()[last.ordinal() + 1];
                raised.add(new Raised(journey, team, new Silence(silence.since(), silence.days(), next)));
            }
        }
        raised.forEach(each -> rows.put(
                each.journey().id(),
                new Told(each.silence().since(), each.silence().level())));
        news.tell(raised);
    }
}
