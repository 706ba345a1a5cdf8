package fr.jalon.engine;

/** The groups that people belong to. */
public final class Groups {

  public static final String ADMINISTRATORS = "camunda-admin";
  public static final String FACILITATORS = "facilitators";
  public static final String COACHES = "coaches";

  private Groups() {}

  /** The group of a team: {@code team-<slug>}. A slug that already carries the prefix is not given it twice. */
  public static String ofTeam(String team) {
    return team.startsWith("team-") ? team : "team-" + team;
  }
}
