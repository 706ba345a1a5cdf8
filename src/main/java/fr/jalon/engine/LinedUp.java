package fr.jalon.engine;

import java.util.List;

/**
 * Says, as a bean of the slice whose model it is, that activities which stood beside each other come one after another
 * in a later version. An instance goes on at the first of them at which it stands, and comes to the others from there.
 *
 * @param join where they met, which counts for every earlier version that has it, as long as the latest has not
 */
public record LinedUp(String process, String join, List<String> order) {}
