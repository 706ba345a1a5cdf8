/** The one clock, the one calendar, and how a rehearsal moves them. */
package fr.jalon.engine.time;
