package fr.jalon.team;

/**
 * A group of members on one project.
 *
 * @param group the engine's group of its members
 */
public record Team(String id, String cohort, String name, String group) {}
