package faulty.bootcamp.process;

/** A slice's process. */
public record Gate() {}
