package fr.jalon.link;

import java.util.Collection;
import java.util.Optional;

/** Names that are not the same by the rule and may yet have been meant as one: « linkedin » and « linked-in ». */
final class Resemblance {

    /** Shorter names that differ in a letter are commonly two: « ain » and « aix ». */
    private static final int SHORTEST = 5;

    private Resemblance() {}

    /** The known name that a new one may stand for; empty where it is itself known, or resembles none. */
    static Optional<String> of(String name, Collection<String> known) {
        return name.isEmpty() || known.contains(name)
                ? Optional.empty()
                : known.stream().filter(each -> areClose(name, each)).sorted().findFirst();
    }

    /** Whether names differ by their hyphens alone, or by one letter added, left out, mistaken or swapped. */
    static boolean areClose(String one, String other) {
        String a = one.replace("-", "");
        String b = other.replace("-", "");
        if (a.equals(b)) return true;
        // Numbers tell apart on purpose.
        if (!a.replaceAll("\\D", "").equals(b.replaceAll("\\D", ""))) return false;
        if (Math.min(a.length(), b.length()) < SHORTEST) return false;
        int begin = 0;
        while (begin < Math.min(a.length(), b.length()) && a.charAt(begin) == b.charAt(begin)) begin++;
        String restOfA = a.substring(begin);
        String restOfB = b.substring(begin);
        return after(restOfA, 1).equals(after(restOfB, 1))
                || after(restOfA, 1).equals(restOfB)
                || restOfA.equals(after(restOfB, 1))
                || isSwap(restOfA, restOfB);
    }

    private static String after(String rest, int letters) {
        return rest.length() < letters ? "\0" : rest.substring(letters);
    }

    private static boolean isSwap(String a, String b) {
        return a.length() >= 2
                && b.length() >= 2
                && a.charAt(0) == b.charAt(1)
                && a.charAt(1) == b.charAt(0)
                && after(a, 2).equals(after(b, 2));
    }
}
