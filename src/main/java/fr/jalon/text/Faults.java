package fr.jalon.text;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is wrong with a list that someone sent: one sentence a place ({@code lines[7].email}), the first that is found
 * there. As many are told as anybody corrects at once; the others are only counted.
 */
public final class Faults {

    private static final int MOST = 200;
    private static final int IN_THE_MESSAGE = 5;

    private final Map<String, String> told = new LinkedHashMap<>();
    private int untold;

    /** Adds what is wrong with one cell of a line, which counts from 1. */
    public void add(long line, String column, String label, String fault) {
        add("lines[%d].%s".formatted(line, column), "Ligne %d, %s : %s.".formatted(line, label, fault));
    }

    /** Adds what is wrong with a line, which counts from 1, as a whole. */
    public void add(long line, String sentence) {
        add(place(line), "Ligne %d : %s".formatted(line, sentence));
    }

    private void add(String place, String sentence) {
        if (told.size() < MOST) told.putIfAbsent(place, sentence);
        else untold++;
    }

    /** Adds what concerns the list as a whole: told however many lines are faulty. */
    public void addOfAll(String place, String sentence) {
        told.putIfAbsent(place, sentence);
    }

    /** Whether a line, as a whole, is known to be faulty. */
    public boolean concern(long line) {
        return told.containsKey(place(line));
    }

    private static String place(long line) {
        return "lines[%d]".formatted(line);
    }

    public boolean isEmpty() {
        return told.isEmpty();
    }

    /** All of them, told or not. */
    public int count() {
        return told.size() + untold;
    }

    /** Those that are told, by their place, in the order in which they were found. */
    public Map<String, String> byPlace() {
        return Collections.unmodifiableMap(told);
    }

    /** That there are others than those that are told; empty where there are none. */
    public String others() {
        return others(untold);
    }

    /** The first sentences, and how many there are beside them. */
    public String message() {
        return message(told.values(), count());
    }

    /** The first of some sentences, and how many of all there are beside them. */
    public static String message(Collection<String> sentences, int all) {
        String first = sentences.stream().limit(IN_THE_MESSAGE).collect(Collectors.joining(" "));
        int more = all - IN_THE_MESSAGE;
        return more <= 0 ? first : first + " " + others(more);
    }

    private static String others(int count) {
        return count <= 0
                ? ""
                : count == 1 ? "Et une autre erreur." : "Et %s autres erreurs.".formatted(French.number(count));
    }
}
