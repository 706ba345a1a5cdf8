package fr.jalon.engine;

/**
 * Says, as a bean of the slice whose model it is, where instances go on that stand at an activity which a later version
 * of the model has no more. It counts for every earlier version that has the one, as long as the latest has the other.
 */
public record MovedActivity(String process, String from, String to) {}
