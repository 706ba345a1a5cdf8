package fr.jalon.team;

import java.time.Instant;

/**
 * A file that a team keeps.
 *
 * @param name as it was called, without a folder
 * @param length in bytes
 */
public record TeamFile(String id, String team, String name, long length, String author, Instant filedAt) {

    /** As long as a name may be; longer ones lose the middle, not their end. */
    static final int LONGEST_NAME = 120;

    /** A name without folders and marks that nobody sees; empty where nothing is left of it. */
    static String nameOf(String typed) {
        String name = typed.substring(Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "")
                .strip();
        int dot = name.lastIndexOf('.');
        if (dot <= 0) return "";
        String stem = name.substring(0, dot).strip();
        String end = name.substring(dot);
        int most = LONGEST_NAME - end.length();
        if (most <= 0 || stem.isEmpty()) return "";
        if (stem.length() <= most) return stem + end;
        return stem.substring(0, Character.isHighSurrogate(stem.charAt(most - 1)) ? most - 1 : most) + end;
    }
}
