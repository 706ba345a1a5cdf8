/**
 * Jalon: dated, gated journeys for entrepreneurial teams. Each package below is a slice with its model, rules and
 * tables.
 */
@NullMarked
package fr.jalon;

import org.jspecify.annotations.NullMarked;
