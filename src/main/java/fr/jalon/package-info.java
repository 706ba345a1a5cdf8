/** Jalon: dated, gated journeys for entrepreneurial teams. Each package below is a slice with its model, rules and tables. */
package fr.jalon;
