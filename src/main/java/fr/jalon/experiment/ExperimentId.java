package fr.jalon.experiment;

/** One iteration of one journey: what is put to the test in one validation week. */
public record ExperimentId(String journey, int iteration) {}
