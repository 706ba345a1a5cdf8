package fr.jalon.team;

import fr.jalon.text.Csv;

/**
 * A group of members on one project.
 *
 * @param group the engine's group of its members
 */
public record Team(String id, String cohort, String name, String group) {

    /** What an id may be, and what to say when it is not. */
    public static final String ID = "[a-z0-9-]{2,40}";

    public static final String ID_MESSAGE = "2 à 40 caractères parmi a-z, 0-9 et le tiret";
    /** One line, without marks that nobody sees, whose accents are not lost. */
    public static final String NAME = "(?!.*(?:" + Csv.GARBLED + "))[^\\p{Cc}\\p{Cf}]*";

    public static final String NAME_MESSAGE =
            "une ligne sans caractère invisible est attendue, dont les accents se lisent";
}
