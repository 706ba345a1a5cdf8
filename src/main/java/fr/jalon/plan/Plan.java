package fr.jalon.plan;

import java.time.LocalDate;

/** A plan without its items; open until it is closed. */
record Plan(String id, String kind, String team, String title, LocalDate start, boolean open) {}
