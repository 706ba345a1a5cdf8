package fr.jalon.team;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Ids that nobody has; each is given once. */
final class FreeIds {

    private static final int LONGEST = 36;

    private final Set<String> taken;

    FreeIds(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** The first free one of a stem; {@code otherwise} is the stem where hardly anything of the wanted one is left. */
    String next(String wanted, String otherwise) {
        String stem = wanted.length() < 2
                ? otherwise
                : wanted.substring(0, Math.min(LONGEST, wanted.length())).replaceAll("-$", "");
        String id = stem;
        for (int number = 2; !taken.add(id); number++) id = stem + "-" + number;
        return id;
    }
}
