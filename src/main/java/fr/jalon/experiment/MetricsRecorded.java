package fr.jalon.experiment;

import java.time.LocalDate;
import java.util.Set;

/** Figures have come in over HTTP for some days: whoever waits for them need not ask. */
public record MetricsRecorded(ExperimentId experiment, Set<LocalDate> days) {}
