package fr.jalon.validation;

import java.time.LocalDate;

/** Figures have come in over HTTP for a day: whoever waits for them need not ask. */
public record MetricsRecorded(ExperimentId experiment, LocalDate day) {}
