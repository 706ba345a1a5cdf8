package fr.jalon.browser;

import fr.jalon.Stage;
import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.engine.time.Rehearsal;
import fr.jalon.scic.Tracks;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.springframework.boot.test.context.TestComponent;

/** A team in its week of validation and on its way to a SCIC, another that plans, a third before its first gate. */
@TestComponent
class UnderWay {

    /**
     * Who is there by now.
     *
     * @param instance of the bootcamp of the team in its week
     * @param preparing the team before its first gate
     */
    record Scene(String team, String instance, String preparing) {}

    private final Stage stage;
    private final Tracks tracks;
    private final Rehearsal rehearsal;
    private final ParisCalendar paris;

    UnderWay(Stage stage, Tracks tracks, Rehearsal rehearsal, ParisCalendar paris) {
        this.stage = stage;
        this.tracks = tracks;
        this.rehearsal = rehearsal;
        this.paris = paris;
    }

    /** Plays them from a week before the first day to the fourth; the clock stays there. */
    Scene play() {
        LocalDate first = paris.today().plusDays(7);
        String team = stage.team(first);
        String instance = stage.open(team);
        String planning = stage.open(stage.team(first.plusDays(3)));
        String preparing = stage.team(first.plusDays(10));
        stage.complete(stage.open(preparing), "shortlist-ideas");
        tracks.open(team, "Les Ateliers", paris.today(), "fanny");
        stage.pass(instance, "preparation");
        stage.pass(planning, "preparation");
        advance(first.atTime(9, 1));
        stage.pass(instance, "ideation");
        advance(first.atTime(13, 31));
        stage.pass(instance, "planning");
        advance(first.plusDays(1).atTime(9, 1));
        stage.pass(instance, "prototyping");
        advance(first.plusDays(1).atTime(13, 31));
        stage.pass(instance, "activation");
        advance(first.plusDays(2).atTime(9, 1));
        stage.complete(instance, "launch-campaigns");
        advance(first.plusDays(3).atTime(9, 1));
        stage.complete(instance, "record-metrics");
        stage.pass(planning, "ideation");
        advance(first.plusDays(3).atTime(13, 31));
        return new Scene(team, instance, preparing);
    }

    private void advance(LocalDateTime wallClock) {
        rehearsal.advanceTo(paris.instantOf(wallClock).toInstant());
    }
}
