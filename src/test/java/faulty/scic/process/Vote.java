package faulty.scic.process;

import faulty.bootcamp.process.Gate;

/** Knows the process of another slice. */
public record Vote(Gate gate) {}
