package fr.jalon.team;

import java.util.List;

/**
 * Teams that go the same way together.
 *
 * @param guides what teams read beforehand
 * @param tools what teams need an account for
 */
public record Cohort(String id, String name, List<Guide> guides, List<Tool> tools) {

    /** A text to read before the bootcamp. */
    public record Guide(String title, String link) {}

    /** A tool that the team needs an account for. */
    public record Tool(String name, String link) {}
}
