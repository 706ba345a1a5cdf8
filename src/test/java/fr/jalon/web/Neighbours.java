package fr.jalon.web;

import fr.jalon.Stage;
import fr.jalon.scic.Tracks;
import fr.jalon.team.Teams;

/**
 * A team on the first morning of its validation week, with a plan, and another of the same cohort.
 *
 * @param instance the team's journey
 */
record Neighbours(String team, String instance, String other, String plan) {

    static Neighbours onAMorning(Stage stage, Teams teams, Tracks tracks) {
        String team = stage.teamAWeekBefore();
        String instance = stage.open(team);
        String other = stage.team(teams.team(team).cohort());
        String plan = tracks.open(team, "Structure", Stage.MONDAY, "fanny");
        stage.launch(instance);
        stage.fire(instance, "day-morning");
        return new Neighbours(team, instance, other, plan);
    }
}
